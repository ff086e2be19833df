"""SQL compiled once from Core constructs: preparing it for every call costs more than running it.

Values go through as SQLite takes them, so each row module converts its own times, flags and enumerations.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias, cast

from sqlalchemy import Connection, CursorResult, Row, Table, bindparam, delete, select
from sqlalchemy.dialects.sqlite import dialect, insert
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ClauseElement

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
AnyResult: TypeAlias = CursorResult[*tuple[Any, ...]]

_DIALECT = dialect(paramstyle="qmark")


class Statement:
    """One compiled statement; `run` takes a value for each `bindparam` by name."""

    __slots__ = ("_fixed", "_order", "_sql")

    def __init__(self, clause: ClauseElement) -> None:
        compiled = cast("SQLCompiler", clause.compile(dialect=_DIALECT))
        self._sql = compiled.string
        self._order = tuple(compiled.positiontup or ())
        self._fixed = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}

    def run(self, connection: Connection, values: Mapping[str, object]) -> AnyResult:
        known = {**self._fixed, **values} if self._fixed else values
        return connection.exec_driver_sql(self._sql, tuple([known[name] for name in self._order]))


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
