"""A store in one SQLite file, set up the one way that keeps a promise to have saved."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, NullPool, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError

from bot.store.disks import (
    file_is_there,
    lock_file,
    make_files,
    not_a_database,
    not_writable,
    refuse_network_disk,
)
from bot.store.ownership import FileLock
from bot.store.refusals import Refused, StoreRefused
from bot.store.statements import Statement

_MOST_FAULTS = 3
_OUT_OF_REACH = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
    }
)
"""What the disk or another process does to us; all else is our own mistake."""

_LOOK, _BEGIN, _COMMIT, _UNDO, _AT_ONCE, _LASTING = (
    Statement(text(said))
    for said in (
        "BEGIN",
        "BEGIN IMMEDIATE",
        "COMMIT",
        "ROLLBACK",
        "PRAGMA synchronous = NORMAL",
        "PRAGMA synchronous = FULL",
    )
)


class SqliteFile:
    """Serves `bot.store.databases.Database`."""

    def __init__(self, path: Path, mounts: Path) -> None:
        self._path = path
        self._mounts = mounts
        self.name = str(path)

    def there(self) -> bool:
        refuse_network_disk(self._path, self._mounts)
        return file_is_there(self._path)

    def make(self) -> None:
        refuse_network_disk(self._path, self._mounts)
        make_files(self._path)

    @contextmanager
    def clear_refusals(self) -> Iterator[None]:
        try:
            yield
        except OperationalError as error:
            if _code(error.orig) != sqlite3.SQLITE_BUSY:
                raise not_writable(self._path, str(error.orig)) from error
            raise StoreRefused(
                Refused.IN_USE, f"The database {self.name} is being written by another program; try again."
            ) from error
        except DatabaseError as error:
            raise not_a_database(self._path) from error

    def connect(self, busy_seconds: float, *, reads_only: bool = False) -> Connection:
        engine = create_engine(
            URL.create("sqlite", database=self.name),
            poolclass=NullPool,
            hide_parameters=True,
            isolation_level="AUTOCOMMIT",
            connect_args={"timeout": busy_seconds, "check_same_thread": False},
        )
        event.listen(engine, "connect", _reading if reads_only else _set_up)
        return engine.connect()

    def own(self, writer: Connection, patience: float) -> FileLock | None:  # noqa: ARG002 - the lock is a file's
        return FileLock.take(lock_file(self._path), patience)

    @contextmanager
    def changing(self, writer: Connection) -> Iterator[None]:
        """Keep a log, and do not delete what hangs on the rows of a table that is made anew.

        Dropping a table deletes its rows, and with them, by ON DELETE CASCADE, those of other tables.
        https://www.sqlite.org/lang_altertable.html#making_other_kinds_of_table_schema_changes
        """
        writer.exec_driver_sql("PRAGMA journal_mode = WAL")
        writer.exec_driver_sql("PRAGMA foreign_keys = OFF")
        try:
            yield
        finally:
            writer.exec_driver_sql("PRAGMA foreign_keys = ON")

    def look(self, reader: Connection) -> None:
        _LOOK.touched(reader, {})

    def begin(self, writer: Connection) -> None:
        """IMMEDIATE takes the write lock first.

        A transaction that reads and then writes could otherwise fail half-way with SQLITE_BUSY,
        https://www.sqlite.org/lang_transaction.html
        """
        _BEGIN.touched(writer, {})

    def commit(self, connection: Connection) -> None:
        _COMMIT.touched(connection, {})

    def undo(self, connection: Connection) -> None:
        """Leave it where SQLite has rolled back by itself, as it does after some errors."""
        driver: Any = connection.connection.dbapi_connection
        if driver.in_transaction:
            _UNDO.touched(connection, {})

    @contextmanager
    def marking(self, writer: Connection) -> Iterator[None]:
        """With NORMAL a commit outlives the process but not a power cut, until a later one waits.

        https://www.sqlite.org/pragma.html#pragma_synchronous
        """
        _AT_ONCE.touched(writer, {})
        try:
            yield
        finally:
            _LASTING.touched(writer, {})

    def out_of_reach(self, error: BaseException | None) -> bool:
        return _code(error) in _OUT_OF_REACH

    def served(self, connection: Connection) -> bool:  # noqa: ARG002 - the lock is a file's
        """Whether a process holds the lock; one that starts just now waits longer than this look takes."""
        if not lock_file(self._path).exists():
            return False
        lock = FileLock.take(lock_file(self._path), 0.0)
        if lock:
            lock.release()
        return lock is None

    def free_bytes(self) -> int:
        return shutil.disk_usage(self._path.parent).free

    def faults(self, connection: Connection) -> tuple[str, ...]:
        """https://www.sqlite.org/pragma.html#pragma_integrity_check."""
        found = connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST_FAULTS})").scalars().all()
        return () if found == ["ok"] else tuple(map(str, found))


def _code(error: BaseException | None) -> int:
    """Give SQLite's own code of an error without its extension, https://www.sqlite.org/rescode.html; 0 for none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    """Wait for the disk at each commit, keep references whole, and overwrite what is deleted.

    https://www.sqlite.org/pragma.html (synchronous, foreign_keys, secure_delete)
    """
    for pragma in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _reading(connection: sqlite3.Connection, record: object) -> None:
    _set_up(connection, record)
    connection.execute("PRAGMA query_only = ON")
