"""Puts a planned year into the calendar: saves what is wanted, then waits until the worker has made it so."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.app import Service, running
from bot.beside import beside_the_service
from bot.handlers.ports import Kind, PacedClock, Store, Transaction
from bot.handlers.scheduling import save_changes
from bot.settings import Settings
from bot.store.refusals import Refused, StoreRefused
from practice.boards import BoardEvent, EventState
from practice.clocks import LONDON
from practice.event_changes import Cancel, Change, Create, changes
from practice.event_previews import Preview, preview
from practice.partnership import Partnership
from practice.planning import plan

AS_PLANNED = "The calendar is as planned: nothing to change."

_PATIENCE = 60.0
"""Real seconds after which what is not done is left to the service."""

_PAUSE = 0.2
_OVER = (EventState.STANDING, EventState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Applied:
    """How many events were created, changed and cancelled; `waiting` are those not yet made so."""

    created: int
    changed: int
    cancelled: int
    waiting: int
    over: int
    """Meetings of the window that are over: nobody is invited to those."""

    @property
    def sentence(self) -> str:
        over = (
            f" {self.over} meetings of this time are over; nobody is invited to those." if self.over else ""
        )
        return self._done + over

    @property
    def _done(self) -> str:
        if not (self.created or self.changed or self.cancelled or self.waiting):
            return AS_PLANNED
        done = f"{self.created} created, {self.changed} changed, {self.cancelled} cancelled."
        if not self.waiting:
            return done
        return f"{done} {self.waiting} not done yet: leave them to the service, or run this again."


async def save_plan(
    store: Store, partnership: Partnership, first: date, last: date, now: datetime
) -> Applied:
    """Save the difference between the plan and what is known, and ask for it to be made; nothing is made yet."""
    today = now.astimezone(LONDON).date()

    def decide(tx: Transaction) -> Counter[type]:
        for event in tx.board_events():  # What was set aside is given another chance.
            if event.state not in _OVER:
                tx.add_work(Kind.EVENT, event.work_subject, now)
        found = changes(partnership, tx.board_events(), first, last, today)
        save_changes(tx, [_event(tx, change) for change in found], now)
        return Counter(map(type, found))

    counts = await store.write(decide)
    over = sum(meeting.starts_at.date() < today for meeting in plan(partnership, first, last))
    waiting = await store.read(_waiting)
    return Applied(counts[Create], counts[Change], counts[Cancel], waiting, over)


def _event(tx: Transaction, change: Create | Change | Cancel) -> BoardEvent:
    return change.event(tx.new_id()) if isinstance(change, Create) else change.event


async def preview_plan(settings: Settings, clock: PacedClock, first: date, last: date) -> Preview:
    """Say what applying would do; nothing is saved, and nobody is asked or told."""
    today = clock.now().astimezone(LONDON).date()
    async with beside_the_service(settings) as (store, partnership):
        known = await store.read(lambda tx: tx.board_events())
    found = changes(partnership, known, first, last, today)
    return preview(found, known, partnership.boards)


async def apply_plan(settings: Settings, clock: PacedClock, first: date, last: date) -> Applied:
    """Plan, save and make so: with our own worker, or with that of the service that is running already."""
    try:
        async with running(settings, clock) as service:
            saved = await save_plan(service.store, service.partnership, first, last, clock.now())
            await _made(service)
            return replace(saved, waiting=await service.store.read(_waiting))
    except StoreRefused as refused:
        if refused.reason is not Refused.IN_USE:
            raise
    return await _beside_the_service(settings, clock, first, last)


async def _made(service: Service) -> None:
    """Do the calendar's work until none is left to try, but not for ever."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_PATIENCE):
            await service.only(Kind.EVENT).drain()
            while Kind.EVENT in await service.queue.next_due():
                await asyncio.sleep(_PAUSE)
                await service.only(Kind.EVENT).drain()


async def _beside_the_service(
    settings: Settings, clock: PacedClock, first: date, last: date, patience: float = _PATIENCE
) -> Applied:
    """Save the plan, and watch the running service make it so, but not for longer than `patience` seconds."""
    async with beside_the_service(settings) as (store, partnership):
        saved = await save_plan(store, partnership, first, last, clock.now())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while await store.read(_waiting):  # noqa: ASYNC110 - another process does the work
                    await asyncio.sleep(_PAUSE)
        return replace(saved, waiting=await store.read(_waiting))


def _waiting(tx: Transaction) -> int:
    return sum(event.state not in _OVER for event in tx.board_events())
