"""From a planned prompt to a card in front of its person, once, or to a named end.

`sending` is saved before the request leaves; a send whose outcome is unknown is never repeated (design.md,
"Sending a card when the outcome is unknown").
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeGuard

from bot.handlers.filing import file_counts
from bot.handlers.forgetting import forget_later
from bot.handlers.ports import (
    Conversation,
    Directory,
    Installer,
    Kind,
    Messenger,
    NewCard,
    Store,
    Transaction,
)
from bot.handlers.reaching import WAIT_SECONDS, Reached, Reaching, reach, reach_anew, wait_for_app
from practice.meetings import Meeting
from practice.outcomes import (
    WAITING,
    Conflict,
    Done,
    Parked,
    Refusal,
    RetryAfter,
    Unconfirmed,
    Undeliverable,
)
from practice.partnership import Partnership
from practice.prompts import Happening, Prompt, PromptState, after, can
from practice.working_time import closing, next_open

SendOutcome = Done | RetryAfter | Unconfirmed | Undeliverable | Conflict | Parked


@dataclass(frozen=True, slots=True)
class Delivery:
    """What delivering needs."""

    store: Store
    messenger: Messenger
    directory: Directory
    partnership: Partnership
    installer: Installer | None = None

    @property
    def reaching(self) -> Reaching:
        return Reaching(self.store, self.messenger, self.directory, self.installer)


async def deliver(delivery: Delivery, prompt_id: str, now: datetime) -> Done | RetryAfter | Parked:
    """Send a planned prompt in working hours. Whatever happened to it meanwhile wins."""
    found = await delivery.store.read(lambda tx: _planned(tx, prompt_id))
    if found is None:
        await delivery.store.write(lambda tx: _broken_off(tx, prompt_id, now))
        return Done()
    prompt, _ = found
    opens = next_open(now, delivery.partnership.hours)
    if opens > now:
        return RetryAfter((opens - now).total_seconds(), "outside_working_hours")
    outcome = await _sent(delivery, found, await reach(delivery.reaching, prompt), now)
    if isinstance(outcome, Conflict):  # The chat is gone: it is made anew once, and no oftener.
        outcome = await _sent(delivery, found, await reach_anew(delivery.reaching, prompt), now)
    if isinstance(outcome, Conflict):
        return await _unreached(delivery, prompt_id, Refusal.CHAT_GONE, now)
    return outcome


async def _sent(
    delivery: Delivery, asked: tuple[Prompt, Meeting], reached: Reached, now: datetime
) -> Done | RetryAfter | Parked | Conflict:
    """Send to a person who was reached; Conflict says that the chat we knew is gone."""
    if isinstance(reached, Undeliverable):
        return await _unreached(delivery, asked[0].id, reached.refusal, now)
    return await _send(delivery, *asked, reached, now) if isinstance(reached, Conversation) else reached


async def _unreached(
    delivery: Delivery, prompt_id: str, refusal: Refusal, now: datetime
) -> Done | RetryAfter:
    await delivery.store.write(lambda tx: _cannot(tx, prompt_id, refusal, now))
    return RetryAfter(WAIT_SECONDS, refusal) if refusal in WAITING else Done()


def _planned(tx: Transaction, prompt_id: str) -> tuple[Prompt, Meeting] | None:
    prompt = tx.prompt(prompt_id)
    if prompt is None or prompt.state is not PromptState.PLANNED:
        return None
    meeting = tx.meeting(prompt.meeting_id)
    return (prompt, meeting) if meeting else None


async def _send(
    delivery: Delivery, prompt: Prompt, meeting: Meeting, chat: Conversation, now: datetime
) -> Done | RetryAfter | Conflict:
    sending = await delivery.store.write(lambda tx: _start(tx, prompt.id, chat, now))
    if sending is None:
        return Done()
    outcome = await delivery.messenger.send(chat, NewCard(sending, meeting, chat.member_id))
    await delivery.store.write(lambda tx: _record(tx, sending, outcome, delivery.partnership, now))
    if _waits(outcome):
        return RetryAfter(WAIT_SECONDS, outcome.refusal)
    return outcome if isinstance(outcome, RetryAfter | Conflict) else Done()


def _waits(outcome: SendOutcome) -> TypeGuard[Undeliverable]:
    return isinstance(outcome, Undeliverable) and outcome.refusal in WAITING


def _start(tx: Transaction, prompt_id: str, chat: Conversation, now: datetime) -> Prompt | None:
    """Save that the card is about to leave; one person invited under two addresses is asked once."""
    found = _planned(tx, prompt_id)
    if found is None:
        return None
    prompt, meeting = found
    if any(
        other.person_id == chat.person_id
        for other in tx.prompts_of_meeting(meeting.id)
        if other.id != prompt.id and other.state is not PromptState.NOT_ASKED
    ):
        _save(tx, after(prompt, Happening.LEAVE_OUT, reason="same_person"), now)
        return None
    sending = replace(
        after(prompt, Happening.START_SENDING),
        person_id=chat.person_id,
        conversation_id=chat.conversation_id,
        reason="",
    )
    tx.save_prompt(sending)
    return sending


def _record(
    tx: Transaction, sending: Prompt, outcome: SendOutcome, partnership: Partnership, now: datetime
) -> None:
    """Write down how the send ended, unless the person has already pressed the card meanwhile.

    A request's life runs from the day it was sent; one that cannot be sent ends when it was to close anyway.
    """
    prompt = tx.prompt(sending.id)
    if prompt is None:
        return
    if isinstance(outcome, Conflict) and prompt.state is PromptState.SENDING:
        tx.forget_conversation(sending.person_id)
    told = _told(prompt, outcome)
    if told.open and isinstance(outcome, Done | Unconfirmed):
        told = replace(told, closes_at=closing(now, partnership.closes_after_days, partnership.hours))
        tx.add_work(Kind.CLOSE, told.id, told.closes_at or now)
    if told.ended and told.activity_id != prompt.activity_id:
        tx.add_work(Kind.REPAINT, told.id, now)
    _save(tx, told, now)


def _told(prompt: Prompt, outcome: SendOutcome) -> Prompt:
    """Say what is known of a prompt now: what the outcome adds to what a press may have told already."""
    if isinstance(outcome, Done):
        known = replace(prompt, activity_id=outcome.outside_id or prompt.activity_id)
        return after(known, Happening.DELIVERED) if can(known, Happening.DELIVERED) else known
    if prompt.state is not PromptState.SENDING:
        return prompt
    if _waits(outcome):
        return after(prompt, Happening.NOT_DELIVERED, reason=outcome.refusal)
    if isinstance(outcome, Undeliverable | Parked):
        reason = outcome.refusal if isinstance(outcome, Undeliverable) else outcome.reason
        return after(prompt, Happening.CANNOT_DELIVER, reason=reason)
    return after(prompt, _HAPPENED[type(outcome)])


_HAPPENED: dict[type, Happening] = {
    Unconfirmed: Happening.LEFT_UNCERTAIN,
    RetryAfter: Happening.NOT_DELIVERED,
    Conflict: Happening.NOT_DELIVERED,
}


def _cannot(tx: Transaction, prompt_id: str, refusal: Refusal, now: datetime) -> None:
    """End a prompt whose person cannot be reached, unless that may pass: then it waits, and says why."""
    found = _planned(tx, prompt_id)
    if found and refusal in WAITING:
        tx.save_prompt(wait_for_app(tx, found[0], refusal))
    elif found:
        _save(tx, after(found[0], Happening.CANNOT_DELIVER, reason=refusal), now)


def _save(tx: Transaction, prompt: Prompt, now: datetime) -> None:
    tx.save_prompt(prompt)
    file_counts(tx, prompt.meeting_id, now)


def close(tx: Transaction, prompt_id: str, partnership: Partnership, now: datetime) -> None:
    """End a prompt whose life is over, unless it has ended, and see to what is to be deleted in time.

    A prompt that was sent only just now has its life before it: its closing was asked for anew.
    """
    prompt = tx.prompt(prompt_id)
    if prompt is None or (prompt.closes_at and now < prompt.closes_at):
        return
    if can(prompt, Happening.CLOSE):
        _expire(tx, prompt, now)
    forget_later(tx, prompt, partnership.hours, now)


def _expire(tx: Transaction, prompt: Prompt, now: datetime) -> None:
    """Asked in vain it expires, never sent it was not asked, and waiting for the app it was undeliverable."""
    planned = prompt.state is PromptState.PLANNED
    waited = planned and prompt.reason in WAITING
    happening = Happening.CANNOT_DELIVER if waited else Happening.CLOSE
    closed = after(prompt, happening, reason="too_late" if planned and not waited else "")
    tx.drop_work(Kind.DELIVER, prompt.id)
    tx.add_work(Kind.REPAINT, prompt.id, now)
    _save(tx, closed, now)


def recover(tx: Transaction, now: datetime) -> int:
    """After a crash: what was being sent may have arrived, so it is unconfirmed, never sent again."""
    lost = tx.prompts_in_sending()
    for prompt in lost:
        _save(tx, after(prompt, Happening.LEFT_UNCERTAIN), now)
    return len(lost)


def _broken_off(tx: Transaction, prompt_id: str, now: datetime) -> None:
    """The same for one prompt whose sending a fault of ours broke off while the process went on."""
    prompt = tx.prompt(prompt_id)
    if prompt and prompt.state is PromptState.SENDING:
        _save(tx, after(prompt, Happening.LEFT_UNCERTAIN), now)
