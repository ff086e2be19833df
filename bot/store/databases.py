"""Where a store is kept: all that differs between SQLite and PostgreSQL stands behind one protocol."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.store.ownership import Ownership
from bot.store.refusals import Refused, StoreRefused
from bot.store.sqlite import SqliteFile

_FORMS = "sqlite:///folder/name.db, sqlite:////folder/name.db from the root, or postgresql+psycopg://user@host/name"
_POSTGRESQL = frozenset({"postgresql", "postgresql+psycopg"})


class Database(Protocol):
    """One database, for one opening of a store.

    Transactions are begun and ended with the database's own words on the driver's connection, so that what
    SQLAlchemy thinks of a transaction does not matter.
    """

    name: str
    """As sentences call it; never with a password."""

    def there(self) -> bool:
        """Whether there is something to look at; makes nothing. Raises StoreRefused."""

    def make(self) -> None:
        """Make what a first connection needs. Raises StoreRefused."""

    def clear_refusals(self) -> AbstractContextManager[None]:
        """Turn the driver's errors at the start into sentences."""

    def connect(self, busy_seconds: float, *, reads_only: bool = False) -> Connection:
        """Connect; each wait for another's write ends after `busy_seconds`, and errors never show values."""

    def own(self, writer: Connection, patience: float) -> Ownership | None:
        """Try for `patience` seconds to become the one owner; None when somebody else is."""

    def changing(self, writer: Connection) -> AbstractContextManager[None]:
        """Prepare a database that is known to be ours, and let scripts make tables anew in the block."""

    def look(self, reader: Connection) -> None:
        """Begin a transaction in which one and the same state is read."""

    def begin(self, writer: Connection) -> None:
        """Begin a transaction that sees every earlier one: whoever writes meanwhile, here or elsewhere, waits."""

    def commit(self, connection: Connection) -> None:
        """Commit; returns only when it is certain."""

    def undo(self, connection: Connection) -> None:
        """Roll back what is left of a transaction, if anything is."""

    def marking(self, writer: Connection) -> AbstractContextManager[None]:
        """Do without the wait for the disk at the end of the block's transaction, where that is safe."""

    def out_of_reach(self, error: BaseException | None) -> bool:
        """Whether the driver's error is what the disk, the server or another process does to us."""

    def served(self, connection: Connection) -> bool:
        """Whether a service owns it just now."""

    def free_bytes(self) -> int | None:
        """Give what is free on its disk; None where that cannot be known from here."""

    def faults(self, connection: Connection) -> tuple[str, ...]:
        """Look for damage, in the database's own words: they name tables and pages, never what is in them."""


def database_of(url: str, mounts: Path = Path("/proc/mounts")) -> Database:
    """Read BTP_DATABASE_URL; the URL itself is not repeated in a refusal, for it may hold a password.

    `mounts` is the system's table of mounted disks. PostgreSQL's driver is imported only for PostgreSQL: with its
    library it takes 8 MB.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise _not_understood() from None
    if parsed.drivername == "sqlite" and not (
        parsed.host or parsed.query or parsed.database in {None, "", ":memory:"}
    ):
        return SqliteFile(Path(str(parsed.database)).absolute(), mounts)
    if "@" in f"{parsed.host}{parsed.database}":  # It may be the end of a password, and would be shown.
        raise StoreRefused(
            Refused.URL, "BTP_DATABASE_URL is not understood; @ in its password is written %40."
        )
    if parsed.drivername in _POSTGRESQL and parsed.database:
        from bot.store.postgres import PostgresDatabase  # noqa: PLC0415 - see above

        return PostgresDatabase(parsed)
    raise _not_understood()


@contextmanager
def looking_at(database: Database) -> Iterator[Connection]:
    """Connect beside whatever uses the database, and change nothing. Raises StoreRefused."""
    with database.clear_refusals(), closing(database.connect(10.0, reads_only=True)) as connection:
        yield connection


def _not_understood() -> StoreRefused:
    return StoreRefused(Refused.URL, f"BTP_DATABASE_URL is not understood; it has the form {_FORMS}.")
