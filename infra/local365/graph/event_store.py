"""Events in the state file, each as one mailbox has it. Knows no request, no answer and no invitation."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from infra.local365.graph.list_store import next_change

if TYPE_CHECKING:
    import sqlite3

    from infra.local365.graph.wire import Json
    from infra.local365.state import State

SCHEMA = """
CREATE TABLE IF NOT EXISTS graph_events (
    id TEXT PRIMARY KEY, immutable_id TEXT NOT NULL UNIQUE, mailbox TEXT NOT NULL COLLATE NOCASE,
    uid TEXT NOT NULL, transaction_id TEXT, start TEXT NOT NULL, "end" TEXT NOT NULL, organizer TEXT NOT NULL,
    is_organizer INTEGER NOT NULL, attendees TEXT NOT NULL, content TEXT NOT NULL, cancelled INTEGER NOT NULL,
    deleted INTEGER NOT NULL, version INTEGER NOT NULL, change INTEGER NOT NULL, created TEXT NOT NULL,
    modified TEXT NOT NULL, ever_start TEXT NOT NULL, ever_end TEXT NOT NULL, UNIQUE (mailbox, uid)
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS graph_events_by_transaction ON graph_events (mailbox, transaction_id)
    WHERE transaction_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS graph_events_by_change ON graph_events (mailbox, change);
CREATE INDEX IF NOT EXISTS graph_events_by_start ON graph_events (mailbox, start);
CREATE TABLE IF NOT EXISTS graph_properties (
    event TEXT NOT NULL, id TEXT NOT NULL COLLATE NOCASE, value TEXT NOT NULL, PRIMARY KEY (event, id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS graph_properties_by_value ON graph_properties (id, value);
CREATE TABLE IF NOT EXISTS graph_invitations (
    number INTEGER PRIMARY KEY, event TEXT NOT NULL, address TEXT NOT NULL COLLATE NOCASE, kind TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS graph_invitations_by_event ON graph_invitations (event);
CREATE TABLE IF NOT EXISTS graph_cancel_comments (event TEXT PRIMARY KEY, comment TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Event:
    """One event in one mailbox.

    `start` and `end` are UTC without an offset; `attendees` are {address, name, type, response, time};
    `ever_start` and `ever_end` are the widest it has ever been; `content` is everything else on the wire.
    """

    id: str
    immutable_id: str
    mailbox: str
    uid: str
    transaction_id: str | None
    start: str
    end: str
    organizer: dict[str, str]
    is_organizer: bool
    attendees: list[dict[str, str]]
    content: dict[str, Any]
    created: str
    modified: str
    cancelled: bool = False
    deleted: bool = False
    version: int = 1
    change: int = 0
    ever_start: str = ""
    ever_end: str = ""

    @property
    def in_calendar(self) -> bool:
        """Tell whether it is still in the calendar: an organiser's cancelled meeting is in Deleted Items."""
        return not self.deleted and not (self.cancelled and self.is_organizer)

    @property
    def change_key(self) -> str:
        digest = hashlib.sha256(f"{self.immutable_id} {self.version}".encode()).digest()[:16]
        return base64.b64encode(digest).decode()

    @property
    def etag(self) -> str:
        return f'W/"{self.change_key}"'


_NAMES = tuple(Event.__slots__)
_JSON = frozenset({"organizer", "attendees", "content"})


def new_ids(state: State) -> tuple[str, str, str]:
    """Give an ordinary id, an immutable id and an iCalUId."""
    ordinary = base64.urlsafe_b64encode(state.rng.randbytes(30)).decode()
    immutable = base64.urlsafe_b64encode(state.rng.randbytes(30)).decode()
    return (
        f"AAMkA{ordinary}AAA=",
        f"AAkALg{immutable}AA=",
        f"040000008200E00074C5B7101A82E008{state.rng.randbytes(20).hex().upper()}",
    )


def add(state: State, event: Event) -> Event:
    """Add an event."""
    event = replace(event, change=next_change(state), ever_start=event.start, ever_end=event.end)
    marks = ", ".join("?" * len(_NAMES))
    names = ", ".join(f'"{name}"' for name in _NAMES)
    state.db.execute(f"INSERT INTO graph_events ({names}) VALUES ({marks})", _row(event))  # noqa: S608 - own names
    return event


def save(state: State, event: Event) -> Event:
    """Keep a changed event as its next version."""
    event = replace(
        event,
        version=event.version + 1,
        change=next_change(state),
        modified=precise(state),
        ever_start=min(event.ever_start, event.start),
        ever_end=max(event.ever_end, event.end),
    )
    names = ", ".join(f'"{name}" = ?' for name in _NAMES)
    state.db.execute(f"UPDATE graph_events SET {names} WHERE id = ?", (*_row(event), event.id))  # noqa: S608
    return event


def find(state: State, mailbox: str, wanted: str) -> Event | None:
    """Find an event of a mailbox by its ordinary or immutable id, deleted or not."""
    sql = "SELECT * FROM graph_events WHERE mailbox = ? AND (id = ? OR immutable_id = ?)"
    return _one(state, sql, mailbox, wanted, wanted)


def by_transaction(state: State, mailbox: str, transaction_id: str) -> Event | None:
    """Find the event a transactionId was used for, deleted or not."""
    return _one(
        state, "SELECT * FROM graph_events WHERE mailbox = ? AND transaction_id = ?", mailbox, transaction_id
    )


def by_uid(state: State, mailbox: str, uid: str) -> Event | None:
    """Find a mailbox's copy of a meeting."""
    return _one(state, "SELECT * FROM graph_events WHERE mailbox = ? AND uid = ?", mailbox, uid)


def by_property(state: State, mailbox: str, property_id: str, value: str) -> list[Event]:
    """Find the events of a mailbox that carry an extended property with this value."""
    sql = (
        "SELECT graph_events.* FROM graph_properties JOIN graph_events "
        "ON graph_events.id = graph_properties.event "
        "WHERE graph_properties.id = ? AND value = ? AND mailbox = ? ORDER BY change"
    )
    return _many(state, sql, property_id, value, mailbox)


def in_mailbox(state: State, mailbox: str) -> list[Event]:
    """Give all events of a mailbox by start, also those no longer in the calendar."""
    return _many(state, 'SELECT * FROM graph_events WHERE mailbox = ? ORDER BY start, "end", id', mailbox)


def in_window(state: State, mailbox: str, start: str, end: str) -> list[Event]:
    """Give the events in the calendar that overlap a window of kept times, by start."""
    sql = 'SELECT * FROM graph_events WHERE mailbox = ? AND start < ? AND "end" > ? ORDER BY start, "end", id'
    return [event for event in _many(state, sql, mailbox, end, start) if event.in_calendar]


def changed_after(state: State, mailbox: str, change: int) -> list[Event]:
    """Give the events of a mailbox changed since a point of the sequence, by change."""
    return _many(
        state, "SELECT * FROM graph_events WHERE mailbox = ? AND change > ? ORDER BY change", mailbox, change
    )


def everything(state: State) -> list[Event]:
    return _many(state, "SELECT * FROM graph_events ORDER BY mailbox, start, id")


def set_property(state: State, event: Event, property_id: str, value: str) -> None:
    sql = "INSERT OR REPLACE INTO graph_properties VALUES (?, ?, ?)"
    state.db.execute(sql, (event.id, property_id, value))


def properties(state: State, event: Event) -> list[Json]:
    """Give the extended properties of an event as the wire has them."""
    rows = state.db.execute("SELECT id, value FROM graph_properties WHERE event = ? ORDER BY id", (event.id,))
    return [{"id": row["id"], "value": row["value"]} for row in rows]


def precise(state: State) -> str:
    """Give the present as Exchange writes it: UTC, seven decimals."""
    return f"{state.now():%Y-%m-%dT%H:%M:%S.%f}0Z"


def _one(state: State, sql: str, *values: object) -> Event | None:
    row = state.db.execute(sql, values).fetchone()
    return _read(row) if row else None


def _many(state: State, sql: str, *values: object) -> list[Event]:
    return [_read(row) for row in state.db.execute(sql, values).fetchall()]


def _row(event: Event) -> tuple[object, ...]:
    return tuple(
        json.dumps(getattr(event, name)) if name in _JSON else getattr(event, name) for name in _NAMES
    )


def _read(row: sqlite3.Row) -> Event:
    values = {name: json.loads(row[name]) if name in _JSON else row[name] for name in _NAMES}
    for name in ("is_organizer", "cancelled", "deleted"):
        values[name] = bool(values[name])
    return Event(**values)
