"""What two exports of one period have to do with each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from practice.exports import Export, differing, export_lines, export_of, gone, refusal

AT = datetime(2026, 7, 1, 11, 0, tzinfo=UTC)
HEADER = ("Cycle", "Voice")
APRIL, JUNE = "Hub April 2026", "Hub June 2026"


def made(*periods: tuple[str, str], hours: int = 0, file: bytes = b"csv", listed: str = "reviews") -> Export:
    """An export with five rows of each period, which say the given word."""
    rows = [(period, voice) for period, voice in periods for _ in range(5)]
    return export_of(AT + timedelta(hours=hours), listed, file, HEADER, rows)


def test_an_export_is_counted_by_period() -> None:
    """And by its file as it is, which can be looked for later."""
    one = made((APRIL, "Yes"), (JUNE, "No"))
    assert one.rows == 10
    assert [(each.period, each.rows) for each in one.periods] == [(APRIL, 5), (JUNE, 5)]
    assert one.sha256 == "53bb9b0b38ac812554abeb88ea6d56760d07ec147a75e8761c4f57ecc298218f"


def test_the_form_of_the_file_is_no_difference() -> None:
    """An Excel workbook of the same rows says the same, and no two of them are equal in their bytes."""
    assert differing([made((APRIL, "Yes"))], made((APRIL, "Yes"), file=b"xlsx")) == ()


def test_another_period_is_no_difference() -> None:
    """A cycle that has ended since comes in, and what stood stays."""
    assert differing([made((APRIL, "Yes"))], made((APRIL, "Yes"), (JUNE, "No"))) == ()


def test_a_period_that_says_something_else_differs() -> None:
    """The first export of a period never does, and nor does one of another list."""
    changed = made((APRIL, "No"), (JUNE, "No"), hours=2)
    assert differing([], changed) == ()
    assert differing([made((APRIL, "Yes"), listed="others")], changed) == ()
    found = differing([made((APRIL, "Yes"), (JUNE, "No"))], changed)
    assert [(one.period, one.at, one.rows) for one in found] == [(APRIL, AT, 5)]


def test_one_column_more_differs() -> None:
    """It says more of the same people."""
    rows = [(APRIL, "Yes")] * 5
    assert differing(
        [export_of(AT, "reviews", b"", HEADER, rows)], export_of(AT, "reviews", b"", ("Cycle", "New"), rows)
    )


def test_the_last_export_counts_that_had_the_period() -> None:
    """Also where a later one left it out."""
    before = [made((APRIL, "Yes")), made((APRIL, "No"), hours=1), made((JUNE, "No"), hours=2)]
    assert differing(before, made((APRIL, "No"))) == ()
    assert [one.at for one in differing(before, made((APRIL, "Yes")))] == [AT + timedelta(hours=1)]


def test_a_difference_says_when_how_many_why_and_what_to_do() -> None:
    """In London's time."""
    told = refusal(differing([made((APRIL, "Yes"), (JUNE, "Yes"))], made((APRIL, "No"), (JUNE, "No"))), ())
    *periods, care = told.splitlines()
    assert periods == [
        f"{period}: the export of Wednesday 1 July 2026, 12 noon had 5 rows, and this one would say something else."
        for period in (APRIL, JUNE)
    ]
    assert care == (
        "Whoever sees both may find out what one person wrote. No file was written: keep to the earlier one, "
        "and leave its period out with --without. "
        "If this one has to take its place, withdraw the earlier one everywhere, then add --again."
    )


def test_a_period_that_the_list_has_no_more_is_gone() -> None:
    """Its answers may have another name there. What another list had is no matter."""
    before = [made((APRIL, "Yes"), listed="others"), made((APRIL, "Yes"), (JUNE, "No")), made((JUNE, "No"))]
    found = gone(before, "reviews", {JUNE})
    assert [(one.period, one.at, one.rows) for one in found] == [(APRIL, AT, 5)]
    assert gone(before, "reviews", {APRIL, JUNE}) == ()


def test_a_period_whose_place_was_taken_is_not_gone_again() -> None:
    """Until an export has it once more; of another list that says nothing."""
    first, instead = made((APRIL, "Yes")), replace(made((JUNE, "Yes"), hours=1), instead_of=(APRIL,))
    assert gone([first, instead], "reviews", {JUNE}) == ()
    assert gone([first, replace(instead, listed="others")], "reviews", {JUNE})
    back = made((APRIL, "Yes"), hours=2)
    assert [one.at for one in gone([first, instead, back], "reviews", {JUNE})] == [back.at]


def test_what_is_gone_is_said_without_a_way_to_leave_it_out() -> None:
    """There is nothing of that name to leave out."""
    away = gone([made((APRIL, "Yes"))], "reviews", {JUNE})
    said, care = refusal((), away).splitlines()
    assert said == (
        "Hub April 2026: the export of Wednesday 1 July 2026, 12 noon had 5 rows, "
        "and the list has that period no more: its answers may have another."
    )
    assert care == (
        "Whoever sees both may find out what one person wrote. No file was written: keep to the earlier one. "
        "If this one has to take its place, withdraw the earlier one everywhere, then add --again."
    )


def test_what_was_exported_is_shown_with_its_differences() -> None:
    first, second = made((APRIL, "Yes")), made((APRIL, "No"), (JUNE, "No"), hours=1)
    assert export_lines(second, differing([first], second)) == (
        f"Wednesday 1 July 2026, 1pm: reviews, 10 rows, SHA-256 {second.sha256}",
        "  Hub April 2026: 5 rows, not the same as in the export before it",
        "  Hub June 2026: 5 rows",
    )
