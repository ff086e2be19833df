"""A board of three seats, one of them vacant, with its meetings and people's calendars round them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from practice.boards import Board, BoardMeeting, Seat
from practice.clocks import LONDON
from practice.free_busy import Calendar, Turnout, window
from practice.planning import whole_plan
from tests.practice.boards_made import HUB, of

TODAY = date(2026, 1, 5)
STEP = timedelta(minutes=30)
POLICE, COUNCIL, SCHOOLS = (
    Seat(name.lower(), name, name, statutory=name != "Schools", holder=f"{name.lower()}@example.org")
    for name in ("Police", "Council", "Schools")
)
BOARD = replace(HUB, seats=(POLICE, COUNCIL, SCHOOLS, Seat("vacant", "Vacant", "Nobody", statutory=True)))


def at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), LONDON)


def calendar(meeting: BoardMeeting, *busy: date, digit: str = "2") -> Calendar:
    """A calendar round a meeting, free but for the whole of some days."""
    since, until = (moment.astimezone(UTC) for moment in window(meeting))
    days = [(since + STEP * n).astimezone(LONDON).date() for n in range(int((until - since) / STEP))]
    return Calendar(since, STEP, "".join(digit if day in busy else "0" for day in days))


def planned(slot: str, *boards: Board) -> tuple[BoardMeeting, Sequence[BoardMeeting]]:
    meetings = whole_plan(of(*boards), date(2026, 1, 1), date(2026, 12, 31))
    return next(one for one in meetings if (one.board, one.slot) == (boards[0].key, slot)), meetings


def days(turnouts: Sequence[Turnout]) -> list[date]:
    return [one.starts_at.date() for one in turnouts]
