"""Which events have other people invited than those who hold the seats now; nothing else of them changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from practice.boards import Board, BoardEvent, EventState

_LIVE = (EventState.WANTED, EventState.STANDING)


def invited(board: Board, day: date) -> tuple[str, ...]:
    """Give those who hold the board's seats on a day, each once, in the seats' order."""
    return tuple(holder for holder in dict.fromkeys(seat.holder_on(day) for seat in board.seats) if holder)


def reseated(events: Iterable[BoardEvent], boards: Mapping[str, Board], today: date) -> Iterator[BoardEvent]:
    """Give each event to come whose holders changed, with them; what was held stays as it is."""
    for event in events:
        day = event.meeting.starts_at.date()
        board = boards.get(event.meeting.board)
        if board is None or event.state not in _LIVE or day < today:
            continue
        wanted = invited(board, day)
        if set(wanted) != set(event.attendees):
            yield replace(event, attendees=wanted, state=EventState.WANTED)
