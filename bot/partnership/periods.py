"""Reads periods of whole days: school holidays that boards avoid, days on which an agency is closed."""

from __future__ import annotations

from typing import Any

from bot.partnership.faults import shown
from bot.partnership.fields import Day, Text
from bot.partnership.reading import Reading, Shape
from practice.calendars import ClosedDays
from practice.day_words import long_day


class PeriodShape(Shape):
    first: Day
    last: Day
    name: Text = ""


def read_periods(parent: dict[str, Any], key: str, at: str, reading: Reading) -> tuple[ClosedDays, ...]:
    """Read a list of periods, first and last day included; one that ends before it begins is a fault."""
    where = f"{at}.{key}" if at else key
    value = parent.get(key, [])
    if not isinstance(value, list):
        reading.add(where, shown(value), f"tables, [[{where}]]")
        return ()
    return tuple(_period(table, place, reading) for place, table in reading.tables(value, where))


def _period(table: dict[str, Any], at: str, reading: Reading) -> ClosedDays:
    shape = reading.shape(PeriodShape, table, at)
    if shape.last < shape.first and reading.sound(at, "first", "last"):
        reading.add(f"{at}.last", shown(long_day(shape.last)), f"{long_day(shape.first)} or later")
    return ClosedDays(shape.first, shape.last, shape.name)
