"""How a group of requests becomes one transaction: committed once, or redone one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.handlers.ports import StoreUnavailable
from bot.store.databases import Database
from bot.store.keys import Keys
from bot.store.refusals import StoreRefused
from bot.store.requests import Request
from bot.store.transaction import SqlTransaction


class _Spoilt(Exception):
    """Rolls a group back; goes no further than this module."""


def write_settler(
    database: Database, connection: Connection, keys: Keys, note_key: Callable[[], None] | None
) -> Callable[[list[Request]], None]:
    """Commit a group together: one wait for the disk serves every request that was in the line.

    A group of nothing but marks does not wait. `note_key` is called in each transaction that seals something.
    """

    def run(request: Request) -> bool:
        tx = SqlTransaction(connection, keys)
        if not _went_well(request, tx, database):
            return False
        return note_key is None or not (tx.sealed and tx.wrote) or _noted(request, note_key)

    def saved(group: list[Request]) -> bool:
        """Run a group in one transaction; False when it was undone because one of them failed after writing."""
        waiting = nullcontext() if any(request.lasting for request in group) else database.marking(connection)
        try:
            with _failing_all(group, database), waiting, transaction(database, connection):
                for request in group:
                    if not run(request):
                        raise _Spoilt  # noqa: TRY301 - the way out of a transaction is an exception
        except _Spoilt:
            return False
        return True

    return partial(_together_or_each, saved)


def read_settler(database: Database, connection: Connection, keys: Keys) -> Callable[[list[Request]], None]:
    """Let a group look at one and the same state, which is never older than the request."""

    def seen(group: list[Request]) -> bool:
        """Run a group; False when the database refused one of them something, which may fail those after it."""
        with _failing_all(group, database), _look(database, connection):
            for request in group:
                if not _went_well(request, SqlTransaction(connection, keys), database):
                    return False
        return True

    return partial(_together_or_each, seen)


@contextmanager
def transaction(database: Database, connection: Connection) -> Iterator[None]:
    """Commit what the block does, or undo all of it."""
    try:
        database.begin(connection)
        yield
        database.commit(connection)
    except BaseException:
        database.undo(connection)
        raise


@contextmanager
def _look(database: Database, connection: Connection) -> Iterator[None]:
    """Give the block one and the same state; there is nothing to commit."""
    try:
        database.look(connection)
        yield
    finally:
        database.undo(connection)


def _together_or_each(settled: Callable[[list[Request]], bool], group: list[Request]) -> None:
    if settled(group) or len(group) == 1:
        return
    for request in group:
        settled([request])


def _went_well(request: Request, tx: SqlTransaction, database: Database) -> bool:
    """Run one request; a refusal that came before any write leaves the group as it was, and is well."""
    request.attempt(tx)
    from_the_database = isinstance(request.error, SQLAlchemyError)
    if isinstance(request.error, SQLAlchemyError):
        request.error = _told(request.error, database)
    return request.error is None or not (tx.wrote or from_the_database)


def _noted(request: Request, note_key: Callable[[], None]) -> bool:
    try:
        note_key()
    except StoreRefused as refusal:
        request.error = refusal
        return False
    return True


@contextmanager
def _failing_all(group: list[Request], database: Database) -> Iterator[None]:
    """Give every request the error of a transaction that could not be begun or committed."""
    try:
        yield
    except SQLAlchemyError as error:
        for request in group:
            request.error = _told(error, database)


def _told(error: SQLAlchemyError, database: Database) -> Exception:
    if not isinstance(error, DBAPIError) or not database.out_of_reach(error.orig):
        return error
    told = StoreUnavailable("The database could not be reached.")
    told.__cause__ = error
    return told
