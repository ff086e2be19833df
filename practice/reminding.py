"""When somebody is reminded of an open request: twice at most, and never once it has closed."""

from __future__ import annotations

from datetime import datetime

from practice.calendars import Openings
from practice.etiquette import Etiquette
from practice.working_time import days_later


def reminders_due(
    sent_at: datetime, closes_at: datetime, calendar: Openings, etiquette: Etiquette
) -> tuple[datetime, ...]:
    """Give when the first and the last reminder are due (UTC), each at the start of working hours.

    A reminder that would come when the request has closed is left out: a request that leave brought close to
    its end has one reminder, or none.
    """
    due = (days_later(sent_at, days, calendar) for days in etiquette.reminder_days)
    return tuple(moment for moment in due if moment < closes_at)
