"""The mailboxes an application may open: shared ones and rooms, four requests at a time each.

Holds no event; a person's own mailbox is outside the application's scope, as in production.
"""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from aiohttp import web

from infra.local365 import people
from infra.local365.graph.wire import GraphError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from infra.local365.state import State

SCHEMA = """
CREATE TABLE IF NOT EXISTS graph_mailboxes (
    address TEXT PRIMARY KEY COLLATE NOCASE, kind TEXT NOT NULL, strip INTEGER NOT NULL, name TEXT NOT NULL
);
"""

AT_A_TIME = 4
Kind = Literal["room", "shared"]


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One mailbox; `strip` says that subject and body of invitations are removed on arrival."""

    address: str
    kind: Kind
    strip: bool
    name: str


def add(state: State, address: str, kind: Kind, *, strip: bool, name: str) -> None:
    """Add a mailbox, or bring one already there up to date."""
    state.db.execute(
        "INSERT OR REPLACE INTO graph_mailboxes VALUES (?, ?, ?, ?)", (address, kind, strip, name)
    )


def find(state: State, address: str) -> Mailbox | None:
    row = state.db.execute("SELECT * FROM graph_mailboxes WHERE address = ?", (address,)).fetchone()
    return _read(row) if row else None


def all_mailboxes(state: State) -> list[Mailbox]:
    return [_read(row) for row in state.db.execute("SELECT * FROM graph_mailboxes ORDER BY address")]


def opened(state: State, wanted: str) -> Mailbox:
    """Give the mailbox a path names, by its address.

    A person's mailbox is refused with 403, as Exchange does outside an application's scope
    (https://learn.microsoft.com/exchange/permissions-exo/application-rbac); an unknown one with 404.
    """
    mailbox = find(state, wanted)
    if mailbox is not None:
        return mailbox
    if people.by_mail(state, wanted) or people.by_id(state, wanted):
        raise GraphError(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")
    raise GraphError(404, "ErrorInvalidUser", f"The requested user '{wanted}' is invalid.")


REQUEST_SECONDS = 0.005
"""How long a request takes up its place: long enough for others to meet it, on a machine that is not too busy."""


class Slots:
    """The requests under way, by mailbox (https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits)."""

    __slots__ = ("_busy", "seconds")

    def __init__(self) -> None:
        self._busy: Counter[str] = Counter()
        self.seconds = REQUEST_SECONDS

    @contextmanager
    def taken(self, address: str) -> Iterator[None]:
        """Hold one of the four places. Raises 429 when all are taken."""
        key = address.lower()
        if self._busy[key] >= AT_A_TIME:
            raise too_many_at_once()
        self._busy[key] += 1
        try:
            yield
        finally:
            self._busy[key] -= 1


def too_many_at_once() -> GraphError:
    """Give the refusal of a fifth request at a time (its words: https://github.com/calcom/cal.diy/pull/343)."""
    message = "Application is over its MailboxConcurrency limit."
    return GraphError(429, "ApplicationThrottled", message, headers={"Retry-After": "1"})


SLOTS = web.AppKey("local365.graph.slots", Slots)


def _read(row: sqlite3.Row) -> Mailbox:
    return Mailbox(row["address"], row["kind"], bool(row["strip"]), row["name"])
