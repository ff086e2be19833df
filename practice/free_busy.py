"""Who is free for a board's meeting, and which other dates near it would suit more (content.md, section 15).

Knows only when mailboxes are free, never with what they are busy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from practice.avoiding import better_avoided, closed
from practice.boards import Board, BoardMeeting, extra_slot
from practice.clocks import LONDON
from practice.day_words import clock_words, joined, long_day
from practice.working_days import add_working_days

NEAR = timedelta(days=14)
"""Other dates are looked for this far to either side; four weeks are within what one request may ask."""

_REACH = NEAR + timedelta(days=120)
"""Meetings further away than the longest wait between two boards, 60 working days, have no say."""

MOST_DATES = 3
_FREE = frozenset("04")
"""Free, and working elsewhere: https://learn.microsoft.com/en-us/graph/api/resources/scheduleinformation.

Tentative is not: an invitation that nobody has answered shows so.
"""


@dataclass(frozen=True, slots=True)
class Calendar:
    """When one mailbox is free: from `starts_at` (aware) on, a digit for each `step`."""

    starts_at: datetime
    step: timedelta
    view: str

    def free(self, begins: datetime, ends: datetime) -> bool:
        """Tell whether all of a time between two aware moments is free; what the view does not reach is not."""
        # In UTC: the difference of two times of one zone is taken off their clocks, whatever these did between.
        zero = self.starts_at.astimezone(UTC)
        first = (begins.astimezone(UTC) - zero) // self.step
        last = -((zero - ends.astimezone(UTC)) // self.step)
        places = self.view[max(first, 0) : last]
        return first >= 0 and len(places) == last - first and _FREE.issuperset(places)


@dataclass(frozen=True, slots=True)
class Turnout:
    """Who would be free on a day.

    `missing` are the statutory seats that are not, `unread` the seats whose calendar nobody could read.
    """

    starts_at: datetime
    free: int
    seats: int
    statutory: int
    missing: tuple[str, ...]
    unread: int
    objections: tuple[str, ...]

    @property
    def worth(self) -> tuple[int, int, int]:
        """Larger suits more: statutory seats decide, then all seats, then what speaks against the day."""
        return -len(self.missing), self.free, -len(self.objections)

    def __str__(self) -> str:
        """Give the words of `quorum.dates`."""
        parts = [f"{self.free} of {self.seats} seats free"]
        if self.statutory:
            parts.append(f"without {joined(self.missing)}" if self.missing else "all statutory partners free")
        if self.unread:
            parts.append(f"{self.unread} of the calendars could not be read")
        against = f" Against it: {joined(self.objections)}." if self.objections else ""
        day, clock = long_day(self.starts_at.date()), clock_words(self.starts_at.time())
        return f"{day}, {clock}: {', '.join(parts)}.{against}"


def window(meeting: BoardMeeting) -> tuple[datetime, datetime]:
    """Give the time in which other dates are looked for: aware, from one midnight in London to another."""
    day = meeting.starts_at.date()
    first, last = day - NEAR, day + NEAR + timedelta(days=1)
    return (
        datetime(first.year, first.month, first.day, tzinfo=LONDON),
        datetime(last.year, last.month, last.day, tzinfo=LONDON),
    )


def turnout(board: Board, meeting: BoardMeeting, day: date, calendars: Mapping[str, Calendar]) -> Turnout:
    """Count who is free if the meeting is on `day`, at its own time. `calendars` are by holders' addresses."""
    begins = datetime.combine(day, meeting.starts_at.time())
    aware = begins.replace(tzinfo=LONDON), datetime.combine(day, meeting.ends_at.time(), LONDON)
    held = [(seat, seat.holder_on(day)) for seat in board.seats if seat.holder_on(day)]
    free = {holder for _, holder in held if holder in calendars and calendars[holder].free(*aware)}
    statutory = [(seat, holder) for seat, holder in held if seat.statutory]
    return Turnout(
        begins,
        sum(holder in free for _, holder in held),
        len(held),
        len(statutory),
        tuple(seat.name for seat, holder in statutory if holder not in free),
        sum(holder not in calendars for _, holder in held),
        better_avoided(board, day),
    )


