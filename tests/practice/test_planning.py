"""The year of the boards: the model's first year, what moves and why, and what holds in every year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from practice.boards import Board, BoardMeeting, Cadence
from practice.calendars import ClosedDays
from practice.planning import RulesClash, plan
from practice.working_days import add_working_days
from tests.practice.boards_made import BEXLEY, HUB, PARTNERSHIP_BOARD, PRESENT_DAY, QEB, of


def days_of(meetings: tuple[BoardMeeting, ...], board: str) -> list[date]:
    return [meeting.starts_at.date() for meeting in meetings if meeting.board == board]


def only(meetings: tuple[BoardMeeting, ...], board: str, slot: str) -> BoardMeeting:
    (meeting,) = (one for one in meetings if (one.board, one.slot) == (board, slot))
    return meeting


class TestTheFirstYear:
    """April 2016 to March 2017, as the model was agreed."""

    year = plan(BEXLEY, date(2016, 4, 1), date(2017, 3, 31))

    def test_the_learning_hub_meets_every_two_months_from_27_april_2016(self) -> None:
        """The fourth Wednesday each time, but for December."""
        assert days_of(self.year, "learning-hub") == [
            date(2016, 4, 27),
            date(2016, 6, 22),
            date(2016, 8, 24),
            date(2016, 10, 26),
            date(2016, 12, 21),
            date(2017, 2, 22),
        ]

    def test_the_december_hub_moves_but_stays_in_december_and_says_why(self) -> None:
        """The fourth Wednesday is the 28th, when nothing meets."""
        moved = only(self.year, "learning-hub", "2016-12")
        assert moved.why == (
            "Moved from Wednesday 28 December 2016: nothing meets from 24 December to 2 January"
        )

    def test_the_first_hub_is_the_scoping_meeting_from_half_past_nine(self) -> None:
        """The source's own times; the second one is an ordinary Hub."""
        first, second = (only(self.year, "learning-hub", slot) for slot in ("2016-04", "2016-06"))
        assert (first.starts_at.isoformat(), first.ends_at.isoformat()) == (
            "2016-04-27T09:30:00",
            "2016-04-27T11:30:00",
        )
        assert first.scoping
        assert first.purpose.startswith("Scoping meeting")
        assert not second.scoping
        assert first.why == "The fourth Wednesday of April 2016"

    def test_six_qebs_from_may_each_ten_working_days_or_more_after_its_hub(self) -> None:
        """So that the Hub's findings reach them."""
        hubs, qebs = (days_of(self.year, board) for board in ("learning-hub", "qeb"))
        assert [day.month for day in qebs] == [5, 7, 9, 11, 1, 3]
        assert qebs[0] == date(2016, 5, 18)
        for qeb in qebs:
            assert add_working_days(max(hub for hub in hubs if hub < qeb), 10) <= qeb
        assert only(self.year, "qeb", "2016-05").why == (
            "The third Wednesday of May 2016, "
            "14 working days after the Learning Hub of Wednesday 27 April 2016"
        )

    def test_the_partnership_board_meets_in_november_and_not_in_april_2016(self) -> None:
        """The next is in April 2017, beyond this window; each has its own purpose."""
        assert days_of(self.year, "partnership-board") == [date(2016, 11, 24)]
        assert "annual reports" in only(self.year, "partnership-board", "2016-11").purpose
        (april,) = (
            m for m in plan(BEXLEY, date(2017, 4, 1), date(2017, 4, 30)) if m.board == "partnership-board"
        )
        assert "strengths and areas for development" in april.purpose

    def test_the_last_day_of_the_window_is_included(self) -> None:
        """And the days outside it are not."""
        assert len(plan(BEXLEY, date(2016, 4, 27), date(2016, 4, 27))) == 1
        assert plan(BEXLEY, date(2016, 4, 28), date(2016, 5, 17)) == ()

    def test_meetings_come_in_order_of_time(self) -> None:
        """Whatever order the boards were planned in."""
        assert list(self.year) == sorted(self.year, key=lambda meeting: meeting.starts_at)


def test_a_meeting_on_a_bank_holiday_keeps_its_weekday_and_month() -> None:
    """The last Monday of May is the spring bank holiday."""
    hub = replace(HUB, cadence=Cadence(date(2026, 1, 26), 0, -1, 2))
    moved = only(plan(of(hub), date(2026, 5, 1), date(2026, 5, 31)), "learning-hub", "2026-05")
    assert moved.starts_at.date() == date(2026, 5, 18)
    assert moved.why == "Moved from Monday 25 May 2026: Spring Bank Holiday"


def test_two_boards_never_share_a_day() -> None:
    """The one that waits for the other gives way, and names it."""
    qeb = replace(QEB, cadence=Cadence(date(2026, 4, 23), 3, 4, 12))
    meetings = plan(of(qeb, HUB, PARTNERSHIP_BOARD), date(2026, 4, 1), date(2026, 4, 30))
    assert days_of(meetings, "partnership-board") == [date(2026, 4, 23)]
    assert days_of(meetings, "qeb") == [date(2026, 4, 30)]
    assert only(meetings, "qeb", "2026-04").why == (
        "Moved from Thursday 23 April 2026: the Partnership Board meets that day"
    )


