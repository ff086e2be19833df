"""Sites and lists in the state file. Knows no request and no answer."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.local365.graph import columns, traits
from infra.local365.wire import new_guid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from infra.local365.graph.columns import Column
    from infra.local365.state import State

SCHEMA = """
CREATE TABLE IF NOT EXISTS graph_sites (id TEXT PRIMARY KEY, name TEXT NOT NULL, created TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS graph_lists (
    id TEXT PRIMARY KEY, site TEXT NOT NULL REFERENCES graph_sites (id), name TEXT NOT NULL COLLATE NOCASE,
    description TEXT NOT NULL, template TEXT NOT NULL, columns TEXT NOT NULL, created TEXT NOT NULL,
    last_item INTEGER NOT NULL DEFAULT 0, versions INTEGER NOT NULL, UNIQUE (site, name)
);
CREATE TABLE IF NOT EXISTS graph_counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
"""

SYSTEM = "userInformation"
"""The template of the one list a site keeps by itself; it is hidden."""


@dataclass(frozen=True, slots=True)
class SiteList:
    """One list; `created` is ISO in UTC, `columns` are by name."""

    id: str
    site: str
    name: str
    description: str
    template: str
    columns: dict[str, Column]
    created: str
    versions: bool
    """Whether each write is kept as a version."""


def add_site(state: State, site_id: str, name: str) -> None:
    """Add a site, or rename one already there."""
    sql = "INSERT INTO graph_sites VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name"
    state.db.execute(sql, (site_id, name, moment(state)))


def site(state: State, site_id: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = state.db.execute(
        "SELECT * FROM graph_sites WHERE id = ?", (site_id,)
    ).fetchone()
    return row


def add_list(
    state: State, site_id: str, name: str, description: str, template: str, own: Iterable[Column]
) -> SiteList:
    """Add a list with built-in and own columns; by the seed it keeps versions or not.

    Raises sqlite3.IntegrityError if its name is taken.
    """
    built_in = columns.built_in(tuple(new_guid(state) for _ in range(4)))
    text = columns.to_text((*built_in, *own))
    list_id = new_guid(state)
    versions = traits.read(state).new_list == "keeps-versions"
    row = (list_id, site_id, name, description, template, text, moment(state), versions)
    state.db.execute("INSERT INTO graph_lists VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)", row)
    return _read(state.db.execute("SELECT * FROM graph_lists WHERE id = ?", (list_id,)).fetchone())


def add_system_list(state: State, site_id: str, list_id: str, name: str, own: Iterable[Column]) -> None:
    """Add the list a site keeps by itself, under an id that is given."""
    row = (list_id, site_id, name, "", SYSTEM, columns.to_text(tuple(own)), moment(state))
    state.db.execute("INSERT INTO graph_lists VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0)", row)


def find_list(state: State, site_id: str, wanted: str) -> SiteList | None:
    """Find a list of a site by its id or its title (https://learn.microsoft.com/graph/api/list-get)."""
    sql = "SELECT * FROM graph_lists WHERE site = ? AND (id = ? OR name = ?)"
    row = state.db.execute(sql, (site_id, wanted.lower(), wanted)).fetchone()
    return _read(row) if row else None


def list_by_id(state: State, list_id: str) -> SiteList | None:
    row = state.db.execute("SELECT * FROM graph_lists WHERE id = ?", (list_id.lower(),)).fetchone()
    return _read(row) if row else None


def all_lists(state: State, site_id: str | None = None, *, system: bool = False) -> list[SiteList]:
    """Give the lists of one site, or of all, in the order they were made; those of the system where wanted."""
    sql = "SELECT * FROM graph_lists WHERE (? IS NULL OR site = ?) AND (? OR template <> ?) ORDER BY rowid"
    return [_read(row) for row in state.db.execute(sql, (site_id, site_id, system, SYSTEM))]


def set_columns(state: State, list_id: str, wanted: Iterable[Column]) -> None:
    text = columns.to_text(tuple(wanted))
    state.db.execute("UPDATE graph_lists SET columns = ? WHERE id = ?", (text, list_id))


def keep_versions(state: State, list_id: str, *, on: bool) -> None:
    """Switch a list's version history on or off."""
    state.db.execute("UPDATE graph_lists SET versions = ? WHERE id = ?", (on, list_id))


def delete_list(state: State, list_id: str) -> None:
    """Remove a list with everything in it."""
    for table in ("graph_items", "graph_index"):
        state.db.execute(f"DELETE FROM {table} WHERE list = ?", (list_id,))  # noqa: S608 - our own names
    state.db.execute("DELETE FROM graph_lists WHERE id = ?", (list_id,))


def next_change(state: State) -> int:
    """Give the next number of the one sequence every change of an item or event takes part in."""
    sql = (
        "INSERT INTO graph_counters VALUES ('change', 1) "
        "ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value"
    )
    return int(state.db.execute(sql).fetchone()["value"])


def last_change(state: State) -> int:
    row = state.db.execute("SELECT value FROM graph_counters WHERE name = 'change'").fetchone()
    return int(row["value"]) if row else 0


def moment(state: State) -> str:
    """Give the present as SharePoint writes it: UTC, whole seconds."""
    return f"{state.now():%Y-%m-%dT%H:%M:%SZ}"


def _read(row: sqlite3.Row) -> SiteList:
    return SiteList(
        id=row["id"],
        site=row["site"],
        name=row["name"],
        description=row["description"],
        template=row["template"],
        columns=columns.from_text(row["columns"]),
        created=row["created"],
        versions=bool(row["versions"]),
    )
