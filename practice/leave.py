"""After leave: a request that somebody puts off waits for them, for as long as the meeting can be remembered."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from practice.calendars import Openings
from practice.etiquette import Etiquette
from practice.working_time import closing, ends, local, local_day, next_open

LONGEST_LEAVE_DAYS = 366
"""A day of return further ahead than this is taken for a slip of the hand."""


def leave_window(now: datetime) -> tuple[date, date]:
    """Give the first and last day in London that somebody may name as the day they are back.

    The last lies beyond the life of any request: who is away for longer says so, and is not asked at all.
    """
    today = local_day(now)
    return today + timedelta(days=1), today + timedelta(days=LONGEST_LEAVE_DAYS)


def after_leave(
    back: date, meeting_ended_at: datetime, calendar: Openings, etiquette: Etiquette
) -> datetime | None:
    """Say when somebody who is back on `back` is asked again (UTC); None when the leave outlasts the request."""
    due_at = next_open(local(back, time()), calendar)
    return due_at if due_at < last_closing(meeting_ended_at, calendar, etiquette) else None


def closes_after_leave(
    due_at: datetime, meeting_ended_at: datetime, days: int, calendar: Openings, etiquette: Etiquette
) -> datetime:
    """Say when a request closes that is asked again at `due_at`: after its `days` working days, or sooner."""
    return min(closing(due_at, days, calendar), last_closing(meeting_ended_at, calendar, etiquette))


def last_closing(meeting_ended_at: datetime, calendar: Openings, etiquette: Etiquette) -> datetime:
    """Give the end of working hours on the last calendar day to which leave may stretch a request."""
    return ends(local_day(meeting_ended_at) + timedelta(days=etiquette.longest_life_days), calendar)
