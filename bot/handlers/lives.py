"""A request's life in front of its person: from when its card may have arrived, with its reminders, to its closing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.handlers.ports import Kind, Transaction
from practice.contacting import Due
from practice.leave import closes_after_leave
from practice.partnership import Partnership
from practice.prompts import Prompt, PromptState
from practice.reminding import reminders_left
from practice.working_time import closing


def begin_life(
    tx: Transaction, prompt: Prompt, partnership: Partnership, asked_at: datetime, *, again: bool
) -> Prompt:
    """Let a request's life run from `asked_at` (UTC), when its card may have arrived, and ask for what follows.

    `again` where it had been asked before and was put off. The prompt is given back, not saved.
    """
    closes_at = _closes_at(tx, prompt, partnership, asked_at, again=again)
    begun = replace(prompt, sent_at=asked_at, closes_at=closes_at)
    tx.add_work(Kind.CLOSE, begun.id, closes_at)
    remind_later(tx, begun, partnership)
    return begun


def _closes_at(
    tx: Transaction, prompt: Prompt, partnership: Partnership, asked_at: datetime, *, again: bool
) -> datetime:
    calendar, days = partnership.calendar_of(prompt.agency_key), partnership.closes_after_days
    meeting = tx.meeting(prompt.meeting_id)
    if not again or meeting is None:
        return closing(asked_at, days, calendar)
    return closes_after_leave(asked_at, meeting.ends_at, days, calendar, partnership.etiquette)


def before_leave(prompt: Prompt, partnership: Partnership, now: datetime) -> Prompt:
    """Give a request whose leave is taken back the closing it had before, unless that is past by now.

    Leave only ever lengthens a life, so the earlier closing is counted again from when it was asked.
    """
    asked_at, closes_at = prompt.sent_at, prompt.closes_at
    if asked_at is None or closes_at is None:
        return prompt
    calendar = partnership.calendar_of(prompt.agency_key)
    earlier = closing(asked_at, partnership.closes_after_days, calendar)
    back = earlier if prompt.postponed and now < earlier < closes_at else closes_at
    return replace(prompt, due_at=asked_at, closes_at=back)


def reminders(prompt: Prompt, partnership: Partnership) -> tuple[tuple[Due, datetime], ...]:
    """Give the reminders that are still to come for a prompt in front of its person, and when."""
    if prompt.sent_at is None or prompt.closes_at is None or prompt.state is PromptState.SENDING:
        return ()
    calendar = partnership.calendar_of(prompt.agency_key)
    return reminders_left(prompt.sent_at, prompt.closes_at, prompt.reminders, calendar, partnership.etiquette)


def remind_later(
    tx: Transaction, prompt: Prompt, partnership: Partnership, not_before: datetime | None = None
) -> None:
    """Ask for the next reminder of a prompt, if there is one to come."""
    upcoming = reminders(prompt, partnership)
    if upcoming:
        at = upcoming[0][1]
        tx.add_work(Kind.REMIND, prompt.id, max(at, not_before or at))
