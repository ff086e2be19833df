"""A database of the first version comes up to date with everything that it held."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, LargeBinary, MetaData, Table, insert, select
from sqlalchemy.types import Boolean, Integer

from bot.store import Keys, open_store
from bot.store.databases import database_of
from bot.store.migrating import SCRIPTS, upgrade
from bot.store.settling import transaction

pytestmark = pytest.mark.slow

NOT_OURS_TO_FILL = ("alembic_version", "key_checks")
DUE = 1_767_607_200_000_000
"""5 January 2026, 10:00 UTC, in microseconds."""


def first_version(folder: Path) -> Path:
    """The scripts as the first version had them."""
    scripts = Path(shutil.copytree(SCRIPTS, folder / "first"))
    for script in (scripts / "versions").glob("000[2-9]*.py"):
        script.unlink()
    return scripts


def tables_of(connection: Connection) -> list[Table]:
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name not in NOT_OURS_TO_FILL]


def value_of(table: Table, name: str) -> Any:  # noqa: ANN401 - whatever the column takes
    """Something for every column; rows that belong together say so by the same id."""
    kind = table.c[name].type
    if name.endswith("_at") or name == "lease_until":
        return DUE
    if isinstance(kind, LargeBinary):
        return b"sealed"
    if isinstance(kind, Boolean | Integer):
        return 1
    return {"state": "sent", "kind": "deliver"}.get(name, "1")


def fill(connection: Connection) -> None:
    for table in tables_of(connection):
        row = {column.name: value_of(table, column.name) for column in table.columns}
        connection.execute(insert(table).values(row))


def rows(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    return {
        table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
        for table in tables_of(connection)
    }


@pytest.fixture
async def migrated(tmp_path: Path, empty_url: str, keys: Keys) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a database with a row in every table of the first version held before and after."""
    database = database_of(empty_url)
    with database.connect(1) as connection:
        with transaction(database, connection):
            upgrade(connection, first_version(tmp_path))
            fill(connection)
        before = rows(connection)
    await open_store(empty_url, keys).close()
    with database.connect(1) as connection:
        return before, rows(connection)


def test_every_row_of_every_table_is_still_there(
    migrated: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    """Who wrote an answer, drafts and families' words hang on the prompts, which get new columns."""
    before, after = migrated
    assert {name: len(found) for name, found in before.items()} == dict.fromkeys(before, 1)
    for name, [row] in before.items():
        assert len(after[name]) == 1, name
        assert {key: after[name][0][key] for key in row} == row, name


def test_whoever_was_asked_before_was_contacted_once_on_the_day_it_was_due(
    migrated: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    """So that the week's limits count it, and its card can be repainted."""
    _, after = migrated
    (prompt,), (contact,), (carried,) = after["prompts"], after["contacts"], after["contact_prompts"]
    assert (prompt["sent_at"], prompt["reminders"]) == (DUE, 0)
    assert (contact["person_id"], contact["at"], contact["activity_id"]) == ("1", DUE, "1")
    assert (carried["contact_id"], carried["prompt_id"], carried["due"]) == (
        contact["id"],
        prompt["id"],
        "new_request",
    )
    assert (after["holds"], after["preferences"]) == ([], [])
