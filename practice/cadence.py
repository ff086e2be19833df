"""The rule of a board's dates, before anything is avoided: which months it meets in, and on which day.

A board that follows another has no months of its own: `practice.planning` gives it a day after each meeting of
that one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dateutil.relativedelta import FR, MO, TH, TU, WE, relativedelta

from practice.boards import Cadence
from practice.day_words import long_day, month_name, rule_words

_WEEKDAYS = (MO, TU, WE, TH, FR)


def on_rule(cadence: Cadence, month: date) -> date:
    """Give the day the rule names in the month of `month`."""
    weekday = _WEEKDAYS[cadence.weekday]
    edge = relativedelta(day=31 if cadence.nth < 0 else 1, weekday=weekday(cadence.nth))
    return month + edge


def slots(cadence: Cadence, until: date) -> Iterator[date]:
    """Give the first of every month the board meets in, from its first meeting to the month of `until`."""
    month = cadence.first.replace(day=1)
    step = relativedelta(months=cadence.every_months or 1)
    while month <= until:
        if not cadence.months or month.month in cadence.months:
            yield month
        month += step


def slot_name(month: date) -> str:
    """Give "2016-04": it names the meeting wherever it moves."""
    return f"{month:%Y-%m}"


def rule_day_words(cadence: Cadence, month: date) -> str:
    """Give "the fourth Wednesday of April 2016"."""
    return f"the {rule_words(cadence.nth, cadence.weekday)} of {month_name(month.month)} {month.year}"


def first_fault(cadence: Cadence) -> str:
    """Say why the first date does not fit the rule; "" where it fits."""
    if cadence.months and cadence.first.month not in cadence.months:
        return f"a date in {' or '.join(month_name(month) for month in cadence.months)}"
    expected = on_rule(cadence, cadence.first)
    if expected == cadence.first:
        return ""
    return f"{rule_day_words(cadence, cadence.first)}, which is {long_day(expected)}"
