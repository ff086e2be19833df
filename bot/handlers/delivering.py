"""From a planned prompt to a card in front of its person, once, or to a named end.

`sending` is saved before the request leaves; a send whose outcome is unknown is never repeated (design.md,
"Sending a card when the outcome is unknown").
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.handlers.filing import file_counts
from bot.handlers.forgetting import forget_later
from bot.handlers.ports import Conversation, Directory, Kind, Messenger, NewCard, Store, Transaction
from practice.meetings import Meeting
from practice.outcomes import Conflict, Done, Parked, Refusal, RetryAfter, Unconfirmed, Undeliverable
from practice.partnership import Partnership
from practice.people import Person
from practice.prompts import Happening, Prompt, PromptState, after, can
from practice.working_time import closing, next_open

Reached = Conversation | RetryAfter | Undeliverable | Parked
SendOutcome = Done | RetryAfter | Unconfirmed | Undeliverable | Conflict | Parked


@dataclass(frozen=True, slots=True)
class Delivery:
    """What delivering needs."""

    store: Store
    messenger: Messenger
    directory: Directory
    partnership: Partnership


async def deliver(delivery: Delivery, prompt_id: str, now: datetime) -> Done | RetryAfter | Parked:
    """Send a planned prompt in working hours. Whatever happened to it meanwhile wins."""
    found = await delivery.store.read(lambda tx: _planned(tx, prompt_id))
    if found is None:
        await delivery.store.write(lambda tx: _broken_off(tx, prompt_id, now))
        return Done()
    prompt, meeting = found
    opens = next_open(now, delivery.partnership.hours)
    if opens > now:
        return RetryAfter((opens - now).total_seconds(), "outside_working_hours")
    reached = await _reach(delivery, prompt)
    if isinstance(reached, RetryAfter | Parked):
        return reached
    if isinstance(reached, Undeliverable):
        await delivery.store.write(lambda tx: _cannot(tx, prompt_id, reached.refusal, now))
        return Done()
    return await _send(delivery, prompt, meeting, reached, now)


def _planned(tx: Transaction, prompt_id: str) -> tuple[Prompt, Meeting] | None:
    prompt = tx.prompt(prompt_id)
    if prompt is None or prompt.state is not PromptState.PLANNED:
        return None
    meeting = tx.meeting(prompt.meeting_id)
    return (prompt, meeting) if meeting else None


async def _reach(delivery: Delivery, prompt: Prompt) -> Reached:
    """Find the person and their chat: what is known first, then the directory and the connector."""
    person, chat = await delivery.store.read(lambda tx: _known(tx, prompt.address))
    if chat is not None:
        return chat
    if person is None:
        person_id = await delivery.directory.person_id(prompt.address)
        if isinstance(person_id, RetryAfter | Parked):
            return person_id
        if not person_id:
            return Undeliverable(Refusal.UNKNOWN_ADDRESS)
        person = Person(person_id, prompt.agency_key)
        await delivery.store.write(lambda tx: tx.save_person(prompt.address, person))
    return await _chat(delivery, person)


def _known(tx: Transaction, address: str) -> tuple[Person | None, Conversation | None]:
    person = tx.person_by_address(address)
    return person, tx.conversation(person.id) if person else None


async def _chat(delivery: Delivery, person: Person) -> Reached:
    known = await delivery.store.read(lambda tx: tx.conversation(person.id))
    if known is not None:
        return known
    opened = await delivery.messenger.open_chat(person.id)
    if isinstance(opened, Conversation):
        await delivery.store.write(lambda tx: tx.save_conversation(opened))
    return opened


async def _send(
    delivery: Delivery, prompt: Prompt, meeting: Meeting, chat: Conversation, now: datetime
) -> Done | RetryAfter | Parked:
    sending = await delivery.store.write(lambda tx: _start(tx, prompt.id, chat, now))
    if sending is None:
        return Done()
    outcome = await delivery.messenger.send(chat, NewCard(sending, meeting, chat.member_id))
    await delivery.store.write(lambda tx: _record(tx, sending, outcome, delivery.partnership, now))
    if isinstance(outcome, Conflict):
        return RetryAfter(0, outcome.reason)
    return outcome if isinstance(outcome, RetryAfter) else Done()


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
    found = _planned(tx, prompt_id)
    if found:
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
    """Asked in vain it expires, never sent it was not asked."""
    reason = "too_late" if prompt.state is PromptState.PLANNED else ""
    closed = after(prompt, Happening.CLOSE, reason=reason)
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
