"""Two exports of one period: the second is compared with the first, and both are on record."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.exports_made import recorded
from practice.exports import export_of
from tests.cli.conftest import Ended
from tests.cli.exports import CYCLE, answered, filed_office, renamed, settings_of
from tests.journeys.world import World

pytestmark = pytest.mark.slow  # Each test opens the store and reads the list over the wire.

Command = Callable[..., Ended]
LATER_CYCLE = "Hub February 2026"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[World]:
    """Seven checked answers of the police."""
    async with filed_office(tmp_path) as made:
        await answered(made, 7)
        yield made


async def export(office: World, command: Command, *arguments: str) -> Ended:
    return await asyncio.to_thread(
        command, "export", "--list", "reviews", *arguments, settings=office.environment
    )


async def shown(office: World, command: Command, *arguments: str) -> Ended:
    return await asyncio.to_thread(command, "reviews", "exports", *arguments, settings=office.environment)


async def on_record(office: World, command: Command) -> list[dict[str, Any]]:
    ended = await shown(office, command, "--json")
    assert ended.code == 0
    kept: list[dict[str, Any]] = json.loads(ended.out)
    return kept


async def test_an_export_is_on_record(office: World, command: Command, tmp_path: Path) -> None:
    """By its file's own hash, so that a file that turns up can be told; without where it was written."""
    file = tmp_path / "reviews.csv"
    assert (await shown(office, command)).out == "No export was recorded yet.\n"
    await export(office, command, "--csv", str(file))
    [kept] = await on_record(office, command)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert datetime.fromisoformat(kept.pop("at")).utcoffset() == timedelta(0)
    assert kept == {
        "list": "reviews",
        "rows": 7,
        "sha256": digest,
        "periods": [{"period": CYCLE, "rows": 7, "differs": False}],
        "instead_of": [],
    }
    told = (await shown(office, command)).out.splitlines()
    assert told[0].endswith(f": reviews, 7 rows, SHA-256 {digest}")
    assert told[1:] == [f"  {CYCLE}: 7 rows"]


async def test_the_same_is_written_again_without_a_word(
    office: World, command: Command, tmp_path: Path
) -> None:
    """Also in the other form, and beside a cycle that came in since."""
    await export(office, command, "--csv", str(tmp_path / "first.csv"))
    again = await export(office, command, "--xlsx", str(tmp_path / "again.xlsx"))
    assert (again.code, again.out, again.err) == (0, f"7 answers: {tmp_path / 'again.xlsx'}\n", "")
    await office.call("PUT", "meter", {"limit": None})
    await answered(office, 6, Cycle=LATER_CYCLE)
    more = await export(office, command, "--csv", str(tmp_path / "more.csv"))
    assert (more.code, more.err) == (0, "")
    kept = await on_record(office, command)
    assert [one["rows"] for one in kept] == [13, 7, 7]
    assert not any(period["differs"] for one in kept for period in one["periods"])


async def test_another_content_of_one_period_is_refused(
    office: World, command: Command, tmp_path: Path
) -> None:
    """It says of which period, how many rows the last had and when, why it matters and what to do."""
    file = tmp_path / "reviews.csv"
    await export(office, command, "--csv", str(file))
    before = file.read_bytes()
    await answered(office, 1)
    ended = await export(office, command, "--csv", str(file), "--force")
    assert (ended.code, ended.out) == (1, "")
    first, care = ended.err.splitlines()
    assert re.fullmatch(
        CYCLE + r": the export of \w+day \d+ \w+ \d{4}, [\d:]+(am|pm| noon) had 7 rows, "
        r"and this one would say something else\.",
        first,
    )
    assert "what one person wrote" in care
    assert "--again" in care
    assert file.read_bytes() == before
    assert len(await on_record(office, command)) == 1


async def test_again_writes_it_and_the_record_says_so(
    office: World, command: Command, tmp_path: Path
) -> None:
    """From then on it is the last one, with which the next is compared."""
    await export(office, command, "--csv", str(tmp_path / "first.csv"))
    await answered(office, 1)
    ended = await export(office, command, "--csv", str(tmp_path / "second.csv"), "--again")
    assert (ended.code, ended.err) == (0, "")
    second, first = await on_record(office, command)
    assert second["periods"] == [{"period": CYCLE, "rows": 8, "differs": True}]
    assert first["periods"] == [{"period": CYCLE, "rows": 7, "differs": False}]
    told = (await shown(office, command)).out
    assert f"  {CYCLE}: 8 rows, not the same as in the export before it\n" in told
    assert (await export(office, command, "--csv", str(tmp_path / "third.csv"))).code == 0


