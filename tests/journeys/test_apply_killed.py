"""`plan apply` killed at every step and run again: one event for each meeting, one invitation for each person."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.applying import Applied, apply_plan
from bot.clock import SteppedClock
from bot.local.town import CALENDAR
from bot.settings import read_settings
from bot.settling import look_at_outlook, settle
from tests.journeys.dying import NOW, WINDOW, Lives, Step
from tests.journeys.world import World, world
from tests.tokens import authorised

EVENTS = 7
"""Meetings of the half year: two batches."""

pytestmark = pytest.mark.slow


@asynccontextmanager
async def office(folder: Path) -> AsyncIterator[World]:
    folder.mkdir()  # noqa: ASYNC240 - a local folder
    async with world(folder, NOW) as made:
        await made.seed(mailboxes=[{"address": CALENDAR, "kind": "shared"}])
        yield made


@pytest.fixture(scope="module")
def lives() -> Iterator[Lives]:
    made = Lives()
    yield made
    made.end()


async def lived(lives: Lives, made: World, step: Step | None = None, number: int = 0) -> bool:
    return await asyncio.to_thread(lives.applied, made.environment, step, number)


async def events(made: World) -> list[dict[str, Any]]:
    """The boards' events, also those that are gone."""
    state = await made.call("GET", "state")
    return [event for event in state["events"] if event["mailbox"] == CALENDAR]


async def assert_once(made: World) -> None:
    """One event for each meeting, and everybody invited to it once."""
    found = await events(made)
    meetings = {(event["subject"], event["start"]) for event in found}
    assert len(found) == len(meetings) == EVENTS
    assert {count for event in found for count in event["invitations"].values()} == {1}


@pytest.mark.parametrize("step", list(Step))
async def test_killed_at_every_step_and_run_again_nothing_is_doubled(
    lives: Lives, tmp_path: Path, step: Step
) -> None:
    """Until a run has no such step left; the next run, over the same database, ends what was begun."""
    number = 0
    while True:
        number += 1
        async with office(tmp_path / str(number)) as made:
            whole = await lived(lives, made, step, number)
            if whole:
                break
            assert await lived(lives, made)
            await assert_once(made)
    assert number > (3 if step is Step.COMMIT else 2)


@pytest.mark.parametrize(
    ("kind", "inner"),
    [("applied-then-504", "batch"), ("applied-then-504", "/events"), ("applied-then-reset", "batch")],
)
async def test_answers_lost_before_a_kill_double_nothing(
    lives: Lives, tmp_path: Path, kind: str, inner: str
) -> None:
    """The first batch was carried out and its answer, or those inside it, lost; then the process dies."""
    async with office(tmp_path / "office") as made:
        fault = {"service": "graph", "kind": kind, "probability": 1, "only": inner, "retry_after": 0}
        await made.call("PUT", "faults", [fault])
        assert not await lived(lives, made, Step.ASKING, 2)
        await made.call("PUT", "faults", [])
        assert await lived(lives, made)
        await assert_once(made)


async def deleted_in_outlook(made: World) -> None:
    """Delete the event that was made last, as somebody with the mailbox open would."""
    event = (await events(made))[-1]
    path = f"/v1.0/users/{CALENDAR}/events/{event['id']}"
    headers = await authorised(made.stand_in.session, str(made.stand_in.make_url("")).rstrip("/"), path)
    async with made.stand_in.request("DELETE", path, headers=headers) as response:
        assert response.status == 204


async def applied(made: World) -> Applied:
    return await apply_plan(read_settings(made.environment), SteppedClock(NOW), *WINDOW)


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("theirs", [False, True])
async def test_an_event_deleted_before_we_learned_of_it_is_told_and_settled(
    lives: Lives, tmp_path: Path, number: int, *, theirs: bool
) -> None:
    """It was created and we died before its answer came: deleted by then, it is not made again unasked."""
    async with office(tmp_path / "office") as made:
        await made.call("PUT", "graph/behaviours", {"repeated_transaction": "400"})
        assert not await lived(lives, made, Step.ANSWERED, number)
        await deleted_in_outlook(made)
        done = await applied(made)
        assert (done.waiting, len(await events(made))) == (0, EVENTS)
        _, (said,) = await look_at_outlook(read_settings(made.environment), SteppedClock(NOW))
        assert "Outlook says deleted. It is left alone." in said
        assert number > 1 or done.by_hand == (said,), "its answer was among those that were lost"
        board, slot = said.rpartition("plan restore ")[2].rstrip("`.").split()[:2]
        assert await settle(read_settings(made.environment), SteppedClock(NOW), (board, slot), theirs=theirs)
        done = await applied(made)
        assert (done.created, done.by_hand) == (0 if theirs else 1, ())
        assert len(await events(made)) == EVENTS + done.created
