"""Databases come up to date by themselves, and never go back."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from bot.store import Keys, Refused, StoreRefused, open_store
from bot.store.databases import Database, database_of
from bot.store.migrating import HEAD, SCRIPTS, bring_up_to_date, revision, upgrade
from bot.store.schema import metadata
from bot.store.settling import transaction
from tests.either import on_sqlite
from tests.postgres import Server

LATER_STEP = """
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute("CREATE TABLE later (number INTEGER)")
"""
TEXTS = """
SELECT table_name, collation_name FROM information_schema.columns
WHERE table_schema = 'public' AND data_type IN ('character varying', 'text') AND table_name <> 'alembic_version'
"""
BROKEN_STEP = LATER_STEP + 2 * '    op.execute("CREATE TABLE half (done INTEGER)")\n'


def with_script(folder: Path, script: str) -> Path:
    """The program's scripts, and one more."""
    scripts = Path(shutil.copytree(SCRIPTS, folder / "migrations"))
    (scripts / "versions" / "0004_more.py").write_text(script)
    return scripts


@contextmanager
def connected(url: str) -> Iterator[tuple[Database, Connection]]:
    database = database_of(url)
    with database.connect(1) as connection:
        yield database, connection


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def set_revision(url: str, revision: str) -> None:
    with connected(url) as (_, connection):
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")  # noqa: S608


def test_the_programs_revision_is_the_newest_script() -> None:
    """A new script without a new number here would never run."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


@pytest.mark.slow
def test_the_scripts_build_the_tables_that_a_fresh_database_has(empty_url: str) -> None:
    """An old database and a new one end up alike."""
    with connected(empty_url) as (database, connection):
        with transaction(database, connection):
            upgrade(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == HEAD


@pytest.mark.slow
@pytest.mark.postgresql
async def test_every_text_is_compared_by_its_bytes_whichever_way_its_table_came(
    postgres_server: Server, postgres_url: str
) -> None:
    """A language's own order would leave rows out of a look from one name to another."""
    scripted = postgres_server.new()
    with connected(scripted) as (database, connection), transaction(database, connection):
        upgrade(connection)
    for url in (postgres_url, scripted):
        with connected(url) as (_, connection):
            texts = connection.exec_driver_sql(TEXTS).all()
        assert len(texts) > 50
        assert {collation for _, collation in texts} == {"C"}


async def test_a_fresh_database_is_at_the_newest_revision(url: str) -> None:
    """Alembic finds its own table as it would have made it."""
    with connected(url) as (_, connection):
        assert MigrationContext.configure(connection).get_current_revision() == HEAD
        upgrade(connection)


def test_an_older_database_is_brought_up_to_date(url: str, tmp_path: Path) -> None:
    """The scripts that are missing run, and those only."""
    scripts = with_script(tmp_path, LATER_STEP)
    with connected(url) as (database, connection):
        with transaction(database, connection):
            bring_up_to_date(connection, database.name, may_change=True, head="0004", scripts=scripts)
        assert "later" in tables(connection)
        assert revision(connection, database.name) == "0004"


@pytest.mark.slow
async def test_a_database_that_the_scripts_built_opens(empty_url: str, keys: Keys) -> None:
    """Whichever way the tables came, the store works on them."""
    with connected(empty_url) as (database, connection), transaction(database, connection):
        upgrade(connection)
    await open_store(empty_url, keys).close()


@pytest.mark.parametrize("revision", ["0999", "f3a9"])
def test_a_newer_database_is_refused_and_left(url: str, keys: Keys, revision: str) -> None:
    """An older program would not understand what a newer one saved."""
    set_revision(url, revision)
    with pytest.raises(StoreRefused) as caught:
        open_store(url, keys)
    assert caught.value.reason is Refused.NEWER
    assert str(caught.value) == (
        f"The database {database_of(url).name} was written by a newer version "
        f"(revision {revision}; this one knows {HEAD}): "
        "start that version, or restore a backup from before it."
    )


@on_sqlite
def test_a_newer_file_is_left_to_the_byte(url: str, database: Path, keys: Keys) -> None:
    """Nothing is written where nothing is understood."""
    set_revision(url, "0999")
    before = database.read_bytes()
    with pytest.raises(StoreRefused):
        open_store(url, keys)
    assert database.read_bytes() == before


async def test_a_guest_does_not_migrate_under_a_running_owner(url: str, keys: Keys) -> None:
    """The service that runs was started with older code: it goes first."""
    owner = open_store(url, keys)
    set_revision(url, "0000")
    with pytest.raises(
        StoreRefused, match="is older than this version and in use: stop the service"
    ) as caught:
        open_store(url, keys, owner=False)
    assert caught.value.reason is Refused.OLDER
    await owner.close()


async def test_a_step_that_fails_leaves_the_database_as_it_was(url: str, tmp_path: Path) -> None:
    """Half a migration would be a database of no version at all."""
    scripts = with_script(tmp_path, BROKEN_STEP)
    with connected(url) as (database, connection):
        with pytest.raises(Exception, match="already exists"), transaction(database, connection):
            upgrade(connection, scripts)
        assert not {"later", "half"} & tables(connection)
        assert MigrationContext.configure(connection).get_current_revision() == HEAD


@pytest.mark.slow
def test_an_ordinary_start_imports_neither_alembic_nor_another_driver(tmp_path: Path) -> None:
    """The service keeps the memory for its work."""
    program = (
        "import asyncio, sys; from bot.store import Keys, open_store\n"
        "store = open_store(sys.argv[1], Keys.parse('a:' + 'YWFh' * 10 + 'YWE='))\n"
        "asyncio.run(store.close()); sys.exit(not {'alembic', 'psycopg'}.isdisjoint(sys.modules))"
    )
    command = [sys.executable, "-c", program, f"sqlite:///{tmp_path / 'store.db'}"]
    assert subprocess.run(command, check=False).returncode == 0  # noqa: S603 - our own program
