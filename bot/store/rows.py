"""What every group of tables needs: the connection, the keys, and three ways to run a statement."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from bot.store.keys import Keys, Place, Sealed
from bot.store.statements import AnyRow, Statement


class Rows:
    """One transaction's hands. `wrote` tells whether anything was changed, or tried to be.

    `sealed` tells whether the first key made something that may be kept.
    """

    __slots__ = ("_connection", "_keys", "sealed", "wrote")

    def __init__(self, connection: Connection, keys: Keys) -> None:
        self._connection = connection
        self._keys = keys
        self.sealed = self.wrote = False

    def fetch_one(self, statement: Statement, **values: object) -> AnyRow | None:
        return statement.one(self._connection, values)

    def fetch_all(self, statement: Statement, **values: object) -> Sequence[AnyRow]:
        return statement.all(self._connection, values)

    def change(self, statement: Statement, **values: object) -> int:
        """Run a statement that writes; how many rows it touched."""
        self.wrote = True
        return statement.touched(self._connection, values)

    def seal(self, plain: str, table: str, column: str, row: str) -> Sealed:
        self.sealed = True
        return self._keys.seal(plain, Place(table, column, row))

    def unseal(self, key_id: str, value: bytes, table: str, column: str, row: str) -> str:
        return self._keys.unseal(Sealed(key_id, value), Place(table, column, row))
