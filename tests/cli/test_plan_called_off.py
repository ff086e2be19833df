"""One meeting is called off in the file, and wanted again: its people read why, and `plan show` does not hide it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.local.town import EXAMPLE
from tests.cli.boards_mailbox import boards_mailbox
from tests.cli.conftest import Ended
from tests.journeys.world import World

Command = Callable[..., Ended]

WINDOW = ("--from", "2036-04-01", "--to", "2036-07-31")
SLOT, WHY = "2036-05", "an inspection takes its place"
RULES = EXAMPLE.read_text("utf-8")
OFF = RULES.replace(
    "[boards.learning-hub]",
    f'[boards.learning-hub]\ncalled_off = [{{ meeting = "{SLOT}", why = "{WHY}." }}]',
)

pytestmark = pytest.mark.slow


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[World]:
    async with boards_mailbox(tmp_path, RULES) as made:
        yield made


async def run(office: World, command: Command, text: str, *arguments: str) -> Ended:
    office.partnership.write_text(text, "utf-8")
    return await asyncio.to_thread(command, *arguments, *WINDOW, settings=office.environment)


async def hubs(office: World) -> list[dict[str, Any]]:
    events = (await office.call("GET", "state"))["events"]
    return [one for one in events if one["subject"] == "Learning Hub" and one["start"] < "2036-06"]


async def test_it_is_cancelled_with_its_reason_and_made_anew(office: World, command: Command) -> None:
    """The file as it was brings it back, as a new event with new invitations.

    What names it is written as well: since when the next Learning Hub's material runs, and the next QEB's reason.
    """
    assert (await run(office, command, RULES, "plan", "apply")).code == 0
    file = ("--partnership", str(office.partnership))
    shown = await run(office, command, OFF, "plan", "show", *file)
    assert f"Called off\nLearning Hub, May 2036: {WHY}\n" in shown.out
    listed = json.loads((await run(office, command, OFF, "plan", "show", *file, "--json")).out)
    assert ("learning-hub", SLOT) not in [(one["board"], one["slot"]) for one in listed]
    seen = await run(office, command, OFF, "plan", "apply", "--plan")
    assert f"is cancelled. Why: {WHY}. The next meeting is on " in seen.out
    done = await run(office, command, OFF, "plan", "apply")
    assert done.out == "0 created, 2 changed, 1 cancelled.\n"
    told = (await office.call("GET", "people/hub@police.example.org/invitations"))["invitations"]
    (gone,) = [one for one in told if one["cancelled"]]
    assert f"is cancelled. Why: {WHY}. The next meeting is on " in gone["reason"]
    again = await run(office, command, RULES, "plan", "apply")
    assert again.out == "1 created, 2 changed, 0 cancelled.\n"
    assert sorted(one["cancelled"] for one in await hubs(office)) == [False, True]
