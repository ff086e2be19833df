"""Looks at the database beside whatever uses it, and changes nothing: no file is made, nothing is migrated or noted."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, literal, select

from bot.handlers.filing import MADE
from bot.store.connecting import clear_refusals, connect
from bot.store.disks import database_path, lock_file, not_a_database, not_writable, refuse_network_disk
from bot.store.instants import from_micros
from bot.store.key_checks import different_keys
from bot.store.keys import Keys
from bot.store.migrating import HEAD, revision
from bot.store.ownership import Ownership
from bot.store.refusals import Refused, StoreRefused
from bot.store.schema import cursors, lists, metadata, work
from bot.store.stuck import STUCK, Stuck, stuck_in
from bot.store.work_rows import WorkState

_MOST_FAULTS = 3
_HEADER = b"SQLite format 3\x00"
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

    path: Path
    free_bytes: int
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


def examine(url: str, keys: Keys | None, mounts: Path = Path("/proc/mounts")) -> Examined | Path:
    """Look at the database of BTP_DATABASE_URL; its path alone where there is none yet. Raises StoreRefused."""
    path = database_path(url)
    refuse_network_disk(path, mounts)
    if _start(path) == b"":
        return path
    with clear_refusals(path), closing(connect(path, 10.0)) as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
        found = revision(connection, path)
        if found is None:
            return path
        _refuse_other(found, path)
        return _examined(connection, path, keys)


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            start = file.read(len(_HEADER))
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise not_writable(path, str(error.strerror)) from None
    if start not in {b"", _HEADER}:
        raise not_a_database(path)
    return start


def _refuse_other(found: str, path: Path) -> None:
    if found == HEAD:
        return
    newer = not found.isdecimal() or int(found) > int(HEAD)
    which = "newer" if newer else "older"
    raise StoreRefused(
        Refused.NEWER if newer else Refused.OLDER,
        f"The database {path} is {which} than this program (revision {found}, this program has {HEAD}).",
    )


def _examined(connection: Connection, path: Path, keys: Keys | None) -> Examined:
    oldest = connection.execute(_OLDEST).first()
    return Examined(
        path=path,
        free_bytes=shutil.disk_usage(path.parent).free,
        served=_served(path),
        faults=_faults(connection),
        key_ids=frozenset().union(*(_ids(connection, table.name) for table in _SEALING)),
        different_keys=tuple(different_keys(connection, keys)) if keys else (),
        stuck=tuple(stuck_in(STUCK.all(connection, {}))),
        oldest=(oldest.kind, from_micros(oldest.due_at)) if oldest else None,
        list_ids={row.name: row.list_id for row in connection.execute(select(lists))},
        lists_made={row.name.removeprefix(MADE): row.value for row in connection.execute(_LISTS_MADE)},
    )


def _faults(connection: Connection) -> tuple[str, ...]:
    """https://www.sqlite.org/pragma.html#pragma_integrity_check."""
    found = connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST_FAULTS})").scalars().all()
    return () if found == ["ok"] else tuple(map(str, found))


def _ids(connection: Connection, table: str) -> set[str]:
    column = metadata.tables[table].c.key_id
    return set(connection.execute(select(column).where(column.is_not(None)).distinct()).scalars())


def _served(path: Path) -> bool:
    """Whether a process holds the lock; one that starts just now waits longer than this look takes."""
    if not lock_file(path).exists():
        return False
    lock = Ownership.take(path, 0.0)
    if lock:
        lock.release()
    return lock is None