def better_dates(
    board: Board,
    meeting: BoardMeeting,
    boards: Sequence[Board],
    meetings: Sequence[BoardMeeting],
    calendars: Mapping[str, Calendar],
    today: date,
) -> tuple[Turnout, ...]:
    """Give up to three other dates that suit more than the meeting's own, best first, then nearest.

    `meetings` are the whole plan: no date is offered that breaks a rule kept for certain.
    """
    planned = turnout(board, meeting, meeting.starts_at.date(), calendars)
    others = _others(board, meeting, boards, meetings, calendars, today)
    return tuple(one for one in others if one.worth > planned.worth)[:MOST_DATES]


def other_dates(
    board: Board,
    meeting: BoardMeeting,
    boards: Sequence[Board],
    meetings: Sequence[BoardMeeting],
    calendars: Mapping[str, Calendar],
    today: date,
) -> tuple[Turnout, ...]:
    """Give up to three other dates for a meeting that people are invited to, best first, then nearest.

    Its own invitation makes people busy, so its own day is not compared. Papers can still reach people in time.
    """
    ours = [meeting, *(one for one in meetings if _name(one) != _name(meeting))]
    soonest = add_working_days(today, board.papers_working_days)
    return tuple(_others(board, meeting, boards, ours, calendars, soonest)[:MOST_DATES])


def _others(
    board: Board,
    meeting: BoardMeeting,
    boards: Sequence[Board],
    meetings: Sequence[BoardMeeting],
    calendars: Mapping[str, Calendar],
    today: date,
) -> list[Turnout]:
    near = [one for one in meetings if abs(one.starts_at - meeting.starts_at) <= _REACH]
    others = [turnout(board, meeting, day, calendars) for day in _other_days(meeting, boards, near, today)]
    others.sort(key=lambda one: abs(one.starts_at - meeting.starts_at))
    others.sort(key=lambda one: one.worth, reverse=True)
    return others


def _other_days(
    meeting: BoardMeeting, boards: Sequence[Board], meetings: Sequence[BoardMeeting], today: date
) -> Iterator[date]:
    board = next(board for board in boards if board.key == meeting.board)
    others = [one for one in meetings if one != meeting]
    taken = {one.starts_at.date() for one in others}
    planned = meeting.starts_at.date()
    for number in range(-NEAR.days, NEAR.days + 1):
        day = planned + timedelta(days=number)
        if day <= today or day == planned or day in taken or closed(board, day):
            continue
        if all(_still_waits(one, meeting, day, meetings) for one in boards):
            yield day


def _still_waits(board: Board, meeting: BoardMeeting, day: date, meetings: Sequence[BoardMeeting]) -> bool:
    """Tell whether a board's meetings still take the findings of the same ones, far enough after them."""
    if meeting.board not in {board.key, board.after_board} or board.extra_of(meeting.slot):
        return True
    planned = {_name(one): one.starts_at.date() for one in meetings if _counts(one)}
    moved = planned | {_name(meeting): day}
    for own in (name for name in planned if name[0] == board.key):
        heard = _heard(board.after_board, planned[own], planned)
        if heard != _heard(board.after_board, moved[own], moved):
            return False
        if heard and add_working_days(moved[heard], board.after_working_days) > moved[own]:
            return False
    return True


def _heard(awaited: str, day: date, days: Mapping[tuple[str, str], date]) -> tuple[str, str] | None:
    """Name the last meeting of the awaited board up to a day."""
    earlier = [(at, name) for name, at in days.items() if name[0] == awaited and at <= day]
    return max(earlier)[1] if earlier else None


def _name(meeting: BoardMeeting) -> tuple[str, str]:
    return meeting.board, meeting.slot


def _counts(meeting: BoardMeeting) -> bool:
    """Tell a meeting of the cadence: what an extra one finds is waited for by nobody."""
    return not meeting.slot.startswith(extra_slot(""))
