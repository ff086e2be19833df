"""Finding a person and their chat, and giving them the app where that is permitted.

What is known comes first, then the directory and the connector. Each refusal has its own action:
https://learn.microsoft.com/en-us/microsoftteams/platform/bots/build-conversational-capability
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.handlers.ports import Conversation, Directory, Installer, Kind, Messenger, Store, Transaction
from practice.outcomes import Done, Parked, Refusal, RetryAfter, Undeliverable
from practice.people import Person
from practice.prompts import Prompt, PromptState

Reached = Conversation | RetryAfter | Undeliverable | Parked

WAIT_SECONDS: Final = 3_600.0
"""Between two looks at somebody who may come to have the app; Teams tells us when they do, and may fail to."""


@dataclass(frozen=True, slots=True)
class Reaching:
    """What finding a person needs. Without an installer nobody is given the app."""

    store: Store
    messenger: Messenger
    directory: Directory
    installer: Installer | None = None


async def find(reaching: Reaching, prompt: Prompt) -> Person | RetryAfter | Undeliverable | Parked:
    """Say whose prompt it is: what is known first, then what the directory says."""
    if prompt.person_id:
        return Person(prompt.person_id, prompt.agency_key)
    known = await reaching.store.read(lambda tx: tx.person_by_address(prompt.address))
    return known or await _looked_up(reaching, prompt)


async def reach(reaching: Reaching, prompt: Prompt) -> Reached:
    """Give the person's chat, or why there is none."""
    person = await find(reaching, prompt)
    return await _open(reaching, prompt, person) if isinstance(person, Person) else person


async def reach_anew(reaching: Reaching, prompt: Prompt) -> Reached:
    """Ask the directory whatever was known, as the account may be gone or another one, and find its chat."""
    person = await _looked_up(reaching, prompt)
    return await _chat(reaching, person) if isinstance(person, Person) else person


async def chat_with(reaching: Reaching, person_id: str) -> Reached:
    """Give the chat with somebody of the directory whom no prompt names, such as a coordinator."""
    return await _chat(reaching, Person(person_id, ""))


async def _looked_up(reaching: Reaching, prompt: Prompt) -> Person | RetryAfter | Undeliverable | Parked:
    found = await reaching.directory.person_id(prompt.address)
    if isinstance(found, RetryAfter | Parked):
        return found
    if not found:
        return Undeliverable(Refusal.UNKNOWN_ADDRESS)
    person = Person(found, prompt.agency_key)
    await reaching.store.write(lambda tx: tx.save_person(prompt.address, person))
    return person


async def _open(reaching: Reaching, prompt: Prompt, person: Person) -> Reached:
    """Open a chat with somebody known; one who is not found may have left since they were looked up."""
    opened = await _chat(reaching, person)
    unfound = isinstance(opened, RetryAfter) and opened.reason == "http_400"
    return await reach_anew(reaching, prompt) if unfound else opened


async def _chat(reaching: Reaching, person: Person) -> Reached:
    """Give the chat Teams may have told us of already, or open it; one that is gone was forgotten before."""
    known = await reaching.store.read(lambda tx: tx.conversation(person.id))
    if known is not None:
        return known
    opened = await _installed(reaching, person.id)
    if isinstance(opened, Conversation):
        chat = opened
        await reaching.store.write(lambda tx: tx.save_conversation(chat))
    return opened


async def _installed(reaching: Reaching, person_id: str) -> Reached:
    """Open the chat; where the app is missing and may be given, give it and open once more."""
    opened = await reaching.messenger.open_chat(person_id)
    if opened != Undeliverable(Refusal.NOT_INSTALLED) or reaching.installer is None:
        return opened
    given = await reaching.installer.install(person_id)
    if not isinstance(given, Done):
        return given
    opened = await reaching.messenger.open_chat(person_id)
    not_yet = Undeliverable(Refusal.NOT_IN_CHAT)
    return not_yet if opened == Undeliverable(Refusal.NOT_INSTALLED) else opened


def wait_for_app(tx: Transaction, prompt: Prompt, refusal: Refusal) -> Prompt:
    """Say why a planned prompt waits, and for whom, so that their installation finds it."""
    person = tx.person_by_address(prompt.address)
    reason = prompt.reason if prompt.paused else refusal
    return replace(prompt, reason=reason, person_id=person.id if person else prompt.person_id)


def wake_waiting(tx: Transaction, person_id: str, now: datetime) -> None:
    """Make due at once what waits for this person: the app has arrived, or they chose how often we may ask."""
    for prompt in tx.prompts_of_person(person_id):
        if prompt.state is PromptState.PLANNED and prompt.due_at <= now:
            tx.add_work(Kind.DELIVER, prompt.id, now)


def asked_already(tx: Transaction, prompt: Prompt, person_id: str) -> bool:
    """Tell whether somebody is asked about the same meeting under another address."""
    return any(
        other.person_id == person_id and other.id != prompt.id and other.state is not PromptState.NOT_ASKED
        for other in tx.prompts_of_meeting(prompt.meeting_id)
    )
