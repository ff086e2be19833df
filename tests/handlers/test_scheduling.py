"""What the boards' calendar should hold is made so, once for each change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.handlers.board_ports import Made
from bot.handlers.by_hand import noticed
from bot.handlers.ports import Transaction
from bot.handlers.scheduling import MOST_LOOKS, Scheduling, apply_events, save_changes
from bot.store import SqlStore
from practice.boards import BoardEvent, EventState
from practice.by_hand import NOT_YET_SEEN, Theirs
from practice.event_changes import slot_of
from practice.outcomes import Done, Parked, RetryAfter
from tests.handlers.fakes import InventedCalendar, PowerCut
from tests.handlers.made import NOON, asked_for, board_event

SUBJECT = board_event().work_subject


@pytest.fixture
def calendar() -> InventedCalendar:
    return InventedCalendar()


@pytest.fixture
def scheduling(store: SqlStore, calendar: InventedCalendar) -> Scheduling:
    return Scheduling(store, calendar)


async def wanted(store: SqlStore, event: BoardEvent) -> None:
    await store.write(lambda tx: save_changes(tx, [event], NOON))


async def known(store: SqlStore) -> BoardEvent:
    found = await store.read(lambda tx: tx.board_event(SUBJECT))
    assert found is not None
    return found


async def only(scheduling: Scheduling) -> Done | RetryAfter | Parked:
    """Apply the one event and give how it ended."""
    (outcome,) = await apply_events(scheduling, [SUBJECT])
    return outcome


async def made(store: SqlStore, scheduling: Scheduling) -> BoardEvent:
    """Make one event and give it as it is known then."""
    await wanted(store, board_event())
    await apply_events(scheduling, [SUBJECT])
    return await known(store)


async def test_an_event_is_created_once(
    store: SqlStore, scheduling: Scheduling, calendar: InventedCalendar
) -> None:
    """Saving asks for the work; doing that twice creates one event."""
    await wanted(store, board_event())
    assert (await asked_for(store))["event", SUBJECT] == NOON
    for _ in range(2):
        assert await only(scheduling) == Done()
    event = await known(store)
    assert calendar.done == ["create"]
    assert (event.state, event.event_id) == (EventState.STANDING, "event of key-1")


async def test_an_event_is_changed_where_it_stands(
    store: SqlStore, scheduling: Scheduling, calendar: InventedCalendar
) -> None:
    """The same event, by its id; doing it twice changes it once."""
    standing = await made(store, scheduling)
    await wanted(store, replace(standing, state=EventState.WANTED, place="Room 2"))
    for _ in range(2):
        await apply_events(scheduling, [SUBJECT])
    assert calendar.done == ["create", "change"]
    assert [event.place for event in calendar.events.values()] == ["Room 2"]
    assert await known(store) == replace(standing, place="Room 2")


async def test_an_event_is_cancelled_once(
    store: SqlStore, scheduling: Scheduling, calendar: InventedCalendar
) -> None:
    """What is cancelled stays so."""
    standing = await made(store, scheduling)
    await wanted(store, replace(standing, state=EventState.CANCELLING))
    for _ in range(2):
        assert await only(scheduling) == Done()
    assert calendar.done == ["create", "cancel"]
    assert calendar.events == {}
    assert (await known(store)).state is EventState.CANCELLED


@pytest.mark.parametrize(
    ("asked", "done"), [(EventState.WANTED, "change"), (EventState.CANCELLING, "cancel")]
)
async def test_what_is_asked_for_while_an_event_is_being_made_is_done_next(
    store: SqlStore,
    scheduling: Scheduling,
    calendar: InventedCalendar,
    asked: EventState,
    done: str,
) -> None:
    """The event's id is kept, the newer wish too; nothing is created twice."""

    async def ask() -> None:
        calendar.meanwhile = InventedCalendar().meanwhile
        await wanted(store, replace(board_event(), state=asked, place="Room 2"))

    await wanted(store, board_event())
    calendar.meanwhile = ask
    await apply_events(scheduling, [SUBJECT])
    event = await known(store)
    assert (event.state, event.place, event.event_id) == (asked, "Room 2", "event of key-1")
    await apply_events(scheduling, [SUBJECT])
    assert calendar.done == ["create", done]


