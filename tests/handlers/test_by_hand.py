"""The nightly look at the boards' events: what somebody changed is remembered and told, and nothing is mended."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.handlers.by_hand import SUBJECT, Looking, adopt, adopted, look_at_night, look_later, noticed, restore
from bot.handlers.ports import Kind
from bot.handlers.scheduling import Scheduling, apply_events, save_changes
from bot.handlers.unsettled import unsettled
from bot.store import SqlStore
from practice.boards import EventState
from practice.by_hand import Theirs
from practice.checking import next_check
from practice.clocks import LONDON
from practice.event_changes import slot_of
from practice.outcomes import Done, Parked, RetryAfter
from tests.handlers.fakes import InventedCalendar
from tests.handlers.made import NOON, PARTNERSHIP, asked_for, board_event

EVENT = replace(board_event(EventState.STANDING), event_id="event")
SLOT = slot_of(EVENT.meeting)
BEFORE = NOON.replace(year=EVENT.meeting.starts_at.year - 1)


async def test_a_look_remembers_what_changed_and_forgets_what_was_put_back(
    store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    """It is counted in the log, and comes again the next night."""
    calendar = InventedCalendar(seen={"event": Theirs()})
    looking = Looking(store, calendar)
    await store.write(lambda tx: tx.save_board_event(EVENT))
    with caplog.at_level(logging.WARNING):
        assert await look_at_night(looking, BEFORE) == Done()
    assert [record.getMessage() for record in caplog.records] == ["calendar.changed_by_hand"]
    assert await store.read(noticed) == {SLOT: Theirs()}
    assert (await asked_for(store))[Kind.CHECK, SUBJECT] == next_check(BEFORE)
    calendar.seen = {}
    await look_at_night(looking, BEFORE + timedelta(days=1))
    assert await store.read(noticed) == {}
    assert calendar.done == []


async def test_a_look_that_fails_is_tried_again_and_changes_nothing(store: SqlStore) -> None:
    """What could not be read says nothing."""
    calendar = InventedCalendar(seen={"event": RetryAfter(9, "throttled")})
    await store.write(lambda tx: tx.save_board_event(EVENT))
    assert await look_at_night(Looking(store, calendar), BEFORE) == RetryAfter(900.0, "unreadable_calendar")
    assert await store.read(noticed) == {}


async def test_restoring_what_was_adopted_and_moved_again_asks_for_one_move_and_no_more(
    store: SqlStore,
) -> None:
    """Applying the plan makes it; nobody is told of the time that was adopted before."""
    moved_to = [EVENT.meeting.starts_at + timedelta(days=days) for days in (1, 2)]
    calendar = InventedCalendar()
    await store.write(lambda tx: tx.save_board_event(EVENT))
    for starts_at in moved_to:
        calendar.seen = {"event": Theirs(starts_at, starts_at + timedelta(hours=2))}
        await look_at_night(Looking(store, calendar), BEFORE)
        if starts_at == moved_to[0]:
            await store.write(lambda tx: adopt(tx, SLOT))
    assert await store.write(lambda tx: restore(tx, SLOT, NOON))
    kept = await store.read(lambda tx: tx.board_event(EVENT.work_subject))
    assert kept is not None
    assert (kept.state, kept.meeting.starts_at) == (EventState.STANDING, moved_to[1])
    assert (Kind.EVENT, EVENT.work_subject) not in await asked_for(store)
    assert await store.read(noticed) == await store.read(adopted) == {}


async def test_what_waited_is_not_written_over_a_move_until_that_is_settled(store: SqlStore) -> None:
    """Restored, it is written over; moved once more meanwhile, it waits for a person again."""
    calendar = InventedCalendar()
    times = [EVENT.meeting.starts_at + timedelta(days=days) for days in (1, 2)]
    await store.write(lambda tx: tx.save_board_event(EVENT))
    wanted = replace(EVENT, state=EventState.WANTED, place="Room 2")
    await store.write(lambda tx: save_changes(tx, [wanted], NOON))
    for start in times:
        calendar.seen = {"event": Theirs(start, start + timedelta(hours=2))}
        outcome = await apply_events(Scheduling(store, calendar), [EVENT.work_subject])
        assert outcome == [Parked("event_moved")]
        assert await store.read(noticed) == {SLOT: calendar.seen["event"]}
        assert await store.write(lambda tx: restore(tx, SLOT, NOON))
    assert calendar.done == []
    await apply_events(Scheduling(store, calendar), [EVENT.work_subject])
    assert calendar.done == ["change"]
    assert await store.read(noticed) == {}


async def test_a_move_that_is_settled_while_it_is_found_is_not_remembered(store: SqlStore) -> None:
    """Nor that of an event which is to be cancelled by then."""
    start = EVENT.meeting.starts_at + timedelta(days=1)
    calendar = InventedCalendar(seen={"event": Theirs(start, start + timedelta(hours=2))})
    wanted = replace(EVENT, state=EventState.WANTED, place="Room 2")
    await store.write(lambda tx: tx.save_board_event(EVENT))
    await store.write(lambda tx: save_changes(tx, [wanted], NOON))
    await apply_events(Scheduling(store, calendar), [EVENT.work_subject])

    async def settled() -> None:
        await store.write(lambda tx: restore(tx, SLOT, NOON))

    async def given_up() -> None:
        await store.write(lambda tx: tx.save_board_event(replace(wanted, state=EventState.CANCELLING)))

    for meanwhile in (settled, given_up):
        calendar.meanwhile = meanwhile
        await apply_events(Scheduling(store, calendar), [EVENT.work_subject])
        assert await store.read(noticed) == {}


async def test_a_change_of_a_meeting_that_is_over_is_told_no_more(store: SqlStore) -> None:
    """Over is what is over by both times; nobody could settle it to any purpose."""
    start = EVENT.meeting.starts_at + timedelta(days=2)
    await store.write(lambda tx: tx.save_board_event(EVENT))
    found = Theirs(start, start + timedelta(hours=2))
    await look_at_night(Looking(store, InventedCalendar(seen={"event": found})), BEFORE)
    for day, told in ((start, 1), (start + timedelta(days=1), 0)):
        now = day.replace(hour=12, tzinfo=LONDON)
        assert len(await store.read(lambda tx: unsettled(tx, PARTNERSHIP, now))) == told  # noqa: B023 - at once
    await store.write(lambda tx: tx.save_cursor(f"outlook:{EVENT.work_subject}", '["", ""]'))
    for day, told in ((EVENT.meeting.starts_at, 1), (start, 0)):
        now = day.replace(hour=12, tzinfo=LONDON)
        assert len(await store.read(lambda tx: unsettled(tx, PARTNERSHIP, now))) == told  # noqa: B023 - at once


async def test_what_is_put_back_by_hand_gets_the_change_that_waited(store: SqlStore) -> None:
    """Nobody has to apply the plan for it; and of an event that is as it should be nothing is asked for."""
    start = EVENT.meeting.starts_at + timedelta(days=1)
    found = Theirs(start, start + timedelta(hours=2))
    calendar = InventedCalendar(seen={"event": found})
    wanted = replace(EVENT, state=EventState.WANTED, place="Room 2")
    for event, asked in ((EVENT, False), (wanted, True)):
        calendar.seen = {"event": found}
        await store.write(lambda tx: tx.save_board_event(EVENT))
        if event is wanted:
            await store.write(lambda tx: save_changes(tx, [wanted], NOON))
            await apply_events(Scheduling(store, calendar), [EVENT.work_subject])
            await store.write(lambda tx: tx.drop_work(Kind.EVENT, EVENT.work_subject))
        await look_at_night(Looking(store, calendar), BEFORE)
        assert (Kind.EVENT, EVENT.work_subject) not in await asked_for(store)
        calendar.seen = {}
        await look_at_night(Looking(store, calendar), BEFORE)
        assert ((Kind.EVENT, EVENT.work_subject) in await asked_for(store)) is asked


async def test_a_start_asks_for_the_look_once(store: SqlStore) -> None:
    """One that is asked for keeps its time."""
    await store.write(lambda tx: look_later(tx, NOON))
    await store.write(lambda tx: look_later(tx, NOON + timedelta(days=3)))
    assert (await asked_for(store))[Kind.CHECK, SUBJECT] == next_check(NOON)
