"""A year that is changed, killed at every step and applied again: nobody is told twice, and nothing comes back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.applying import Applied, apply_plan
from bot.clock import SteppedClock
from bot.local.town import CALENDAR, EXAMPLE
from bot.settings import Settings, read_settings
from bot.settling import look_at_outlook, settle
from tests.journeys.dying import NOW, WINDOW, Lives, Step
from tests.journeys.world import World, world
from tests.tokens import authorised

pytestmark = pytest.mark.slow

Events = dict[str, dict[str, Any]]

EXTRA = """
[boards.learning-hub.extra.one-review]
day = "Tuesday 10 June 2036"
item = "one local review"
"""
BOARD, HUB_EXTRA = "Quality and Effectiveness Board", "Learning Hub: extra meeting"
FIRST_QEB = ("qeb", "2036-04")


@pytest.fixture(scope="module")
def lives() -> Iterator[Lives]:
    made = Lives()
    yield made
    made.end()


@asynccontextmanager
async def office(folder: Path, lives: Lives) -> AsyncIterator[World]:
    """A half year that stands, by rules that can be changed."""
    file = folder / "partnership.toml"
    file.write_text(EXAMPLE.read_text("utf-8") + EXTRA, "utf-8")
    async with world(folder, NOW, file) as made:
        await made.call("PUT", "graph/behaviours", {"repeated_transaction": "400"})
        await made.seed(mailboxes=[{"address": CALENDAR, "kind": "shared"}])
        assert await lived(lives, made)
        yield made


def altered(made: World, number: int) -> None:
    """Let the second board begin an hour later or earlier, and the extra meeting be called off, or wanted again."""
    rules = EXAMPLE.read_text("utf-8")
    later = number % 2 == 1
    text = rules.replace('start = "14:00"', 'start = "15:00"') if later else rules + EXTRA
    made.partnership.write_text(text, "utf-8")


async def lived(lives: Lives, made: World, step: Step | None = None, number: int = 0) -> bool:
    return await asyncio.to_thread(lives.applied, made.environment, step, number)


async def events(made: World) -> Events:
    """The boards' events by key, also those that are gone."""
    state = await made.call("GET", "state")
    return {event["key"]: event for event in state["events"] if event["mailbox"] == CALENDAR}


def live(found: Events, subject: str = "") -> list[dict[str, Any]]:
    return [
        event
        for event in found.values()
        if not (event["deleted"] or event["cancelled"]) and subject in event["subject"]
    ]


def told(before: Events, after: Events, key: str) -> set[int]:
    """How often each person was told of an event in between."""
    earlier = before[key]["invitations"] if key in before else {}
    return {count - earlier.get(who, 0) for who, count in after[key]["invitations"].items()}


def assert_once(before: Events, after: Events, *settled: str) -> None:
    """Each moved meeting was told once, the extra one called off or made once, and the others not at all."""
    for key, event in after.items():
        if key not in settled:
            changed = key not in before or any(
                event[name] != before[key][name] for name in ("start", "cancelled")
            )
            assert told(before, after, key) == ({1} if changed else {0}), event["subject"]
    standing = live(after)
    assert len({(event["subject"], event["start"]) for event in standing}) == len(standing)


def assert_as_wanted(after: Events, number: int) -> None:
    later = number % 2 == 1
    hour = "T14:00:00" if later else "T13:00:00"
    assert {event["start"][10:19] for event in live(after, BOARD)} == {hour}
    assert len(live(after, HUB_EXTRA)) == (0 if later else 1)


@pytest.mark.parametrize("step", list(Step))
async def test_changes_and_cancellations_killed_at_every_step_are_told_once(
    lives: Lives, tmp_path: Path, step: Step
) -> None:
    """One way and back again, until a run has no such step left."""
    async with office(tmp_path, lives) as made:
        number, whole = 0, False
        while not whole:
            number += 1
            before = await events(made)
            altered(made, number)
            whole = await lived(lives, made, step, number)
            assert whole or await lived(lives, made)
            after = await events(made)
            assert_once(before, after)
            assert_as_wanted(after, number)
        assert number > 3


async def deleted_in_outlook(made: World, event_id: str) -> None:
    """Delete an event, as somebody with the mailbox open would."""
    path = f"/v1.0/users/{CALENDAR}/events/{event_id}"
    headers = await authorised(made.stand_in.session, str(made.stand_in.make_url("")).rstrip("/"), path)
    async with made.stand_in.request("DELETE", path, headers=headers) as response:
        assert response.status == 204


class Here:
    """The commands in this process, where what they say can be read."""

    def __init__(self, made: World) -> None:
        self._settings: Settings = read_settings(made.environment)
        self._clock = SteppedClock(NOW)

    async def applied(self) -> Applied:
        return await apply_plan(self._settings, self._clock, *WINDOW)

    async def looked(self) -> tuple[str, ...]:
        unread, said = await look_at_outlook(self._settings, self._clock)
        assert unread == ()
        return said

    async def restored(self) -> bool:
        return await settle(self._settings, self._clock, FIRST_QEB, theirs=False)


@pytest.mark.parametrize("step", [Step.ASKING, Step.ANSWERED])
async def test_what_is_deleted_by_hand_at_any_step_stays_gone_until_it_is_restored(
    lives: Lives, tmp_path: Path, step: Step
) -> None:
    """Whether or not the change had been written by then; the others are told once, and it is told what to do."""
    async with office(tmp_path, lives) as made:
        here, number, whole = Here(made), 0, False
        while not whole:
            number += 1
            before = await events(made)
            altered(made, number)
            whole = await lived(lives, made, step, number)
            victim = min(live(await events(made), BOARD), key=lambda event: str(event["start"]))
            await deleted_in_outlook(made, victim["id"])
            done = await here.applied()
            assert (done.created, done.waiting) == (0, 0)
            (sentence,) = await here.looked()
            assert "Outlook says deleted" in sentence
            assert len(live(await events(made), BOARD)) == len(live(before, BOARD)) - 1
            assert await here.restored()
            assert (await here.applied()).created == 1
            assert await here.looked() == ()
            after = await events(made)
            assert_once(before, after, victim["key"])
            assert_as_wanted(after, number)
            assert len(live(after, BOARD)) == len(live(before, BOARD))
        assert number > 3
