"""The Seats list is read again and again; what it cannot say yet changes nobody's invitation."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.handlers.answered_deputies import keep_shown
from bot.handlers.by_hand import adopt
from bot.handlers.deputies import question_of, say_so
from bot.handlers.ports import Kind, Transaction
from bot.handlers.seating import EVERY, LINK, SEEDED, SUBJECT, Seating, read_seats, read_soon, with_seats
from bot.handlers.telling import entry_of
from bot.store import SqlStore
from practice.boards import BoardEvent, EventState
from practice.by_hand import Theirs
from practice.deputies import Said
from practice.event_changes import slot_of
from practice.outcomes import Done, Parked, RetryAfter
from practice.partnership import Partnership
from practice.people import Person
from practice.seat_list import KeptSeats, ListedSeat, SeatChanges
from tests.handlers.fakes import InventedCalendar, InventedDirectory, InventedSeats
from tests.handlers.made import NOON, PARTNERSHIP, asked_for, board_event, press
from tests.practice.boards_made import HUB

CHIEF, NEXT = "chief@police.example.org", "next@police.example.org"
RULES: Partnership = replace(PARTNERSHIP, boards=(HUB,), domains=("police.example.org",))
ITEM = ListedSeat("1", "learning-hub/police", HUB.name, "Police", holder="7")
FIRST = SeatChanges((ITEM,), (), "first", whole=True)
OTHER = replace(FIRST, items=(replace(ITEM, holder="8"),))
SAME = SeatChanges((), (), "second", whole=False)
LATER = NOON + timedelta(hours=1)
LOST = RetryAfter(7.0, "throttled")


@pytest.fixture
def seats() -> InventedSeats:
    return InventedSeats([FIRST], {"7": CHIEF, "8": NEXT, "9": "stranger@example.net"})


@pytest.fixture
def directory() -> InventedDirectory:
    return InventedDirectory()


@pytest.fixture
def calendar() -> InventedCalendar:
    return InventedCalendar()


@pytest.fixture
async def seating(
    store: SqlStore, seats: InventedSeats, calendar: InventedCalendar, directory: InventedDirectory
) -> Seating:
    """The list was seeded."""
    await store.write(lambda tx: tx.save_cursor(SEEDED, "list-1"))
    return Seating(store, seats, calendar, directory, RULES)


async def standing(store: SqlStore) -> BoardEvent:
    """An event to come, with the holder invited."""
    event = replace(board_event(), attendees=(CHIEF,), state=EventState.STANDING, event_id="event-1")
    event = replace(event, meeting=replace(event.meeting, board=HUB.key))
    await store.write(lambda tx: tx.save_board_event(event))
    return event


async def kept(store: SqlStore) -> KeptSeats:
    found = await store.read(lambda tx: tx.seats())
    assert found is not None
    return found


async def test_nothing_is_read_before_the_list_was_seeded(store: SqlStore, seats: InventedSeats) -> None:
    """Nor asked for: an empty list would take everybody off the boards."""
    assert (
        await read_seats(Seating(store, seats, InventedCalendar(), InventedDirectory(), RULES), NOON)
        == Done()
    )
    await store.write(lambda tx: read_soon(tx, NOON))
    assert (seats.links, await asked_for(store)) == ([], {})
    assert await store.read(lambda tx: with_seats(tx, RULES)) == RULES


async def test_a_reading_is_kept_and_the_next_goes_on_from_it(
    store: SqlStore, seating: Seating, seats: InventedSeats
) -> None:
    """In an hour of working time; people are named only where they are chosen."""
    assert await read_seats(seating, NOON) == Done()
    found = await kept(store)
    assert (found.items, found.people, found.read_at) == ((ITEM,), {"7": CHIEF}, NOON)
    assert (await asked_for(store))[Kind.SEATS, SUBJECT] == NOON + EVERY
    seats.found = [SAME]
    await read_seats(seating, LATER)
    assert seats.links == ["", "first"]
    assert await seating.store.read(lambda tx: tx.cursor(LINK)) == "second"


async def test_another_holder_changes_the_attendees_of_an_event(
    store: SqlStore, seating: Seating, seats: InventedSeats
) -> None:
    """And asks for it to be made so; reading the same again asks for nothing."""
    event = await standing(store)
    seats.found = [OTHER, SAME]
    await read_seats(seating, NOON)
    changed = await seating.store.read(lambda tx: tx.board_event(event.work_subject))
    assert changed == replace(event, attendees=(NEXT,), state=EventState.WANTED)
    assert (Kind.EVENT, event.work_subject) in await asked_for(store)


async def test_a_deputy_who_comes_stays_invited_while_they_deputise(
    store: SqlStore, seating: Seating, seats: InventedSeats
) -> None:
    """Also beside another holder; whoever is no deputy any more is not invited, and their card is to say so."""
    deputy = "deputy@police.example.org"
    seats.known = {"7": CHIEF, "8": NEXT, "6": deputy}
    event = await standing(store)
    question = question_of(event)
    card = entry_of(question, "d")

    def said_yes(tx: Transaction) -> None:
        tx.save_person(deputy, Person("d", "police"))
        tx.save_cursor(card, "message-1")
        say_so(tx, press(by="d"), question, RULES, NOON, Said.YES)
        tx.drop_work(Kind.SAID, card)
        keep_shown(tx, card, "deputy.yes")
        tx.save_board_event(replace(event, attendees=(CHIEF, deputy)))

    seats.found = [replace(FIRST, items=(replace(ITEM, holder="7", deputy="6"),))]
    await read_seats(seating, NOON)
    await store.write(said_yes)
    for holder, named, invited in (
        ("7", "6", (CHIEF, deputy)),
        ("8", "6", (NEXT, deputy)),
        ("8", "", (NEXT,)),
    ):
        seats.found = [replace(FIRST, items=(replace(ITEM, holder=holder, deputy=named),))]
        await read_seats(seating, NOON)
        now = await store.read(lambda tx: tx.board_event(event.work_subject))
        assert now is not None
        assert now.attendees == invited
        assert ((Kind.SAID, card) in await asked_for(store)) is (not named)


async def test_an_event_that_somebody_moved_in_outlook_keeps_its_people_until_that_is_settled(
    store: SqlStore, seating: Seating, seats: InventedSeats, calendar: InventedCalendar
) -> None:
    """Writing to it would move it back without a word. One that cannot be looked at is not written to either."""
    event = await standing(store)
    seats.found = [OTHER, OTHER, SAME]
    calendar.seen[event.event_id] = LOST
    assert await read_seats(seating, NOON) == RetryAfter(900.0, "unreadable_calendar")
    starts_at = event.meeting.starts_at + timedelta(days=1)
    calendar.seen[event.event_id] = Theirs(starts_at, starts_at + timedelta(hours=2))
    assert await read_seats(seating, NOON) == Done()
    assert await store.read(lambda tx: tx.board_event(event.work_subject)) == event
    assert (Kind.EVENT, event.work_subject) not in await asked_for(store)
    await store.write(lambda tx: adopt(tx, slot_of(event.meeting)))
    await read_seats(seating, LATER)
    changed = await store.read(lambda tx: tx.board_event(event.work_subject))
    assert changed is not None
    assert (changed.attendees, changed.meeting.starts_at) == ((NEXT,), starts_at)


async def test_who_is_in_the_directory_no_longer_is_invited_no_longer(
    store: SqlStore, seating: Seating, seats: InventedSeats, directory: InventedDirectory
) -> None:
    """That an account goes changes nothing in the list: everybody is looked up once a day; the second counts."""
    event = await standing(store)
    seats.found = [FIRST, SAME]
    await read_seats(seating, NOON)
    directory.told[CHIEF] = ""
    await read_seats(seating, LATER)
    assert ((await kept(store)).missing, directory.asked) == ({}, [CHIEF])
    seats.found = [SAME]
    await read_seats(seating, NOON + timedelta(days=1))
    assert await store.read(lambda tx: tx.board_event(event.work_subject)) == event
    await read_seats(seating, NOON + timedelta(days=2))
    assert (await kept(store)).left == (CHIEF,)
    changed = await store.read(lambda tx: tx.board_event(event.work_subject))
    assert changed == replace(event, attendees=(), state=EventState.WANTED)
    assert (Kind.EVENT, event.work_subject) in await asked_for(store)


REFUSED = Parked("unreadable_items")
AN_HOUR = RetryAfter(EVERY.total_seconds(), "unreadable_items")


@pytest.mark.parametrize(("outcome", "later"), [(LOST, LOST), (REFUSED, AN_HOUR)])
async def test_what_cannot_be_read_is_tried_again_and_changes_nothing(
    seating: Seating,
    seats: InventedSeats,
    directory: InventedDirectory,
    outcome: RetryAfter | Parked,
    later: RetryAfter,
) -> None:
    """The list, the people of the site, and the directory: half a reading is none."""
    seats.found = [outcome]
    assert await read_seats(seating, NOON) == later
    seats.found, people, seats.known = [FIRST], seats.known, outcome
    assert await read_seats(seating, NOON) == later
    seats.known = people
    directory.told[CHIEF] = outcome
    assert await read_seats(seating, NOON) == later
    assert await seating.store.read(lambda tx: (tx.seats(), tx.cursor(LINK))) == (None, "")


async def test_a_reading_of_a_list_that_was_seeded_anew_meanwhile_is_dropped(
    seating: Seating, seats: InventedSeats
) -> None:
    """It says nothing of the new one."""

    async def meanwhile() -> None:
        await seating.store.write(lambda tx: tx.save_cursor(SEEDED, "list-2"))

    seats.meanwhile = meanwhile
    assert await read_seats(seating, NOON) == Done()
    assert await seating.store.read(lambda tx: tx.seats()) is None


async def test_faults_are_counted_in_the_log_and_nobody_is_named(
    seating: Seating, seats: InventedSeats, caplog: pytest.LogCaptureFixture
) -> None:
    """`plan show` says them."""
    seats.found = [replace(FIRST, items=(replace(ITEM, holder="9"),))]
    await read_seats(seating, NOON)
    (record,) = caplog.records
    assert (record.message, record.__dict__["count"]) == ("seats.faults", 1)
    assert "stranger" not in str(record.__dict__)
