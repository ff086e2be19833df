"""People whose chat is gone, or who have not got the app in it: looked up again, waited for, or ended by name."""

from __future__ import annotations

import pytest

from bot.handlers.closing import close
from bot.handlers.delivering import Delivery, deliver
from bot.handlers.reaching import WAIT_SECONDS
from bot.store import SqlStore
from practice.outcomes import Conflict, Done, Refusal, RetryAfter, Undeliverable
from practice.people import Person
from practice.prompts import PromptState
from tests.handlers.fakes import InventedDirectory, InventedMessenger
from tests.handlers.made import ADDRESS, CLOSES, NOON, PARTNERSHIP, keep, planned, prompt_of, state_of


async def test_a_chat_that_is_gone_is_made_anew_and_the_card_sent_there(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger, directory: InventedDirectory
) -> None:
    """The directory is asked again as well, because the account may be gone with the chat."""
    await keep(store, planned())
    messenger.outcomes = [Conflict("chat_gone")]
    assert await deliver(delivery, "prompt-1", NOON) == Done()
    assert messenger.opened == ["person-1", "person-1"]
    assert directory.asked == [ADDRESS, ADDRESS]
    assert len(messenger.cards) == 1
    assert await state_of(store) is PromptState.SENT


async def test_a_chat_is_made_anew_once_for_each_try(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """One that is gone again at once is waited for, so that nothing goes round in circles."""
    await keep(store, planned())
    messenger.outcomes = [Conflict("chat_gone"), Conflict("chat_gone")]
    assert await deliver(delivery, "prompt-1", NOON) == RetryAfter(WAIT_SECONDS, "chat_gone")
    assert messenger.opened == ["person-1", "person-1"]
    assert await state_of(store) is PromptState.PLANNED


async def test_a_chat_that_is_gone_with_its_person_ends_the_request(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger, directory: InventedDirectory
) -> None:
    """The account was deleted since: nobody has that address any more."""
    await keep(store, planned())
    messenger.outcomes = [Conflict("chat_gone")]

    async def deleted() -> None:
        directory.told = {ADDRESS: ""}

    messenger.meanwhile = deleted
    assert await deliver(delivery, "prompt-1", NOON) == Done()
    prompt = await prompt_of(store)
    assert (prompt.state, prompt.reason) == (PromptState.UNDELIVERABLE, "unknown_address")


async def test_somebody_known_who_is_not_found_is_looked_up_again(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger, directory: InventedDirectory
) -> None:
    """What an unknown person is answered with is not documented; the directory knows."""
    await keep(store, planned())
    await store.write(lambda tx: tx.save_person(ADDRESS, Person("person-1", "council")))
    messenger.opens = [RetryAfter(900, "http_400")]
    directory.told = {ADDRESS: ""}
    assert await deliver(delivery, "prompt-1", NOON) == Done()
    assert (await prompt_of(store)).reason == "unknown_address"


@pytest.mark.parametrize("refusal", [Refusal.NOT_IN_CHAT, Refusal.CHAT_GONE])
async def test_who_never_gets_the_app_ends_as_undeliverable_with_its_reason(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger, refusal: Refusal
) -> None:
    """The wait is bounded by the closing of the request."""
    await keep(store, planned())
    messenger.outcomes = [Undeliverable(refusal)]
    await deliver(delivery, "prompt-1", NOON)
    await store.write(lambda tx: close(tx, "prompt-1", PARTNERSHIP, CLOSES))
    prompt = await prompt_of(store)
    assert (prompt.state, prompt.reason) == (PromptState.UNDELIVERABLE, refusal)


async def test_a_request_that_waited_and_was_sent_keeps_no_reason(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """What held it up is over."""
    await keep(store, planned())
    messenger.outcomes = [Undeliverable(Refusal.NOT_IN_CHAT)]
    await deliver(delivery, "prompt-1", NOON)
    await deliver(delivery, "prompt-1", NOON)
    prompt = await prompt_of(store)
    assert (prompt.state, prompt.reason) == (PromptState.SENT, "")