async def test_a_cycle_that_differs_can_be_left_out(office: World, command: Command, tmp_path: Path) -> None:
    """So that the others can be taken out without having it twice."""
    await export(office, command, "--csv", str(tmp_path / "first.csv"))
    await office.call("PUT", "meter", {"limit": None})
    await answered(office, 1)
    await answered(office, 6, Cycle=LATER_CYCLE)
    file = tmp_path / "second.csv"
    assert (await export(office, command, "--csv", str(file))).code == 1
    mistyped = await export(office, command, "--csv", str(file), "--without", "Hub Apirl 2026")
    assert (mistyped.code, file.exists()) == (2, False)
    assert "Hub Apirl 2026" in mistyped.err
    ended = await export(office, command, "--csv", str(file), "--without", CYCLE)
    assert (ended.code, ended.out, ended.err) == (0, f"6 answers: {file}\n", "")
    assert CYCLE not in file.read_text("utf-8")
    assert [one["rows"] for one in await on_record(office, command)] == [6, 7]


async def test_a_period_that_has_another_name_now_is_refused_and_settled_once(
    office: World, command: Command, tmp_path: Path
) -> None:
    """Beside the earlier file, this one would show who took an answer back. The record says what it is instead of."""
    await export(office, command, "--csv", str(tmp_path / "first.csv"))
    await office.call("PUT", "meter", {"limit": None})
    await renamed(office, LATER_CYCLE)
    ended = await export(office, command, "--csv", str(tmp_path / "second.csv"))
    assert (ended.code, ended.out) == (1, "")
    first, care = ended.err.splitlines()
    assert first.startswith(f"{CYCLE}: the export of ")
    assert first.endswith(" had 7 rows, and the list has that period no more: its answers may have another.")
    assert "--again" in care
    assert "--without" not in care
    assert not (tmp_path / "second.csv").exists()
    again = await export(office, command, "--csv", str(tmp_path / "second.csv"), "--again")
    assert (again.code, again.err) == (0, "")
    second, earlier = await on_record(office, command)
    assert (second["rows"], second["instead_of"], earlier["instead_of"]) == (6, [CYCLE], [])
    told = (await shown(office, command)).out
    assert f"  instead of {CYCLE}, which the list had no more\n" in told
    third = await export(office, command, "--csv", str(tmp_path / "third.csv"))
    assert (third.code, third.err) == (0, "")


async def test_a_period_that_is_left_out_of_an_export_is_not_gone(
    office: World, command: Command, tmp_path: Path
) -> None:
    """The list has it still."""
    await office.call("PUT", "meter", {"limit": None})
    await answered(office, 6, Cycle=LATER_CYCLE)
    await export(office, command, "--csv", str(tmp_path / "first.csv"))
    ended = await export(office, command, "--csv", str(tmp_path / "second.csv"), "--without", CYCLE)
    assert (ended.code, ended.err) == (0, "")


async def test_a_file_that_was_not_written_is_not_on_record(
    office: World, command: Command, tmp_path: Path
) -> None:
    """So nothing is compared with it."""
    ended = await export(office, command, "--csv", str(tmp_path / "gone" / "reviews.csv"))
    assert ended.code == 2
    assert await on_record(office, command) == []
    await answered(office, 1)
    assert (await export(office, command, "--csv", str(tmp_path / "reviews.csv"))).code == 0


async def test_an_export_that_was_broken_off_stays_on_record(office: World, command: Command) -> None:
    """Its file may be there: a later one is rather asked about for nothing than made unnoticed."""
    at = datetime(2026, 7, 1, 11, tzinfo=UTC)
    broken_off = export_of(at, "reviews", b"", ("Cycle",), [(CYCLE,)] * 5)
    with pytest.raises(asyncio.CancelledError):
        async with recorded(settings_of(office), broken_off, {CYCLE}, again=False):
            raise asyncio.CancelledError
    assert [one["at"] for one in await on_record(office, command)] == [at.isoformat()]


async def test_the_record_is_sealed(office: World, command: Command, tmp_path: Path) -> None:
    """A digest would tell whoever guesses the other file right."""
    file = tmp_path / "reviews.csv"
    await export(office, command, "--csv", str(file))
    database = Path(office.environment["BTP_DATABASE_URL"].removeprefix("sqlite:///"))
    on_disk = b"".join(each.read_bytes() for each in database.parent.glob(database.name + "*"))
    assert b"exports" in on_disk
    assert hashlib.sha256(file.read_bytes()).hexdigest().encode() not in on_disk
    assert CYCLE.encode() not in on_disk
