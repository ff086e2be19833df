"""When people may be written to: working hours on working days, Europe/London; times in and out are UTC.

Every function takes the partnership's hours or one agency's calendar, whose closed days are no working days.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from practice.calendars import Openings
from practice.clocks import LONDON
from practice.working_days import is_working_day

_ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=4096)
def local(day: date, at: time) -> datetime:
    """Combine a local day and time to an aware UTC moment."""
    return datetime.combine(day, at, LONDON).astimezone(UTC)


@lru_cache(maxsize=4096)
def local_day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()


def opens(day: date, hours: Openings) -> datetime:
    """Give the start of working hours on a day, whether or not it is a working day."""
    return local(day, hours.start)


def ends(day: date, hours: Openings) -> datetime:
    """Give the end of working hours on a day, whether or not it is a working day."""
    return local(day, hours.end)


def next_open(moment: datetime, hours: Openings) -> datetime:
    """Give the moment itself if it is in working hours, else the start of the next ones."""
    day = local_day(moment)
    if hours.open_on(day):
        if moment < opens(day, hours):
            return opens(day, hours)
        if moment < ends(day, hours):
            return moment
    return opens(working_day_after(day, 1, hours), hours)


def working_day_after(day: date, n: int, hours: Openings) -> date:
    """Give the n-th working day after `day`; 0 gives `day` itself."""
    return _working_day_after(day, n, hours.closed_on)


@lru_cache(maxsize=4096)
def _working_day_after(day: date, n: int, closed_on: frozenset[date]) -> date:
    """Count as above; kept, because everybody of an agency asks for the same few days."""
    left = n
    while left:
        day += _ONE_DAY
        left -= is_working_day(day) and day not in closed_on
    return day


def after_working_time(moment: datetime, wait: timedelta, hours: Openings) -> datetime:
    """Count `wait` in working time from `moment`; the result is itself in working hours."""
    at = next_open(moment, hours)
    left = wait
    while (rest := ends(local_day(at), hours) - at) <= left:
        left -= rest
        at = opens(working_day_after(local_day(at), 1, hours), hours)
    return at + left


def working_time_between(start: datetime, end: datetime, hours: Openings) -> timedelta:
    """Count the working time from `start` to `end`; none unless `end` is later."""
    counted = timedelta(0)
    at = next_open(start, hours)
    while at < end:
        day = local_day(at)
        counted += min(end, ends(day, hours)) - at
        at = next_open(ends(day, hours), hours)
    return counted


def days_later(moment: datetime, days: int, hours: Openings) -> datetime:
    """Give the start of working hours, `days` working days after the day of `moment`."""
    return opens(working_day_after(local_day(moment), days, hours), hours)


def closing(moment: datetime, days: int, hours: Openings) -> datetime:
    """Give the end of working hours, `days` working days after the day of `moment`."""
    return ends(working_day_after(local_day(moment), days, hours), hours)
