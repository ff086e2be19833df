"""A store in a PostgreSQL database, for where there is no disk of this machine.

One process owns it, as on SQLite. The lock is the writing connection's own, so whoever has lost the connection has
lost the right to write with it, and takes it again before the next write. All writing is one transaction after
another, of the owner and of guests alike: a decision never rests on what somebody is about to change.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress

import psycopg
from sqlalchemy import URL, Connection
from sqlalchemy.exc import DBAPIError, InvalidRequestError

from bot.handlers.ports import StoreUnavailable
from bot.store.migrating import HEAD
from bot.store.ownership import taken_within
from bot.store.postgres_driver import answer, connected, driver_of, lost, run, run_of_server
from bot.store.postgres_refusals import refusal, refuse_unfit
from bot.store.schema import metadata

log = logging.getLogger(__name__)

_OURS, _OWNING, _WRITING = 0x42_54_50, 1, 2
"""Names of advisory locks, which belong to one database:
https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS"""

_BEGIN = f"BEGIN; SELECT pg_advisory_xact_lock({_OURS}, {_WRITING}); SELECT pg_current_xact_id()::text"
_OUTCOME = "SELECT pg_xact_status('{number}'::xid8)"
"""Asked of the same run of the server alone: after a crash it may give a number again that it had forgotten."""
_OWN = f"SELECT pg_try_advisory_lock({_OURS}, {_OWNING})"
_DISOWN = f"SELECT pg_advisory_unlock({_OURS}, {_OWNING})"
_OWNED = f"""
SELECT EXISTS (
    SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
    WHERE datname = current_database() AND locktype = 'advisory' AND granted
    AND classid = {_OURS} AND objid = {_OWNING}
)"""  # noqa: S608 - numbers of ours
_REVISION = "SELECT version_num FROM alembic_version"
_INVALID = "SELECT relname FROM pg_index JOIN pg_class ON oid = indexrelid WHERE NOT indisvalid"
_OUTCOME_SECONDS, _PAUSE_SECONDS = 5.0, 0.1
"""How long the outcome of a broken commit is asked for: a server that is started anew needs a second or two."""

_OUT_OF_REACH = frozenset({"25006", "25P03", "25P04", "55P03", "58030"})
_OUT_OF_REACH_CLASSES = frozenset({"08", "53", "57"})
"""A standby, a lock that is not let go of, a full disk, no connection, and a server that stops or has time limits."""
_DAMAGED = "XX"
"""https://www.postgresql.org/docs/current/errcodes-appendix.html."""


