"""Connections to the SQLite file, set up the one way that keeps a promise to have saved."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, NullPool, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from bot.store.disks import not_a_database, not_writable
from bot.store.refusals import Refused, StoreRefused


def connect(path: Path, busy_seconds: float) -> Connection:
    """Connect; transactions are begun by hand, and errors never show values."""
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=NullPool,
        hide_parameters=True,
        isolation_level="AUTOCOMMIT",
        connect_args={"timeout": busy_seconds, "check_same_thread": False},
    )
    event.listen(engine, "connect", _set_up)
    return engine.connect()


@contextmanager
def clear_refusals(path: Path) -> Iterator[None]:
    """Turn the driver's errors at the start into sentences."""
    try:
        yield
    except OperationalError as error:
        if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY:
            raise not_writable(path, str(error.orig)) from error
        raise StoreRefused(
            Refused.IN_USE, f"The database {path} is being written by another program; try again."
        ) from error
    except DatabaseError as error:
        raise not_a_database(path) from error


@contextmanager
def references_let_go(connection: Connection) -> Iterator[None]:
    """Let scripts make a table anew without deleting what hangs on its rows; to be entered outside a transaction.

    Dropping a table deletes its rows, and with them, by ON DELETE CASCADE, those of other tables.
    https://www.sqlite.org/lang_altertable.html#making_other_kinds_of_table_schema_changes
    """
    connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    """Wait for the disk at each commit, keep references whole, and overwrite what is deleted.

    https://www.sqlite.org/pragma.html (synchronous, foreign_keys, secure_delete)
    """
    for pragma in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")
