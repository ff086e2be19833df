"""Several requests in one message, and reminders: sent through the connector, and pressed as Teams presses them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from practice.clocks import LONDON
from practice.prompts import PromptState
from tests.journeys import town
from tests.journeys.town import SOCIAL_WORKER
from tests.journeys.world import World, button_of, world

pytestmark = pytest.mark.slow

CONFERENCE = "Initial child protection conference"
WORDS = {"q1": "Every agency came prepared.", "m_agencies": "yes"}
THURSDAY = datetime(2026, 1, 15, 9, 35, tzinfo=LONDON)
TUESDAY = datetime(2026, 1, 20, 9, 35, tzinfo=LONDON)
"""Two and five working days after NOON, some minutes into working hours."""
NEXT_WEEK = datetime(2026, 1, 21, 12, 10, tzinfo=LONDON)


@pytest.fixture
async def welcomed(tmp_path: Path) -> AsyncIterator[World]:
    """A person who has had their first request, with the welcome, and left it open."""
    async with world(tmp_path, town.NOON) as made:
        await made.seed(people=town.people(), **town.places(), events=[])
        await made.seed(events=[town.meeting(CONFERENCE, "09:30", "10:30", 1)])
        await made.start()
        yield made


async def newest(made: World) -> dict[str, Any]:
    return (await made.chat(SOCIAL_WORKER))[-1]


async def pressed(made: World, message: dict[str, Any], verb: str, **inputs: str) -> dict[str, Any]:
    """Press a button of a card in the chat; give the card that came back, as it would stand there."""
    [body] = await made.press(SOCIAL_WORKER, message, verb, inputs)
    return {**message, "card": body["value"]}


async def states(made: World) -> list[PromptState]:
    """How the person's requests stand, in the order of their meetings."""
    found = await made.service.store.read(
        lambda tx: [
            (meeting.starts_at, prompt)
            for meeting in tx.meetings()
            for prompt in tx.prompts_of_meeting(meeting.id)
            if prompt.person_id == SOCIAL_WORKER
        ]
    )
    return [prompt.state for _, prompt in sorted(found, key=lambda pair: pair[0])]


def next_weeks(number: int, start: str, end: str) -> dict[str, Any]:
    event = town.meeting(CONFERENCE, start, end, number)
    return event | {key: event[key].replace("2026-01-13", "2026-01-21") for key in ("start", "end")}


async def test_a_digest_is_sent_answered_line_by_line_and_stands_as_its_lines_do(welcomed: World) -> None:
    """Two meetings of one morning make one message; each line has its end, and the stored card says so."""
    await pressed(welcomed, await newest(welcomed), "prompt.not_there")
    await welcomed.seed(events=[next_weeks(2, "09:00", "09:30"), next_weeks(3, "10:00", "10:30")])
    await welcomed.step(NEXT_WEEK)
    assert len(await welcomed.chat(SOCIAL_WORKER)) == 2
    digest = await newest(welcomed)
    assert "You have 2 to look at, if you wish" in json.dumps(digest["card"])
    opened = await pressed(welcomed, digest, "prompt.open")
    sent = await pressed(welcomed, opened, "answer.send", **WORDS)
    assert "You have 1 to look at, if you wish" in json.dumps(sent["card"])
    done = await pressed(welcomed, sent, "prompt.not_there")
    assert "Nothing is left to look at here." in json.dumps(done["card"])
    await welcomed.rest()
    assert await states(welcomed) == [PromptState.NOT_THERE, PromptState.ANSWERED, PromptState.NOT_THERE]
    stored = json.dumps((await newest(welcomed))["card"])
    assert "Your reference is BTP-" in stored
    assert "Noted, thank you." in stored
    assert WORDS["q1"] not in stored
    [item] = await welcomed.items()
    assert item["WentWell"] == WORDS["q1"]


async def test_a_reminder_is_sent_twice_and_answered_and_the_older_cards_follow(welcomed: World) -> None:
    """While it is open the first message points to the newest; once answered, all three say so."""
    for at in (THURSDAY, TUESDAY, TUESDAY + timedelta(days=2)):
        await welcomed.step(at)
    first, second, last = await welcomed.chat(SOCIAL_WORKER)
    assert "Five questions are open" in json.dumps(second["card"])
    assert "Last reminder: " in json.dumps(last["card"])
    [pointed] = await welcomed.press(
        SOCIAL_WORKER, {**first, "card": first["card"]["refresh"]}, "prompt.refresh", {}
    )
    assert button_of(pointed["value"], "answer.send") is None
    await pressed(welcomed, last, "answer.send", **WORDS)
    await welcomed.rest()
    assert await states(welcomed) == [PromptState.ANSWERED]
    for message in await welcomed.chat(SOCIAL_WORKER):
        assert "Thank you. Your answers are safe" in json.dumps(message["card"])
