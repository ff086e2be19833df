"""How a group of requests becomes one transaction: committed once, or redone one by one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot.handlers.ports import StoreUnavailable
from bot.store.keys import Keys
from bot.store.refusals import StoreRefused
from bot.store.requests import Request
from bot.store.statements import Statement
from bot.store.transaction import SqlTransaction

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


_LOOK, _BEGIN, _COMMIT, _AT_ONCE, _LASTING = (
    Statement(text(said))
    for said in (
        "BEGIN",
        "BEGIN IMMEDIATE",
        "COMMIT",
        "PRAGMA synchronous = NORMAL",
        "PRAGMA synchronous = FULL",
    )
)


class _Spoilt(Exception):
    """Rolls a group back; goes no further than this module."""


def write_settler(
    connection: Connection, keys: Keys, note_key: Callable[[], None] | None
) -> Callable[[list[Request]], None]:
    """Commit a group together: one wait for the disk serves every request that was in the line.

    A group of nothing but marks does not wait. `note_key` is called in each transaction that seals something.
    """

    def run(request: Request) -> bool:
        tx = SqlTransaction(connection, keys)
        if not _went_well(request, tx):
            return False
        return note_key is None or not (tx.sealed and tx.wrote) or _noted(request, note_key)

    def settle(group: list[Request]) -> None:
        if _saved(connection, run, group) or len(group) == 1:
            return
        for request in group:
            _saved(connection, run, [request])

    return settle


def read_settler(connection: Connection, keys: Keys) -> Callable[[list[Request]], None]:
    """Let a group look at one and the same state, which is never older than the request."""

    def settle(group: list[Request]) -> None:
        with _failing_all(group), transaction(connection, _LOOK):
            for request in group:
                _went_well(request, SqlTransaction(connection, keys))

    return settle


@contextmanager
def transaction(connection: Connection, begin: Statement = _BEGIN) -> Iterator[None]:
    """Commit what the block does, or undo all of it.

    IMMEDIATE takes the write lock first: a transaction that reads and then writes could otherwise fail
    half-way with SQLITE_BUSY, https://www.sqlite.org/lang_transaction.html
    """
    begin.touched(connection, {})
    try:
        yield
        _COMMIT.touched(connection, {})
    except BaseException:
        # The driver's own call, because SQLite has rolled back by itself after some errors.
        connection.connection.rollback()
        raise


def _saved(connection: Connection, run: Callable[[Request], bool], group: list[Request]) -> bool:
    """Run a group in one transaction; False when it was undone because one of them failed after writing."""
    try:
        with _failing_all(group), _waiting(connection, group), transaction(connection):
            for request in group:
                if not run(request):
                    raise _Spoilt  # noqa: TRY301 - the way out of a transaction is an exception
    except _Spoilt:
        return False
    return True


@contextmanager
def _waiting(connection: Connection, group: list[Request]) -> Iterator[None]:
    """Wait for the disk at the end of the block, unless every request of the group can do without.

    With NORMAL a commit outlives the process but not a power cut, until a later one waits:
    https://www.sqlite.org/pragma.html#pragma_synchronous
    """
    if any(request.lasting for request in group):
        yield
        return
    _AT_ONCE.touched(connection, {})
    try:
        yield
    finally:
        _LASTING.touched(connection, {})


def _went_well(request: Request, tx: SqlTransaction) -> bool:
    """Run one request; a refusal that came before any write leaves the group as it was, and is well."""
    request.attempt(tx)
    from_the_database = isinstance(request.error, SQLAlchemyError)
    if isinstance(request.error, SQLAlchemyError):
        request.error = _told(request.error)
    return request.error is None or not (tx.wrote or from_the_database)


def _noted(request: Request, note_key: Callable[[], None]) -> bool:
    try:
        note_key()
    except StoreRefused as refusal:
        request.error = refusal
        return False
    return True


@contextmanager
def _failing_all(group: list[Request]) -> Iterator[None]:
    """Give every request the error of a transaction that could not be begun or committed."""
    try:
        yield
    except SQLAlchemyError as error:
        for request in group:
            request.error = _told(error)


def _told(error: SQLAlchemyError) -> Exception:
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", 0)
    if not isinstance(error, OperationalError) or code & 0xFF not in _OUT_OF_REACH:
        return error
    told = StoreUnavailable("The database could not be reached.")
    told.__cause__ = error
    return told
