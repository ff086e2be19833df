"""A day of one conference whose answers are filed, and what an administrator does to its lists."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.local.town import SITE
from practice.clocks import LONDON
from tests.journeys import town
from tests.journeys.world import REVIEWS, World, world

if TYPE_CHECKING:
    from tests.cli.conftest import Ended

Command = Callable[..., "Ended"]
AFTERNOON = town.NOON + timedelta(hours=2)
NIGHT = datetime(2026, 1, 14, 2, tzinfo=LONDON)
WORDS = "Everybody had read the report."


@pytest.fixture
async def day(tmp_path: Path) -> AsyncIterator[World]:
    """A conference of three people; two have answered, and everything is filed."""
    conference = town.meeting("Initial child protection conference", "09:30", "10:30", 1)
    async with world(tmp_path, town.NOON) as made:
        await made.seed(people=town.people(), **town.places(), events=[])
        await made.seed(events=[conference])
        await made.call("PUT", "graph/behaviours", {"filter": "reliable"})
        await made.start()
        await answer(made, town.SOCIAL_WORKER, WORDS)
        await made.step(town.NOON + timedelta(hours=1))  # Filed by itself, so that its item is the first.
        await answer(made, town.HEALTH_VISITOR, WORDS)
        await made.step(AFTERNOON)
        yield made


async def answer(day: World, person: str, words: str) -> None:
    """Answer the newest card as it is."""
    await day.press(person, (await day.chat(person))[-1], "answer.send", {"q1": words})


async def change(day: World, person: str, words: str) -> None:
    """Change an answer from its receipt."""
    receipt = (await day.chat(person))[-1]
    (shown,) = await day.press(person, receipt, "answer.change", {})
    again = {**receipt, "card": shown["value"]}
    await day.press(person, again, "answer.send", {"q1": words})


async def reconciled(day: World, command: Command, *options: str) -> tuple[int, dict[str, Any]]:
    """Run the command beside the service; give its exit code and what it found."""
    ended = await asyncio.to_thread(command, "reconcile", "--json", *options, settings=day.environment)
    assert ended.err == ""
    assert not any(word in ended.out for word in ("report", "example.org", "CANARY", "Social worker"))
    found: dict[str, Any] = json.loads(ended.out)
    return ended.code, found


async def later(day: World) -> None:
    """Let the service do what the command asked for, which goes by the system's clock."""
    now = datetime.now(UTC)  # noqa: TID251 - the command runs on the system's clock
    await day.step(max(now, AFTERNOON) + timedelta(minutes=1))


async def list_of(day: World, name: str = REVIEWS) -> dict[str, Any]:
    (found,) = [one for one in (await day.call("GET", "state"))["lists"] if one["name"] == name]
    assert isinstance(found, dict)
    return found


async def graph(day: World, method: str, path: str, body: object = None, of: str = REVIEWS) -> None:
    """Do something to a list as an administrator would, past the product."""
    form = {
        "grant_type": "client_credentials",
        "client_id": day.environment["BTP_BOT_APP_ID"],
        "scope": "https://graph.microsoft.com/.default",
    }
    login = f"/login/{day.environment['BTP_TENANT_ID']}/oauth2/v2.0/token"
    async with day.stand_in.post(login, data=form) as given:
        headers = {"Authorization": f"Bearer {(await given.json())['access_token']}"}
    where = f"/v1.0/sites/{SITE}/lists/{(await list_of(day, of))['id']}"
    async with day.stand_in.request(method, where + path, json=body, headers=headers) as response:
        assert response.status < 300, await response.text()


async def standing(day: World) -> list[dict[str, Any]]:
    """The items of the reviews list, with their numbers."""
    return [item for item in (await list_of(day))["items"] if not item["deleted"]]
