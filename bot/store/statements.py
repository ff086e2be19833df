"""SQL compiled once from Core constructs: preparing it for every call costs more than running it.

Values go through as the driver takes them, so each row module converts its own times, flags and enumerations.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias, cast

from sqlalchemy import Connection, Dialect, Table, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ClauseElement

AnyRow: TypeAlias = Any
"""A named tuple with the columns of its statement."""


class Statement:
    """One statement, run by the driver itself with a value for each `bindparam` by name.

    SQLAlchemy would describe the columns anew for every result, which costs more than SQLite's work. Errors are
    SQLAlchemy's all the same, and show no values.
    """

    __slots__ = ("_clause", "_forms")

    def __init__(self, clause: ClauseElement) -> None:
        self._clause = clause
        self._forms: dict[type, _Form] = {}
        """By the driver's kind of connection: of the few kinds, a process meets one."""

    def one(self, connection: Connection, values: Mapping[str, object]) -> AnyRow | None:
        """Give the first row."""
        return next(iter(self.all(connection, values)), None)

    def all(self, connection: Connection, values: Mapping[str, object]) -> Sequence[AnyRow]:
        driver: Any = connection.connection.dbapi_connection
        form = self._forms.get(type(driver)) or self._compiled(connection, driver)
        cursor, rows = form.run(connection, driver, values)
        return [form.named(cursor)(row) for row in rows]

    def touched(self, connection: Connection, values: Mapping[str, object]) -> int:
        """Run it; how many rows it changed."""
        driver: Any = connection.connection.dbapi_connection
        form = self._forms.get(type(driver)) or self._compiled(connection, driver)
        touched: int = form.run(connection, driver, values)[0].rowcount
        return touched

    def _compiled(self, connection: Connection, driver: object) -> _Form:
        form = self._forms[type(driver)] = _Form(self._clause, connection.dialect)
        return form


class _Form:
    """A statement compiled for one kind of database."""

    __slots__ = ("_fixed", "_order", "_row", "_sql")

    def __init__(self, clause: ClauseElement, dialect: Dialect) -> None:
        compiled = cast("SQLCompiler", clause.compile(dialect=dialect))
        self._sql = compiled.string
        self._order = compiled.positiontup
        """None where the driver takes values by their names."""
        self._fixed = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
        self._row: Callable[[Iterable[object]], AnyRow] | None = None

    def run(self, connection: Connection, driver: Any, values: Mapping[str, object]) -> tuple[Any, list[Any]]:  # noqa: ANN401
        """Read what there is at once, as reading can fail as well; gives the driver's cursor too."""
        known = {**self._fixed, **values} if self._fixed else values
        try:
            given = known if self._order is None else tuple(map(known.__getitem__, self._order))
            cursor = driver.execute(self._sql, given)
            return cursor, cursor.fetchall() if cursor.description else []
        except connection.dialect.loaded_dbapi.Error as error:
            raise database_error(connection, error, self._sql) from error

    def named(self, cursor: Any) -> Callable[[Iterable[object]], AnyRow]:  # noqa: ANN401 - any driver's
        """Give what makes a row of this statement; its columns are known when it has run once."""
        if self._row is None:
            named: Any = namedtuple  # noqa: PYI024 - the names are known only at run time
            self._row = named("Row", [column[0] for column in cursor.description], rename=True)._make
        return self._row


def database_error(connection: Connection, error: Exception, sql: str) -> Exception:
    """Give a driver's error as SQLAlchemy's, without values: what PostgreSQL says after the first line has some."""
    error.args = (str(error).partition("\n")[0],)
    base = connection.dialect.loaded_dbapi.Error
    return DBAPIError.instance(sql, None, error, base, hide_parameters=True)


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
