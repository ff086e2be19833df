"""`doctor` on a damaged store: each damage has its finding, and the store stays as it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import Keys, open_store
from tests.cli.doctors import (
    STOPS,
    WARNING,
    WELL,
    Command,
    change,
    database_of,
    kinds,
    looked,
    the_only_finding,
)
from tests.cli.exports import answered, settings_of
from tests.journeys.world import World

pytestmark = pytest.mark.slow  # Each test makes the lists of a town and looks at them over the wire.


def _parked(reason: str, state: str, due_at: datetime) -> str:
    columns = "kind, subject, due_at, state, leased_by, attempts, version, reason"
    due = int(due_at.timestamp() * 1_000_000)
    return f"INSERT INTO work ({columns}) VALUES ('file_answer', 'x', {due}, '{state}', '', 3, 1, '{reason}')"  # noqa: S608


NOW = datetime.now(UTC)  # noqa: TID251 - doctor runs on the system's clock


@pytest.mark.parametrize(
    ("statement", "check", "kind", "code", "remedy"),
    [
        (
            "UPDATE alembic_version SET version_num = '9999'",
            "database",
            "database_newer",
            STOPS,
            "newer version",
        ),
        ("UPDATE alembic_version SET version_num = '0001'", "database", "database_older", WARNING, "serve"),
        (
            "INSERT INTO people VALUES (x'00', 'lost-key', 'p', 'police')",
            "keys",
            "key_missing",
            STOPS,
            "lost-key:KEY",
        ),
        (_parked("refused_400", "parked", NOW), "work", "work_parked", WARNING, "work release ID"),
        (
            _parked("storage_full", "ready", NOW + timedelta(minutes=9)),
            "work",
            "work_waits",
            WARNING,
            "other findings",
        ),
        (
            _parked("", "ready", NOW - timedelta(hours=2)),
            "work",
            "work_late",
            STOPS,
            "back-to-practice serve",
        ),
    ],
)
async def test_a_damaged_store_is_told_with_its_remedy(
    town: World, command: Command, statement: str, check: str, kind: str, code: int, remedy: str
) -> None:
    """And it stays as it is."""
    change(town, statement)
    ended, where, finding = await the_only_finding(town, command)
    assert (ended, where, finding["kind"]) == (code, check, kind)
    assert remedy in finding["remedy"]
    assert finding["why"]


async def test_work_that_waits_while_a_service_runs_is_a_warning(town: World, command: Command) -> None:
    """The service may be busy, or hang."""
    change(town, _parked("", "ready", NOW - timedelta(hours=2)))
    settings = settings_of(town)
    store = open_store(settings.database_url, Keys.parse(settings.data_keys.get_secret_value()))
    try:
        code, _, finding = await the_only_finding(town, command)
    finally:
        await store.close()
    assert (code, finding["kind"]) == (WARNING, "work_late_while_served")


async def test_another_key_under_a_known_id_is_told(town: World, command: Command) -> None:
    """Neither key is repeated."""
    other = "B" * 43 + "="
    code, check, finding = await the_only_finding(town, command, BTP_DATA_KEYS=f"invented:{other}")
    assert (code, check, finding["kind"]) == (STOPS, "keys", "key_different")
    assert other not in str(finding)


async def test_a_new_key_that_was_only_tried_is_not_needed_afterwards(town: World, command: Command) -> None:
    """It may have been mistyped, and looking at it seals nothing."""
    tried = f"typo:{'B' * 43}=,{town.environment['BTP_DATA_KEYS']}"
    assert (await looked(town, command, BTP_DATA_KEYS=tried))[0] == WELL
    assert (await looked(town, command))[0] == WELL
    corrected = tried.replace("B" * 43, "C" * 42 + "A")
    assert (await looked(town, command, BTP_DATA_KEYS=corrected))[0] == WELL


async def test_keys_that_cannot_be_read_leave_the_other_checks(town: World, command: Command) -> None:
    """The database is looked at without them."""
    code, check, finding = await the_only_finding(town, command, BTP_DATA_KEYS="nonsense")
    assert (code, check, finding["kind"]) == (STOPS, "keys", "keys_refused")


async def test_a_missing_database_is_not_made(town: World, command: Command, tmp_path: Path) -> None:
    """Its keys and its work cannot be looked at, and that is said."""
    url = f"sqlite:///{tmp_path}/none/store.db"
    code, checks = await looked(town, command, BTP_DATABASE_URL=url)
    assert (code, kinds(checks)) == (WARNING, {"database": ["database_missing"]})
    assert checks["keys"]["unchecked"]
    assert checks["work"]["unchecked"]
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("content", [b"no database at all", b"SQLite format 3\x00" + b"\xff" * 5000])
async def test_a_file_that_is_no_database_is_told(
    town: World, command: Command, tmp_path: Path, content: bytes
) -> None:
    """Also one that only begins like one."""
    (tmp_path / "broken.db").write_bytes(content)
    code, checks = await looked(town, command, BTP_DATABASE_URL=f"sqlite:///{tmp_path}/broken.db")
    assert (code, kinds(checks)) == (STOPS, {"database": ["database_refused"]})


async def test_a_page_that_was_overwritten_is_found(town: World, command: Command) -> None:
    """The database opens, and its integrity does not hold."""
    await answered(town, 5)
    file = database_of(town)
    with closing(sqlite3.connect(file)) as database:
        size, root = (
            database.execute(sql).fetchone()[0]
            for sql in (
                "PRAGMA page_size",
                "SELECT rootpage FROM sqlite_master WHERE name = 'ix_prompts_state'",
            )
        )
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with file.open("r+b") as damaged_file:
        damaged_file.seek((root - 1) * size + size - 200)
        damaged_file.write(b"\x00" * 200)
    code, checks = await looked(town, command)
    assert code == STOPS
    assert set(kinds(checks)["database"]) == {"database_damaged"}
