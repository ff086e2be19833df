"""An event that somebody moved and put back in Outlook: whatever waited for it goes on, whoever sees it first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.handlers.by_hand import Looking, look, look_at_night, noticed
from bot.handlers.ports import Kind, Transaction
from bot.handlers.scheduling import Scheduling, apply_events, save_changes
from bot.store import SqlStore
from practice.boards import BoardEvent, EventState
from practice.by_hand import Theirs
from practice.outcomes import Done, Parked
from tests.handlers.boardrooms import EVENT, SUBJECT
from tests.handlers.fakes import InventedCalendar
from tests.handlers.made import NOON, asked_for

BEFORE = NOON.replace(year=EVENT.meeting.starts_at.year - 1)
WANTED = replace(EVENT, state=EventState.WANTED, place="Room 2")


def _moved(by: timedelta) -> Theirs:
    return Theirs(EVENT.meeting.starts_at + by, EVENT.meeting.ends_at + by)


@pytest.fixture
async def calendar(store: SqlStore) -> InventedCalendar:
    """A change of ours ran into the move, and waits for a person."""
    made = InventedCalendar(seen={EVENT.event_id: _moved(timedelta(days=1))})

    def wants(tx: Transaction) -> None:
        tx.save_board_event(EVENT)
        save_changes(tx, [WANTED], NOON)

    await store.write(wants)
    assert await apply_events(Scheduling(store, made), [SUBJECT]) == [Parked("event_moved")]
    await store.write(lambda tx: tx.drop_work(Kind.EVENT, SUBJECT))
    return made


async def event_of(store: SqlStore) -> BoardEvent:
    found = await store.read(lambda tx: tx.board_event(SUBJECT))
    assert found
    return found


async def test_whatever_looks_first_asks_for_the_change_that_waited(
    store: SqlStore, calendar: InventedCalendar
) -> None:
    """A card, a deputy's answer or somebody who asks, as well as the night; the change is then made."""
    looking = Looking(store, calendar)
    await look(looking, [await event_of(store)], BEFORE)
    assert (Kind.EVENT, SUBJECT) not in await asked_for(store)
    calendar.seen = {}
    await look(looking, [await event_of(store)], BEFORE)
    assert (await asked_for(store))[Kind.EVENT, SUBJECT] == BEFORE
    assert await store.read(noticed) == {}
    assert await look_at_night(looking, BEFORE + timedelta(hours=1)) == Done()
    assert await apply_events(Scheduling(store, calendar), [SUBJECT]) == [Done()]
    assert (await event_of(store)).state is EventState.STANDING


async def test_a_move_to_yet_another_time_lets_it_wait_on(
    store: SqlStore, calendar: InventedCalendar
) -> None:
    """It is theirs still."""
    calendar.seen = {EVENT.event_id: _moved(timedelta(days=2))}
    await look(Looking(store, calendar), [await event_of(store)], BEFORE)
    assert (Kind.EVENT, SUBJECT) not in await asked_for(store)