def test_a_qeb_too_soon_after_its_hub_moves_on() -> None:
    """The first Wednesday of February is five working days after the Hub of 28 January."""
    qeb = replace(QEB, cadence=Cadence(date(2026, 2, 4), 2, 1, 2))
    moved = only(plan(of(HUB, qeb), date(2026, 2, 1), date(2026, 2, 28)), "qeb", "2026-02")
    assert moved.starts_at.date() == date(2026, 2, 11)
    assert moved.why == (
        "Moved from Wednesday 4 February 2026: it must be at least 10 working days after the Learning Hub "
        "of Wednesday 28 January 2026"
    )


def test_a_qeb_that_cannot_stay_in_its_month_goes_to_the_next_and_says_so() -> None:
    """Thirty working days after a Hub at the end of January end in March."""
    qeb = replace(QEB, after_working_days=30)
    moved = only(plan(of(HUB, qeb), date(2026, 1, 1), date(2026, 4, 30)), "qeb", "2026-02")
    assert moved.starts_at.date() == date(2026, 3, 11)
    assert moved.why.endswith("of Wednesday 28 January 2026, and no other day of February would do")


def test_a_qeb_before_the_first_hub_waits_for_nothing() -> None:
    """There are no findings yet."""
    qeb = replace(QEB, cadence=Cadence(date(2026, 1, 7), 2, 1, 2))
    first = only(plan(of(HUB, qeb), date(2026, 1, 1), date(2026, 1, 31)), "qeb", "2026-01")
    assert first.why == "The first Wednesday of January 2026"


def test_rules_that_cannot_both_be_met_are_named() -> None:
    """Nothing is dropped in silence: the board, its month and the two rules."""
    with pytest.raises(RulesClash) as caught:
        plan(of(HUB, replace(QEB, after_working_days=60)), date(2026, 4, 1), date(2026, 4, 30))
    assert str(caught.value).splitlines()[0] == (
        'Quality and Effectiveness Board, April 2026: "at least 60 working days after the Learning Hub" '
        'conflicts with "it meets in April 2026, the month before or the fortnight after"'
    )


def test_a_clash_in_another_year_does_not_stop_a_window_without_one() -> None:
    """Only meetings that belong to the window count."""
    one_qeb = replace(QEB, cadence=Cadence(date(2026, 2, 18), 2, 3, months=(2,)), after_working_days=60)
    rules = of(replace(HUB, cadence=Cadence(date(2027, 1, 27), 2, 4, 2)), one_qeb)
    assert len(plan(rules, date(2026, 1, 1), date(2026, 12, 31))) == 1
    with pytest.raises(RulesClash, match="February 2027"):
        plan(rules, date(2027, 1, 1), date(2027, 12, 31))


class TestSchoolHolidays:
    """Avoided only where a board switches it on, and given up with a reason where nothing else is left."""

    summer = ClosedDays(date(2026, 7, 22), date(2026, 9, 1), "the school holidays")
    hub = replace(HUB, cadence=Cadence(date(2026, 8, 26), 2, 4, 12))

    def august(self, hub: Board) -> BoardMeeting:
        return only(plan(of(hub), date(2026, 1, 1), date(2026, 12, 31)), "learning-hub", "2026-08")

    def test_they_are_not_avoided_unless_switched_on(self) -> None:
        """The August Hub stays in August."""
        assert self.august(self.hub).starts_at.date() == date(2026, 8, 26)

    def test_the_august_hub_moves_into_early_september(self) -> None:
        """To the first day of term that will do."""
        moved = self.august(replace(self.hub, rather_not=(self.summer,)))
        assert moved.starts_at.date() == date(2026, 9, 2)
        assert moved.why == (
            "Moved from Wednesday 26 August 2026: the school holidays, and no other day of August would do"
        )

    def test_or_into_july_when_september_will_not_do(self) -> None:
        """From the end of the month back to the last day of term."""
        longer = (replace(self.summer, last=date(2026, 9, 30)),)
        moved = self.august(replace(self.hub, rather_not=longer))
        assert moved.starts_at.date() == date(2026, 7, 21)

    def test_where_every_day_is_in_the_holidays_they_are_given_up_and_it_says_so(self) -> None:
        """The rule's own day then."""
        always = (ClosedDays(date(2026, 1, 1), date(2026, 12, 31), "the school holidays"),)
        kept = self.august(replace(self.hub, rather_not=always))
        assert kept.starts_at.date() == date(2026, 8, 26)
        assert kept.why == (
            "The fourth Wednesday of August 2026, in spite of the school holidays because no other day would do"
        )

    def test_half_term_moves_a_meeting_within_its_month(self) -> None:
        """May has other Wednesdays."""
        half_term = (ClosedDays(date(2026, 5, 25), date(2026, 5, 29), "the school holidays"),)
        hub = replace(HUB, rather_not=half_term)
        moved = only(plan(of(hub), date(2026, 5, 1), date(2026, 5, 31)), "learning-hub", "2026-05")
        assert moved.starts_at.date() == date(2026, 5, 20)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 2, 1), date(2026, 1, 1), "ends before it starts"),
        (date(2026, 2, 1), date(2101, 1, 1), "known until 2100"),
    ],
)
def test_a_window_that_makes_no_sense_is_refused(first: date, last: date, words: str) -> None:
    """In one sentence."""
    with pytest.raises(ValueError, match=words):
        plan(PRESENT_DAY, first, last)
