"""Looks at the database beside whatever uses it, and changes nothing: no file is made, nothing is migrated or noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, literal, select

from bot.handlers.filing import MADE
from bot.store.databases import Database, database_of, looking_at
from bot.store.instants import from_micros
from bot.store.key_checks import different_keys
from bot.store.keys import Keys
from bot.store.migrating import HEAD, revision
from bot.store.refusals import Refused, StoreRefused
from bot.store.schema import cursors, lists, metadata, work
from bot.store.stuck import STUCK, Stuck, stuck_in
from bot.store.work_rows import WorkState

_SEALING = [table for table in metadata.tables.values() if "key_id" in table.columns]
_OLDEST = (
    select(work.c.kind, work.c.due_at)
    .where(work.c.state == literal(WorkState.READY.value))
    .order_by(work.c.due_at)
    .limit(1)
)
_LISTS_MADE = select(cursors).where(cursors.c.name.startswith(MADE))


@dataclass(frozen=True, slots=True)
class Examined:
    """A database of this version. `oldest` is the work that is due first of all that waits, and its kind."""

    name: str
    free_bytes: int | None
    """What is free on the disk; None where that cannot be known from here."""
    served: bool
    """Whether a service holds it just now."""
    faults: tuple[str, ...]
    key_ids: frozenset[str]
    different_keys: tuple[str, ...]
    stuck: tuple[Stuck, ...]
    oldest: tuple[str, datetime] | None
    list_ids: dict[str, str]
    lists_made: dict[str, str]
    """By a list's name, how it was last made: the text that `provision` keeps."""


def examine(url: str, keys: Keys | None, mounts: Path = Path("/proc/mounts")) -> Examined | str:
    """Look at the database of BTP_DATABASE_URL; its name alone where there is none yet. Raises StoreRefused."""
    database = database_of(url, mounts)
    if not database.there():
        return database.name
    with looking_at(database) as connection:
        found = revision(connection, database.name)
        if found is None:
            return database.name
        _refuse_other(found, database.name)
        return _examined(database, connection, keys)


def _refuse_other(found: str, name: str) -> None:
    if found == HEAD:
        return
    newer = not found.isdecimal() or int(found) > int(HEAD)
    which = "newer" if newer else "older"
    raise StoreRefused(
        Refused.NEWER if newer else Refused.OLDER,
        f"The database {name} is {which} than this program (revision {found}, this program has {HEAD}).",
    )


def _examined(database: Database, connection: Connection, keys: Keys | None) -> Examined:
    oldest = connection.execute(_OLDEST).first()
    return Examined(
        name=database.name,
        free_bytes=database.free_bytes(),
        served=database.served(connection),
        faults=database.faults(connection),
        key_ids=frozenset().union(*(_ids(connection, table.name) for table in _SEALING)),
        different_keys=tuple(different_keys(connection, keys)) if keys else (),
        stuck=tuple(stuck_in(STUCK.all(connection, {}))),
        oldest=(oldest.kind, from_micros(oldest.due_at)) if oldest else None,
        list_ids={row.name: row.list_id for row in connection.execute(select(lists))},
        lists_made={row.name.removeprefix(MADE): row.value for row in connection.execute(_LISTS_MADE)},
    )


def _ids(connection: Connection, table: str) -> set[str]:
    column = metadata.tables[table].c.key_id
    return set(connection.execute(select(column).where(column.is_not(None)).distinct()).scalars())
