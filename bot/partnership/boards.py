"""Reads the three boards: when they meet, where, who sits on them, and which school holidays they avoid."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from pydantic import Field

from bot.partnership.faults import shown
from bot.partnership.fields import (
    Address,
    Clock,
    Day,
    EveryMonths,
    Months,
    Role,
    Rule,
    Switch,
    Tables,
    Text,
    Texts,
    WorkingDays,
)
from bot.partnership.periods import read_periods
from bot.partnership.reading import NOTHING, Reading, Shape
from practice.board_defaults import BOARDS, LEARNING_HUB, BoardDefaults, agenda
from practice.boards import Board, Cadence, Seat, SeatRole
from practice.cadence import first_fault
from practice.day_words import long_day

Periods = tuple[tuple[date, date], ...]


class BoardShape(Shape):
    """A board's table. Its seats are read one by one, so that one bad seat does not hide another."""

    name: Text = ""
    first: Day
    rule: Rule
    every_months: EveryMonths = 0
    months: Months = Field(default_factory=list)
    start: Clock = time(9, 30)
    end: Clock = time.max
    """Where it is left out, the board's own length counts."""
    place: Text
    after: Text = ""
    after_working_days: WorkingDays = 0
    open_first_meeting: Switch = False
    avoid_school_holidays: Switch = False
    focus: Text = ""
    quorum: Text = ""
    agenda: Texts = Field(default_factory=list)
    seats: Tables = Field(default_factory=list)


class SeatShape(Shape):
    name: Text
    agency: Text = ""
    role: Role = SeatRole.VOTING
    statutory: Switch = False
    holder: Address = ""
    deputy: Address = ""


def read_boards(top: dict[str, Any], reading: Reading) -> tuple[Board, ...]:
    """Read `[boards.KEY]` for each of the three boards; all three are required."""
    holidays = read_school_holidays(top, reading)
    tables = reading.table(top, "boards")
    reading.unknown(tables, [known.key for known in BOARDS], "boards")
    boards = tuple(_board(known, tables, holidays, reading) for known in BOARDS)
    _check_order(boards, reading)
    return boards


def read_school_holidays(top: dict[str, Any], reading: Reading) -> Periods:
    """Read `[[school_holidays]]`: first and last day of each, both included."""
    return tuple((days.first, days.last) for days in read_periods(top, "school_holidays", "", reading))


def _board(known: BoardDefaults, tables: dict[str, Any], holidays: Periods, reading: Reading) -> Board:
    at = f"boards.{known.key}"
    shape = reading.shape(BoardShape, reading.table(tables, known.key, at), at)
    if shape.open_first_meeting and known.key != LEARNING_HUB:
        reading.add(f"{at}.open_first_meeting", "true", f"true only for {LEARNING_HUB}")
    if shape.avoid_school_holidays and not holidays:
        reading.add(f"{at}.avoid_school_holidays", "true", "true only with [[school_holidays]] in the file")
    cadence = _cadence(shape, at, reading)
    return Board(
        key=known.key,
        name=shape.name or known.name,
        cadence=cadence,
        start=shape.start,
        minutes=_minutes(shape, known, at, reading),
        place=shape.place,
        seats=_seats(shape, f"{at}.seats", reading),
        agenda=_agenda(shape, known, cadence),
        open_first_meeting=shape.open_first_meeting,
        avoid_school_holidays=shape.avoid_school_holidays,
        school_holidays=holidays if shape.avoid_school_holidays else (),
        after_board=shape.after or known.after_board,
        after_working_days=shape.after_working_days or known.after_working_days,
        focus=shape.focus,
        quorum=shape.quorum or known.quorum,
    )


def _cadence(shape: BoardShape, at: str, reading: Reading) -> Cadence:
    months = tuple(sorted(set(shape.months)))
    cadence = Cadence(shape.first, shape.rule.weekday, shape.rule.nth, shape.every_months, months)
    if bool(months) == bool(shape.every_months) and reading.sound(at, "every_months", "months"):
        found = "both" if months else NOTHING
        reading.add(f"{at}.every_months, {at}.months", found, "one of the two")
    expected = first_fault(cadence)
    if expected and reading.sound(at, "first", "rule", "months"):
        reading.add(f"{at}.first", shown(long_day(shape.first)), expected)
    return cadence


def _minutes(shape: BoardShape, known: BoardDefaults, at: str, reading: Reading) -> int:
    """Give the length of a meeting, which ends on the day it starts."""
    start = datetime.combine(shape.first, shape.start)
    end = start + timedelta(minutes=known.minutes)
    if "end" in shape.model_fields_set:
        end = datetime.combine(shape.first, shape.end)
    same_day = start < end and end.date() == start.date()
    if not same_day and reading.sound(at, "start", "end"):
        reading.add(f"{at}.end", f"{end:%H:%M}", f"a time after {start:%H:%M}, on the same day")
    return int((end - start).total_seconds()) // 60


def _agenda(
    shape: BoardShape, known: BoardDefaults, cadence: Cadence
) -> tuple[tuple[int, tuple[str, ...]], ...]:
    if shape.agenda:
        return ((0, tuple(shape.agenda)),)
    return tuple((month, agenda(known.key, month)) for month in cadence.months or (0,))


def _seats(shape: BoardShape, at: str, reading: Reading) -> tuple[Seat, ...]:
    seats: dict[str, Seat] = {}
    for place, table in reading.tables(shape.seats, at):
        read = reading.shape(SeatShape, table, place)
        key = re.sub(r"[^a-z0-9]+", "-", read.name.lower()).strip("-")
        if key in seats and reading.sound(place, "name"):
            reading.add(f"{place}.name", shown(read.name), "a name of its own; another seat has this one")
        agency = read.agency or read.name
        seats[key] = Seat(key, read.name, agency, read.role, read.statutory, read.holder, read.deputy)
    return tuple(seats.values())


def _check_order(boards: tuple[Board, ...], reading: Reading) -> None:
    """Refuse a board that waits for itself, for no board of ours, or for one that itself waits."""
    free = [board.key for board in boards if not board.after_board]
    for board in boards:
        if board.after_board and board.after_board not in free:
            allowed = f"a board that does not itself wait for another: {', '.join(free) or 'none'}"
            reading.add(f"boards.{board.key}.after", shown(board.after_board), allowed)
        if board.after_board and not board.after_working_days:
            reading.add(f"boards.{board.key}.after_working_days", NOTHING, "a number of working days")


def warn_of_empty_seats(boards: tuple[Board, ...]) -> tuple[str, ...]:
    return tuple(
        f"No seat of the {board.name} has a holder: its invitations go to nobody."
        for board in boards
        if not any(seat.holder for seat in board.seats)
    )
