"""A queue whose leases run out by hand, and how work comes in and out of it."""

from __future__ import annotations

from datetime import datetime

from bot.handlers.ports import Kind, Work
from bot.store import SqlStore, WorkQueue
from tests.store.samples import NOW

ALL = tuple(Kind)
LEASE = 60.0


class LeaseClock:
    """Real seconds, moved by hand."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


async def ask(
    store: SqlStore, subject: str = "one", due_at: datetime = NOW, kind: Kind = Kind.DELIVER
) -> None:
    await store.write(lambda tx: tx.add_work(kind, subject, due_at))


async def claimed(queue: WorkQueue, now: datetime = NOW, limit: int = 20) -> list[Work]:
    return await queue.claim(ALL, limit, now, LEASE)
