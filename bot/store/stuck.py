"""Work that does not go on by itself, or does not go on now: for commands, which may run beside the service.

The functions are for `SqlStore.read` and `SqlStore.write`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.handlers.ports import Kind
from bot.store import leases
from bot.store.instants import from_micros
from bot.store.schema import work
from bot.store.statements import AnyRow, Statement
from bot.store.transaction import SqlTransaction
from bot.store.work_rows import WorkState

_PARKED = WorkState.PARKED.value
STUCK = Statement(
    select(work.c.kind, work.c.reason, work.c.state, func.count(), func.min(work.c.due_at))
    .where((work.c.state == _PARKED) | ((work.c.state == WorkState.READY.value) & (work.c.reason != "")))
    .group_by(work.c.state, work.c.kind, work.c.reason)
    .order_by(work.c.state, work.c.kind, work.c.reason)
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
class Stuck:
    """How much work of one kind does not get on, for one reason, and when the first is due.

    What is parked is not tried again by itself; the rest was tried in vain, and will be.
    """

    kind: Kind
    reason: str
    count: int
    parked: bool
    due_at: datetime


def parked(tx: SqlTransaction) -> list[ParkedWork]:
    """Give what waits for a person, the oldest first."""
    return [
        ParkedWork(row.id, Kind(row.kind), row.subject, row.attempts, row.reason)
        for row in sorted(leases.parked_rows(tx), key=lambda row: int(row.id))
    ]


def waiting(tx: SqlTransaction) -> list[Stuck]:
    """Give what was tried in vain so far and will be tried again by itself."""
    return [one for one in stuck_in(tx.fetch_all(STUCK)) if not one.parked]


def reasons_of(tx: SqlTransaction, kind: Kind) -> tuple[str, ...]:
    """Give why work of a kind does not get on, parked or not: constant codes, each once."""
    return tuple(sorted({one.reason for one in stuck_in(tx.fetch_all(STUCK)) if one.kind is kind}))


def held_up(tx: SqlTransaction, kind: Kind, until: datetime) -> int:
    """Count the work of a kind that was tried in vain and is not tried again before `until`."""
    return sum(one.count for one in waiting(tx) if one.kind is kind and one.due_at > until)


def stuck_in(rows: Iterable[AnyRow]) -> list[Stuck]:
    """Read rows of STUCK, which whoever only looks at a database can fetch without its keys."""
    return [
        Stuck(Kind(kind), reason, count, state == _PARKED, from_micros(due_at))
        for kind, reason, state, count, due_at in rows
    ]


def release(tx: SqlTransaction, work_id: int) -> bool:
    """Give parked work another chance; the service sees it within a second. Whether it was parked."""
    return leases.release_parked(tx, work_id)


def release_all(tx: SqlTransaction) -> int:
    """Give all parked work another chance; how many there were."""
    return sum(release(tx, one.id) for one in parked(tx))
