"""The two examples that are shipped: what they say, and that they hold nobody real."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from bot.partnership import load
from practice.boards import Cadence, SeatRole
from practice.calendars import ClosedDays
from practice.defaults import TYPES
from practice.meetings import Asked, type_of
from tests.partnership.files import EXAMPLE, EXAMPLES, load_text

BEXLEY = load(EXAMPLES / "bexley-2016.toml")
PRESENT_DAY = load(EXAMPLES / "partnership.toml")
FILES = sorted(EXAMPLES.glob("*.toml"))


def test_bexley_2016_is_the_model_as_it_was_agreed() -> None:
    """First Hub, first QEB and first Partnership Board, each with the rule the file names."""
    hub, qeb, board = BEXLEY.boards
    assert hub.cadence == Cadence(date(2016, 4, 27), weekday=2, nth=4, every_months=2)
    assert (hub.start, hub.minutes, hub.open_first_meeting) == (time(9, 30), 120, True)
    assert (qeb.cadence.first, qeb.cadence.every_months) == (date(2016, 5, 18), 2)
    assert (qeb.after_board, qeb.after_working_days) == ("learning-hub", 10)
    assert (board.cadence.first.month, board.cadence.months) == (11, (4, 11))
    assert not any(one.rather_not for one in BEXLEY.boards)


def test_the_2016_qeb_has_the_sources_seven_voting_seats() -> None:
    """The plural in the source makes the health providers two; three seats are statutory."""
    qeb = BEXLEY.board("qeb")
    assert qeb
    voting = [seat for seat in qeb.seats if seat.role is SeatRole.VOTING]
    assert len(voting) == 7
    assert [seat.name for seat in voting if seat.statutory] == [
        "Children's Services for the Council",
        "Police",
        "Clinical Commissioning Group",
    ]


def test_the_present_day_example_has_hub_and_qeb_every_two_months_from_2024() -> None:
    """And the Partnership Board in April and November."""
    hub, qeb, board = PRESENT_DAY.boards
    assert hub.cadence.every_months == qeb.cadence.every_months == 2
    assert {one.cadence.first.year for one in PRESENT_DAY.boards} == {2024}
    assert board.cadence.months == (4, 11)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_an_example_has_no_warning_and_every_required_word(path: Path) -> None:
    """A partnership that copies it starts."""
    partnership = load(path)
    assert partnership.warnings == ()
    assert all(partnership.tokens.values())
    assert partnership.tokens["partnership"] == partnership.name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_an_example_holds_no_real_mailbox_link_or_number(path: Path) -> None:
    """Everything is on example.org; the numbers are Ofcom's for drama."""
    text = path.read_text(encoding="utf-8")
    assert all(found.endswith("example.org") for found in re.findall(r"(?:@|https://)([\w.-]+)", text))
    assert set(re.findall(r"\d{3} \d{4} \d{3}", text)) == {"020 7946 000"}


def test_lookups_find_what_is_there_and_nothing_else() -> None:
    """By key."""
    council = PRESENT_DAY.agency("council")
    assert council
    assert council.domains == ("council.example.org",)
    core = PRESENT_DAY.meeting_type("core")
    assert core
    assert (core.asked, core.one_in, core.wait) == (Asked.YES, 4, timedelta(minutes=30))
    together = PRESENT_DAY.measure("together")
    assert together
    assert together.allows("5")
    assert PRESENT_DAY.measure("parents") is None
    assert PRESENT_DAY.meeting_type("party") is None
    assert PRESENT_DAY.agency("party") is None
    assert PRESENT_DAY.board("party") is None


@pytest.mark.parametrize(
    ("category", "key"),
    [("ICPC", "icpc"), ("Core Group", "core"), ("mase", "mace"), ("MARAC", "marac"), ("Party", None)],
)
def test_a_calendars_category_names_the_type(category: str, key: str | None) -> None:
    """By the type's key or its name, however it is written; an unknown one is no type."""
    found = type_of((category,), PRESENT_DAY.types)
    assert (found.key if found else None) == key


def test_the_types_that_keep_their_own_arrangements_are_never_asked() -> None:
    """CDOP and the Serious Incident Group among them."""
    never = {kind.key for kind in TYPES if kind.asked is Asked.NEVER}
    assert never == {"cdop", "jar", "sig", "lado", "marac", "mappa", "channel", "legal", "fgc", "hr"}


def test_every_type_asks_only_measures_that_exist() -> None:
    """And those asked about have some."""
    known = {measure.key for measure in PRESENT_DAY.measures} | {"parents"}
    for kind in TYPES:
        assert set(kind.measures) <= known
        assert kind.measures or kind.asked is Asked.NEVER


def test_what_the_example_comments_out_is_accepted_when_it_is_switched_on() -> None:
    """Its commented lines are right as well."""
    text = EXAMPLE.replace("# avoid_school_holidays = false", "avoid_school_holidays = true")
    text = text.replace("# called_off", "called_off")
    before, _, holidays = text.partition("# [[school_holidays]]")
    assert holidays
    hub = load_text(f"{before}[[school_holidays]]{holidays.replace('# ', '')}").board("learning-hub")
    assert hub
    assert hub.called_off == (("2024-07", "An inspection takes its place"),)
    assert hub.rather_not == (
        ClosedDays(date(2024, 7, 24), date(2024, 8, 30), "the school holidays"),
        ClosedDays(date(2024, 3, 25), date(2024, 5, 2), "the pre-election period"),
    )
