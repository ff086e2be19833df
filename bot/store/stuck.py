"""Work that does not go on by itself, or does not go on now: for commands, which may run beside the service.

The functions are for `SqlStore.read` and `SqlStore.write`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.handlers.ports import Kind
from bot.store import leases
from bot.store.instants import from_micros
from bot.store.schema import work
from bot.store.statements import Statement
from bot.store.transaction import SqlTransaction
from bot.store.work_rows import WorkState

_WAITING = Statement(
    select(work.c.kind, work.c.reason, func.count(), func.min(work.c.due_at))
    .where(work.c.state == WorkState.READY.value, work.c.attempts > 0)
    .group_by(work.c.kind, work.c.reason)
    .order_by(work.c.kind, work.c.reason)
)


@dataclass(frozen=True, slots=True)
class ParkedWork:
    """Work that waits for a person. `reason` is a constant code, never content."""

    id: int
    kind: Kind
    subject: str
    attempts: int
    reason: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Work of one kind that was tried and will be again by itself: how many, and when the first is due."""

    kind: Kind
    reason: str
    count: int
    due_at: datetime


def parked(tx: SqlTransaction) -> list[ParkedWork]:
    """Give what waits for a person, the oldest first."""
    return [
        ParkedWork(row.id, Kind(row.kind), row.subject, row.attempts, row.reason)
        for row in sorted(leases.parked_rows(tx), key=lambda row: int(row.id))
    ]


def waiting(tx: SqlTransaction) -> list[Waiting]:
    """Give what was tried in vain so far, by kind and reason."""
    return [
        Waiting(Kind(kind), reason, count, from_micros(due_at))
        for kind, reason, count, due_at in tx.fetch_all(_WAITING)
    ]


def release(tx: SqlTransaction, work_id: int) -> bool:
    """Give parked work another chance; the service sees it within a second. Whether it was parked."""
    return leases.release_parked(tx, work_id)


def release_all(tx: SqlTransaction) -> int:
    """Give all parked work another chance; how many there were."""
    return sum(release(tx, one.id) for one in parked(tx))
