"""When somebody is reminded of an open request: twice at most, and never once it has closed."""

from __future__ import annotations

from datetime import datetime

from practice.calendars import Openings
from practice.contacting import Due
from practice.etiquette import Etiquette
from practice.working_time import days_later

REMINDED = {Due.FIRST_REMINDER: 1, Due.LAST_REMINDER: 2}
"""How many reminders a request has had once this one went out."""


def reminders_due(
    sent_at: datetime, closes_at: datetime, calendar: Openings, etiquette: Etiquette
) -> tuple[datetime, ...]:
    """Give when the first and the last reminder are due (UTC), each at the start of working hours.

    A reminder that would come when the request has closed is left out: a request that leave brought close to
    its end has one reminder, or none.
    """
    due = (days_later(sent_at, days, calendar) for days in etiquette.reminder_days)
    return tuple(moment for moment in due if moment < closes_at)


def reminders_left(
    sent_at: datetime, closes_at: datetime, had: int, calendar: Openings, etiquette: Etiquette
) -> tuple[tuple[Due, datetime], ...]:
    """Give the reminders that are still to come, and when (UTC).

    `had` counts those of the request's whole life: one that comes back after leave does not begin to count anew.
    """
    due = zip(REMINDED, reminders_due(sent_at, closes_at, calendar, etiquette), strict=False)
    return tuple((kind, at) for kind, at in due if REMINDED[kind] > had)
