"""Which events have other people invited than those who hold the seats now; nothing else of them changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from practice.boards import LIVE, Board, BoardEvent, BoardMeeting, EventState

Deputies = Mapping[tuple[str, str, date], tuple[str, ...]]
"""Who comes in a holder's place, by board, slot and day: they said so of that day alone."""

NOBODY: Deputies = {}


def invited(board: Board, meeting: BoardMeeting, deputies: Deputies = NOBODY) -> tuple[str, ...]:
    """Give those who hold the board's seats on the day, in the seats' order, then deputies; each once."""
    day = meeting.starts_at.date()
    coming = deputies.get((meeting.board, meeting.slot, day), ())
    people = (*(seat.holder_on(day) for seat in board.seats), *coming)
    return tuple(one for one in dict.fromkeys(people) if one)


def reseated(
    events: Iterable[BoardEvent], boards: Mapping[str, Board], today: date, deputies: Deputies = NOBODY
) -> Iterator[BoardEvent]:
    """Give each event to come whose people changed, with them; what was held stays as it is."""
    for event in events:
        board = boards.get(event.meeting.board)
        if board is None or event.state not in LIVE or event.meeting.starts_at.date() < today:
            continue
        wanted = invited(board, event.meeting, deputies)
        if set(wanted) != set(event.attendees):
            yield replace(event, attendees=wanted, state=EventState.WANTED)
