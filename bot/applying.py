"""Puts a planned year into the calendar: saves what is wanted, then waits until the worker has made it so."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from bot.app import running
from bot.handlers.ports import Clock, Kind, Store, Transaction
from bot.handlers.scheduling import save_changes
from bot.partnership import load
from bot.settings import Settings
from bot.store.keys import Keys
from bot.store.opening import open_store
from bot.store.refusals import Refused, StoreRefused
from practice.boards import BoardEvent, EventState
from practice.clocks import LONDON
from practice.event_changes import Cancel, Change, Create, changes
from practice.partnership import Partnership

_PATIENCE = 60.0
"""Real seconds to wait for a running service to do the work."""


@dataclass(frozen=True, slots=True)
class Applied:
    """How many events were created, changed and cancelled; `waiting` are those not yet made so."""

    created: int
    changed: int
    cancelled: int
    waiting: int

    @property
    def sentence(self) -> str:
        if not (self.created or self.changed or self.cancelled or self.waiting):
            return "The calendar is as planned: nothing to change."
        done = f"{self.created} created, {self.changed} changed, {self.cancelled} cancelled."
        if not self.waiting:
            return done
        return f"{done} {self.waiting} not done yet: the running service tries again by itself."


async def save_plan(
    store: Store, partnership: Partnership, first: date, last: date, now: datetime
) -> Counter[type]:
    """Save the difference between the plan and what is known, and ask for it to be made; count it by kind."""

    def decide(tx: Transaction) -> Counter[type]:
        today = now.astimezone(LONDON).date()
        found = changes(partnership, tx.board_events(), first, last, today)
        save_changes(tx, [_event(tx, change) for change in found], now)
        return Counter(map(type, found))

    return await store.write(decide)


def _event(tx: Transaction, change: Create | Change | Cancel) -> BoardEvent:
    return change.event(tx.new_id()) if isinstance(change, Create) else change.event


async def apply_plan(settings: Settings, clock: Clock, first: date, last: date) -> Applied:
    """Plan, save and make so: with our own worker, or with that of the service that is running already."""
    try:
        async with running(settings, clock) as service:
            counts = await save_plan(service.store, service.partnership, first, last, clock.now())
            await service.only(Kind.EVENT).drain()
            return _applied(counts, await service.store.read(_waiting))
    except StoreRefused as refused:
        if refused.reason is not Refused.IN_USE:
            raise
    return await _beside_the_service(settings, clock, first, last)


async def _beside_the_service(settings: Settings, clock: Clock, first: date, last: date) -> Applied:
    keys = Keys.parse(settings.data_keys.get_secret_value())
    store = open_store(settings.database_url, keys, owner=False)
    try:
        counts = await save_plan(store, load(settings.partnership), first, last, clock.now())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                while await store.read(_waiting):  # noqa: ASYNC110 - another process does the work
                    await asyncio.sleep(0.2)
        return _applied(counts, await store.read(_waiting))
    finally:
        await store.close()


def _waiting(tx: Transaction) -> int:
    over = (EventState.STANDING, EventState.CANCELLED)
    return sum(event.state not in over for event in tx.board_events())


def _applied(counts: Counter[type], waiting: int) -> Applied:
    return Applied(counts[Create], counts[Change], counts[Cancel], waiting)
