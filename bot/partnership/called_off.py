"""Reads which meetings of a board do not take place, and why, and that there are such meetings."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.partnership.faults import shown
from bot.partnership.fields import Reason, Text
from bot.partnership.reading import Reading, Shape
from practice.boards import Board, extra_slot
from practice.cadence import slot_name, slots
from practice.working_days import LAST_YEAR


class CalledOffShape(Shape):
    """A meeting by its slot, as `plan show --json` gives it, and the reason that its people read."""

    meeting: Text
    why: Reason


def read_called_off(tables: list[Any], at: str, reading: Reading) -> tuple[tuple[str, str], ...]:
    """Read `called_off` as (slot, why) pairs."""
    shapes = [reading.shape(CalledOffShape, table, place) for place, table in reading.tables(tables, at)]
    return tuple((shape.meeting, shape.why) for shape in shapes)


def check_called_off(boards: tuple[Board, ...], reading: Reading) -> None:
    """Refuse what is no meeting of the board: it would call off nothing, and nobody would notice."""
    for board in boards:
        known = _slots(board, boards)
        for number, (slot, _) in enumerate(board.called_off, start=1):
            at = f"boards.{board.key}.called_off[{number}]"
            twice = slot in [other for other, _ in board.called_off[: number - 1]]
            if (slot not in known or twice) and reading.sound(at, "meeting"):
                allowed = (
                    'one of its meetings, once: the month of its rule, such as "2026-06", or "extra-NAME"'
                )
                reading.add(f"{at}.meeting", shown(slot), allowed)


def _slots(board: Board, boards: tuple[Board, ...]) -> set[str]:
    """Give every slot of a board; one that follows another has the months of that one."""
    leading = board
    for _ in boards:  # Two may follow one another, which is a fault of its own.
        leading = next((one for one in boards if one.key == leading.cadence.follows), leading)
    months = map(slot_name, slots(leading.cadence, date(LAST_YEAR, 12, 31)))
    return {*months, *(extra_slot(extra.key) for extra in board.extras)}
