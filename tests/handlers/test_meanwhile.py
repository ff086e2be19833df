"""What happens while a card is being sent wins over how the request ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.handlers import answering, choosing
from bot.handlers.delivering import Delivery, deliver
from bot.handlers.ports import Kind, Transaction
from bot.store import SqlStore
from practice.outcomes import Conflict, Done, RetryAfter, Unconfirmed
from practice.prompts import PromptState
from tests.handlers.fakes import InventedMessenger, SendOutcome
from tests.handlers.made import (
    CLOSES,
    MEETING,
    NOON,
    PARTNERSHIP,
    asked_for,
    keep,
    planned,
    press,
    prompt_of,
    state_of,
)


class Broken(Exception):
    """A fault of ours."""


def answered(tx: Transaction, message: str = "message-1") -> None:
    answering.send(tx, replace(press(q1="Good."), activity_id=message), PARTNERSHIP, NOON)


def while_sending(
    delivery: Delivery, messenger: InventedMessenger, happens: Callable[[Transaction], object]
) -> None:
    async def happen() -> None:
        await delivery.store.write(happens)

    messenger.meanwhile = happen


@pytest.mark.slow
@pytest.mark.parametrize("message", ["message-1", ""], ids=["known message", "unknown message"])
@pytest.mark.parametrize(
    "outcome",
    [Done("message-1"), Unconfirmed("reset"), RetryAfter(7, "throttled"), Conflict("chat_gone")],
    ids=lambda outcome: type(outcome).__name__,
)
async def test_an_answer_while_the_card_is_being_sent_stands(
    delivery: Delivery,
    store: SqlStore,
    messenger: InventedMessenger,
    outcome: SendOutcome,
    message: str,
) -> None:
    """Whatever becomes of the request, a person who answered has the card; no second one comes."""
    await keep(store, planned())
    messenger.outcomes = [outcome]
    while_sending(delivery, messenger, lambda tx: answered(tx, message))
    await deliver(delivery, "prompt-1", NOON)
    cards = len(messenger.cards)
    assert await deliver(delivery, "prompt-1", NOON) == Done()
    assert await state_of(store) is PromptState.ANSWERED
    assert len(messenger.cards) == cards


async def test_a_card_answered_before_its_message_was_known_is_painted_once_it_is(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """The repaint that the answer asked for found no message; the end of the send asks again."""

    def answer_and_repaint(tx: Transaction) -> None:
        answered(tx, "")
        tx.drop_work(Kind.REPAINT, "prompt-1")

    await keep(store, planned())
    while_sending(delivery, messenger, answer_and_repaint)
    await deliver(delivery, "prompt-1", NOON)
    assert (await prompt_of(store)).activity_id == "message-1"
    assert ("repaint", "prompt-1") in await asked_for(store)


async def test_a_message_that_a_press_told_us_is_not_forgotten(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """The connector may answer a send with a body that names no message."""
    await keep(store, planned())
    messenger.outcomes = [Done("")]
    while_sending(delivery, messenger, answered)
    await deliver(delivery, "prompt-1", NOON)
    assert (await prompt_of(store)).activity_id == "message-1"


async def test_a_card_that_is_opened_while_it_is_being_sent_is_counted(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """Teams shows the card, which refreshes itself, before the answer to our request arrives."""
    await keep(store, planned())
    while_sending(delivery, messenger, lambda tx: choosing.look(tx, press(), PARTNERSHIP))
    await deliver(delivery, "prompt-1", NOON)
    assert await state_of(store) is PromptState.SENT
    assert ("file_meeting", MEETING.id) in await asked_for(store)


async def test_a_card_that_is_opened_while_it_is_being_sent_late_has_its_whole_life(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """After an outage the time at which it was to close may be near; its life runs from today."""
    late = CLOSES - timedelta(minutes=1)
    await keep(store, planned())
    while_sending(delivery, messenger, lambda tx: choosing.look(tx, press(), PARTNERSHIP))
    await deliver(delivery, "prompt-1", late)
    closes_at = (await prompt_of(store)).closes_at
    assert closes_at is not None
    assert closes_at > CLOSES
    assert (await asked_for(store))["close", "prompt-1"] == closes_at


async def test_a_send_that_a_fault_of_ours_broke_off_is_unconfirmed_at_the_next_try(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """Whether the card left cannot be known: it is not sent again, and the prompt does not hang."""

    def fail(_: Transaction) -> None:
        raise Broken

    await keep(store, planned())
    while_sending(delivery, messenger, fail)
    with pytest.raises(Broken):
        await deliver(delivery, "prompt-1", NOON)
    assert await deliver(delivery, "prompt-1", NOON) == Done()
    assert len(messenger.cards) == 1
    assert await state_of(store) is PromptState.UNCONFIRMED
    assert ("file_meeting", MEETING.id) in await asked_for(store)


@pytest.mark.slow
async def test_a_card_whose_sending_was_given_up_too_early_counts_as_sent_when_it_arrives(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """A second try of the same work, after a lost lease, takes nothing away from the first."""

    async def again() -> None:
        assert await deliver(delivery, "prompt-1", NOON) == Done()
        assert await state_of(store) is PromptState.UNCONFIRMED

    await keep(store, planned())
    messenger.meanwhile = again
    await deliver(delivery, "prompt-1", NOON)
    prompt = await prompt_of(store)
    assert (prompt.state, prompt.activity_id) == (PromptState.SENT, "message-1")
    assert len(messenger.cards) == 1
