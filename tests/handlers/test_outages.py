"""An outage of ours does not use up a request's life, and a restart of minutes changes nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.handlers.delivering import Delivery, deliver
from bot.handlers.outages import ALIVE, give_back
from bot.store import SqlStore
from tests.handlers.made import (
    CLOSES,
    NOON,
    PARTNERSHIP,
    asked_for,
    keep,
    planned,
    prompt_of,
)


async def test_an_outage_of_ours_does_not_use_up_a_requests_life(delivery: Delivery, store: SqlStore) -> None:
    """Five working days without us close it five working days later: once, however often we start again."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    back = NOON + timedelta(days=7)
    await store.write(lambda tx: tx.save_cursor(ALIVE, NOON.isoformat()))
    for _ in range(2):
        await store.write(lambda tx: give_back(tx, PARTNERSHIP, back))
    assert (await prompt_of(store)).closes_at == datetime(2026, 4, 9, 15, 30, tzinfo=UTC)
    assert (await asked_for(store))["remind", "prompt-1"] == back + timedelta(minutes=5)


async def test_a_restart_of_minutes_moves_no_closing(delivery: Delivery, store: SqlStore) -> None:
    """Cards name a day: it changes only for a reason."""
    await keep(store, planned())
    await deliver(delivery, "prompt-1", NOON)
    await store.write(lambda tx: tx.save_cursor(ALIVE, NOON.isoformat()))
    await store.write(lambda tx: give_back(tx, PARTNERSHIP, NOON + timedelta(minutes=20)))
    assert (await prompt_of(store)).closes_at == CLOSES
