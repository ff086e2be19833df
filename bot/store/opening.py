"""Opening the store: everything that can be wrong with a database is said here, once, in one sentence."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from bot.store.connecting import clear_refusals, connect, references_let_go
from bot.store.disks import database_path, make_files, refuse_network_disk
from bot.store.key_checks import check_keys, note_first_key
from bot.store.keys import Keys
from bot.store.leases import release_leases
from bot.store.migrating import bring_up_to_date, revision
from bot.store.ownership import Ownership
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
    path = database_path(url)
    refuse_network_disk(path, mounts)
    make_files(path)
    lock = Ownership.take(path, patience if owner else 0.0)
    if owner and lock is None:
        raise StoreRefused(
            Refused.IN_USE, f"The database {path} is in use by another running service; stop that one first."
        )
    with ExitStack() as undo:
        if lock:
            undo.callback(lock.release)
        with clear_refusals(path):
            writer = undo.enter_context(connect(path, busy_seconds))
            _prepare(writer, keys, path, owner=owner, may_change=lock is not None)
            reader = undo.enter_context(writer.engine.connect())
            reader.exec_driver_sql("PRAGMA query_only = ON")
        undo.pop_all()
    if lock and not owner:
        lock.release()
    note = None if owner else partial(note_first_key, writer, keys, path)
    return SqlStore(writer, reader, keys, lock if owner else None, note)


def _prepare(connection: Connection, keys: Keys, path: Path, *, owner: bool, may_change: bool) -> None:
    revision(connection, path)  # Before anything is changed in what may be another program's database.
    connection.exec_driver_sql("PRAGMA journal_mode = WAL")
    with references_let_go(connection), transaction(connection):
        bring_up_to_date(connection, path, may_change=may_change)
        check_keys(connection, keys, path)
        if owner:
            note_first_key(connection, keys, path)
            release_leases(connection, keys)
