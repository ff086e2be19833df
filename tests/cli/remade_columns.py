"""A day whose sites are made, and a column of ours that somebody deletes and has made again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.local.town import BOARDS_SITE
from tests.cli.days import AFTERNOON, WORDS, Command, answer, graph, standing
from tests.journeys import town
from tests.journeys.world import World, world


@pytest.fixture
async def day(tmp_path: Path) -> AsyncIterator[World]:
    """A conference of three people; two have answered, everything is filed, and both sites are made."""
    conference = town.meeting("Initial child protection conference", "09:30", "10:30", 1)
    async with world(tmp_path, town.NOON) as made:
        await made.seed(people=town.people(), **town.places(), events=[])
        await made.seed(sites=[{"id": BOARDS_SITE, "name": "Boards"}])
        await made.seed(events=[conference])
        await made.call("PUT", "graph/behaviours", {"filter": "reliable", "new_list": "keeps-none"})
        await made.start()
        for person in (town.SOCIAL_WORKER, town.HEALTH_VISITOR):
            await answer(made, person, WORDS)
        await made.step(AFTERNOON)
        yield made


async def run(day: World, command: Command, *options: str) -> tuple[int, str]:
    ended = await asyncio.to_thread(command, *options, settings=day.environment)
    return ended.code, ended.out


async def later(day: World) -> None:
    now = datetime.now(UTC)  # noqa: TID251 - the command runs on the system's clock
    await day.step(max(now, AFTERNOON) + timedelta(minutes=1))


async def ordered(day: World, command: Command, name: str) -> None:
    """Delete a column of the answers and have it made again; the service has done nothing about it yet."""
    await graph(day, "DELETE", f"/columns/{name}")
    code, out = await run(day, command, "provision", "--again", f"Practice reviews/{name}")
    assert (code, "What the store knows of Practice reviews is filed again." in out) == (0, True)


async def remade(day: World, command: Command, name: str) -> None:
    """Do the same; the service then does what it was asked for."""
    await ordered(day, command, name)
    await later(day)


async def cells(day: World, name: str) -> list[Any]:
    return [item["fields"].get(name) for item in await standing(day)]
