"""When somebody is reminded of an open request: twice at most, and never once it has closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from practice.calendars import Openings
from practice.contacting import Candidate, Due
from practice.etiquette import Etiquette
from practice.working_time import days_later


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that stands in front of somebody; times are UTC."""

    prompt_id: str
    sent_at: datetime
    closes_at: datetime
    meeting_ended_at: datetime


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
    asked: Asked, last_sent: Due | None, calendar: Openings, etiquette: Etiquette
) -> tuple[Candidate, ...]:
    """Give the reminders an open request may still have.

    `last_sent` is the last reminder that went out, or was dropped, in the prompt's whole life; a request that
    comes back after leave does not begin to count anew.
    """
    due = reminders_due(asked.sent_at, asked.closes_at, calendar, etiquette)
    kinds = (Due.FIRST_REMINDER, Due.LAST_REMINDER)
    return tuple(
        Candidate(asked.prompt_id, kind, moment, asked.closes_at, asked.meeting_ended_at)
        for kind, moment in zip(kinds, due, strict=False)
        if last_sent is None or (last_sent is Due.FIRST_REMINDER and kind is Due.LAST_REMINDER)
    )
