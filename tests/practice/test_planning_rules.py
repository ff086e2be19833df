"""Rules beside the weekday of a month: boards that follow others, days kept free, extra meetings, own purposes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from practice.boards import Board, BoardMeeting, Cadence, ExtraMeeting
from practice.calendars import ClosedDays
from practice.planning import RulesClash, plan
from tests.practice.boards_made import HUB, PARTNERSHIP_BOARD, QEB, of

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
FOLLOWING = replace(QEB, cadence=Cadence(date(2026, 1, 1), follows="learning-hub", working_days=15))
ELECTIONS = ClosedDays(date(2026, 3, 30), date(2026, 5, 7), "the pre-election period")


def meetings_of(key: str, *boards: Board) -> list[BoardMeeting]:
    return [one for one in plan(of(*boards), *YEAR) if one.board == key]


def slot(key: str, name: str, *boards: Board) -> BoardMeeting:
    (found,) = (one for one in meetings_of(key, *boards) if one.slot == name)
    return found


class TestABoardThatFollows:
    """So many working days after each meeting of another board."""

    def test_it_meets_after_each_of_the_others_meetings_under_that_ones_slot(self) -> None:
        """Bank holidays are no working days: the one after 25 March waits over Easter."""
        found = meetings_of("qeb", FOLLOWING, HUB)
        assert [(one.slot, one.starts_at.date()) for one in found[:3]] == [
            ("2026-01", date(2026, 2, 18)),
            ("2026-03", date(2026, 4, 17)),
            ("2026-05", date(2026, 6, 17)),
        ]
        assert found[1].why == "15 working days after the Learning Hub of Wednesday 25 March 2026"

    def test_it_moves_with_the_meeting_it_follows_and_keeps_its_slot(self) -> None:
        """The Hub keeps away from the 25th of March, so its follower comes a week earlier too."""
        hub = replace(HUB, never=(ClosedDays(date(2026, 3, 25), date(2026, 3, 25), "The move to Mill Lane"),))
        moved = slot("qeb", "2026-03", hub, FOLLOWING)
        assert slot("learning-hub", "2026-03", hub).starts_at.date() == date(2026, 3, 18)
        assert moved.starts_at.date() == date(2026, 4, 10)

    def test_where_its_day_is_taken_it_takes_the_next_one(self) -> None:
        """It has no weekday to keep, but a wait."""
        board = replace(PARTNERSHIP_BOARD, cadence=Cadence(date(2026, 4, 17), 4, 3, 12))
        moved = slot("qeb", "2026-03", HUB, FOLLOWING, board)
        assert moved.starts_at.date() == date(2026, 4, 20)
        assert moved.why == "Moved from Friday 17 April 2026: the Partnership Board meets that day"

    def test_it_has_none_before_its_first_day(self) -> None:
        """The Hub of January is followed by nobody then."""
        later = replace(FOLLOWING, cadence=replace(FOLLOWING.cadence, first=date(2026, 3, 1)))
        assert meetings_of("qeb", HUB, later)[0].slot == "2026-03"

    def test_a_meeting_whose_forerunner_has_no_day_is_a_clash_of_its_own(self) -> None:
        """It is never dropped in silence, even where the window holds the follower alone."""
        shut = ClosedDays(date(2026, 2, 1), date(2026, 4, 14), "The building is shut")
        with pytest.raises(RulesClash) as caught:
            plan(of(replace(HUB, never=(shut,)), FOLLOWING), *YEAR)
        hub, qeb = str(caught.value).splitlines()
        assert hub == (
            'Learning Hub, March 2026: "nothing meets on the days of: The building is shut" conflicts with '
            '"it meets in March 2026, the month before or the fortnight after"'
        )
        assert qeb == (
            "Quality and Effectiveness Board, April 2026: "
            '"15 working days after the Learning Hub" conflicts with "the Learning Hub of March 2026 has no day"'
        )


class TestDaysKeptFree:
    """Some for certain, some where another day will do; each with the name people read."""

    def test_good_friday_is_named(self) -> None:
        """A bank holiday explains itself by its name alone."""
        hub = replace(HUB, cadence=Cadence(date(2028, 4, 14), 4, 2, 12))
        (moved,) = plan(of(hub), date(2028, 1, 1), date(2028, 12, 31))
        assert moved.why == "Moved from Friday 14 April 2028: Good Friday"
        assert moved.starts_at.date() == date(2028, 4, 21)

    def test_a_closed_day_moves_a_meeting_and_says_its_name(self) -> None:
        """Within its month."""
        shut = ClosedDays(date(2026, 1, 26), date(2026, 1, 30), "The council's budget week")
        moved = slot("learning-hub", "2026-01", replace(HUB, never=(shut,)))
        assert moved.why == "Moved from Wednesday 28 January 2026: The council's budget week"
        assert moved.starts_at.date() == date(2026, 1, 21)

    def test_a_festival_is_avoided_where_another_day_will_do(self) -> None:
        """Eid al-Adha may fall on 27 May 2026."""
        eid = ClosedDays(date(2026, 5, 27), date(2026, 5, 27), "Eid al-Adha")
        moved = slot("learning-hub", "2026-05", replace(HUB, rather_not=(eid,)))
        assert moved.why == "Moved from Wednesday 27 May 2026: Eid al-Adha"
        assert moved.starts_at.date() == date(2026, 5, 20)

    def test_the_day_after_a_bank_holiday_is_avoided(self) -> None:
        """The first Tuesday after Easter 2026."""
        hub = replace(HUB, cadence=Cadence(date(2026, 4, 7), 1, 1, 12))
        moved = slot("learning-hub", "2026-04", hub)
        assert moved.starts_at.date() == date(2026, 4, 14)
        assert moved.why == ("Moved from Tuesday 7 April 2026: the day after a bank holiday (Easter Monday)")

    def test_a_period_over_its_whole_month_moves_a_meeting_out_of_it(self) -> None:
        """Into the fortnight after, and it says both reasons."""
        moved = slot("partnership-board", "2026-04", replace(PARTNERSHIP_BOARD, rather_not=(ELECTIONS,)))
        assert moved.starts_at.date() == date(2026, 5, 8)
        assert moved.why == (
            "Moved from Thursday 23 April 2026: the pre-election period, and no other day of April would do"
        )

    def test_the_least_is_given_up_and_named_where_no_day_is_free_of_all(self) -> None:
        """One reason against a day is better than two; the one that is kept is why it moved."""
        always = ClosedDays(YEAR[0], YEAR[1], "an inspection")
        wednesday = ClosedDays(date(2026, 3, 25), date(2026, 3, 25), "Founders' day")
        moved = slot("learning-hub", "2026-03", replace(HUB, rather_not=(always, wednesday)))
        assert moved.starts_at.date() == date(2026, 3, 18)
        assert moved.why == (
            "Moved from Wednesday 25 March 2026: Founders' day, "
            "in spite of an inspection because no other day would do"
        )


class TestExtraMeetings:
    """Beside the cadence, on the day people chose, for one item."""

    extra = ExtraMeeting("budget", "the training budget", date(2026, 3, 25), time(13), 60)

    def test_it_stands_on_its_day_under_its_own_key(self) -> None:
        """So that a later change of its day moves it, and does not make a second one."""
        found = slot("qeb", "extra-budget", HUB, replace(QEB, extras=(self.extra,)))
        assert found.starts_at.isoformat() == "2026-03-25T13:00:00"
        assert found.ends_at.isoformat() == "2026-03-25T14:00:00"
        assert found.purpose == "An extra meeting, for one item: the training budget"
        assert found.why == "An extra meeting: the partnership chose this day"

    def test_the_cadences_meetings_give_way_to_it(self) -> None:
        """The Hub's fourth Wednesday is taken."""
        moved = slot("learning-hub", "2026-03", HUB, replace(QEB, extras=(self.extra,)))
        assert moved.starts_at.date() == date(2026, 3, 18)
        assert moved.why == (
            "Moved from Wednesday 25 March 2026: the Quality and Effectiveness Board meets that day"
        )

    def test_the_cadence_has_all_its_meetings_beside_it(self) -> None:
        """Six Hubs and the extra one; no QEB waits for what an extra Hub finds."""
        hub = replace(HUB, extras=(replace(self.extra, day=date(2026, 4, 14)),))
        assert len(meetings_of("learning-hub", hub, QEB)) == 7
        assert [one.starts_at for one in meetings_of("qeb", hub, QEB)] == [
            one.starts_at for one in meetings_of("qeb", HUB, QEB)
        ]


def test_a_month_may_have_a_purpose_of_its_own() -> None:
    """The other months keep the model's."""
    board = replace(PARTNERSHIP_BOARD, purposes=((11, "Agree the budget"),))
    april, november = meetings_of("partnership-board", board)
    assert november.purpose == "Agree the budget"
    assert april.purpose.startswith("Review progress")


def test_a_board_may_wait_for_one_that_itself_waits() -> None:
    """The Partnership Board takes what the QEB decided, which took what the Hub found."""
    board = replace(
        PARTNERSHIP_BOARD,
        cadence=Cadence(date(2026, 4, 23), 3, 4, months=(4,)),
        after_board="qeb",
        after_working_days=15,
    )
    qeb = replace(QEB, cadence=Cadence(date(2026, 2, 4), 2, 1, 2), after_working_days=3)
    moved = slot("partnership-board", "2026-04", board, qeb, HUB)
    assert moved.starts_at.date() == date(2026, 4, 30)
    assert moved.why.startswith(
        "Moved from Thursday 23 April 2026: it must be at least 15 working days after the Quality"
    )