class PostgresDatabase:
    """Serves `bot.store.databases.Database`."""

    def __init__(self, url: URL) -> None:
        self._url = url.set(drivername="postgresql+psycopg")
        hosts = url.host or url.query.get("host") or "this machine"
        self.name = f"{url.database} on {hosts if isinstance(hosts, str) else ', '.join(hosts)}"
        self._owner = False
        self._transaction: tuple[object, object] = ("", None)
        """Its number, and the run of the server that gave it."""

    def there(self) -> bool:
        return True

    def make(self) -> None:
        """Make nothing: a server's databases are its administrator's."""

    @contextmanager
    def clear_refusals(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise refusal(self.name, error.orig) from error

    def connect(self, busy_seconds: float, *, reads_only: bool = False) -> Connection:
        connection = connected(self._url, busy_seconds, reads_only=reads_only)
        try:
            refuse_unfit(self.name, connection)
            connection.commit()
        except BaseException:
            connection.close()
            raise
        return connection

    def own(self, writer: Connection, patience: float) -> _Owning | None:
        self._owner = taken_within(patience, lambda: answer(writer, _OWN) is True)
        return _Owning(self, writer) if self._owner else None

    def disown(self, writer: Connection) -> None:
        """Let go of the lock, unless that was done or it went with its connection."""
        owned, self._owner = self._owner, False
        with suppress(DBAPIError):
            if owned and not lost(writer):
                answer(writer, _DISOWN)

    def changing(self, writer: Connection) -> AbstractContextManager[None]:  # noqa: ARG002 - tables change in place
        return nullcontext()

    def look(self, reader: Connection) -> None:
        self._begun(reader, "BEGIN", owner=False)

    def begin(self, writer: Connection) -> None:
        """Wait for whoever else writes, then begin; the transaction's number tells its outcome if its end breaks."""
        number = self._begun(writer, _BEGIN, owner=self._owner)
        self._transaction = number, run_of_server(writer)

    def commit(self, connection: Connection) -> None:
        try:
            said = run(connection, "COMMIT").statusmessage
        except DBAPIError:
            if not lost(connection) or not self._committed(connection):
                raise
        else:
            if said != "COMMIT":  # It is rolled back when one of its statements had failed, without an error.
                raise InvalidRequestError("The transaction was not committed: a statement in it had failed.")

    def undo(self, connection: Connection) -> None:
        with suppress(psycopg.Error):
            if not lost(connection):
                driver_of(connection).rollback()

    def marking(self, writer: Connection) -> AbstractContextManager[None]:  # noqa: ARG002 - see below
        """Wait as always: the server can fall while we go on, and a lease it forgot would be given out twice."""
        return nullcontext()

    def out_of_reach(self, error: BaseException | None) -> bool:
        if not isinstance(error, psycopg.Error):
            return False
        code = error.sqlstate
        if code is None:
            return isinstance(error, psycopg.OperationalError)
        return code in _OUT_OF_REACH or code[:2] in _OUT_OF_REACH_CLASSES

    def served(self, connection: Connection) -> bool:
        return answer(connection, _OWNED) is True

    def free_bytes(self) -> None:
        """Nothing is known here of the disk of a server."""

    def faults(self, connection: Connection) -> tuple[str, ...]:
        """Read every table through, and look for indexes that PostgreSQL itself holds to be invalid."""
        invalid = connection.exec_driver_sql(_INVALID).scalars().all()
        found = [f"the index {name} is invalid (REINDEX INDEX {name} makes it anew)" for name in invalid]
        for name in metadata.tables:
            try:
                connection.exec_driver_sql(f'SELECT count(t.*) FROM "{name}" t')  # noqa: S608 - a name of ours
            except DBAPIError as error:
                if not str(getattr(error.orig, "sqlstate", "")).startswith(_DAMAGED):
                    raise
                found.append(str(error.orig).partition("\n")[0])
        return tuple(found)

    def _begun(self, connection: Connection, begin: str, *, owner: bool) -> object:
        """Begin, on a new connection where the old one was lost meanwhile: nothing was begun on that."""
        if not lost(connection):
            try:
                return answer(connection, begin)
            except DBAPIError:
                if not lost(connection):
                    raise
        self._connect_again(connection, owner=owner)
        return answer(connection, begin)

    def _connect_again(self, connection: Connection, *, owner: bool) -> None:
        """Connect anew, and where an owner writes take its place again before anything is written."""
        connection.invalidate()
        connection.rollback()  # SQLAlchemy's own idea of a transaction: there is no new connection within one.
        if not owner:
            return
        try:
            self._own_again(connection)
        except BaseException:
            connection.invalidate()
            raise

    def _own_again(self, connection: Connection) -> None:
        if answer(connection, _OWN) is not True:
            log.error("store.other_owner")
            raise StoreUnavailable(f"The database {self.name} has another owner by now.")
        if answer(connection, _REVISION) != HEAD:
            log.error("store.other_version")
            raise StoreUnavailable(f"The database {self.name} was changed by another version meanwhile.")

    def _committed(self, connection: Connection) -> bool:
        """Ask for the outcome of a transaction whose end broke; begin waits until it has ended there.

        An owner asks without its place, so the connection is not used for anything else.
        """
        number, run_before = self._transaction
        give_up = time.monotonic() + _OUTCOME_SECONDS
        while time.monotonic() < give_up:
            with suppress(DBAPIError):
                try:
                    self._begun(connection, _BEGIN, owner=False)
                    status = answer(connection, _OUTCOME.format(number=number))
                    return status == "committed" and run_of_server(connection) == run_before
                finally:
                    connection.invalidate()
            time.sleep(_PAUSE_SECONDS)
        return False


class _Owning:
    """Serves `bot.store.ownership.Ownership`: the lock goes with its connection."""

    def __init__(self, database: PostgresDatabase, writer: Connection) -> None:
        self._database = database
        self._writer = writer

    def release(self) -> None:
        self._database.disown(self._writer)
