"""`plan apply`: a planned year stands in the calendar, and applying it again writes nothing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot import applying
from bot.applying import Applied, apply_plan
from bot.clock import SteppedClock
from bot.handlers.ports import Kind, Work
from bot.handlers.scheduling import Scheduling, apply_events
from bot.local.town import EXAMPLE, environment, seat_mailboxes, seed_of
from bot.partnership import load
from bot.settings import Settings, read_settings
from bot.store import Keys, WorkQueue, open_store
from bot.work.lanes import Lane, WorkOutcome
from bot.work.runner import Runner
from infra.local365.app import build_app
from practice.boards import EventState
from practice.outcomes import Parked
from tests.handlers.fakes import InventedCalendar

WINDOW = (date(2026, 4, 1), date(2026, 6, 30))
MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
AS_PLANNED = "The calendar is as planned: nothing to change."


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock(MORNING)


@pytest.fixture
async def outlook() -> AsyncIterator[TestClient[web.Request, web.Application]]:
    """The local stand-in, with the boards' mailbox and the seats' holders."""
    app = build_app(":memory:", seed=7, patience_seconds=0.2)
    async with TestClient(TestServer(app)) as client:
        seed = seed_of((), seat_mailboxes(load(EXAMPLE)), "http://127.0.0.1:1/api/messages")
        async with client.post("/_local/seed", json=seed) as response:
            assert response.status == 200
        yield client


def settings_beside(tmp_path: Path, url: str) -> Settings:
    return read_settings(environment(tmp_path, url.rstrip("/"), 0, EXAMPLE, 1))


async def writes(outlook: TestClient[web.Request, web.Application]) -> list[tuple[str, int]]:
    """Every event in the boards' mailbox, and how often its attendees were told."""
    async with outlook.get("/_local/state") as response:
        state = await response.json()
    return sorted(
        (event["key"], sum(event["invitations"].values())) for event in state["events"] if event["key"]
    )


@pytest.mark.slow
async def test_a_year_applied_twice_is_written_once(
    outlook: TestClient[web.Request, web.Application], tmp_path: Path, clock: SteppedClock
) -> None:
    """The second time the sentence says so, and no attendee hears of it."""
    settings = settings_beside(tmp_path, str(outlook.make_url("")))
    first = await apply_plan(settings, clock, *WINDOW)
    before = await writes(outlook)
    second = await apply_plan(settings, clock, *WINDOW)
    assert first.sentence == f"{len(before)} created, 0 changed, 0 cancelled."
    assert first.created == len(before) > 0
    assert second.sentence == AS_PLANNED
    assert await writes(outlook) == before


class Beside:
    """A running service that owns the database; its calendar is invented."""

    def __init__(self, settings: Settings, clock: SteppedClock) -> None:
        self.calendar = InventedCalendar()
        self._store = open_store(settings.database_url, Keys.parse(settings.data_keys.get_secret_value()))
        scheduling = Scheduling(self._store, self.calendar)

        async def handle(works: Sequence[Work], _now: datetime) -> Sequence[WorkOutcome]:
            return await apply_events(scheduling, [work.subject for work in works])

        lane = Lane("events", (Kind.EVENT,), handle, batch=4)
        self.runner = Runner(WorkQueue(self._store, time.monotonic), [lane], clock, pause=0.01)

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self.runner.run())
        return self

    async def __aexit__(self, *_: object) -> None:
        self.runner.stop()
        await self._task
        await self._store.close()


@pytest.mark.slow
async def test_beside_a_running_service_that_service_does_the_work(
    tmp_path: Path, clock: SteppedClock
) -> None:
    """The plan is saved through the shared database; a second time there is nothing to do."""
    settings = settings_beside(tmp_path, "http://127.0.0.1:1")
    async with Beside(settings, clock) as service:
        first, second = [
            await applying._beside_the_service(settings, clock, *WINDOW, patience=20.0) for _ in range(2)
        ]
        assert first == Applied(len(service.calendar.events), 0, 0, waiting=0, over=0)
        assert service.calendar.done == ["create"] * first.created
        assert second.sentence == AS_PLANNED


@pytest.mark.slow
async def test_what_the_running_service_cannot_do_yet_is_said(tmp_path: Path, clock: SteppedClock) -> None:
    """After some patience the command ends; the work stays asked for."""
    settings = settings_beside(tmp_path, "http://127.0.0.1:1")
    async with Beside(settings, clock) as service:
        service.calendar.outcomes = [Parked("no_right")] * 100
        applied = await applying._beside_the_service(settings, clock, *WINDOW, patience=0.0)
    assert applied.waiting == applied.created > 0
    assert applied.sentence == (
        f"{applied.created} created, 0 changed, 0 cancelled. "
        f"{applied.waiting} not done yet: leave them to the service, or run this again."
    )


@pytest.mark.slow
async def test_meetings_that_are_over_invite_nobody(tmp_path: Path) -> None:
    """The sentence counts them apart."""
    settings = settings_beside(tmp_path, "http://127.0.0.1:1")
    store = open_store(settings.database_url, Keys.parse(settings.data_keys.get_secret_value()))
    saved = await applying.save_plan(store, load(EXAMPLE), *WINDOW, MORNING.replace(year=2027))
    await store.close()
    assert (saved.created, saved.waiting) == (0, 0)
    assert saved.over > 0
    assert saved.sentence == (
        f"{AS_PLANNED} {saved.over} meetings of this time are over; nobody is invited to those."
    )


@pytest.mark.slow
async def test_a_plan_that_changed_is_counted_by_what_became_of_it(
    tmp_path: Path,
) -> None:
    """A board that is dropped cancels its meetings; the others stand as they did."""
    settings = settings_beside(tmp_path, "http://127.0.0.1:1")
    keys = Keys.parse(settings.data_keys.get_secret_value())
    store = open_store(settings.database_url, keys)
    partnership = load(EXAMPLE)
    await applying.save_plan(store, partnership, *WINDOW, MORNING)
    without = replace(
        partnership, boards=tuple(board for board in partnership.boards if board.key != "partnership-board")
    )
    saved = await applying.save_plan(store, without, *WINDOW, MORNING)
    again = await applying.save_plan(store, without, *WINDOW, MORNING)
    events = await store.read(lambda tx: tx.board_events())
    await store.close()
    dropped = [event.state for event in events if event.meeting.board == "partnership-board"]
    assert (saved.created, saved.changed, saved.cancelled) == (0, 0, len(dropped))
    assert set(dropped) == {EventState.CANCELLING}
    assert (again.created, again.changed, again.cancelled) == (0, 0, 0)
