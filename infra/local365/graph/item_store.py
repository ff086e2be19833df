"""List items in the state file, with the index that makes unique columns and filters possible.

Knows lists and values, no request and no answer.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from infra.local365.graph.list_store import moment, next_change
from infra.local365.graph.values import index_key
from infra.local365.graph.wire import invalid
from infra.local365.wire import new_guid

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from infra.local365.graph.columns import Column
    from infra.local365.graph.list_store import SiteList
    from infra.local365.state import State

SCHEMA = """
CREATE TABLE IF NOT EXISTS graph_items (
    list TEXT NOT NULL, id INTEGER NOT NULL, guid TEXT NOT NULL, version INTEGER NOT NULL,
    fields TEXT NOT NULL, previous TEXT, created TEXT NOT NULL, modified TEXT NOT NULL, created_by TEXT,
    modified_by TEXT, deleted INTEGER NOT NULL DEFAULT 0, change INTEGER NOT NULL, versions INTEGER NOT NULL,
    PRIMARY KEY (list, id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS graph_items_by_created ON graph_items (list, created);
CREATE INDEX IF NOT EXISTS graph_items_by_change ON graph_items (list, change);
CREATE TABLE IF NOT EXISTS graph_index (
    list TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, item INTEGER NOT NULL,
    PRIMARY KEY (list, name, value, item)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS graph_index_by_item ON graph_index (list, item);
"""

DUPLICATE = "One or more fields with unique constraints already has the provided value."


@dataclass(frozen=True, slots=True)
class Item:
    """One item; `created_by` is a person's directory id, or None for the application.

    `version` counts every write and is in the ETag; `versions` counts those that are kept.
    """

    list_id: str
    id: int
    guid: str
    version: int
    fields: dict[str, Any]
    previous: dict[str, Any] | None
    created: str
    modified: str
    created_by: str | None
    modified_by: str | None
    deleted: bool
    change: int
    versions: int

    @property
    def etag(self) -> str:
        return f'"{self.guid},{self.version}"'


def insert(
    state: State,
    where: SiteList,
    fields: dict[str, Any],
    person: str | None = None,
    *,
    created: datetime | None = None,
) -> Item:
    """Add an item, made now if not at another time. Raises the real refusal if a unique value is there already."""
    refuse_duplicates(state, where, fields, None)
    sql = "UPDATE graph_lists SET last_item = last_item + 1 WHERE id = ? RETURNING last_item"
    number = int(state.db.execute(sql, (where.id,)).fetchone()["last_item"])
    guid, change = new_guid(state), next_change(state)
    now = f"{created.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if created else moment(state)
    state.db.execute(
        "INSERT INTO graph_items VALUES (?, ?, ?, 1, ?, NULL, ?, ?, ?, ?, 0, ?, 1)",
        (where.id, number, guid, json.dumps(fields), now, now, person, person, change),
    )
    _index(state, where, number, fields)
    return Item(where.id, number, guid, 1, fields, None, now, now, person, person, False, change, 1)


def update(
    state: State, where: SiteList, item: Item, fields: dict[str, Any], person: str | None = None
) -> Item:
    """Replace an item's fields; every write is a new version, also one that changes nothing."""
    refuse_duplicates(state, where, fields, item.id)
    state.db.execute(
        "UPDATE graph_items SET version = version + 1, previous = fields, fields = ?, modified = ?, "
        "modified_by = ?, change = ?, versions = versions + ? WHERE list = ? AND id = ?",
        (json.dumps(fields), moment(state), person, next_change(state), where.versions, where.id, item.id),
    )
    _unindex(state, item)
    _index(state, where, item.id, fields)
    return found(state, where.id, item.id)


def delete(state: State, item: Item) -> None:
    """Move an item to the recycle bin: it is gone but for delta, and its unique values are free again."""
    state.db.execute(
        "UPDATE graph_items SET deleted = 1, change = ?, modified = ? WHERE list = ? AND id = ?",
        (next_change(state), moment(state), item.list_id, item.id),
    )
    _unindex(state, item)


def empty(state: State, where: SiteList, column: Column) -> None:
    """Take a column's cells out of every item, as where the column was deleted."""
    path = f'$."{column.wire_name}"'
    sql = "UPDATE graph_items SET fields = json_remove(fields, ?) WHERE list = ?"
    state.db.execute(sql, (path, where.id))
    state.db.execute("DELETE FROM graph_index WHERE list = ? AND name = ?", (where.id, column.name))


def get(state: State, list_id: str, number: int) -> Item | None:
    """Give an item that is not deleted."""
    sql = "SELECT * FROM graph_items WHERE list = ? AND id = ? AND NOT deleted"
    row = state.db.execute(sql, (list_id, number)).fetchone()
    return read(row) if row else None


def found(state: State, list_id: str, number: int) -> Item:
    """Give an item known to be there."""
    sql = "SELECT * FROM graph_items WHERE list = ? AND id = ?"
    return read(state.db.execute(sql, (list_id, number)).fetchone())


def after(state: State, list_id: str, number: int) -> Iterator[Item]:
    """Give the items of a list behind a number, by number."""
    sql = "SELECT * FROM graph_items WHERE list = ? AND id > ? AND NOT deleted ORDER BY id"
    return (read(row) for row in state.db.execute(sql, (list_id, number)).fetchall())


def changed_after(state: State, list_id: str, change: int, most: int) -> list[Item]:
    """Give the items changed since a point of the sequence, deleted ones too, by change."""
    sql = "SELECT * FROM graph_items WHERE list = ? AND change > ? ORDER BY change LIMIT ?"
    return [read(row) for row in state.db.execute(sql, (list_id, change, most))]


def refuse_duplicates(state: State, where: SiteList, fields: dict[str, Any], own: int | None) -> None:
    """Refuse a value a unique column already has; case does not count, empty values do not clash.

    https://learn.microsoft.com/previous-versions/office/developer/sharepoint-2010/ee536168(v=office.14)
    """
    sql = "SELECT 1 FROM graph_index WHERE list = ? AND name = ? AND value = ? AND item IS NOT ?"
    for column in where.columns.values():
        if column.unique and column.wire_name in fields:
            value = index_key(fields[column.wire_name])
            if state.db.execute(sql, (where.id, column.name, value, own)).fetchone():
                raise invalid(DUPLICATE)


def reindex(state: State, where: SiteList, column: Column) -> None:
    """Fill the index of one column anew. Raises the refusal if it is unique and values repeat."""
    items = list(after(state, where.id, 0)) if column.indexed else []
    keyed = [(index_key(i.fields[column.wire_name]), i.id) for i in items if column.wire_name in i.fields]
    if column.unique and len({key for key, _ in keyed}) < len(keyed):
        raise invalid(DUPLICATE)
    state.db.execute("DELETE FROM graph_index WHERE list = ? AND name = ?", (where.id, column.name))
    _insert_keys(state, ((where.id, column.name, key, number) for key, number in keyed))


def _index(state: State, where: SiteList, number: int, fields: dict[str, Any]) -> None:
    keys = (
        (where.id, column.name, index_key(fields[column.wire_name]), number)
        for column in where.columns.values()
        if column.indexed and column.wire_name in fields
    )
    _insert_keys(state, keys)


def _insert_keys(state: State, keys: Iterable[tuple[str, str, str, int]]) -> None:
    state.db.executemany("INSERT INTO graph_index VALUES (?, ?, ?, ?)", keys)


def _unindex(state: State, item: Item) -> None:
    state.db.execute("DELETE FROM graph_index WHERE list = ? AND item = ?", (item.list_id, item.id))


def read(row: sqlite3.Row) -> Item:
    return Item(
        list_id=row["list"],
        id=row["id"],
        guid=row["guid"],
        version=row["version"],
        fields=json.loads(row["fields"]),
        previous=json.loads(row["previous"]) if row["previous"] else None,
        created=row["created"],
        modified=row["modified"],
        created_by=row["created_by"],
        modified_by=row["modified_by"],
        deleted=bool(row["deleted"]),
        change=row["change"],
        versions=row["versions"],
    )
