"""Which dates near a meeting suit more people without breaking a rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta

from practice.boards import Board, Cadence, ExtraMeeting
from practice.calendars import ClosedDays
from practice.free_busy import Turnout, better_dates, other_dates
from tests.practice.boards_made import HUB, PARTNERSHIP_BOARD, QEB
from tests.practice.free_busy_made import (
    BOARD,
    TODAY,
    calendar,
    days,
    planned,
)


def offered(slot: str, *boards: Board, **busy: Sequence[date]) -> tuple[Turnout, ...]:
    """What is offered for a meeting of the first board, everybody free but on the days given for a name."""
    meeting, meetings = planned(slot, *boards)
    calendars = {
        f"{name}@example.org": calendar(meeting, *busy.get(name, ()))
        for name in ("police", "council", "schools")
    }
    return better_dates(boards[0], meeting, boards, meetings, calendars, TODAY)


class TestBetterDates:
    """Within a fortnight, no rule broken, statutory seats first."""

    day = date(2026, 3, 25)

    def test_none_where_everybody_can_come(self) -> None:
        """Nothing is better than all."""
        assert offered("2026-03", BOARD) == ()

    def test_the_nearest_three_on_which_more_can_come(self) -> None:
        """The day before and those after."""
        assert days(offered("2026-03", BOARD, schools=[self.day])) == [
            date(2026, 3, 24),
            date(2026, 3, 26),
            date(2026, 3, 23),
        ]

    def test_a_statutory_seat_weighs_more_than_any_other(self) -> None:
        """The council is away on the day; on the only others, schools and police are."""
        fortnight = [self.day + timedelta(days=n) for n in range(-14, 15)]
        council = [day for day in fortnight if day not in (date(2026, 3, 19), date(2026, 3, 18))]
        [best, *others] = offered("2026-03", BOARD, council=council, schools=fortnight)
        assert (best.starts_at.date(), best.missing) == (date(2026, 3, 19), ())
        assert days(others) == [date(2026, 3, 18)]

    def test_a_day_with_something_against_it_comes_after_one_without(self) -> None:
        """The same people can come on both."""
        inspection = ClosedDays(date(2026, 3, 24), date(2026, 3, 26), "an inspection")
        busy = {"schools": [date(2026, 3, 25)]}
        board = replace(BOARD, rather_not=(inspection,))
        # The rule's own day has the inspection against it too, so the Hub meets a week earlier here.
        assert days(offered("2026-03", board, **busy)) == []
        assert days(offered("2026-03", board, schools=[date(2026, 3, 18)]))[0] == date(2026, 3, 17)

    def test_no_closed_day_and_no_other_boards_day_is_offered(self) -> None:
        """Nor a weekend, nor a day that is over."""
        fortnight = [self.day + timedelta(days=n) for n in range(-14, 15)]
        free = (date(2026, 3, 21), date(2026, 4, 3), date(2026, 4, 6), date(2026, 3, 26))
        busy = [day for day in fortnight if day not in free]
        board = replace(PARTNERSHIP_BOARD, cadence=Cadence(date(2026, 3, 26), 3, 4, 12))
        assert offered("2026-03", BOARD, board, police=busy) == ()
        assert days(offered("2026-03", BOARD, police=busy)) == [date(2026, 3, 26)]
        january = [date(2026, 1, 28) + timedelta(days=n) for n in range(-14, 15)]
        meeting, meetings = planned("2026-01", BOARD)
        calendars = {"police@example.org": calendar(meeting, *january[1:])}
        late = better_dates(BOARD, meeting, (BOARD,), meetings, calendars, date(2026, 1, 14))
        assert (january[0], late) == (date(2026, 1, 14), ())

    def test_the_qeb_keeps_its_wait(self) -> None:
        """Ten working days after the Hub of 25 March end on 10 April; with a wait of fourteen, on the 16th."""
        qeb = replace(QEB, seats=BOARD.seats, after_working_days=14)
        meeting, _ = planned("2026-04", qeb, HUB)
        assert meeting.starts_at.date() == date(2026, 4, 22)
        fortnight = [date(2026, 4, 22) + timedelta(days=n) for n in range(-14, 15)]
        before = [day for day in fortnight if day < date(2026, 4, 22)]
        free_before = [day for day in fortnight if day not in before]
        found = days(offered("2026-04", qeb, HUB, schools=free_before))
        assert set(found) == {date(2026, 4, 21), date(2026, 4, 20), date(2026, 4, 17)}
        early = [day for day in fortnight if day >= date(2026, 4, 16)]
        assert offered("2026-04", qeb, HUB, schools=early) == ()

    def test_the_hub_does_not_come_too_near_to_the_qeb_that_waits_for_it(self) -> None:
        """It may go earlier, not later than ten working days before 22 April, and never beyond it."""
        fortnight = [self.day + timedelta(days=n) for n in range(-14, 15)]
        late = [day for day in fortnight if day <= date(2026, 3, 31)]
        qeb = replace(QEB, cadence=Cadence(date(2026, 2, 11), 2, 2, 2))
        assert offered("2026-03", BOARD, qeb, schools=late) == ()
        assert days(offered("2026-03", BOARD, schools=late)) == [
            date(2026, 4, 1),
            date(2026, 4, 2),
            date(2026, 4, 8),
        ]

    def test_the_order_of_the_boards_stays(self) -> None:
        """A QEB that waits one working day is not overtaken by the Hub whose findings it takes."""
        qeb = replace(QEB, cadence=Cadence(date(2026, 4, 1), 2, 1, 12), after_working_days=1)
        fortnight = [self.day + timedelta(days=n) for n in range(-14, 15)]
        assert offered("2026-03", BOARD, qeb, schools=[d for d in fortnight if d < date(2026, 4, 1)]) == ()

    def test_an_extra_meeting_waits_for_nobody(self) -> None:
        """It may be on any open day."""
        extra = ExtraMeeting("budget", "the budget", date(2026, 3, 26), time(9, 30), 60)
        qeb = replace(QEB, seats=BOARD.seats, extras=(extra,))
        found = offered("extra-budget", qeb, HUB, schools=[date(2026, 3, 26)])
        assert days(found) == [date(2026, 3, 27), date(2026, 3, 24), date(2026, 3, 23)]


class TestOtherDates:
    """For a meeting that people are invited to, which makes them busy on its own day."""

    day = date(2026, 3, 25)

    def offered(self, today: date, *boards: Board, **busy: Sequence[date]) -> list[date]:
        meeting, meetings = planned("2026-03", *boards)
        names = ("police", "council", "schools")
        calendars = {f"{name}@example.org": calendar(meeting, *busy.get(name, ())) for name in names}
        # Adopted times and an older plan may differ from the event: it is where it is.
        elsewhere = [replace(one, why="another reason") if one == meeting else one for one in meetings]
        return days(other_dates(boards[0], meeting, boards, elsewhere, calendars, today))

    def test_the_nearest_are_offered_though_everybody_could_come(self) -> None:
        """Never its own day."""
        assert self.offered(TODAY, BOARD) == [date(2026, 3, 24), date(2026, 3, 26), date(2026, 3, 23)]

    def test_more_free_seats_count_for_more_than_nearness(self) -> None:
        """The council, a statutory partner, is away in that week."""
        week = [self.day + timedelta(days=n) for n in range(-2, 3)]
        assert self.offered(TODAY, BOARD, council=week) == [
            date(2026, 3, 20),
            date(2026, 3, 30),
            date(2026, 3, 19),
        ]

    def test_papers_can_still_reach_people(self) -> None:
        """Five working days before; of what is left every hard rule is kept."""
        assert self.offered(date(2026, 3, 17), BOARD) == [
            date(2026, 3, 26),
            date(2026, 3, 27),
            date(2026, 3, 30),
        ]
        qeb = replace(QEB, cadence=Cadence(date(2026, 2, 11), 2, 2, 2))
        assert self.offered(date(2026, 3, 17), BOARD, qeb) == [
            date(2026, 3, 26),
            date(2026, 3, 27),
            date(2026, 3, 30),
        ]
        assert self.offered(date(2026, 4, 1), BOARD) == []
