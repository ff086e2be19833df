"""When people may be written to: working hours on working days, Europe/London; times in and out are UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from practice.clocks import LONDON
from practice.partnership import WorkingHours
from practice.working_days import add_working_days, is_working_day


def local(day: date, at: time) -> datetime:
    """Combine a local day and time to an aware UTC moment."""
    return datetime.combine(day, at, LONDON).astimezone(UTC)


def local_day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()


def next_open(moment: datetime, hours: WorkingHours) -> datetime:
    """Give the moment itself if it is in working hours, else the start of the next ones."""
    day = local_day(moment)
    if is_working_day(day):
        if moment < local(day, hours.start):
            return local(day, hours.start)
        if moment < local(day, hours.end):
            return moment
    return local(add_working_days(day, 1), hours.start)


def after_working_time(moment: datetime, wait: timedelta, hours: WorkingHours) -> datetime:
    """Count `wait` in working time from `moment`; the result is itself in working hours."""
    at = next_open(moment, hours)
    left = wait
    while (rest := local(local_day(at), hours.end) - at) <= left:
        left -= rest
        at = local(add_working_days(local_day(at), 1), hours.start)
    return at + left


def days_later(moment: datetime, days: int, hours: WorkingHours) -> datetime:
    """Give the start of working hours, `days` working days after the day of `moment`."""
    return local(add_working_days(local_day(moment), days), hours.start)


def closing(moment: datetime, days: int, hours: WorkingHours) -> datetime:
    """Give the end of working hours, `days` working days after the day of `moment`."""
    return local(add_working_days(local_day(moment), days), hours.end)
