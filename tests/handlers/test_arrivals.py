"""What proves that a message arrived, whatever the connector or a crash left unsaid of it."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.handlers import answering, choosing
from bot.handlers.delivering import Delivery, deliver, remind
from bot.handlers.messages import CardNow, CardState, SentContact
from bot.handlers.ports import Kind
from bot.handlers.presses import Press
from bot.handlers.recording import recover
from bot.handlers.repainting import repaint
from bot.handlers.views import OlderMessage, Questions, Receipt, View
from bot.store import SqlStore
from practice.outcomes import RetryAfter, Unconfirmed
from practice.prompts import PromptState
from tests.handlers.fakes import InventedMessenger, PowerCut
from tests.handlers.made import (
    CLOSES,
    NOON,
    PARTNERSHIP,
    asked_for,
    keep,
    planned,
    press,
    prompt_of,
    state_of,
)
from tests.handlers.test_contacting import about, contacts, known

THURSDAY = datetime(2026, 3, 19, 9, 30, tzinfo=UTC)
TUESDAY = datetime(2026, 3, 24, 9, 30, tzinfo=UTC)
"""Two and five working days after NOON."""

LATE = CLOSES - timedelta(hours=2)
ITS_LIFE = datetime(2026, 4, 16, 15, 30, tzinfo=UTC)
"""Ten working days after LATE, with Easter between."""


def in_message(message: str, q1: str = "") -> Press:
    return replace(press(q1=q1), activity_id=message)


async def looked_at(store: SqlStore, message: str) -> View:
    return await store.write(lambda tx: choosing.refresh(tx, in_message(message), PARTNERSHIP))


async def messages_of(store: SqlStore) -> Sequence[SentContact]:
    return await store.read(lambda tx: tx.contacts_of_prompt("prompt-1"))


def cut_off(messenger: InventedMessenger, store: SqlStore, *, seen: bool) -> None:
    """The power goes while the card is being sent, perhaps after its person has looked at it."""

    async def cut() -> None:
        if seen:
            await looked_at(store, "message-1")
        raise PowerCut

    messenger.meanwhile = cut


@pytest.mark.parametrize(
    ("seen", "state"),
    [(False, PromptState.UNCONFIRMED), (True, PromptState.SENT)],
    ids=["nothing is known", "seen before"],
)
async def test_a_request_whose_sending_a_crash_broke_off_has_its_whole_life(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger, *, seen: bool, state: PromptState
) -> None:
    """From when it may have arrived, with its reminders, as if the connector had answered."""
    await keep(store, planned())
    cut_off(messenger, store, seen=seen)
    with contextlib.suppress(PowerCut):
        await deliver(delivery, "prompt-1", LATE)
    await store.write(lambda tx: recover(tx, PARTNERSHIP, LATE + timedelta(minutes=1)))
    prompt, waiting = await prompt_of(store), await asked_for(store)
    assert (prompt.state, prompt.closes_at, prompt.sent_at) == (state, ITS_LIFE, LATE)
    assert waiting["close", "prompt-1"] == ITS_LIFE
    assert waiting["remind", "prompt-1"] == datetime(2026, 4, 2, 8, 30, tzinfo=UTC)
    assert ("file_meeting", prompt.meeting_id) in waiting


async def test_an_older_message_of_which_nothing_was_known_becomes_a_pointer_once_it_is_seen(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """Its refresh tells its id; the answer is then shown in both messages."""
    await keep(store, planned())
    messenger.outcomes = [Unconfirmed("reset")]
    await deliver(delivery, "prompt-1", NOON)
    await remind(delivery, "prompt-1", THURSDAY)
    assert isinstance(await looked_at(store, "first"), OlderMessage)
    assert [known.activity_id for known in await messages_of(store)] == ["first", "message-2"]
    assert isinstance(await looked_at(store, "message-2"), Questions)
    await store.write(
        lambda tx: answering.send(tx, in_message("message-2", q1="Good."), PARTNERSHIP, THURSDAY)
    )
    await repaint(store, messenger, PARTNERSHIP, "prompt-1")
    painted = {message: card for _, message, card in messenger.repaints}
    assert set(painted) == {"first", "message-2"}
    for card in painted.values():
        assert isinstance(card, CardNow)
        assert card.state is CardState.RECEIPT


async def test_an_older_message_that_is_seen_after_the_answer_follows_it(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """Nothing could paint it before: its id was not known."""
    await keep(store, planned())
    messenger.outcomes = [Unconfirmed("reset")]
    await deliver(delivery, "prompt-1", NOON)
    await remind(delivery, "prompt-1", THURSDAY)
    await store.write(
        lambda tx: answering.send(tx, in_message("message-2", q1="Good."), PARTNERSHIP, THURSDAY)
    )
    await store.write(lambda tx: tx.drop_work(Kind.REPAINT, "prompt-1"))
    assert isinstance(await looked_at(store, "first"), Receipt)
    assert ("repaint", "prompt-1") in await asked_for(store)


async def test_a_reminder_of_which_nothing_was_known_becomes_the_newest_once_it_is_seen(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """Until then the first message stays open: the reminder may never have arrived."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    messenger.outcomes = [Unconfirmed("reset")]
    await remind(delivery, "prompt-1", THURSDAY)
    assert isinstance(await looked_at(store, "message-1"), Questions)
    assert isinstance(await looked_at(store, "second"), Questions)
    assert isinstance(await looked_at(store, "message-1"), OlderMessage)


