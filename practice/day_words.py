"""Days and times as people read them (content.md, house rule 7); English whatever the machine's locale."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
"""The words of a monthly rule; a fifth weekday does not exist in every month."""


def month_name(month: int) -> str:
    return MONTHS[month - 1]


def month_and_year(day: date) -> str:
    """Give "April 2016"."""
    return f"{month_name(day.month)} {day.year}"


def joined(words: Sequence[str]) -> str:
    """Give "one", "one and two", "one, two and three"."""
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def date_words(day: date) -> str:
    """Give "27 April 2016"."""
    return f"{day.day} {month_name(day.month)} {day.year}"


def long_day(day: date) -> str:
    """Give "Wednesday 27 April 2016"."""
    return f"{WEEKDAYS[day.weekday()]} {date_words(day)}"


def day_words(day: date, year: int) -> str:
    """Give "Wednesday 27 April", with the year only where it is not `year`."""
    short = f"{WEEKDAYS[day.weekday()]} {day.day} {month_name(day.month)}"
    return short if day.year == year else f"{short} {day.year}"


def clock_words(at: time) -> str:
    """Give "9:30am", "10am", "12 noon"."""
    if (at.hour, at.minute) == (12, 0):
        return "12 noon"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"  # noqa: PLR2004 - noon


def rule_words(nth: int, weekday: int) -> str:
    """Give "fourth Wednesday"."""
    ordinal = next(word for word, number in ORDINALS.items() if number == nth)
    return f"{ordinal} {WEEKDAYS[weekday]}"
