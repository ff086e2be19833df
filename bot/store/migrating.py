"""The way from any older database to this program's tables, forwards only.

Alembic is imported only for a database older than the program: it costs 11 MB and a fifth of a second.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from bot.store.refusals import Refused, StoreRefused
from bot.store.schema import metadata

HEAD = "0003"
"""The newest script in migrations/versions. Revisions are numbers of four digits, in order."""

SCRIPTS = Path(__file__).with_name("migrations")


def bring_up_to_date(
    connection: Connection, path: Path, *, may_change: bool, head: str = HEAD, scripts: Path = SCRIPTS
) -> None:
    """Leave a database that has this program's tables; runs inside the caller's transaction.

    A fresh database is built from the tables in one step and stamped with the newest revision, as in
    https://alembic.sqlalchemy.org/en/latest/cookbook.html#building-an-up-to-date-database-from-scratch
    """
    found = revision(connection, path)
    if found == head:
        return
    if found is not None and (not found.isdecimal() or int(found) > int(head)):
        raise StoreRefused(
            Refused.NEWER,
            f"The database {path} was written by a newer version (revision {found}; this one knows {head}): "
            "start that version, or restore a backup from before it.",
        )
    if not may_change:
        raise StoreRefused(
            Refused.OLDER,
            f"The database {path} is older than this version and in use: stop the service, "
            "start it with this version, then try again.",
        )
    if found is None:
        _build(connection)
    else:
        upgrade(connection, scripts)


def revision(connection: Connection, path: Path) -> str | None:
    """Read the database's revision; None when it is empty. A database of another program is refused."""
    found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
    tables = found.scalars().all()
    if not tables:
        return None
    if "alembic_version" not in tables or "meetings" not in tables:
        raise StoreRefused(Refused.NOT_OURS, f"The database {path} belongs to another program.")
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())


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
    # Alembic's own table, as alembic.ddl.impl makes it.
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql("INSERT INTO alembic_version (version_num) VALUES (?)", (HEAD,))
