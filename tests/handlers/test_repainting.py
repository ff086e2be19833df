"""The stored card follows the prompt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.handlers import answering
from bot.handlers.messages import CardNow, CardState, NewCard
from bot.handlers.ports import Transaction
from bot.handlers.repainting import repaint
from bot.store import SqlStore
from practice.contacting import Due
from practice.outcomes import Done
from practice.prompts import Prompt, PromptState
from tests.handlers.fakes import InventedMessenger
from tests.handlers.made import NOON, PARTNERSHIP, SENT, chat_of, keep, press


async def in_front(store: SqlStore, prompt: Prompt) -> None:
    await keep(store, prompt)
    await store.write(lambda tx: tx.save_conversation(chat_of("person-1")))


def _answered(tx: Transaction) -> None:
    answering.send(tx, press(q1="Good."), PARTNERSHIP, NOON)


def _taken_back(tx: Transaction) -> None:
    _answered(tx)
    answering.take_back(tx, press(1), PARTNERSHIP, NOON)


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (PromptState.NOT_THERE, CardState.NOT_THERE),
        (PromptState.DECLINED, CardState.DECLINED),
        (PromptState.EXPIRED, CardState.EXPIRED),
        (PromptState.CANCELLED, CardState.CANCELLED),
    ],
)
async def test_the_card_says_how_the_request_stands(
    store: SqlStore, messenger: InventedMessenger, state: PromptState, shown: CardState
) -> None:
    """In the message that carried it; doing it twice shows the same."""
    await in_front(store, replace(SENT, state=state))
    for _ in range(2):
        assert await repaint(store, messenger, PARTNERSHIP, "prompt-1") == Done()
    first, second = messenger.repaints
    assert first == second
    _, activity_id, card = first
    assert isinstance(card, CardNow)
    assert (card.state, activity_id, card.ref) == (shown, "message-1", "")


async def test_a_request_that_is_open_again_asks_its_questions_again(
    store: SqlStore, messenger: InventedMessenger
) -> None:
    """After Undo the message stands as it was sent."""
    await in_front(store, SENT)
    await repaint(store, messenger, PARTNERSHIP, "prompt-1")
    ((_, activity_id, card),) = messenger.repaints
    assert isinstance(card, NewCard)
    assert (activity_id, card.due) == ("message-1", Due.NEW_REQUEST)


async def test_a_receipt_has_the_reference_and_nothing_typed(
    store: SqlStore, messenger: InventedMessenger
) -> None:
    """What stands in a chat stays there."""
    await in_front(store, SENT)
    await store.write(_answered)
    await repaint(store, messenger, PARTNERSHIP, "prompt-1")
    answer = await store.read(lambda tx: tx.answer_to("prompt-1"))
    ((_, _, card),) = messenger.repaints
    assert isinstance(card, CardNow)
    assert answer is not None
    assert (card.state, card.ref) == (CardState.RECEIPT, answer.ref)
    assert "Good." not in str(card)


async def test_an_answer_that_was_taken_back_has_no_reference_any_more(
    store: SqlStore, messenger: InventedMessenger
) -> None:
    """The card says that it was taken back."""
    await in_front(store, SENT)
    await store.write(_taken_back)
    await repaint(store, messenger, PARTNERSHIP, "prompt-1")
    ((_, _, card),) = messenger.repaints
    assert isinstance(card, CardNow)
    assert (card.state, card.ref) == (CardState.TAKEN_BACK, "")


async def test_the_card_is_painted_in_the_chat_in_which_it_stands(
    store: SqlStore, messenger: InventedMessenger
) -> None:
    """A person's chat may have become another one since; a message's id means something only in its own."""
    await in_front(store, SENT)
    moved = replace(chat_of("person-1"), conversation_id="a:new", service_url="https://new.example.org/")
    await store.write(lambda tx: tx.save_conversation(moved))
    await repaint(store, messenger, PARTNERSHIP, "prompt-1")
    ((chat, _, _),) = messenger.repaints
    assert (chat.conversation_id, chat.service_url) == ("a:person-1", "https://new.example.org/")


@pytest.mark.parametrize(
    "prompt", [replace(SENT, activity_id=""), replace(SENT, person_id="person-2"), replace(SENT, id="other")]
)
async def test_without_a_message_or_a_chat_there_is_nothing_to_paint(
    store: SqlStore, messenger: InventedMessenger, prompt: Prompt
) -> None:
    """Work about something that is not known is done."""
    await in_front(store, prompt)
    assert await repaint(store, messenger, PARTNERSHIP, "prompt-1") == Done()
    assert messenger.repaints == []
