"""Lanes made of plain functions, and what stands in the queue afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.handlers.ports import Kind, StoreUnavailable, Work
from bot.store import SqlStore, SqlTransaction, WorkQueue
from bot.work.lanes import Handle, WorkOutcome, one_by_one
from practice.outcomes import Done
from tests.work.conftest import NOW


class Broken(Exception):
    """A fault of ours, whose text might quote somebody."""


@dataclass
class Doing:
    """Does each piece of work by `how`, and keeps the subjects in the order in which they were begun."""

    how: Callable[[Work], Awaitable[WorkOutcome]]
    begun: list[str] = field(default_factory=list)

    @property
    def handle(self) -> Handle:
        return one_by_one(self._do)

    async def _do(self, work: Work, _now: datetime) -> WorkOutcome:
        self.begun.append(work.subject)
        return await self.how(work)


async def well(_work: Work) -> WorkOutcome:
    return Done()


@dataclass
class Held:
    """Work that begins and then waits until it is let go."""

    begun: asyncio.Event = field(default_factory=asyncio.Event)
    go: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, _work: Work) -> WorkOutcome:
        self.begun.set()
        await self.go.wait()
        return Done()


class Unsteady(WorkQueue):
    """A queue whose database is out of reach for the next `failures` calls of a kind."""

    def __init__(self, store: SqlStore, lease_clock: Callable[[], float]) -> None:
        super().__init__(store, lease_clock)
        self.failures: dict[str, int] = {}
        self.renewed = asyncio.Event()

    def _may_fail(self, call: str) -> None:
        self.failures[call] = self.failures.get(call, 0) - 1
        if self.failures[call] >= 0:
            raise StoreUnavailable

    async def claim(
        self, kinds: Sequence[Kind], limit: int, now: datetime, lease_seconds: float
    ) -> list[Work]:
        self._may_fail("claim")
        return await super().claim(kinds, limit, now, lease_seconds)

    async def next_due(self) -> dict[Kind, datetime]:
        self._may_fail("next_due")
        return await super().next_due()

    async def renew(self, work: Work, lease_seconds: float) -> bool:
        self._may_fail("renew")
        renewed = await super().renew(work, lease_seconds)
        self.renewed.set()
        return renewed


async def ask(store: SqlStore, *subjects: str, kind: Kind = Kind.FILE_ANSWER) -> None:
    def decide(tx: SqlTransaction) -> None:
        for subject in subjects:
            tx.add_work(kind, subject, NOW)

    await store.write(decide)


async def states(store: SqlStore) -> dict[str, tuple[str, int, str]]:
    """Subject -> state, attempts and reason of every piece of work."""

    def look(tx: SqlTransaction) -> dict[str, tuple[str, int, str]]:
        rows = tx._connection.exec_driver_sql("SELECT subject, state, attempts, reason FROM work")
        return {row[0]: (row[1], row[2], row[3]) for row in rows}

    return await store.read(look)


async def step_to_next(queue: WorkQueue) -> datetime:
    """When the next work is due."""
    return min((await queue.next_due()).values())
