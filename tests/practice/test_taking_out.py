"""What of the Practice reviews list leaves the coordinator's queue, row by row."""

from __future__ import annotations

import pytest

from practice.harmless_cells import harmless
from practice.questions import Measure
from practice.taking_out import Cell, Filed, columns, read_columns, taken_out

MEASURES = (Measure("child", "Child's view heard?", (("yes", "Yes"), ("no", "No"))),)
JUNE, AUGUST = "Hub June 2026", "Hub August 2026"
PLACE = {name: place for place, name in enumerate(columns(MEASURES))}


def row(number: int, **cells: Cell) -> Filed:
    """An answer of a person of their own, in the June cycle."""
    usual: dict[str, Cell] = {
        "Cycle": JUNE,
        "Month": "2026-05",
        "Status": "Checked",
        "MeetingType": "ICPC",
        "AgencyGroup": "Health" if number % 2 else "Police",
        "WentWell": f"words {number}",
        "MeasureChild": "Yes",
        "Themes": ["Attendance", "Neglect"],
        "MayBeQuoted": True,
        "Voice": False,
        "Priority": 3,
    }
    return Filed(f"person {number}", usual | cells)


def cells(found: tuple[tuple[str, ...], ...], name: str) -> list[str]:
    return [each[PLACE[name]] for each in found]


def test_a_row_is_told_in_words() -> None:
    """Several choices are joined, yes and no are words, and what is empty stays empty."""
    found = taken_out([row(number) for number in range(10)], MEASURES, ()).rows
    assert cells(found, "Themes") == ["Attendance; Neglect"] * 10
    assert cells(found, "Voice") == ["No"] * 10
    assert cells(found, "Priority") == ["3"] * 10
    assert cells(found, "Kind") == [""] * 10
    assert cells(found, "MeasureChild") == ["Yes"] * 10
    assert sorted(cells(found, "WentWell")) == [f"words {number}" for number in range(10)]


def test_nothing_that_finds_a_single_answer_is_a_column() -> None:
    """Neither its reference nor its meeting nor a day, nor what is the coordinator's own."""
    kept = {"Ref", "MeetingRef", "MeetingDate", "FirstWords", "Status", "CoordinatorNote", "BtpKey"}
    assert not kept & set(columns(MEASURES))
    assert not kept - {"Status"} & set(read_columns(MEASURES))


@pytest.mark.parametrize(
    "hindrance",
    [
        {"MayBeQuoted": False},
        {"MayBeQuoted": None},
        {"Status": "To check"},
        {"Themes": ["Rare"]},
        {"Themes": None},
    ],
)
def test_words_are_shown_only_where_they_may_be_quoted(hindrance: dict[str, Cell]) -> None:
    """A person read them, and many wrote of the theme; words that nobody typed are not hidden."""
    found = taken_out([row(0, **hindrance), *(row(number) for number in range(1, 10))], MEASURES, ()).rows
    assert cells(found, "WentWell").count("not shown") == 1
    assert "words 0" not in cells(found, "WentWell")
    assert cells(found, "GotInTheWay") == [""] * 10


def test_another_cycle_changes_nothing_of_what_an_earlier_one_says() -> None:
    """Or the earlier one could not be taken out again as it was: three wrote of the theme in June, the rest later."""
    june = [row(n, Themes=["Rare"] if n < 3 else ["Common"]) for n in range(10)]
    later = [row(n, Cycle=AUGUST, Themes=["Rare"]) for n in range(10, 20)]
    alone, beside = (taken_out(each, MEASURES, ()).rows for each in (june, june + later))
    assert [each for each in beside if each[PLACE["Cycle"]] == JUNE] == list(alone)
    assert cells(alone, "WentWell").count("not shown") == 3
    assert "not shown" not in cells(beside, "WentWell")[:10]


def test_what_was_taken_back_is_not_there() -> None:
    """Its row stands in the list, without words."""
    found = taken_out([row(0, Status="Taken back"), *(row(n) for n in range(1, 11))], MEASURES, ())
    assert len(found.rows) == 10


def test_a_period_that_may_still_grow_is_left_out_and_named() -> None:
    """Of two files, one answer apart, the difference would be one person."""
    both = [row(number, Cycle=cycle) for number in range(10) for cycle in (JUNE, AUGUST)]
    found = taken_out(both, MEASURES, {AUGUST, "Hub October 2026"})
    assert cells(found.rows, "Cycle") == [JUNE] * 10
    assert (found.running, found.small) == ((AUGUST,), ())


def test_a_period_with_fewer_than_five_people_is_left_out_and_named() -> None:
    """A row of it would be one of four."""
    found = taken_out([row(number) for number in range(4)], MEASURES, ())
    assert (found.rows, found.small) == ((), (JUNE,))


def test_without_cycles_the_months_are_the_periods() -> None:
    """As where a partnership has no Learning Hub."""
    found = taken_out([row(number, Cycle=None) for number in range(10)], MEASURES, ())
    assert cells(found.rows, "Cycle") == ["2026-05"] * 10


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "  =1", "＝1", "- a point"],  # noqa: RUF001
)
def test_a_cell_that_could_run_gets_an_apostrophe(text: str) -> None:
    """Blanks before the sign hide nothing."""
    assert harmless(text) == "'" + text


@pytest.mark.parametrize("text", ["", "plain", "a = b", "'quoted'", " ", "5 - 3"])
def test_any_other_cell_stays_as_it_is(text: str) -> None:
    """Words are not changed."""
    assert harmless(text) == text


def test_a_period_can_be_left_out_and_changes_nothing_else() -> None:
    """What is shown of the others is what is shown of them beside it."""
    written = [row(number, Cycle=cycle) for cycle in (JUNE, AUGUST) for number in range(10)]
    found = taken_out([*written, row(1, Cycle="Hub October 2026")], MEASURES, ())
    assert found.periods == {JUNE, AUGUST, "Hub October 2026"}
    left = found.without([JUNE])
    assert left.rows == tuple(each for each in found.rows if each[PLACE["Cycle"]] == AUGUST)
    assert len(left.rows) == 10
    assert (left.running, left.small) == (found.running, found.small)
