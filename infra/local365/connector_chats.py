"""The personal chats as Teams stores them: what was posted or updated, never what an invoke answered.

A card returned by an invoke replaces the shown card in that open view only:
https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards
"""

from dataclasses import dataclass
from typing import Any

import pydantic_core

from infra.local365.people import Person
from infra.local365.state import State

SCHEMA = """
CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY, person TEXT NOT NULL, author TEXT NOT NULL, at TEXT NOT NULL,
    text TEXT, summary TEXT, card TEXT, updated INTEGER NOT NULL DEFAULT 0, deleted INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS messages_of ON messages (person, id);
"""


@dataclass(frozen=True, slots=True)
class Content:
    """What a message shows."""

    text: str | None
    summary: str | None = None
    card: dict[str, Any] | None = None


def post(state: State, person: Person, author: str, content: Content) -> str:
    """Put a message at the end of the chat; its id is a number in a text, as Teams gives them."""
    now = state.now()
    (last,) = state.db.execute("SELECT max(id) FROM messages").fetchone()
    number = max((last or 0) + 1, int(now.timestamp() * 1000))
    state.db.execute(
        "INSERT INTO messages (id, person, author, at, text, summary, card) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, person.id, author, now.isoformat(), content.text, content.summary, _dumped(content.card)),
    )
    return str(number)


def update(state: State, person: Person, message_id: str, content: Content) -> bool:
    """Put new content in the place of a message of the bot; False if there is none with this id."""
    changed = state.db.execute(
        "UPDATE messages SET text = ?, summary = ?, card = ?, updated = 1 "
        "WHERE id = ? AND person = ? AND author = 'bot' AND deleted = 0",
        (content.text, content.summary, _dumped(content.card), message_id, person.id),
    )
    return changed.rowcount == 1


def delete(state: State, person: Person, message_id: str) -> bool:
    """Take a message of the bot out of the chat; False if there is none with this id."""
    changed = state.db.execute(
        "UPDATE messages SET deleted = 1 WHERE id = ? AND person = ? AND author = 'bot' AND deleted = 0",
        (message_id, person.id),
    )
    return changed.rowcount == 1


def delete_all(state: State, person: Person) -> None:
    """Take every message out of the person's chat."""
    state.db.execute("UPDATE messages SET deleted = 1 WHERE person = ?", (person.id,))


def exists(state: State, person: Person, message_id: str) -> bool:
    """Whether the person still sees this message."""
    sql = "SELECT 1 FROM messages WHERE id = ? AND person = ? AND deleted = 0"
    return state.db.execute(sql, (message_id, person.id)).fetchone() is not None


def shown(state: State, person: Person) -> list[dict[str, Any]]:
    """The chat as the person finds it when opening it, oldest first."""
    sql = "SELECT * FROM messages WHERE person = ? AND deleted = 0 ORDER BY id"
    return [
        {
            "id": str(row["id"]),
            "at": row["at"],
            "from": row["author"],
            "text": row["text"],
            "summary": row["summary"],
            "card": _loaded(row["card"]),
            "updated": bool(row["updated"]),
        }
        for row in state.db.execute(sql, (person.id,))
    ]


def from_bot(state: State, after: int = 0) -> list[dict[str, Any]]:
    """Every message with a higher id that the bot put in front of somebody, also the deleted, oldest first."""
    sql = (
        "SELECT m.*, p.conversation FROM messages m JOIN people p ON p.id = m.person "
        "WHERE m.author = 'bot' AND m.id > ? ORDER BY m.id"
    )
    return [
        {
            "conversation": row["conversation"],
            "person": row["person"],
            "id": str(row["id"]),
            "card": _loaded(row["card"]),
            "summary": row["summary"],
            "text": row["text"],
            "deleted": bool(row["deleted"]),
        }
        for row in state.db.execute(sql, (after,))
    ]


def _dumped(card: dict[str, Any] | None) -> bytes | None:
    return pydantic_core.to_json(card) if card is not None else None


def _loaded(card: bytes | None) -> Any:  # noqa: ANN401 - a card is JSON
    return pydantic_core.from_json(card) if card is not None else None
