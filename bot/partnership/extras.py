"""Reads extra meetings and the purposes of a board's months."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from bot.partnership.faults import shown
from bot.partnership.fields import Day, MeetingClock, Month, Text
from bot.partnership.reading import Reading, Shape
from practice.avoiding import closed
from practice.boards import Board, ExtraMeeting
from practice.day_words import long_day, month_name

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_KEY = 40


class ExtraShape(Shape):
    day: Day
    item: Text
    start: MeetingClock = time.min
    end: MeetingClock = time.max
    """Where these are left out, the board's own times."""


class PurposeShape(Shape):
    month: Month
    purpose: Text


def minutes_between(start: time, end: time, at: str, reading: Reading) -> int:
    """Give a meeting's length; it ends after it starts, on the same day."""
    if end <= start and reading.sound(at, "start", "end"):
        reading.add(f"{at}.end", f"{end:%H:%M}", f"a time after {start:%H:%M}, on the same day")
    length = datetime.combine(date.min, end) - datetime.combine(date.min, start)
    return int(length.total_seconds()) // 60


def read_extras(
    tables: dict[str, Any], start: time, minutes: int, at: str, reading: Reading
) -> tuple[ExtraMeeting, ...]:
    """Read `[boards.KEY.extra.NAME]`; the name is the meeting's key, so that it may change its day."""
    return tuple(_extra(key, tables, start, minutes, f"{at}.{key}", reading) for key in tables)


def _extra(
    key: str, tables: dict[str, Any], start: time, minutes: int, at: str, reading: Reading
) -> ExtraMeeting:
    if not _KEY.fullmatch(key) or len(key) > _LONGEST_KEY:
        allowed = f'small letters, digits and hyphens, up to {_LONGEST_KEY}, such as "budget-2027"'
        reading.add(at, shown(key), allowed)
    shape = reading.shape(ExtraShape, reading.table(tables, key, at), at)
    begins = shape.start if "start" in shape.model_fields_set else start
    if "end" in shape.model_fields_set:
        minutes = minutes_between(begins, shape.end, at, reading)
    return ExtraMeeting(key, shape.item.rstrip("."), shape.day, begins, minutes)


def check_extras(boards: tuple[Board, ...], reading: Reading) -> None:
    """People chose the day, so nothing moves it: a day on which no board may meet, or two at once, is a fault."""
    taken: set[date] = set()
    for board in boards:
        for extra in board.extras:
            at = f"boards.{board.key}.extra.{extra.key}"
            stopped = closed(board, extra.day)
            why = stopped.why if stopped else "another extra meeting is on it" if extra.day in taken else ""
            if why and reading.sound(at, "day"):
                reading.add(f"{at}.day", shown(long_day(extra.day)), f"another day; about this one: {why}")
            taken.add(extra.day)


def read_purposes(tables: list[Any], months: tuple[int, ...], at: str, reading: Reading) -> dict[int, str]:
    """Read `purposes`, each for a month in which the board meets, once."""
    found: dict[int, str] = {}
    for place, table in reading.tables(tables, at):
        shape = reading.shape(PurposeShape, table, place)
        fits = shape.month not in found and (not months or shape.month in months)
        if not fits and reading.sound(place, "month"):
            reading.add(f"{place}.month", shown(month_name(shape.month)), "a month in which it meets, once")
        found[shape.month] = shape.purpose.rstrip(".")
    return found
