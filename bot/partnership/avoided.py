"""Reads the days boards keep away from: school holidays, days that are closed to all, days better avoided."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.partnership.faults import shown
from bot.partnership.fields import Day, Text
from bot.partnership.periods import read_periods
from bot.partnership.reading import Reading, Shape
from practice.calendars import ClosedDays
from practice.day_words import long_day

Periods = tuple[ClosedDays, ...]

SCHOOL_HOLIDAYS = "the school holidays"


class NamedDaysShape(Shape):
    """Days with the reason people read: "Moved from Thursday 7 May 2026: the local elections"."""

    first: Day
    last: Day = date.min
    """Where it is left out, the first day alone."""
    name: Text


def read_school_holidays(top: dict[str, Any], reading: Reading) -> Periods:
    """Read `[[school_holidays]]`: first and last day of each, both included."""
    return tuple(
        ClosedDays(days.first, days.last, SCHOOL_HOLIDAYS)
        for days in read_periods(top, "school_holidays", "", reading)
    )


def read_named_days(top: dict[str, Any], key: str, reading: Reading) -> Periods:
    """Read `[[never]]` or `[[rather_not]]`: one day or more, each with its name."""
    value = top.get(key, [])
    if not isinstance(value, list):
        reading.add(key, shown(value), f"tables, [[{key}]]")
        return ()
    return tuple(_named_days(table, at, reading) for at, table in reading.tables(value, key))


def _named_days(table: dict[str, Any], at: str, reading: Reading) -> ClosedDays:
    shape = reading.shape(NamedDaysShape, table, at)
    last = shape.last if "last" in shape.model_fields_set else shape.first
    if last < shape.first and reading.sound(at, "first", "last"):
        reading.add(f"{at}.last", shown(long_day(last)), f"{long_day(shape.first)} or later")
    return ClosedDays(shape.first, last, shape.name)