async def test_a_reminder_that_arrived_settles_whether_the_request_did(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """The card is in front of its person."""
    await keep(store, planned())
    messenger.outcomes = [Unconfirmed("reset")]
    await deliver(delivery, "prompt-1", NOON)
    assert await state_of(store) is PromptState.UNCONFIRMED
    await remind(delivery, "prompt-1", THURSDAY)
    assert await state_of(store) is PromptState.SENT


async def test_what_the_connector_denied_and_a_press_proves_is_a_contact_like_any_other(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """It counts in the week, has its life and its reminders, and its card follows."""
    await keep(store, planned())
    messenger.outcomes = [RetryAfter(7, "throttled")]
    await deliver(delivery, "prompt-1", NOON)
    assert await contacts(store) == []
    assert isinstance(await looked_at(store, "first"), Questions)
    (contact,) = await contacts(store)
    assert (contact.at, contact.activity_id, contact.counted.new) == (NOON, "first", 1)
    assert (await asked_for(store))["remind", "prompt-1"] == THURSDAY
    assert (await prompt_of(store)).closes_at == CLOSES


async def test_a_press_on_one_line_of_a_digest_proves_all_of_it(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """Whatever the connector says afterwards, no line of it is sent again."""
    await known(store, about(1), about(2))
    messenger.outcomes = [RetryAfter(7, "throttled")]

    async def looked() -> None:
        (contact,) = await contacts(store)
        seen = replace(in_message("the digest"), contact_id=contact.id)
        await store.write(lambda tx: choosing.look(tx, seen, PARTNERSHIP))

    messenger.meanwhile = looked
    await deliver(delivery, "prompt-1", NOON)
    assert [await state_of(store, f"prompt-{number}") for number in (1, 2)] == [PromptState.SENT] * 2
    (contact,) = await contacts(store)
    assert contact.activity_id == "the digest"


async def test_a_reminder_that_arrived_paints_no_card_somebody_may_be_typing_into(
    delivery: Delivery, store: SqlStore
) -> None:
    """Teams draws an edited message again; the older one points to the newer when it is looked at."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    await remind(delivery, "prompt-1", THURSDAY)
    assert ("repaint", "prompt-1") not in await asked_for(store)
    assert isinstance(await looked_at(store, "message-1"), OlderMessage)


async def test_a_reminder_that_arrives_after_the_answer_says_so(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """Its person answered in the first message while the reminder was on its way."""

    async def answered() -> None:
        await store.write(lambda tx: answering.send(tx, press(q1="Good."), PARTNERSHIP, TUESDAY))
        await store.write(lambda tx: tx.drop_work(Kind.REPAINT, "prompt-1"))

    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    messenger.meanwhile = answered
    await remind(delivery, "prompt-1", TUESDAY)
    assert ("repaint", "prompt-1") in await asked_for(store)
