"""SQL compiled once from Core constructs: preparing it for every call costs more than running it.

Values go through as SQLite takes them, so each row module converts its own times, flags and enumerations.
"""

from __future__ import annotations

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias, cast

from sqlalchemy import Connection, Table, bindparam, delete, select
from sqlalchemy.dialects.sqlite import dialect, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ClauseElement

AnyRow: TypeAlias = Any
"""A named tuple with the columns of its statement."""

_DIALECT = dialect(paramstyle="qmark")


class Statement:
    """One compiled statement, run by the driver itself with a value for each `bindparam` by name.

    SQLAlchemy would describe the columns anew for every result, which costs more than SQLite's work. Errors are
    SQLAlchemy's all the same, and show no values.
    """

    __slots__ = ("_fixed", "_order", "_row", "_sql")

    def __init__(self, clause: ClauseElement) -> None:
        compiled = cast("SQLCompiler", clause.compile(dialect=_DIALECT))
        self._sql = compiled.string
        self._order = tuple(compiled.positiontup or ())
        self._fixed = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
        self._row: Callable[[Iterable[object]], AnyRow] | None = None

    def one(self, connection: Connection, values: Mapping[str, object]) -> AnyRow | None:
        """Give the first row."""
        return next(iter(self.all(connection, values)), None)

    def all(self, connection: Connection, values: Mapping[str, object]) -> Sequence[AnyRow]:
        cursor, rows = self._run(connection, values)
        return [self._named(cursor)(row) for row in rows]

    def touched(self, connection: Connection, values: Mapping[str, object]) -> int:
        """Run it; how many rows it changed."""
        return self._run(connection, values)[0].rowcount

    def _run(
        self, connection: Connection, values: Mapping[str, object]
    ) -> tuple[sqlite3.Cursor, list[tuple[object, ...]]]:
        """Read what there is at once, as reading can fail as well."""
        known = {**self._fixed, **values} if self._fixed else values
        driver = cast("sqlite3.Connection", connection.connection.dbapi_connection)
        try:
            cursor = driver.execute(self._sql, tuple(map(known.__getitem__, self._order)))
            return cursor, cursor.fetchall()
        except sqlite3.Error as error:
            raise DBAPIError.instance(self._sql, None, error, sqlite3.Error, hide_parameters=True) from error

    def _named(self, cursor: sqlite3.Cursor) -> Callable[[Iterable[object]], AnyRow]:
        """Give what makes a row of this statement; its columns are known when it has run once."""
        if self._row is None:
            named: Any = namedtuple  # noqa: PYI024 - the names are known only at run time
            self._row = named("Row", [column[0] for column in cursor.description], rename=True)._make
        return self._row


def upsert(table: Table, *keys: str) -> Statement:
    """Insert a row, or replace all but the keys of the row that has them; numbering is the database's."""
    names = [column.name for column in table.columns if not _numbered(table, column.name)]
    insertion = insert(table).values({name: bindparam(name) for name in names}).inline()
    changes = {name: insertion.excluded[name] for name in names if name not in keys}
    return Statement(insertion.on_conflict_do_update(index_elements=keys, set_=changes))


def insert_missing(table: Table) -> Statement:
    """Insert a row unless one with the same keys is there."""
    names = [column.name for column in table.columns]
    insertion = insert(table).values({name: bindparam(name) for name in names})
    return Statement(insertion.on_conflict_do_nothing())


def rows_by(table: Table, *columns: str) -> Statement:
    """Select the rows whose columns have the given values."""
    return Statement(select(table).where(*(table.c[name] == bindparam(name) for name in columns)))


def delete_by(table: Table, column: str) -> Statement:
    return Statement(delete(table).where(table.c[column] == bindparam(column)))


def _numbered(table: Table, name: str) -> bool:
    column = table.autoincrement_column
    return column is not None and column.name == name
