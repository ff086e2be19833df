"""The rules of the boards' dates as a file gives them: every slip is found, all in one report."""

from __future__ import annotations

from datetime import date

import pytest

from practice.boards import Cadence
from practice.calendars import ClosedDays
from practice.day_words import MONTHS as MONTH_NAMES
from tests.partnership.files import fault, faults, loaded

QEB_RULE = 'first = "Wednesday 21 February 2024"\nrule = "third Wednesday"\nevery_months = 2'
FOLLOWS = 'first = "Monday 1 January 2024"\nrule = "15 working days after learning-hub"'
MONTHS = 'months = ["April", "November"]'
EXTRA = """
[boards.qeb.extra.budget]
day = "Thursday 8 October 2026"
item = "The training budget."
"""


def test_a_board_may_follow_another() -> None:
    """Its first day is the one before which it does not meet, whatever weekday that is."""
    qeb = loaded((QEB_RULE, FOLLOWS)).board("qeb")
    assert qeb
    assert qeb.cadence == Cadence(date(2024, 1, 1), follows="learning-hub", working_days=15)


@pytest.mark.parametrize(
    ("rule", "key", "found"),
    [
        ("15 working days after hub", "boards.qeb.rule", '"hub"'),
        ("15 working days after qeb", "boards.qeb.rule", '"qeb"'),
        ("0 working days after learning-hub", "boards.qeb.rule", '"0 working days after learning-hub"'),
        ("61 working days after learning-hub", "boards.qeb.rule", '"61 working days after learning-hub"'),
        ("9 working days after learning-hub", "boards.qeb.rule", '"9 working days after learning-hub"'),
        ("10 days after learning-hub", "boards.qeb.rule", '"10 days after learning-hub"'),
    ],
)
def test_a_board_follows_a_known_one_by_a_wait_in_reason(rule: str, key: str, found: str) -> None:
    """Ten working days are the least that the QEB waits for the Hub."""
    changed = FOLLOWS.replace("15 working days after learning-hub", rule)
    assert fault((QEB_RULE, changed))[:2] == (key, found)


@pytest.mark.parametrize("more", ["every_months = 2", "months = ['May']"])
def test_a_board_that_follows_has_no_months_of_its_own(more: str) -> None:
    """It meets whenever the other does."""
    assert fault((QEB_RULE, f"{FOLLOWS}\n{more}")) == (
        f"boards.qeb.{more.partition(' ')[0]}",
        "a value",
        "nothing: its rule lets the board follow another",
    )


def test_the_learning_hub_follows_nobody() -> None:
    """The year's learning is counted by its months."""
    hub = 'first = "Wednesday 24 January 2024"\nrule = "fourth Wednesday"\nevery_months = 2'
    changed = FOLLOWS.replace("learning-hub", "partnership-board")
    assert faults((hub, changed)).keys() == {"boards.learning-hub.rule"}


def test_a_cadence_of_thirteen_meetings_a_year_is_a_fault() -> None:
    """There are twelve months, so one is named twice."""
    months = ", ".join(f'"{month}"' for month in (*MONTH_NAMES, "November"))
    key, found, allowed = fault((MONTHS, f"months = [{months}]"))
    assert key == "boards.partnership-board.months"
    assert found.startswith("13 months: January, February,")
    assert allowed == "each month once, so twelve at most"


@pytest.mark.parametrize("name", ["learning hub", "Learning  Hub"])
def test_two_boards_with_one_name_are_a_fault_whatever_the_case(name: str) -> None:
    """Nor do spaces tell their invitations apart."""
    assert fault((QEB_RULE, f'name = "{name}"\n{QEB_RULE}')) == (
        "boards.qeb.name",
        f'"{name}"',
        "a name of its own; another board has this one",
    )


@pytest.mark.parametrize("start", ["25:00", "24:00", "09:60", "9:30", "02:00", "01:30", "21:30"])
def test_a_board_meets_between_seven_and_nine_in_the_evening(start: str) -> None:
    """No clock changes in these hours; two o'clock is 14:00."""
    assert fault(('start = "14:00"', f'start = "{start}"'))[:2] == ("boards.qeb.start", f'"{start}"')


