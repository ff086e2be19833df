"""Databases come up to date by themselves, and never go back."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.store import Keys, Refused, StoreRefused, open_store
from bot.store.connecting import connect
from bot.store.migrating import HEAD, SCRIPTS, bring_up_to_date, revision, upgrade
from bot.store.schema import metadata
from bot.store.settling import transaction

LATER_STEP = """
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute("CREATE TABLE later (column)")
"""
BROKEN_STEP = LATER_STEP + 2 * '    op.execute("CREATE TABLE half (done)")\n'


def with_script(folder: Path, script: str) -> Path:
    """The program's scripts, and one more."""
    scripts = Path(shutil.copytree(SCRIPTS, folder / "migrations"))
    (scripts / "versions" / "0004_more.py").write_text(script)
    return scripts


def tables(connection: Connection) -> set[str]:
    return {row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master")}


def set_revision(database: Path, revision: str) -> None:
    with sqlite3.connect(database) as file:
        file.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    file.close()


def test_the_programs_revision_is_the_newest_script() -> None:
    """A new script without a new number here would never run."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


@pytest.mark.slow
def test_the_scripts_build_the_tables_that_a_fresh_database_has(tmp_path: Path) -> None:
    """An old database and a new one end up alike."""
    with connect(tmp_path / "migrated.db", 1) as connection:
        with transaction(connection):
            upgrade(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == HEAD


async def test_a_fresh_database_is_at_the_newest_revision(database: Path) -> None:
    """Alembic finds its own table as it would have made it."""
    with connect(database, 1) as connection:
        assert MigrationContext.configure(connection).get_current_revision() == HEAD
        upgrade(connection)


def test_an_older_database_is_brought_up_to_date(database: Path, tmp_path: Path) -> None:
    """The scripts that are missing run, and those only."""
    scripts = with_script(tmp_path, LATER_STEP)
    with connect(database, 1) as connection:
        with transaction(connection):
            bring_up_to_date(connection, database, may_change=True, head="0004", scripts=scripts)
        assert "later" in tables(connection)
        assert revision(connection, database) == "0004"


@pytest.mark.slow
async def test_a_database_that_the_scripts_built_opens(tmp_path: Path, keys: Keys) -> None:
    """Whichever way the tables came, the store works on them."""
    path = tmp_path / "migrated.db"
    with connect(path, 1) as connection, transaction(connection):
        upgrade(connection)
    await open_store(f"sqlite:///{path}", keys).close()


@pytest.mark.parametrize("revision", ["0999", "f3a9"])
def test_a_newer_database_is_refused_and_left(database: Path, keys: Keys, revision: str) -> None:
    """An older program would not understand what a newer one saved."""
    set_revision(database, revision)
    before = database.read_bytes()
    with pytest.raises(StoreRefused) as caught:
        open_store(f"sqlite:///{database}", keys)
    assert caught.value.reason is Refused.NEWER
    assert str(caught.value) == (
        f"The database {database} was written by a newer version (revision {revision}; this one knows {HEAD}): "
        "start that version, or restore a backup from before it."
    )
    assert database.read_bytes() == before


async def test_a_guest_does_not_migrate_under_a_running_owner(database: Path, keys: Keys) -> None:
    """The service that runs was started with older code: it goes first."""
    url = f"sqlite:///{database}"
    owner = open_store(url, keys)
    set_revision(database, "0000")
    with pytest.raises(
        StoreRefused, match="is older than this version and in use: stop the service"
    ) as caught:
        open_store(url, keys, owner=False)
    assert caught.value.reason is Refused.OLDER
    await owner.close()


async def test_a_step_that_fails_leaves_the_database_as_it_was(database: Path, tmp_path: Path) -> None:
    """Half a migration would be a database of no version at all."""
    scripts = with_script(tmp_path, BROKEN_STEP)
    with connect(database, 1) as connection:
        with pytest.raises(Exception, match="already exists"), transaction(connection):
            upgrade(connection, scripts)
        assert not {"later", "half"} & tables(connection)
        assert MigrationContext.configure(connection).get_current_revision() == HEAD


@pytest.mark.slow
def test_an_ordinary_start_does_not_import_alembic(tmp_path: Path) -> None:
    """The service keeps the memory for its work."""
    program = (
        "import asyncio, sys; from bot.store import Keys, open_store\n"
        "store = open_store(sys.argv[1], Keys.parse('a:' + 'YWFh' * 10 + 'YWE='))\n"
        "asyncio.run(store.close()); sys.exit('alembic' in sys.modules)"
    )
    command = [sys.executable, "-c", program, f"sqlite:///{tmp_path / 'store.db'}"]
    assert subprocess.run(command, check=False).returncode == 0  # noqa: S603 - our own program
