"""Family names in subjects and bodies, outsiders and rooms: in no table, list, card or log of ours."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.logs import JsonLines
from bot.store.transaction import SqlTransaction
from tests.journeys import town
from tests.journeys.town import HEALTH_VISITOR, POLICE_OFFICER, PRACTITIONERS, SOCIAL_WORKER
from tests.journeys.world import World, world

pytestmark = pytest.mark.slow

LEAK = "canary"
SOON = town.NOON + timedelta(minutes=21)
"""What is filed at the half hour has been filed."""
AFTER_CLOSING = town.NOON + timedelta(days=40)


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What the service writes to standard error, as it formats it, down to its smallest message."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    rooms = [logging.getLogger(room) for room in ("bot", "graph_sync")]
    logging.getLogger().addHandler(handler)
    for room in rooms:
        room.setLevel(logging.DEBUG)
    yield written
    logging.getLogger().removeHandler(handler)
    for room in rooms:
        room.setLevel(logging.NOTSET)


@pytest.fixture
async def day(tmp_path: Path) -> AsyncIterator[World]:
    """A morning of three meetings: one asked about, one of a type nobody knows, one that is never asked about."""
    kinds = ("Initial child protection conference", "CANARY family lunch", "Child death overview panel")
    meetings = [town.meeting(kind, f"09:{number}0", "10:30", number) for number, kind in enumerate(kinds)]
    async with world(tmp_path, town.NOON) as made:
        await made.seed(people=town.people(), **town.places())
        await made.seed(events=meetings)
        await made.start()
        yield made


async def walk(day: World) -> list[Any]:
    """Answer, be somewhere else, stay silent, send nonsense, fail; give every answer a person saw."""
    answered = (await day.chat(SOCIAL_WORKER))[0]
    seen = await day.press(
        SOCIAL_WORKER, answered, "answer.send", {"q1": "We listened.", "m_agencies": "yes"}
    )
    away = (await day.chat(HEALTH_VISITOR))[0]
    seen += await day.press(HEALTH_VISITOR, away, "prompt.not_there", {})
    async with failing(day, "connector", "POST .*/activities"):
        await day.call("POST", f"chats/{POLICE_OFFICER}/say", {"text": "The CANARY-SURNAME-0 meeting?"})
    nonsense = {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": "CANARY"}}
    seen += (await day.call("POST", "activity", {"person": POLICE_OFFICER, "activity": nonsense}))[
        "responses"
    ]
    async with failing(day, "graph", "POST .*batch"):
        await day.rest()
    return seen


@asynccontextmanager
async def failing(day: World, service: str, only: str) -> AsyncIterator[None]:
    """Let every request to a service fail for a while."""
    fault = {"service": service, "kind": "503", "probability": 1, "only": only, "retry_after": 1}
    await day.call("PUT", "faults", [fault])
    yield
    await day.call("PUT", "faults", [])


async def everything_stored(day: World) -> str:
    """The files of the database, and in plain words what lies encrypted in them."""

    def opened(tx: SqlTransaction) -> str:
        meetings = tx.meetings()
        return repr((meetings, tx.answers(), [tx.prompts_of_meeting(meeting.id) for meeting in meetings]))

    plain = await day.service.store.read(opened)
    files = await asyncio.to_thread(_bytes_of_the_database, day.folder)
    return plain + files


def _bytes_of_the_database(folder: Path) -> str:
    return "".join(
        file.read_bytes().decode("latin-1") for file in sorted(folder.glob("back-to-practice.db*"))
    )


async def test_no_name_of_a_family_or_an_outsider_gets_anywhere(logged: io.StringIO, day: World) -> None:
    """One search through store, lists, cards, answers and logs, from the meeting to the closed request."""
    seen = await walk(day)
    await day.step(SOON)
    while_open = await everything_stored(day)
    await day.step(AFTER_CLOSING)
    stored = while_open + await everything_stored(day)
    state = await day.call("GET", "state")
    out = json.dumps([seen, state["lists"], state["messages"]])
    log = logged.getvalue()
    assert "We listened." in json.dumps(state["lists"])
    assert "social.worker.1@council.example.org" in stored
    assert "A reply was not delivered." in [json.loads(line)["message"] for line in log.splitlines()]
    assert [place for place in (stored, out, log) if LEAK in place.casefold()] == []


async def test_only_people_of_listed_agencies_are_asked_and_only_about_known_types(day: World) -> None:
    """The others are counted for the coordinator, and three people have one card each."""
    await day.step(SOON)
    state = await day.call("GET", "state")
    assert sorted(message["person"] for message in state["messages"]) == sorted(PRACTITIONERS)
    filed = {item.get("MeetingType"): item for item in await day.items("Meetings")}
    assert {kind: item["Asked"] for kind, item in filed.items()} == {
        "Initial child protection conference": 3,
        "Child death overview panel": 0,
        None: 0,
    }
    assert {item["NotInAListedAgency"] for item in filed.values()} == {2}
