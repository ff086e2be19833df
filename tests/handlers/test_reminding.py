"""Reminders: two at most, carrying the card again, and none of what has ended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.handlers import answering
from bot.handlers.closing import close
from bot.handlers.delivering import Delivery, deliver, remind
from bot.handlers.recording import recover
from bot.store import SqlStore
from practice.contacting import Due
from practice.outcomes import Done, Refusal, RetryAfter, Unconfirmed, Undeliverable
from practice.prompts import PromptState
from tests.handlers.fakes import InventedMessenger
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

SECOND_DAY = datetime(2026, 3, 19, 9, 30, tzinfo=UTC)
FIFTH_DAY = datetime(2026, 3, 24, 9, 30, tzinfo=UTC)
"""Working days after NOON, at the start of working hours."""


@pytest.mark.slow
async def test_a_request_is_reminded_of_twice_and_never_again(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """On working days two and five, carrying the card again; a third try sends nothing."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    assert (await asked_for(store))["remind", "prompt-1"] == SECOND_DAY
    await remind(delivery, "prompt-1", SECOND_DAY)
    assert (await asked_for(store))["remind", "prompt-1"] == FIFTH_DAY
    await remind(delivery, "prompt-1", FIFTH_DAY)
    for days in (1, 2, 3):
        await remind(delivery, "prompt-1", FIFTH_DAY + timedelta(days=days))
    assert [card.due for card in messenger.cards] == [
        Due.NEW_REQUEST,
        Due.FIRST_REMINDER,
        Due.LAST_REMINDER,
    ]
    assert (await prompt_of(store)).activity_id == "message-3"


async def test_a_reminder_says_when_the_draft_was_saved(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """Nothing of the draft itself is in the message."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    await store.write(lambda tx: answering.save_draft(tx, press(q1="Half a"), PARTNERSHIP, NOON))
    await remind(delivery, "prompt-1", SECOND_DAY)
    assert messenger.cards[-1].draft_at == NOON
    assert "Half a" not in repr(messenger.cards)


@pytest.mark.parametrize("how", ["answered", "expired"])
async def test_nobody_is_reminded_of_what_has_ended(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger, how: str
) -> None:
    """Whoever answered, and whoever let it close, hears no more of it."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    if how == "answered":
        await store.write(lambda tx: answering.send(tx, press(q1="Good."), PARTNERSHIP, NOON))
    else:
        await store.write(lambda tx: close(tx, "prompt-1", PARTNERSHIP, CLOSES))
    assert ("remind", "prompt-1") not in await asked_for(store)
    await remind(delivery, "prompt-1", SECOND_DAY)
    assert len(messenger.cards) == 1


async def test_a_reminder_that_was_not_sent_is_still_to_come(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """A 429 means that nothing was sent: it counts neither as a reminder nor as a contact."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    messenger.outcomes = [RetryAfter(7, "throttled")]
    assert await remind(delivery, "prompt-1", SECOND_DAY) == RetryAfter(7, "throttled")
    assert len(await store.read(lambda tx: tx.contacts())) == 1
    await remind(delivery, "prompt-1", SECOND_DAY + timedelta(seconds=7))
    assert [card.due for card in messenger.cards] == [Due.NEW_REQUEST, Due.FIRST_REMINDER]


async def test_a_reminder_whose_outcome_is_unknown_is_not_repeated(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """Two would be worse than one that is lost; the last reminder comes all the same."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    messenger.outcomes = [Unconfirmed("reset")]
    await remind(delivery, "prompt-1", SECOND_DAY)
    await remind(delivery, "prompt-1", SECOND_DAY + timedelta(hours=1))
    await remind(delivery, "prompt-1", FIFTH_DAY)
    assert [card.due for card in messenger.cards[1:]] == [Due.FIRST_REMINDER, Due.LAST_REMINDER]


async def test_a_reminder_to_somebody_who_blocked_us_ends_nothing(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """They were asked, and may still answer until it closes."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    messenger.outcomes = [Undeliverable(Refusal.BLOCKED)]
    assert await remind(delivery, "prompt-1", SECOND_DAY) == Done()
    assert await state_of(store) is PromptState.SENT


async def test_an_unconfirmed_request_is_carried_again_by_its_reminder(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """Also after a crash, which leaves the same doubt."""
    await keep(store, planned())
    messenger.outcomes = [Unconfirmed("reset")]
    await deliver(delivery, "prompt-1", NOON)
    assert await store.write(lambda tx: recover(tx, PARTNERSHIP, NOON)) == 0
    await remind(delivery, "prompt-1", SECOND_DAY)
    assert [card.due for card in messenger.cards] == [Due.NEW_REQUEST, Due.FIRST_REMINDER]
    assert messenger.cards[-1].welcome is not None
