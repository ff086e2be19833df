"""What a card shows when it is looked at: Teams refreshes it as soon as somebody sees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.handlers import choosing
from bot.handlers.delivering import Delivery, deliver, remind
from bot.handlers.messages import NewCard, OlderCopy
from bot.handlers.presses import Press
from bot.handlers.repainting import repaint
from bot.handlers.views import OlderMessage, Questions, View
from bot.store import SqlStore
from practice.contacting import Due
from tests.handlers.fakes import InventedMessenger
from tests.handlers.made import NOON, PARTNERSHIP, asked_for, keep, planned, press

THURSDAY = datetime(2026, 3, 19, 9, 30, tzinfo=UTC)
"""Two working days after NOON."""


async def looked_at(store: SqlStore, message: str) -> View:
    seen: Press = replace(press(), activity_id=message)
    return await store.write(lambda tx: choosing.refresh(tx, seen, PARTNERSHIP))


async def test_the_first_message_still_says_who_we_are_when_it_is_seen(
    delivery: Delivery, store: SqlStore
) -> None:
    """A refresh that left the welcome out would take it away before anybody had read it."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    shown = await looked_at(store, "message-1")
    assert isinstance(shown, Questions)
    assert shown.welcome is not None
    assert (shown.welcome.max_new, shown.welcome.max_contacts) == (2, 3)


async def test_a_reminder_still_reminds_when_it_is_seen_and_the_older_message_points_to_it(
    delivery: Delivery, store: SqlStore, messenger: InventedMessenger
) -> None:
    """The welcome is not said twice; the request can be answered in the newer message alone."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    assert (await asked_for(store))["remind", "prompt-1"] == THURSDAY
    await remind(delivery, "prompt-1", THURSDAY)
    shown = await looked_at(store, "message-2")
    assert isinstance(shown, Questions)
    assert (shown.due, shown.welcome) == (Due.FIRST_REMINDER, None)
    assert isinstance(await looked_at(store, "message-1"), OlderMessage)
    await repaint(store, messenger, PARTNERSHIP, "prompt-1")
    assert [(message, type(card)) for _, message, card in messenger.repaints] == [
        ("message-1", OlderCopy),
        ("message-2", NewCard),
    ]
