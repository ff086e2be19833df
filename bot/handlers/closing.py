"""The end of a request's life: it expires, or was never asked, and what belongs to it is deleted in time."""

from __future__ import annotations

from datetime import datetime

from bot.handlers.forgetting import forget_later
from bot.handlers.holding import holds_in_force
from bot.handlers.ports import Kind, Transaction
from bot.handlers.recording import save_counted
from practice.holding import held
from practice.outcomes import WAITING
from practice.partnership import Partnership
from practice.prompts import ON_HOLD, Happening, Prompt, PromptState, after, can


def close(tx: Transaction, prompt_id: str, partnership: Partnership, now: datetime) -> None:
    """End a prompt whose life is over, unless it has ended, and see to what is to be deleted in time.

    A prompt that was sent only just now has its life before it: its closing was asked for anew.
    """
    prompt = tx.prompt(prompt_id)
    if prompt is None or (prompt.closes_at and now < prompt.closes_at):
        return
    if can(prompt, Happening.CLOSE):
        _expire(tx, prompt, now)
    forget_later(tx, prompt, partnership.calendar_of(prompt.agency_key), now)


def _expire(tx: Transaction, prompt: Prompt, now: datetime) -> None:
    """Asked in vain it expires, never sent it was not asked, and waiting for the app it was undeliverable."""
    happening, reason = _ending(tx, prompt, now)
    closed = after(prompt, happening, reason=reason)
    tx.drop_work(Kind.DELIVER, prompt.id)
    tx.drop_work(Kind.REMIND, prompt.id)
    tx.add_work(Kind.REPAINT, prompt.id, now)
    save_counted(tx, closed, now)


def _ending(tx: Transaction, prompt: Prompt, now: datetime) -> tuple[Happening, str]:
    if prompt.paused:
        return Happening.WITHDRAW, ""
    if prompt.postponed:
        return Happening.LEAVE_OUTLASTS, ""
    if prompt.state is not PromptState.PLANNED:
        return Happening.CLOSE, ""
    if prompt.reason in WAITING:
        return Happening.CANNOT_DELIVER, ""
    return Happening.CLOSE, _why_never_sent(tx, prompt, now)


def _why_never_sent(tx: Transaction, prompt: Prompt, now: datetime) -> str:
    return ON_HOLD if held(holds_in_force(tx, now), prompt, now) else "too_late"
