"""Giving people the app where that is permitted, and then sending their card."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.handlers.delivering import Delivery, deliver
from bot.handlers.reaching import WAIT_SECONDS
from bot.store import SqlStore
from practice.outcomes import Done, Refusal, RetryAfter, Undeliverable
from practice.prompts import PromptState
from tests.handlers.fakes import InventedDirectory, InventedMessenger
from tests.handlers.made import NOON, PARTNERSHIP, keep, planned, prompt_of, state_of

MISSING = Undeliverable(Refusal.NOT_INSTALLED)


@dataclass
class InventedInstaller:
    """Gives everybody the app, unless told otherwise."""

    outcomes: list[Done | RetryAfter | Undeliverable] = field(default_factory=list)
    given: list[str] = field(default_factory=list)

    async def install(self, person_id: str) -> Done | RetryAfter | Undeliverable:
        self.given.append(person_id)
        return self.outcomes.pop(0) if self.outcomes else Done()


def delivery_with(store: SqlStore, messenger: InventedMessenger, installer: InventedInstaller) -> Delivery:
    return Delivery(store, messenger, InventedDirectory(), PARTNERSHIP, installer)


async def test_who_has_not_the_app_is_given_it_and_then_sent_the_card(
    store: SqlStore, messenger: InventedMessenger
) -> None:
    """One try: install, open, send."""
    await keep(store, planned())
    installer = InventedInstaller()
    messenger.opens = [MISSING]
    assert await deliver(delivery_with(store, messenger, installer), "prompt-1", NOON) == Done()
    assert installer.given == ["person-1"]
    assert len(messenger.cards) == 1


async def test_an_app_that_has_not_arrived_yet_is_waited_for(
    store: SqlStore, messenger: InventedMessenger
) -> None:
    """It is given once, and Teams tells us when it is there."""
    await keep(store, planned())
    installer = InventedInstaller()
    messenger.opens = [MISSING, MISSING]
    given = await deliver(delivery_with(store, messenger, installer), "prompt-1", NOON)
    assert given == RetryAfter(WAIT_SECONDS, "not_in_chat")
    prompt = await prompt_of(store)
    assert (prompt.state, prompt.person_id) == (PromptState.PLANNED, "person-1")


async def test_where_giving_is_not_permitted_the_request_ends(
    store: SqlStore, messenger: InventedMessenger
) -> None:
    """The person has not got the app, and nobody may give it."""
    await keep(store, planned())
    messenger.opens = [MISSING]
    installer = InventedInstaller([MISSING])
    assert await deliver(delivery_with(store, messenger, installer), "prompt-1", NOON) == Done()
    assert await state_of(store) is PromptState.UNDELIVERABLE


async def test_an_outage_of_the_installation_decides_nothing(
    store: SqlStore, messenger: InventedMessenger
) -> None:
    """It is tried again."""
    await keep(store, planned())
    messenger.opens = [MISSING]
    installer = InventedInstaller([RetryAfter(4, "no_answer")])
    given = await deliver(delivery_with(store, messenger, installer), "prompt-1", NOON)
    assert given == RetryAfter(4, "no_answer")
    assert await state_of(store) is PromptState.PLANNED
