"""Connections to PostgreSQL by psycopg, and the words that are said on them without SQLAlchemy."""

from __future__ import annotations

from functools import partial
from typing import Any

import psycopg
from psycopg.abc import PQGen
from sqlalchemy import URL, Connection, NullPool, create_engine, event
from sqlalchemy.dialects.sqlite.dml import OnConflictDoNothing, OnConflictDoUpdate
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.sql.compiler import SQLCompiler

from bot.store.statements import database_error

_UNLESS_SAID = {
    "target_session_attrs": "read-write",
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
}
"""Of several servers the one that writes, and when one that says nothing is gone (seconds; the last milliseconds):
https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS"""


_RUN = "run"
_WHICH_RUN = "SELECT pg_postmaster_start_time()::text, min(pid) FROM pg_stat_activity WHERE datid IS NULL"
"""All of the server's own processes are made anew when one of them or of ours crashed, which ends every connection;
its starting time stays. They are of no database, and the first that is made has the least number."""


_SILENT_SECONDS = 120.0
"""Longer than any statement of ours takes, and than any wait for a lock."""


class _Limited(psycopg.Connection[Any]):
    """Gives up on a server that keeps the connection and never answers: its thread would wait without end."""

    silent_seconds = _SILENT_SECONDS

    def wait(self, gen: PQGen[Any], interval: float = 0.1, timeout: float | None = None) -> Any:  # noqa: ANN401
        try:
            return super().wait(gen, interval, self.silent_seconds if timeout is None else timeout)
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == psycopg.pq.TransactionStatus.ACTIVE:
                self.close()  # Its answer to this would be taken for the answer to something else.
            raise


def connected(
    url: URL, busy_seconds: float, *, reads_only: bool, silent_seconds: float = _SILENT_SECONDS
) -> Connection:
    """Connect, with what the URL's own parameters say before ours; statements are prepared and stay so."""
    unless_said = {name: value for name, value in _UNLESS_SAID.items() if name not in url.query}
    engine = create_engine(
        url,
        poolclass=NullPool,
        pool_reset_on_return=None,
        hide_parameters=True,
        isolation_level="AUTOCOMMIT",
        use_native_hstore=False,
        connect_args={
            "application_name": "back-to-practice",
            "client_encoding": "utf8",
            "prepare_threshold": 0,
            "prepared_max": None,
            **unless_said,
        },
    )
    event.listen(engine, "do_connect", partial(_connect, silent_seconds))
    event.listen(engine, "connect", partial(_set_up, busy_seconds, reads_only))
    return engine.connect()


@compiles(OnConflictDoNothing, "postgresql")
@compiles(OnConflictDoUpdate, "postgresql")
def _on_conflict(clause: Any, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 - as SQLAlchemy calls it
    """Compile SQLite's words as PostgreSQL's: they are the same, but for names of constraints, which we never use.

    PostgreSQL's own construct would be compiled for both, but takes 2 MB and 24 ms where there is only SQLite.
    """
    clause.constraint_target = None
    return str(getattr(compiler, f"visit_{clause.__visit_name__}")(clause, **options))


def _connect(
    silent_seconds: float, _dialect: object, _entry: object, given: tuple[str, ...], named: dict[str, Any]
) -> _Limited:
    connection = _Limited.connect(*given, **named)
    connection.silent_seconds = silent_seconds
    return connection


def _set_up(
    busy_seconds: float, reads_only: bool, connection: psycopg.Connection[Any], record: ConnectionPoolEntry
) -> None:
    """Wait for the disk at each commit, and let the server notice within half a minute that we are gone."""
    settings = {
        "lock_timeout": f"{round(busy_seconds * 1000)}",
        "tcp_keepalives_idle": "10",
        "tcp_keepalives_interval": "5",
        "tcp_keepalives_count": "3",
        "tcp_user_timeout": f"{_UNLESS_SAID['tcp_user_timeout']}",
        "default_transaction_read_only": "on" if reads_only else "off",
        "default_transaction_isolation": "repeatable read" if reads_only else "read committed",
    }
    for name, value in settings.items():
        connection.execute("SELECT set_config(%s, %s, false)", (name, value))
    connection.execute(
        "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
    )
    record.info[_RUN] = connection.execute(_WHICH_RUN).fetchone()


def driver_of(connection: Connection) -> psycopg.Connection[Any]:
    driver: psycopg.Connection[Any] = connection.connection.dbapi_connection  # type: ignore[assignment]
    return driver


def lost(connection: Connection) -> bool:
    return connection.invalidated or driver_of(connection).closed


def run_of_server(connection: Connection) -> object:
    """Tell one run of the server, between two crashes or starts, from another; unequal where that is not certain."""
    return connection.info[_RUN]


def run(connection: Connection, sql: str) -> psycopg.Cursor[Any]:
    """Run words of our own that may be several statements, which cannot be prepared."""
    try:
        return driver_of(connection).execute(sql, prepare=False)
    except psycopg.Error as error:
        raise database_error(connection, error, sql) from error


def answer(connection: Connection, sql: str) -> object:
    """Give the first value of the last statement; None where it has none."""
    cursor = run(connection, sql)
    while cursor.nextset():
        pass
    row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None
