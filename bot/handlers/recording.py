"""How a message that left ended, written down: for each prompt in it, and for the weekly limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeGuard

from bot.handlers.contacting import Leaving
from bot.handlers.filing import file_counts
from bot.handlers.lives import begin_life, remind_later
from bot.handlers.messages import Preferences, SentContact
from bot.handlers.ports import Kind, Transaction
from bot.handlers.reaching import WAIT_SECONDS
from practice.contacting import Due
from practice.outcomes import WAITING, Conflict, Done, Parked, RetryAfter, Unconfirmed, Undeliverable
from practice.partnership import Partnership
from practice.prompts import Happening, Prompt, PromptState, after, can

SendOutcome = Done | RetryAfter | Unconfirmed | Undeliverable | Conflict | Parked


def waits(outcome: SendOutcome) -> TypeGuard[Undeliverable]:
    """Tell whether the person may yet come to have the app."""
    return isinstance(outcome, Undeliverable) and outcome.refusal in WAITING


def record(
    tx: Transaction, leaving: Leaving, outcome: SendOutcome, partnership: Partnership, now: datetime
) -> None:
    """Write down how the send ended; a press that came meanwhile knows better than the connector."""
    contact = leaving.contact
    outcome = _proved(tx, contact) or outcome
    if isinstance(outcome, Conflict):
        tx.forget_conversation(contact.person_id)
    if isinstance(outcome, Done):
        tx.save_contact(replace(contact, activity_id=outcome.outside_id))
        tx.save_preferences(_welcomed(tx, contact.person_id, now))
    elif not isinstance(outcome, Unconfirmed):
        tx.delete_contact(contact.id)
    for carried, before in zip(contact.carried, leaving.before, strict=True):
        prompt = tx.prompt(carried.prompt_id)
        if prompt and carried.due is Due.NEW_REQUEST:
            _record_request(tx, prompt, before, outcome, partnership, now)
        elif prompt:
            _record_reminder(tx, prompt, before, outcome, partnership, now)


def _proved(tx: Transaction, contact: SentContact) -> Done | None:
    """Say that the message arrived, if somebody pressed it before we heard how its sending ended."""
    known = tx.contact(contact.id)
    return Done(known.activity_id) if known and known.activity_id else None


def _welcomed(tx: Transaction, person_id: str, now: datetime) -> Preferences:
    chosen = tx.preferences(person_id)
    return replace(chosen, welcomed_at=chosen.welcomed_at or now)


def _record_request(
    tx: Transaction,
    prompt: Prompt,
    before: Prompt,
    outcome: SendOutcome,
    partnership: Partnership,
    now: datetime,
) -> None:
    """A request's life runs from the day it was sent; one that cannot be sent ends when it was to close anyway."""
    told = _told(prompt, before, outcome)
    if told.open and isinstance(outcome, Done | Unconfirmed):
        told = begin_life(tx, told, partnership, now, again=before.ever_sent)
    if told.state is PromptState.PLANNED and not told.waits_again:
        tx.add_work(Kind.DELIVER, told.id, _again_at(outcome, now))
    if not told.open and told.activity_id != prompt.activity_id:
        tx.add_work(Kind.REPAINT, told.id, now)
    save_counted(tx, told, now)


def _record_reminder(
    tx: Transaction,
    prompt: Prompt,
    before: Prompt,
    outcome: SendOutcome,
    partnership: Partnership,
    now: datetime,
) -> None:
    """A reminder that was not sent is still to come, unless the person cannot be reached any more."""
    if isinstance(outcome, RetryAfter | Conflict) or waits(outcome):
        tx.save_prompt(replace(prompt, reminders=before.reminders))
        tx.add_work(Kind.REMIND, prompt.id, _again_at(outcome, now))
        return
    if isinstance(outcome, Done):
        prompt = _arrived_again(prompt, outcome.outside_id)
        save_counted(tx, prompt, now)
        if not prompt.open:
            tx.add_work(Kind.REPAINT, prompt.id, now)
    if isinstance(outcome, Done | Unconfirmed):
        remind_later(tx, prompt, partnership)


def _again_at(outcome: SendOutcome, now: datetime) -> datetime:
    """Say when each prompt of a message that was not sent is tried again: one of them may end before that."""
    if isinstance(outcome, RetryAfter):
        return now + timedelta(seconds=outcome.seconds)
    return now + timedelta(seconds=WAIT_SECONDS) if waits(outcome) else now


def _arrived_again(prompt: Prompt, activity_id: str) -> Prompt:
    """Say of a prompt that its reminder is there, and with it the request, whatever became of the first message.

    What stands open is not painted anew: in Teams an edited message is drawn again, with nothing of what somebody
    may be typing. The older copy points to the newer one when it is looked at.
    https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/up-to-date-views
    """
    known = replace(prompt, activity_id=activity_id or prompt.activity_id)
    return after(known, Happening.DELIVERED) if known.state is PromptState.UNCONFIRMED else known


def _told(prompt: Prompt, before: Prompt, outcome: SendOutcome) -> Prompt:
    """Say what is known of a prompt now: what the outcome adds to what a press, or a hold, has done already."""
    if isinstance(outcome, Done):
        known = replace(prompt, activity_id=outcome.outside_id or prompt.activity_id)
        late = known.waits_again  # Put off, or paused, while the connector still had to answer.
        return after(known, Happening.DELIVERED) if can(known, Happening.DELIVERED) and not late else known
    if prompt.paused and not isinstance(outcome, Unconfirmed):
        return replace(prompt, ever_sent=before.ever_sent)
    if prompt.state is not PromptState.SENDING:
        return prompt
    if waits(outcome):
        return after(
            prompt, Happening.NOT_DELIVERED, reason=before.reason if before.paused else outcome.refusal
        )
    if isinstance(outcome, Undeliverable | Parked):
        reason = outcome.refusal if isinstance(outcome, Undeliverable) else outcome.reason
        return after(prompt, Happening.CANNOT_DELIVER, reason=reason)
    return after(prompt, _HAPPENED[type(outcome)], reason=before.reason if before.paused else "")


_HAPPENED: dict[type, Happening] = {
    Unconfirmed: Happening.LEFT_UNCERTAIN,
    RetryAfter: Happening.NOT_DELIVERED,
    Conflict: Happening.NOT_DELIVERED,
}


def save_counted(tx: Transaction, prompt: Prompt, now: datetime) -> None:
    """Save a prompt whose state changed, and let its meeting's counts follow."""
    tx.save_prompt(prompt)
    file_counts(tx, prompt.meeting_id, now)


def recover(tx: Transaction, partnership: Partnership, now: datetime) -> int:
    """After a crash: what was being sent may have arrived, so it is unconfirmed, never sent again."""
    lost = tx.prompts_in_sending()
    for prompt in lost:
        _leave_uncertain(tx, prompt, partnership, now)
    return len(lost)


def broken_off(tx: Transaction, prompt_id: str, partnership: Partnership, now: datetime) -> None:
    """The same for one prompt whose sending a fault of ours broke off while the process went on."""
    prompt = tx.prompt(prompt_id)
    if prompt and prompt.state is PromptState.SENDING:
        _leave_uncertain(tx, prompt, partnership, now)


def _leave_uncertain(tx: Transaction, prompt: Prompt, partnership: Partnership, now: datetime) -> None:
    """It may have arrived when it was begun: its life runs from then, and the normal reminder carries it again."""
    left = after(prompt, Happening.LEFT_UNCERTAIN)
    begun = begin_life(tx, left, partnership, prompt.sent_at or now, again=prompt.ever_sent)
    save_counted(tx, begun, now)
