"""The way from any older database to this program's tables, forwards only.

Alembic is imported only for a database older than the program: it costs 11 MB and a fifth of a second.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    insert,
    inspect,
    select,
)

from bot.store.refusals import Refused, StoreRefused
from bot.store.schema import metadata

HEAD = "0003"
"""The newest script in migrations/versions. Revisions are numbers of four digits, in order."""

SCRIPTS = Path(__file__).with_name("migrations")
_VERSION = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Alembic's own table, as alembic.ddl.impl makes it."""


def bring_up_to_date(
    connection: Connection, name: str, *, may_change: bool, head: str = HEAD, scripts: Path = SCRIPTS
) -> None:
    """Leave a database that has this program's tables; runs inside the caller's transaction.

    A fresh database is built from the tables in one step and stamped with the newest revision, as in
    https://alembic.sqlalchemy.org/en/latest/cookbook.html#building-an-up-to-date-database-from-scratch
    """
    found = revision(connection, name)
    if found == head:
        return
    if found is not None and (not found.isdecimal() or int(found) > int(head)):
        raise StoreRefused(
            Refused.NEWER,
            f"The database {name} was written by a newer version (revision {found}; this one knows {head}): "
            "start that version, or restore a backup from before it.",
        )
    if not may_change:
        raise StoreRefused(
            Refused.OLDER,
            f"The database {name} is older than this version and in use: stop the service, "
            "start it with this version, then try again.",
        )
    if found is None:
        _build(connection)
    else:
        upgrade(connection, scripts)


def revision(connection: Connection, name: str) -> str | None:
    """Read the database's revision; None when it is empty. A database of another program is refused."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables or "meetings" not in tables:
        raise StoreRefused(Refused.NOT_OURS, f"The database {name} belongs to another program.")
    return str(connection.execute(select(_VERSION)).scalar_one())


def upgrade(connection: Connection, scripts: Path = SCRIPTS) -> None:
    """Run the scripts that are missing, all in the caller's transaction."""
    from alembic import command  # noqa: PLC0415 - see the module's docstring
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _build(connection: Connection) -> None:
    metadata.create_all(connection)
    _VERSION.create(connection)
    connection.execute(insert(_VERSION).values(version_num=HEAD))
