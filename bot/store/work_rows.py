"""Asking for work: one row for each kind and subject, however often it is asked for."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, case, or_, update
from sqlalchemy.dialects.sqlite import insert

from bot.handlers.ports import Kind
from bot.store.instants import to_micros
from bot.store.rows import Rows
from bot.store.schema import work
from bot.store.statements import Statement


class WorkState(StrEnum):
    READY = "ready"
    LEASED = "leased"
    DONE = "done"
    PARKED = "parked"


_over = or_(work.c.state == WorkState.DONE.value, work.c.state == WorkState.PARKED.value)
_asked = insert(work).values(
    kind=bindparam("kind"),
    subject=bindparam("subject"),
    due_at=bindparam("due_at"),
    state=WorkState.READY.value,
    leased_by="",
    attempts=0,
    version=1,
    reason="",
)
_ADD = Statement(
    _asked.inline().on_conflict_do_update(
        index_elements=["kind", "subject"],
        set_={
            "due_at": _asked.excluded.due_at,
            "version": work.c.version + 1,
            "state": case((_over, WorkState.READY.value), else_=work.c.state),
            "attempts": case((_over, 0), else_=work.c.attempts),
            "reason": case((_over, ""), else_=work.c.reason),
        },
    )
)
_DROP = Statement(
    update(work)
    .where(work.c.kind == bindparam("of_kind"), work.c.subject == bindparam("of_subject"))
    .values(state=WorkState.DONE.value, version=work.c.version + 1, lease_until=None, leased_by="")
)


class WorkRows(Rows):
    __slots__ = ()

    def add_work(self, kind: Kind, subject: str, due_at: datetime) -> None:
        """Ask for work at `due_at`, which replaces an earlier due time, sooner or later.

        What is done or parked becomes ready again. What is leased just now stays so and becomes ready at
        its completion, because whoever holds it may have read what stood before this change.
        """
        self.change(_ADD, kind=kind.value, subject=subject, due_at=to_micros(due_at))

    def drop_work(self, kind: Kind, subject: str) -> None:
        """Take the asking back; whoever holds a lease on it just now finishes without effect on the row."""
        self.change(_DROP, of_kind=kind.value, of_subject=subject)
