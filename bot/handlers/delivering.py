"""From a planned prompt to a card in front of its person, once, or to a named end; and its reminders.

`sending` is saved before the request leaves; a send whose outcome is unknown is never repeated (design.md,
"Sending a card when the outcome is unknown"). What goes into one message is decided by `bot.handlers.contacting`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.handlers.contacting import Leaving, start
from bot.handlers.holding import holds_in_force, wait_for_release
from bot.handlers.lives import remind_later, reminders
from bot.handlers.ports import Conversation, Directory, Installer, Messenger, Store, Transaction
from bot.handlers.reaching import (
    WAIT_SECONDS,
    Reached,
    Reaching,
    asked_already,
    find,
    reach,
    reach_anew,
    wait_for_app,
)
from bot.handlers.recording import broken_off, record, save_counted, waits
from practice.holding import held
from practice.meetings import Meeting
from practice.outcomes import WAITING, Conflict, Done, Parked, Refusal, RetryAfter, Undeliverable
from practice.partnership import Partnership
from practice.prompts import Happening, Prompt, PromptState, after
from practice.working_time import next_open


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


async def find_person(delivery: Delivery, prompt_id: str, now: datetime) -> Done | RetryAfter | Parked:
    """Learn whose address it is before the prompt is due, so that what is due together goes together."""
    prompt = await delivery.store.read(lambda tx: tx.prompt(prompt_id))
    if prompt is None or prompt.state is not PromptState.PLANNED or prompt.person_id:
        return Done()
    person = await find(delivery.reaching, prompt)
    if isinstance(person, RetryAfter | Parked):
        return person
    if isinstance(person, Undeliverable):
        await delivery.store.write(lambda tx: _cannot(tx, prompt_id, person.refusal, now))
    else:
        await delivery.store.write(lambda tx: identify(tx, prompt_id, person.id, now))
    return Done()


async def deliver(delivery: Delivery, prompt_id: str, now: datetime) -> Done | RetryAfter | Parked:
    """Send a planned prompt in working hours. Whatever happened to it meanwhile wins."""
    found = await delivery.store.read(lambda tx: _planned(tx, prompt_id))
    if found is None:
        await delivery.store.write(lambda tx: broken_off(tx, prompt_id, delivery.partnership, now))
        return Done()
    return await _contact(delivery, found[0], now)


async def remind(delivery: Delivery, prompt_id: str, now: datetime) -> Done | RetryAfter | Parked:
    """Remind somebody of a request they have neither answered nor ended, if it still makes sense."""
    prompt = await delivery.store.read(lambda tx: tx.prompt(prompt_id))
    if prompt is None or prompt.state not in (PromptState.SENT, PromptState.UNCONFIRMED):
        return Done()
    upcoming = reminders(prompt, delivery.partnership)
    if (
        not upcoming or upcoming[0][1] > now
    ):  # A crash came after the one before was saved: only this is left.
        await delivery.store.write(lambda tx: remind_later(tx, prompt, delivery.partnership))
        return Done()
    return await _contact(delivery, prompt, now)


async def _contact(delivery: Delivery, prompt: Prompt, now: datetime) -> Done | RetryAfter | Parked:
    opens = next_open(now, delivery.partnership.calendar_of(prompt.agency_key))
    if opens > now:
        return RetryAfter((opens - now).total_seconds(), "outside_working_hours")
    if await delivery.store.read(lambda tx: held(holds_in_force(tx, now), prompt, now)):
        await delivery.store.write(lambda tx: _kept_waiting(tx, prompt, delivery.partnership, now))
        return Done()
    outcome = await _sent(delivery, prompt, await reach(delivery.reaching, prompt), now)
    if isinstance(outcome, Conflict):  # The chat is gone: it is made anew once, and no oftener.
        outcome = await _sent(delivery, prompt, await reach_anew(delivery.reaching, prompt), now)
    if isinstance(outcome, Conflict):
        return await _unreached(delivery, prompt.id, Refusal.CHAT_GONE, now)
    return outcome


def _kept_waiting(tx: Transaction, prompt: Prompt, partnership: Partnership, now: datetime) -> None:
    """Let what is held wait before anybody is looked for: no chat is opened and no app given meanwhile."""
    meeting = tx.meeting(prompt.meeting_id)
    if meeting is not None:
        wait_for_release(tx, prompt, meeting, partnership, now)


async def _sent(
    delivery: Delivery, prompt: Prompt, reached: Reached, now: datetime
) -> Done | RetryAfter | Parked | Conflict:
    """Send to a person who was reached; Conflict says that the chat we knew is gone."""
    if isinstance(reached, Undeliverable):
        return await _unreached(delivery, prompt.id, reached.refusal, now)
    return await _send(delivery, prompt, reached, now) if isinstance(reached, Conversation) else reached


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
    delivery: Delivery, prompt: Prompt, chat: Conversation, now: datetime
) -> Done | RetryAfter | Conflict:
    leaving = await delivery.store.write(lambda tx: _start(tx, prompt, chat, delivery.partnership, now))
    if leaving is None:
        return Done()
    outcome = await delivery.messenger.send(chat, leaving.message)
    await delivery.store.write(lambda tx: record(tx, leaving, outcome, delivery.partnership, now))
    if waits(outcome):
        return RetryAfter(WAIT_SECONDS, outcome.refusal)
    return outcome if isinstance(outcome, RetryAfter | Conflict) else Done()


def _start(
    tx: Transaction, prompt: Prompt, chat: Conversation, partnership: Partnership, now: datetime
) -> Leaving | None:
    identify(tx, prompt.id, chat.person_id, now)
    return start(tx, chat, partnership, now)


def identify(tx: Transaction, prompt_id: str, person_id: str, now: datetime) -> None:
    """Save whose prompt it is; one person invited to a meeting under two addresses is asked once."""
    found = _planned(tx, prompt_id)
    if found is None or found[0].person_id == person_id:
        return
    prompt, _ = found
    if asked_already(tx, prompt, person_id):
        save_counted(tx, after(prompt, Happening.LEAVE_OUT, reason="same_person"), now)
    else:
        tx.save_prompt(replace(prompt, person_id=person_id))


def _cannot(tx: Transaction, prompt_id: str, refusal: Refusal, now: datetime) -> None:
    """End a prompt whose person cannot be reached, unless that may pass: then it waits, and says why."""
    found = _planned(tx, prompt_id)
    if found and refusal in WAITING:
        tx.save_prompt(wait_for_app(tx, found[0], refusal))
    elif found:
        save_counted(tx, after(found[0], Happening.CANNOT_DELIVER, reason=refusal), now)
