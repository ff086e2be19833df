"""The invented people of the tenant, shared by the chats, the directory and the calendars."""

import base64
import hashlib
import sqlite3
from dataclasses import dataclass
from typing import Any

from infra.local365.state import State

SCHEMA = """
CREATE TABLE IF NOT EXISTS people (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, mail TEXT NOT NULL UNIQUE COLLATE NOCASE,
    installed INTEGER NOT NULL, deleted INTEGER NOT NULL,
    mri TEXT NOT NULL UNIQUE, conversation TEXT NOT NULL UNIQUE
);
"""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the directory. `mri` and `conversation` belong to this one bot, as in Teams."""

    id: str
    name: str
    mail: str
    installed: bool
    deleted: bool
    mri: str
    conversation: str


def add(state: State, person_id: str, name: str, mail: str, *, installed: bool, deleted: bool) -> None:
    """Add a person, or bring one already there up to date."""
    person_id = person_id.lower()
    mri, conversation = f"29:1{_opaque(person_id)}", f"a:1{_opaque('chat ' + person_id)}"
    state.db.execute(
        "INSERT INTO people VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "name = excluded.name, mail = excluded.mail, "
        "installed = excluded.installed, deleted = excluded.deleted",
        (person_id, name, mail, installed, deleted, mri, conversation),
    )


def everyone(state: State) -> list[Person]:
    """All people, also the deleted, by name."""
    return [_person(row) for row in state.db.execute("SELECT * FROM people ORDER BY name, id")]


def by_id(state: State, person_id: str) -> Person | None:
    """The person with this directory id, deleted or not."""
    return _one(state, "SELECT * FROM people WHERE id = ?", person_id.lower())


def by_mail(state: State, mail: str) -> Person | None:
    """The person with this mail address, which is also the user principal name."""
    return _one(state, "SELECT * FROM people WHERE mail = ?", mail)


def by_mri(state: State, mri: str) -> Person | None:
    """The person Teams knows to this bot as 29:..."""
    return _one(state, "SELECT * FROM people WHERE mri = ?", mri)


def by_conversation(state: State, conversation: str) -> Person | None:
    """The person on the other side of a personal chat with the bot."""
    return _one(state, "SELECT * FROM people WHERE conversation = ?", conversation)


def set_installed(state: State, person: Person, *, installed: bool) -> None:
    """Note that the person has, or no longer has, the app."""
    state.db.execute("UPDATE people SET installed = ? WHERE id = ?", (installed, person.id))


def _one(state: State, sql: str, value: str) -> Person | None:
    row = state.db.execute(sql, (value,)).fetchone()
    return _person(row) if row else None


def _person(row: sqlite3.Row) -> Person:
    fields: dict[str, Any] = dict(row)
    return Person(**{**fields, "installed": bool(row["installed"]), "deleted": bool(row["deleted"])})


def _opaque(text: str) -> str:
    digest = hashlib.sha256(text.lower().encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
