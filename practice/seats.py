"""Which seats of a board nobody holds, in words (content.md, sections 15 and 24)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from practice.boards import Board, Seat
from practice.day_words import long_day
from practice.words import say

HAS_LEFT = "event.left"
_DAY = timedelta(days=1)


def vacancies(board: Board, first: date, last: date) -> Iterator[str]:
    """Say for each seat of a board when it is vacant from `first` to `last`, both included, if at all.

    Where its holder has left, that is said first, with the question who takes it.
    """
    for seat in board.seats:
        if when := _vacant(seat, first, last):
            if seat.left:
                yield say(HAS_LEFT, {"holder": seat.left, "seat": seat.name, "board": board.name})
            statutory = ": the board is not quorate without it, as its partner is a statutory one"
            yield f"{board.name}: {seat.name}, {when}{statutory if seat.statutory else ''}"


def _vacant(seat: Seat, first: date, last: date) -> str:
    if not seat.holder or seat.last < first or seat.first > last:
        return "vacant"
    until = f"until {long_day(seat.first - _DAY)}" if seat.first > first else ""
    after = f"from {long_day(seat.last + _DAY)}" if seat.last < last else ""
    when = " and ".join(words for words in (until, after) if words)
    return f"vacant {when}" if when else ""