async def test_a_power_cut_after_the_event_was_made_makes_no_second_one(
    store: SqlStore, scheduling: Scheduling, calendar: InventedCalendar
) -> None:
    """The key, which the calendar knows the event by, was saved before and is the same."""

    async def cut() -> None:
        raise PowerCut

    await wanted(store, board_event())
    calendar.meanwhile = cut
    with pytest.raises(PowerCut):
        await apply_events(scheduling, [SUBJECT])
    calendar.meanwhile = InventedCalendar().meanwhile
    await apply_events(scheduling, [SUBJECT])
    assert set(calendar.events) == {"key-1"}


@pytest.mark.parametrize("state", [EventState.WANTED, EventState.CANCELLING])
@pytest.mark.parametrize("outcome", [RetryAfter(9, "throttled"), Parked("no_right")])
async def test_what_could_not_be_done_is_still_wanted(
    store: SqlStore,
    scheduling: Scheduling,
    calendar: InventedCalendar,
    state: EventState,
    outcome: RetryAfter | Parked,
) -> None:
    """Nothing is written down as standing that does not stand."""
    await wanted(store, board_event(state))
    calendar.outcomes = [outcome]
    assert await only(scheduling) == outcome
    assert (await known(store)).state is state


async def test_an_event_that_is_not_known_is_nothing_to_do(
    scheduling: Scheduling, calendar: InventedCalendar
) -> None:
    """Work about something that is gone is done."""
    assert await apply_events(scheduling, ["qeb/2026-04/1"]) == [Done()]
    assert calendar.done == []


async def test_changes_are_saved_with_their_work_or_not_at_all(store: SqlStore) -> None:
    """A decision that fails in the middle leaves no event without its work."""

    def decide(tx: Transaction) -> None:
        save_changes(tx, [board_event()], NOON)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await store.write(decide)
    assert await store.read(lambda tx: tx.board_event(SUBJECT)) is None
    assert await asked_for(store) == {}


async def test_of_several_events_each_ends_by_itself(
    store: SqlStore, scheduling: Scheduling, calendar: InventedCalendar
) -> None:
    """One stands, one has to wait, one nobody knows of."""
    later = replace(board_event(), generation=2, key="key-2")
    await store.write(lambda tx: save_changes(tx, [board_event(), later], NOON))
    calendar.outcomes = [Done("one"), RetryAfter(9, "throttled")]
    subjects = [SUBJECT, "qeb/2026-04/1", later.work_subject]
    assert await apply_events(scheduling, subjects) == [Done(), Done(), RetryAfter(9, "throttled")]
    states = await store.read(lambda tx: [event.state for event in tx.board_events()])
    assert states == [EventState.STANDING, EventState.WANTED]


async def test_an_event_that_cannot_be_found_again_and_again_was_deleted(
    store: SqlStore, scheduling: Scheduling, calendar: InventedCalendar
) -> None:
    """It may only be late, so it is looked for six times, without a find in between."""
    await wanted(store, board_event())
    unseen = RetryAfter(15.0, NOT_YET_SEEN)
    late: list[Made] = [unseen] * (MOST_LOOKS - 1)
    calendar.outcomes = [*late, Done("event"), *late, unseen]
    for _ in range(MOST_LOOKS - 1):
        assert await only(scheduling) == unseen
    assert await only(scheduling) == Done()
    await wanted(store, replace(await known(store), event_id="", state=EventState.WANTED))
    for _ in range(MOST_LOOKS - 1):
        assert await only(scheduling) == unseen
    assert await store.read(noticed) == {}
    assert await only(scheduling) == Parked("event_deleted")
    assert await store.read(noticed) == {slot_of(board_event().meeting): Theirs()}
