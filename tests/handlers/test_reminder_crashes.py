"""What one person is sent: the welcome, digests and reminders, on the real store."""

from __future__ import annotations

import contextlib
from datetime import timedelta

from bot.handlers.delivering import Delivery, deliver, remind
from bot.store import SqlStore
from practice.contacting import Due
from practice.outcomes import RetryAfter
from tests.handlers.fakes import InventedMessenger, PowerCut
from tests.handlers.made import NOON, asked_for, keep, planned, prompt_of

FIRST, LAST = NOON + timedelta(days=2), NOON + timedelta(days=7)
"""Working days 2 and 5 after NOON, which is a Tuesday."""


async def cut() -> None:
    raise PowerCut


async def test_two_reminders_carry_the_card_again_and_never_a_third(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """The welcome stands above the request alone."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    for at in (FIRST, FIRST, LAST, LAST, LAST + timedelta(days=1)):
        await remind(delivery, "prompt-1", at)
    assert [card.due for card in messenger.cards] == [
        Due.NEW_REQUEST,
        Due.FIRST_REMINDER,
        Due.LAST_REMINDER,
    ]
    assert [card.welcome is not None for card in messenger.cards] == [True, False, False]


async def test_a_reminder_that_was_not_sent_is_still_to_come(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """Throttling costs no reminder."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    messenger.outcomes = [RetryAfter(7, "throttled")]
    await remind(delivery, "prompt-1", FIRST)
    assert (await prompt_of(store)).reminders == 0
    await remind(delivery, "prompt-1", FIRST)
    assert messenger.cards[-1].due is Due.FIRST_REMINDER


async def test_a_crash_in_the_first_reminder_costs_neither_a_double_nor_the_last_one(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """It may have arrived, so it is not sent again; the last one is asked for when the work is done over."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    messenger.meanwhile = cut
    with contextlib.suppress(PowerCut):
        await remind(delivery, "prompt-1", FIRST)
    sent = len(messenger.cards)
    await remind(delivery, "prompt-1", FIRST)
    assert len(messenger.cards) == sent
    assert (await asked_for(store))["remind", "prompt-1"] > FIRST
