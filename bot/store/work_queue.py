"""The leased work queue as the worker sees it; every call takes part in the store's group commits."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from bot.handlers.ports import Kind, Work
from bot.store import leases
from bot.store.store import SqlStore
from bot.store.transaction import SqlTransaction

T = TypeVar("T")


class WorkQueue:
    """Claims and endings of work. Due times are the product's; leases are real seconds on `lease_clock`.

    What a worker does with a lease is only marked, which spares two waits for the disk in each piece of work:
    after a power cut every lease is released, and work whose ending was undone is done again, as after a crash.
    Calls that end or renew a lease return whether it was still held; if not, they change nothing, for the
    work is somebody else's by then. A guest of the database does no work: ValueError.
    """

    def __init__(self, store: SqlStore, lease_clock: Callable[[], float]) -> None:
        if not store.owner:
            raise ValueError("Only the owner of the database does its work.")
        self._store = store
        self._lease_clock = lease_clock
        self._holder = f"{store.id} {uuid.uuid4()}"

    async def claim(
        self, kinds: Sequence[Kind], limit: int, now: datetime, lease_seconds: float
    ) -> list[Work]:
        """Lease up to `limit` pieces of work that are due at `now`, the longest due first."""

        def decide(tx: SqlTransaction) -> list[Work]:
            moment = self._lease_clock()
            return leases.claim(tx, kinds, limit, now, self._holder, moment, moment + lease_seconds)

        return await self._store.mark(decide)

    async def complete(self, work: Work) -> bool:
        return await self._store.mark(lambda tx: leases.complete(tx, work, self._holder))

    async def finish(self, work: Work, decide: Callable[[SqlTransaction], T]) -> T:
        """Run `decide` and complete the work in one transaction; `decide` runs even if the lease was lost."""

        def decide_and_complete(tx: SqlTransaction) -> T:
            result = decide(tx)
            leases.complete(tx, work, self._holder)
            return result

        return await self._store.write(decide_and_complete)

    async def retry(self, work: Work, due_at: datetime, reason: str) -> bool:
        """Make the work ready again at `due_at` with one more attempt counted."""
        return await self._store.mark(lambda tx: leases.retry(tx, work, self._holder, due_at, reason))

    async def park(self, work: Work, reason: str) -> bool:
        return await self._store.write(lambda tx: leases.park(tx, work, self._holder, reason))

    async def renew(self, work: Work, lease_seconds: float) -> bool:
        """Let the lease end `lease_seconds` from now instead."""
        return await self._store.mark(
            lambda tx: leases.renew(tx, work, self._holder, self._lease_clock() + lease_seconds)
        )

    async def release_all(self) -> int:
        """Make everything that is leased ready at once: for a worker that stops; how many there were."""
        return await self._store.write(leases.release_all)

    async def next_due(self) -> dict[Kind, datetime]:
        """Say when the next piece of work of each kind is due; a kind for which nothing waits is not there."""
        moment = self._lease_clock()
        return await self._store.read(lambda tx: leases.next_due(tx, self._holder, moment))
