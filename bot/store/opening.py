"""Opening the store: everything that can be wrong with a database is said here, once, in one sentence."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from bot.store.databases import Database, database_of, looking_at
from bot.store.key_checks import check_keys, note_first_key
from bot.store.keys import Keys
from bot.store.leases import release_leases
from bot.store.migrating import bring_up_to_date, revision
from bot.store.refusals import Refused, StoreRefused
from bot.store.settling import transaction
from bot.store.store import SqlStore


def open_store(
    url: str,
    keys: Keys,
    *,
    owner: bool = True,
    patience: float = 3.0,
    busy_seconds: float = 10.0,
    mounts: Path = Path("/proc/mounts"),
) -> SqlStore:
    """Open the database that BTP_DATABASE_URL names, made and migrated where that is needed.

    The owner does the work, and there is one: it waits `patience` seconds for another to end. A guest
    (owner=False) reads and writes beside a running owner; each waits `busy_seconds` for the other's write.
    The owner notes a new first key at once, a guest only when it seals something: a command may be trying it.
    `mounts` is the system's table of mounted disks. Raises StoreRefused.
    """
    database = database_of(url, mounts)
    database.make()
    with database.clear_refusals(), ExitStack() as undo:
        writer = undo.enter_context(database.connect(busy_seconds))
        lock = database.own(writer, patience if owner else 0.0)
        if lock:
            undo.callback(lock.release)
        elif owner:
            raise StoreRefused(
                Refused.IN_USE,
                f"The database {database.name} is in use by another running service; stop that one first.",
            )
        _prepare(database, writer, keys, owner=owner, may_change=lock is not None)
        reader = undo.enter_context(database.connect(busy_seconds, reads_only=True))
        undo.pop_all()
    if lock and not owner:
        lock.release()
    note = None if owner else partial(note_first_key, writer, keys, database.name)
    return SqlStore(database, (writer, reader), keys, lock if owner else None, note)


def is_there(url: str) -> bool:
    """Whether the database of BTP_DATABASE_URL was ever used by a service of ours; makes nothing."""
    database = database_of(url)
    if not database.there():
        return False
    with looking_at(database) as connection:
        return revision(connection, database.name) is not None


def require_database(url: str) -> None:
    """Raise StoreRefused where nothing stands that BTP_DATABASE_URL names."""
    if not is_there(url):
        name = database_of(url).name
        raise StoreRefused(
            Refused.MISSING,
            f"There is no database at {name}: `serve` makes it, or BTP_DATABASE_URL means another one.",
        )


def _prepare(
    database: Database, connection: Connection, keys: Keys, *, owner: bool, may_change: bool
) -> None:
    revision(
        connection, database.name
    )  # Before anything is changed in what may be another program's database.
    with database.changing(connection), transaction(database, connection):
        bring_up_to_date(connection, database.name, may_change=may_change)
        check_keys(connection, keys, database.name)
        if owner:
            note_first_key(connection, keys, database.name)
            release_leases(connection, keys)
    connection.commit()  # SQLAlchemy's own idea of a transaction: closing would roll it back on a lost connection.