def test_all_these_faults_are_in_one_report() -> None:
    """One run tells everything that is to be mended."""
    found = faults(
        (QEB_RULE, QEB_RULE.replace("Wednesday 21", "Tuesday 21")),
        ('start = "14:00"', 'start = "25:00"'),
        (MONTHS, 'months = ["April", "April"]'),
        ('holder = "hub@school.example.org"', 'holder = "hub@elsewhere.org"'),
        ('holder = "hub@probation.example.org"', 'holder = "hub@housing.example.org"'),
        (', holder = "hub@voluntary.example.org"', ""),
        more='[[never]]\nfirst = "Monday 6 July 2026"\n' + EXTRA.replace("8 October", "9 October"),
    )
    assert found.keys() == {
        "boards.qeb.first",
        "boards.qeb.start",
        "boards.partnership-board.months",
        "boards.learning-hub.seats[9].holder",
        "boards.learning-hub.seats[11].holder",
        "boards.learning-hub.seats[12].holder, boards.learning-hub.seats[12].vacant",
        "never[1].name",
        "boards.qeb.extra.budget.day",
    }


class TestPapers:
    """How many working days before a meeting its papers are due."""

    def test_five_unless_the_file_says_otherwise(self) -> None:
        """As many as the Hub's findings leave time for."""
        assert [board.papers_working_days for board in loaded().boards] == [5, 5, 5]
        changed = loaded((QEB_RULE, f"{QEB_RULE}\npapers_working_days = 10"))
        assert [board.papers_working_days for board in changed.boards] == [5, 10, 5]

    def test_they_cannot_be_due_before_the_meeting_they_come_from(self) -> None:
        """The QEB waits ten working days for the Hub."""
        assert fault((QEB_RULE, f"{QEB_RULE}\npapers_working_days = 11")) == (
            "boards.qeb.papers_working_days",
            "11",
            "at most 10: earlier, the findings they hold do not exist",
        )

    def test_a_board_that_follows_leaves_as_long_as_its_rule_says(self) -> None:
        """Fifteen working days here."""
        assert not loaded((QEB_RULE, f"{FOLLOWS}\npapers_working_days = 15")).warnings
        assert faults((QEB_RULE, f"{FOLLOWS}\npapers_working_days = 16")).keys() == {
            "boards.qeb.papers_working_days"
        }


class TestNamedDays:
    """`[[never]]` and `[[rather_not]]` hold for all boards."""

    def test_one_day_or_several_each_with_its_name(self) -> None:
        """The last day may be left out; school holidays stand beside them."""
        boards = loaded(
            more="""
[[never]]
first = "Monday 6 July 2026"
name = "The annual conference"
[[rather_not]]
first = "Monday 30 March 2026"
last = "Thursday 7 May 2026"
name = "the pre-election period"
"""
        ).boards
        conference = ClosedDays(date(2026, 7, 6), date(2026, 7, 6), "The annual conference")
        elections = ClosedDays(date(2026, 3, 30), date(2026, 5, 7), "the pre-election period")
        assert [board.never for board in boards] == [(conference,)] * 3
        assert [board.rather_not for board in boards] == [(elections,)] * 3

    @pytest.mark.parametrize(
        ("table", "key"),
        [
            ('[[never]]\nfirst = "Monday 7 July 2026"\nname = "x"', "never[1].first"),
            (
                '[[rather_not]]\nfirst = "Monday 6 July 2026"\nlast = "Friday 3 July 2026"\nname = "x"',
                "rather_not[1].last",
            ),
            ('[rather_not]\nfirst = "Monday 6 July 2026"\nname = "x"', "rather_not"),
        ],
    )
    def test_a_slip_is_found_at_its_place(self, table: str, key: str) -> None:
        """As everywhere in the file."""
        assert faults(more=table).keys() == {key}
