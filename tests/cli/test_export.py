"""`export` against the stand-in and a real store: what leaves is by the small-number rule, and the file is whole."""

from __future__ import annotations

import asyncio
import csv
import io
import zipfile
from collections import Counter
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Ended
from tests.cli.exports import CYCLE, SPRING_CYCLE, answered, filed_office, made_by_hand, park_one, write
from tests.journeys.world import World

pytestmark = pytest.mark.slow  # Each test opens the store and reads the list over the wire.

Command = Callable[..., Ended]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[World]:
    """Seven checked answers of the police."""
    async with filed_office(tmp_path) as made:
        await answered(made, 7)
        yield made


async def run(office: World, command: Command, *arguments: str) -> Ended:
    return await asyncio.to_thread(
        command, "export", "--list", "reviews", *arguments, settings=office.environment
    )


def read(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")))


async def test_the_list_is_written_with_the_words_on_screen(
    office: World, command: Command, tmp_path: Path
) -> None:
    """For this user alone, with the mark by which Excel knows UTF-8, and nothing beside it."""
    file = tmp_path / "out" / "reviews.csv"
    file.parent.mkdir()
    ended = await run(office, command, "--csv", str(file))
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines()[0] == f"7 answers: {file}"
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert file.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["reviews.csv"]
    rows = read(file)
    assert {"Cycle", "Type", "Agency group", "Themes", "What went well?", "Voice"} <= set(rows[0])
    assert Counter(row["Agency group"] for row in rows) == {"Police": 7}
    assert {row["What went well?"] for row in rows} == {"not shown"}


async def test_a_small_agency_is_not_shown_and_cannot_be_worked_out(
    office: World, command: Command, tmp_path: Path
) -> None:
    """Two of health beside seven of the police: neither is named, because one would tell the other."""
    await answered(office, 2, AgencyGroup="Health", RoleGroup="Midwife")
    await answered(office, 1, AgencyGroup="Health", Status="Taken back")
    await run(office, command, "--csv", str(tmp_path / "reviews.csv"))
    rows = read(tmp_path / "reviews.csv")
    assert [row["Agency group"] for row in rows] == ["not shown"] * 9
    assert "Midwife" not in (tmp_path / "reviews.csv").read_text("utf-8")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
async def test_what_may_be_quoted_is_text_and_never_runs(
    office: World, command: Command, tmp_path: Path, form: str
) -> None:
    """The answer is `=1+1`, of a theme that many wrote of."""
    more: dict[str, object] = {
        "Themes@odata.type": "Collection(Edm.String)",
        "Themes": ["Neglect"],
        "MayBeQuoted": True,
    }
    await answered(office, 3, **more)
    await answered(office, 5, **more, AgencyGroup="Health")
    file = tmp_path / f"reviews.{form}"
    ended = await run(office, command, f"--{form}", str(file))
    assert ended.code == 0
    if form == "csv":
        assert Counter(row["What went well?"] for row in read(file)) == {"'=1+1": 8, "not shown": 7}
        return
    with zipfile.ZipFile(file) as book:
        sheet, words = (book.read(f"xl/{name}.xml") for name in ("worksheets/sheet1", "sharedStrings"))
    assert b"<f>" not in sheet
    assert b"<v>" in sheet
    assert b"'=1+1" in words
    assert b">=1+1" not in words


async def test_the_list_is_read_to_its_end(office: World, command: Command, tmp_path: Path) -> None:
    """A page holds two hundred."""
    await answered(office, 200)
    ended = await run(office, command, "--csv", str(tmp_path / "reviews.csv"))
    assert ended.out.startswith("207 answers")
    assert len(read(tmp_path / "reviews.csv")) == 207


async def test_an_item_somebody_made_by_hand_is_no_answer(
    office: World, command: Command, tmp_path: Path
) -> None:
    """It has no key of ours, and nobody knows whose it is."""
    await made_by_hand(office, 3)
    ended = await run(office, command, "--csv", str(tmp_path / "reviews.csv"))
    assert ended.out.splitlines()[0].startswith("7 answers")
    assert len(read(tmp_path / "reviews.csv")) == 7


async def test_the_running_cycle_is_left_out_and_no_number_said(
    office: World, command: Command, tmp_path: Path
) -> None:
    """Or two files of it could be compared."""
    today = datetime.now(UTC)  # noqa: TID251 - the command runs on the system's clock
    ended = await run(office, command, "--csv", str(tmp_path / "reviews.csv"))
    assert len(ended.out.splitlines()) == 1
    (tmp_path / "reviews.csv").unlink()
    await office.call("PUT", "meter", {"limit": None})
    await answered(office, 3, Cycle="Hub February 2026")
    running = await _running(office, today)
    await answered(office, 6, Cycle=running)
    ended = await run(office, command, "--csv", str(tmp_path / "reviews.csv"))
    assert ended.out.splitlines()[1:] == [
        f"{running}: left out, because answers may still come. Take it out when it is over.",
        "Hub February 2026: left out, because fewer than 5 people wrote.",
    ]
    assert {row["Cycle"] for row in read(tmp_path / "reviews.csv")} == {CYCLE}


async def test_a_cycle_that_waits_for_a_person_says_so(tmp_path: Path, command: Command) -> None:
    """An item that was deleted on purpose waits for nobody."""
    async with filed_office(tmp_path) as office:
        await answered(office, 7, Cycle=SPRING_CYCLE)
        await write(office, lambda tx: park_one(tx, "column_missing"))
        waits = await run(office, command, "--csv", str(tmp_path / "reviews.csv"))
        await write(office, lambda tx: park_one(tx, "item_deleted"))
        over = await run(office, command, "--csv", str(tmp_path / "reviews.csv"))
    assert waits.code == 1
    assert waits.out.splitlines() == [
        "No file was written.",
        f"{SPRING_CYCLE}: left out, because it waits for a person: back-to-practice work parked.",
    ]
    assert (over.code, over.out) == (0, f"7 answers: {tmp_path / 'reviews.csv'}\n")


async def _running(office: World, today: datetime) -> str:
    from bot.partnership import load  # noqa: PLC0415
    from practice.cycles import cycle  # noqa: PLC0415

    hub = load(office.partnership).board("learning-hub")
    assert hub
    return cycle(today.date(), hub.cadence)


async def test_a_file_that_exists_is_left_alone(office: World, command: Command, tmp_path: Path) -> None:
    """Unless it is asked for; and a folder never is a file."""
    file = tmp_path / "reviews.csv"
    file.write_text("mine")
    ended = await run(office, command, "--csv", str(file))
    assert (ended.code, file.read_text()) == (2, "mine")
    assert ended.err == f"{file} exists already: name another file, or add --force to replace it.\n"
    assert (await run(office, command, "--csv", str(file), "--force")).code == 0
    assert len(read(file)) == 7
    assert (await run(office, command, "--csv", str(tmp_path), "--force")).code == 2


async def test_nothing_half_written_stays_when_the_folder_is_not_there(
    office: World, command: Command, tmp_path: Path
) -> None:
    """One sentence names the file."""
    ended = await run(office, command, "--xlsx", str(tmp_path / "gone" / "reviews.xlsx"))
    assert ended.code == 2
    assert ended.err.count("\n") == 1
    assert "cannot be written (No such file or directory)" in ended.err


async def test_too_few_people_make_no_file(tmp_path: Path, command: Command) -> None:
    """And the exit code says that nothing was taken out."""
    async with filed_office(tmp_path) as office:
        await answered(office, 4)
        ended = await run(office, command, "--csv", str(tmp_path / "reviews.csv"))
    assert ended.code == 1
    assert ended.out.splitlines() == [
        "No file was written.",
        f"{CYCLE}: left out, because fewer than 5 people wrote.",
    ]
    assert not (tmp_path / "reviews.csv").exists()


async def test_a_refused_list_is_one_sentence(office: World, command: Command, tmp_path: Path) -> None:
    """With the way to what can be done."""
    fault = {"service": "graph", "kind": "503", "probability": 1, "only": "items"}
    await office.call("PUT", "faults", [fault])
    ended = await run(office, command, "--csv", str(tmp_path / "reviews.csv"))
    assert ended.code == 3
    assert "back-to-practice doctor" in ended.err
    assert not (tmp_path / "reviews.csv").exists()


@pytest.mark.parametrize("arguments", [(), ("--csv", "a.csv", "--xlsx", "a.xlsx")])
async def test_one_file_is_named(office: World, command: Command, arguments: tuple[str, ...]) -> None:
    """Neither none nor two."""
    assert (await run(office, command, *arguments)).code == 2
