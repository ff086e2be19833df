"""All lanes together, with invented ways out: from a calendar to a list item, and to what is forgotten."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from bot.clock import SteppedClock
from bot.handlers import answering
from bot.handlers.messages import CardNow
from bot.handlers.noticing import CURSOR
from bot.handlers.ports import Kind
from bot.handlers.scheduling import save_changes
from bot.lanes import Outside, lanes
from bot.store import SqlStore, WorkQueue
from bot.teams.pace import Pace
from bot.work.runner import Runner
from graph_sync.pace import SitePace
from practice.boards import EventState
from practice.prompts import Prompt, PromptState
from tests.handlers.fakes import (
    InventedCalendar,
    InventedCoordinators,
    InventedDirectory,
    InventedLists,
    InventedMessenger,
    InventedSchedules,
    InventedSeats,
)
from tests.handlers.made import ADDRESS, NOON, PARTNERSHIP, board_event, press, seen, state_of

NURSE = "health.visitor.1@health.example.org"
EASTER = datetime(2026, 4, 9, 15, 30, tzinfo=UTC)
"""Five working days after the requests of NOON have closed."""


@dataclass
class World:
    """Everything outside, and the worker in the middle."""

    store: SqlStore
    clock: SteppedClock = field(default_factory=lambda: SteppedClock(NOON))
    messenger: InventedMessenger = field(default_factory=InventedMessenger)
    lists: InventedLists = field(default_factory=InventedLists)
    calendar: InventedCalendar = field(default_factory=InventedCalendar)

    async def until(self, moment: datetime) -> None:
        """Step from one piece of work to the next, as far as `moment`."""
        directory = InventedDirectory(told={NURSE: "person-2"})
        outside = Outside(
            self.store,
            PARTNERSHIP,
            self.messenger,
            directory,
            self.lists,
            self.lists,
            self.calendar,
            InventedSchedules(),
            InventedSeats(),
            InventedCoordinators(),
            Pace(self.clock.seconds),
            SitePace(1_250, self.clock.seconds),
        )
        queue = WorkQueue(self.store, time.monotonic)
        runner = Runner(queue, lanes(outside), self.clock)
        _, upcoming = await runner.drain()
        while upcoming and self.clock.now() < upcoming <= moment:
            self.clock.step(upcoming)
            _, upcoming = await runner.drain()

    async def prompt(self, person_id: str) -> Prompt:
        (found,) = {card.prompt.id for card in self.messenger.cards if card.prompt.person_id == person_id}
        kept = await self.store.read(lambda tx: tx.prompt(found))
        assert kept is not None
        return kept


@pytest.fixture
async def world(store: SqlStore) -> World:
    """Two people of one meeting were asked at NOON."""
    made = World(store)
    made.calendar.shown = ([seen(1, ADDRESS, NURSE)], 0)
    await store.write(lambda tx: tx.add_work(Kind.POLL, CURSOR, NOON))
    await made.until(NOON)
    await store.write(lambda tx: tx.drop_work(Kind.POLL, CURSOR))
    return made


@pytest.mark.slow
async def test_a_meeting_becomes_cards_and_an_answer_an_item(world: World, store: SqlStore) -> None:
    """The card of who answered shows the receipt, and the meeting's counts follow at the half hour."""
    asked = await world.prompt("person-1")
    sent = press(about=asked.id, q1="Good.")
    await store.write(lambda tx: answering.send(tx, sent, PARTNERSHIP, NOON))
    await world.until(NOON.replace(hour=13))
    assert {card.prompt.person_id for card in world.messenger.cards} == {"person-1", "person-2"}
    assert [row.fields["WentWell"] for row in world.lists.items.values() if "WentWell" in row.fields] == [
        "Good."
    ]
    (counts,) = [row.fields for row in world.lists.items.values() if "Asked" in row.fields]
    assert (counts["Asked"], counts["Answered"]) == (2, 1)
    states = [card.state for _, _, card in world.messenger.repaints if isinstance(card, CardNow)]
    assert states == ["receipt"]


@pytest.mark.slow
async def test_a_request_closes_and_its_draft_and_address_are_forgotten_in_time(
    world: World, store: SqlStore
) -> None:
    """The draft goes after five working days, the addresses of both after thirty days; the answer stays."""
    answered, silent = await world.prompt("person-1"), await world.prompt("person-2")
    sent = press(about=answered.id, q1="Good.")
    draft = press(by="person-2", about=silent.id, q1="Half a")
    await store.write(lambda tx: answering.send(tx, sent, PARTNERSHIP, NOON))
    await store.write(lambda tx: answering.save_draft(tx, draft, PARTNERSHIP, NOON))
    await world.until(EASTER.replace(minute=29))
    assert await state_of(store, silent.id) is PromptState.EXPIRED
    assert await store.read(lambda tx: tx.draft(silent.id)) is not None
    await world.until(EASTER)
    assert await store.read(lambda tx: tx.draft(silent.id)) is None
    assert (await world.prompt("person-1")).address == ADDRESS
    await world.until(datetime(2026, 5, 1, tzinfo=UTC))
    assert [(await world.prompt(f"person-{number}")).address for number in (1, 2)] == ["", ""]
    kept = await store.read(lambda tx: tx.answer_to(answered.id))
    assert kept is not None
    assert kept.content.words == {"q1": "Good."}


@pytest.mark.slow
async def test_a_wanted_event_stands_in_the_calendar(world: World, store: SqlStore) -> None:
    """The boards' events have a lane of their own."""
    await store.write(lambda tx: save_changes(tx, [board_event()], NOON))
    await world.until(NOON)
    (event,) = await store.read(lambda tx: tx.board_events())
    assert event.state is EventState.STANDING
    assert set(world.calendar.events) == {event.key}
