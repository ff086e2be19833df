"""Leases on work rows: who may do a piece of work, until when, and how it ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter

from sqlalchemy import Connection, bindparam, case, func, literal, or_, select, union_all, update

from bot.handlers.ports import Kind, Work
from bot.store.instants import from_micros, to_micros
from bot.store.keys import Keys
from bot.store.rows import Rows
from bot.store.schema import work
from bot.store.statements import AnyRow, Statement, rows_by
from bot.store.transaction import SqlTransaction
from bot.store.work_rows import WorkState

_READY, _LEASED = WorkState.READY.value, WorkState.LEASED.value
_free: dict[str, object] = {"lease_until": None, "leased_by": ""}
_unchanged = work.c.version == bindparam("seen")
_held = update(work).where(
    work.c.id == bindparam("row"), work.c.state == _LEASED, work.c.leased_by == bindparam("holder")
)
_let_go = or_(
    work.c.lease_until <= bindparam("moment"),
    work.c.leased_by < bindparam("owner"),
    work.c.leased_by >= bindparam("behind_owner"),
)
"""A former owner's lease counts for nothing: its clock is not ours. Holders are named "owner name"."""

_RELEASE_ALL = Statement(update(work).where(work.c.state == _LEASED).values(state=_READY, **_free))
_RELEASE_EXPIRED = Statement(
    update(work).where(work.c.state == _LEASED, _let_go).values(state=_READY, **_free)
)
_DUE = Statement(
    select(work)
    .where(work.c.kind == bindparam("kind"), work.c.state == _READY, work.c.due_at <= bindparam("now"))
    .order_by(work.c.due_at, work.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
"""On PostgreSQL what another transaction is about to lease is left to it; SQLite has one writer, and no such words."""
_NEXT = Statement(
    union_all(
        *(
            select(
                literal(kind.value),
                select(func.min(work.c.due_at))
                .where(work.c.kind == kind.value, work.c.state == _READY)
                .scalar_subquery(),
            )
            for kind in Kind
        ),
        select(work.c.kind, literal(0)).where(work.c.state == _LEASED, _let_go),
    )
)
"""One look into the index for each kind: ten thousand prompts may wait, and this is asked every second."""

_LEASE = Statement(
    update(work)
    .where(work.c.id == bindparam("row"))
    .values(state=_LEASED, lease_until=bindparam("until"), leased_by=bindparam("holder"))
)
_RENEW = Statement(_held.values(lease_until=bindparam("until")))
_COMPLETE = Statement(
    _held.values(state=case((_unchanged, WorkState.DONE.value), else_=_READY), attempts=0, reason="", **_free)
)
_RETRY = Statement(
    _held.values(
        state=_READY,
        attempts=work.c.attempts + 1,
        reason=bindparam("why"),
        due_at=case(
            (_unchanged, bindparam("later")),
            (work.c.due_at > bindparam("later"), work.c.due_at),
            else_=bindparam("later"),
        ),
        **_free,
    )
)
_PARK = Statement(
    _held.values(
        state=case((_unchanged, WorkState.PARKED.value), else_=_READY),
        attempts=case((_unchanged, work.c.attempts + 1), else_=0),
        reason=bindparam("why"),
        **_free,
    )
)
_PARKED = rows_by(work, "state")
_LAST_ID = 2**31 - 1
"""Of PostgreSQL's numbers; it refuses to look for a greater one, and SQLite for one beyond 2^63."""
_RELEASE_PARKED = Statement(
    update(work)
    .where(work.c.id == bindparam("row"), work.c.state == WorkState.PARKED.value)
    .values(state=_READY, attempts=0, reason="")
)


def release_leases(connection: Connection, keys: Keys) -> None:
    """Make all leased work ready: for an owner that starts, because the former owner is dead."""
    Rows(connection, keys).change(_RELEASE_ALL)


def release_all(tx: SqlTransaction) -> int:
    return tx.change(_RELEASE_ALL)


def claim(
    tx: SqlTransaction,
    kinds: Sequence[Kind],
    limit: int,
    now: datetime,
    holder: str,
    moment: float,
    until: float,
) -> list[Work]:
    """Lease what is due first, over all kinds; leases that ended before `moment` count as ready."""
    tx.change(_RELEASE_EXPIRED, moment=moment, **_of_owner(holder))
    due = [
        row for kind in kinds for row in tx.fetch_all(_DUE, kind=kind.value, now=to_micros(now), most=limit)
    ]
    chosen = sorted(due, key=attrgetter("due_at", "id"))[:limit]
    for row in chosen:
        tx.change(_LEASE, row=row.id, until=until, holder=holder)
    return [_work(row) for row in chosen]


def next_due(tx: SqlTransaction, holder: str, moment: float) -> dict[Kind, datetime]:
    """When the first work of each kind is due; what a lease that ended had kept is due at once."""
    first: dict[Kind, datetime] = {}
    for kind, due_at in tx.fetch_all(_NEXT, moment=moment, **_of_owner(holder)):
        if due_at is not None:
            due, known = from_micros(due_at), first.get(Kind(kind))
            first[Kind(kind)] = min(due, known) if known else due
    return first


def complete(tx: SqlTransaction, done: Work, holder: str) -> bool:
    """End a lease; the row is ready again when the work was asked for anew meanwhile."""
    return bool(tx.change(_COMPLETE, row=done.id, holder=holder, seen=done.version))


def retry(tx: SqlTransaction, failed: Work, holder: str, due_at: datetime, reason: str) -> bool:
    """End a lease for another try; asked for anew meanwhile, it waits for the later of the two times."""
    return bool(
        tx.change(
            _RETRY, row=failed.id, holder=holder, seen=failed.version, later=to_micros(due_at), why=reason
        )
    )


def park(tx: SqlTransaction, failed: Work, holder: str, reason: str) -> bool:
    """End a lease until a person has looked, unless the work was asked for anew meanwhile."""
    return bool(tx.change(_PARK, row=failed.id, holder=holder, seen=failed.version, why=reason))


def renew(tx: SqlTransaction, held: Work, holder: str, until: float) -> bool:
    return bool(tx.change(_RENEW, row=held.id, holder=holder, until=until))


def parked_rows(tx: SqlTransaction) -> Sequence[AnyRow]:
    return tx.fetch_all(_PARKED, state=WorkState.PARKED.value)


def release_parked(tx: SqlTransaction, row_id: int) -> bool:
    return row_id <= _LAST_ID and bool(tx.change(_RELEASE_PARKED, row=row_id))


def _of_owner(holder: str) -> dict[str, str]:
    owner = holder.partition(" ")[0]
    return {"owner": owner, "behind_owner": f"{owner}!"}  # "!" follows the space.


def _work(row: AnyRow) -> Work:
    return Work(
        id=row.id, kind=Kind(row.kind), subject=row.subject, attempts=row.attempts, version=row.version
    )
