"""An outage of ours does not use up a request's life: what was open then closes later by the working time lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.handlers.lives import remind_later
from bot.handlers.ports import Kind, Transaction
from practice.outages import outage_extension
from practice.partnership import Partnership
from practice.prompts import PromptState

ALIVE = "alive"
"""The cursor that says when the service was last seen to work."""

CATCH_UP = timedelta(minutes=5)
"""After an outage the calendar and the presses come first: only then is it known what belongs in one message."""


def give_back(tx: Transaction, partnership: Partnership, now: datetime) -> None:
    """At a start: lengthen what had not ended when the service was last alive. Done twice it changes nothing."""
    seen = tx.cursor(ALIVE)
    mark_alive(tx, now)
    if not seen:
        return
    down_from = datetime.fromisoformat(seen)
    for prompt in tx.prompts_not_ended():
        if prompt.closes_at is None:
            continue
        calendar = partnership.calendar_of(prompt.agency_key)
        closes_at = outage_extension(prompt.closes_at, down_from, now, calendar)
        if closes_at != prompt.closes_at:
            tx.save_prompt(replace(prompt, closes_at=closes_at))
            tx.add_work(Kind.CLOSE, prompt.id, closes_at)
            if prompt.state is PromptState.PLANNED:
                tx.add_work(Kind.DELIVER, prompt.id, max(prompt.due_at, now + CATCH_UP))
            else:
                remind_later(tx, replace(prompt, closes_at=closes_at), partnership, not_before=now + CATCH_UP)


def mark_alive(tx: Transaction, now: datetime) -> None:
    tx.save_cursor(ALIVE, now.isoformat())
