"""A meeting that is over is held, and who had accepted is read once more on the next working day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.handlers.attending import Attending, after_meeting, attend, attend_all
from bot.handlers.board_list import attendance
from bot.handlers.by_hand import Looking, adopt, look
from bot.handlers.ports import Kind, Transaction
from bot.store import SqlStore, WorkQueue
from practice.board_list import Attendance
from practice.boards import BoardEvent, BoardMeeting, EventState
from practice.by_hand import Theirs
from practice.outcomes import Done, Parked, RetryAfter
from practice.quorum import Reply, Verdict
from tests.handlers.boardrooms import BOTH, EVENT, POLICE, SUBJECT
from tests.handlers.fakes import InventedCalendar
from tests.handlers.made import NOON, asked_for

AT = EVENT.meeting.starts_at
OVER = datetime(2026, 4, 22, 10, 30, tzinfo=UTC)
"""Half past eleven in London, on a Wednesday."""

NEXT = datetime(2026, 4, 23, 8, 30, tzinfo=UTC)
ATTEND, FILE = (Kind.ATTEND, SUBJECT), (Kind.FILE_BOARD, SUBJECT)


@pytest.fixture
def calendar() -> InventedCalendar:
    return InventedCalendar(replies={POLICE: Reply.ACCEPTED})


@pytest.fixture
def attending(store: SqlStore, calendar: InventedCalendar) -> Attending:
    return Attending(store, calendar, BOTH)


async def keep(store: SqlStore, event: BoardEvent = EVENT, now: datetime = NOON) -> None:
    """Save an event and ask for what follows."""

    def kept(tx: Transaction) -> None:
        tx.save_board_event(event)
        attend(tx, [event], now)

    await store.write(kept)


async def known(store: SqlStore, event: BoardEvent = EVENT) -> Attendance:
    return await store.read(lambda tx: attendance(tx, event))


async def moved(store: SqlStore, calendar: InventedCalendar, theirs: Theirs) -> None:
    """Somebody moves or deletes the event in Outlook, and the night notices."""
    calendar.seen = {EVENT.event_id: theirs}
    await look(Looking(store, calendar), [EVENT], NOON)


async def test_a_meeting_is_looked_at_when_it_is_over(store: SqlStore) -> None:
    """Not before; one that is cancelled is not looked at at all."""
    await keep(store)
    assert (await asked_for(store))[ATTEND] == OVER
    await keep(store, replace(EVENT, state=EventState.CANCELLING))
    assert ATTEND not in await asked_for(store)


async def test_it_is_held_at_its_end_and_read_on_the_next_working_day(
    store: SqlStore, attending: Attending
) -> None:
    """Each time the list is to say so; then nothing more is asked for."""
    await keep(store)
    assert await after_meeting(attending, SUBJECT, OVER) == Done()
    assert await known(store) == Attendance(AT, held=True)
    waiting = await asked_for(store)
    assert (waiting[ATTEND], waiting[FILE]) == (NEXT, OVER)
    assert await after_meeting(attending, SUBJECT, NEXT) == Done()
    assert await known(store) == Attendance(AT, Verdict.QUORATE, 1, held=True, final=True)
    assert (await asked_for(store))[FILE] == NEXT
    await store.write(lambda tx: tx.drop_work(*ATTEND))
    await keep(store, now=NEXT)
    assert ATTEND not in await asked_for(store)


async def test_a_start_looks_at_what_an_earlier_version_planned(store: SqlStore) -> None:
    """What waits already keeps its time; what is long over is looked at now."""
    await keep(store)
    later = NEXT + timedelta(days=30)
    await store.write(lambda tx: attend_all(tx, later))
    assert (await asked_for(store))[ATTEND] == OVER
    await store.write(lambda tx: tx.drop_work(*ATTEND))
    await store.write(lambda tx: attend_all(tx, later))
    assert (await asked_for(store))[ATTEND] == later


async def test_a_start_leaves_to_a_person_what_is_parked(store: SqlStore) -> None:
    """Whatever broke it would break it at every start."""
    await keep(store)
    queue = WorkQueue(store, lambda: 0.0)
    (claimed,) = await queue.claim([Kind.ATTEND], 1, OVER, 60)
    await queue.park(claimed, "unreadable_calendar")
    await store.write(lambda tx: attend_all(tx, NEXT))
    assert ATTEND not in await asked_for(store)


async def test_a_meeting_nobody_was_invited_to_is_not_held(store: SqlStore, attending: Attending) -> None:
    """Its event never came to stand; nor is one held that is cancelled or unknown."""
    await keep(store, replace(EVENT, event_id="", state=EventState.WANTED))
    assert await after_meeting(attending, SUBJECT, NEXT) == Done()
    await keep(store, replace(EVENT, state=EventState.CANCELLED))
    assert await after_meeting(attending, SUBJECT, NEXT) == Done()
    assert await after_meeting(attending, "learning-hub/1999-01/1", NEXT) == Done()
    assert await known(store) == Attendance(AT)


async def test_one_moved_in_outlook_is_over_when_outlook_says(
    store: SqlStore, attending: Attending, calendar: InventedCalendar
) -> None:
    """Until then it is not held, whatever the plan says."""
    week = timedelta(days=7)
    await keep(store)
    await moved(store, calendar, Theirs(EVENT.meeting.starts_at + week, EVENT.meeting.ends_at + week))
    assert await after_meeting(attending, SUBJECT, OVER) == Done()
    assert not (await known(store)).held
    assert (await asked_for(store))[ATTEND] == OVER + week
    assert await after_meeting(attending, SUBJECT, OVER + week) == Done()
    assert (await known(store)).held


async def test_one_deleted_in_outlook_is_not_held(
    store: SqlStore, attending: Attending, calendar: InventedCalendar
) -> None:
    """Whether it took place a person has to say."""
    await keep(store)
    await moved(store, calendar, Theirs())
    assert await after_meeting(attending, SUBJECT, NEXT) == Done()
    assert await known(store) == Attendance(AT)


async def test_what_was_known_of_another_time_says_nothing(
    store: SqlStore, attending: Attending, calendar: InventedCalendar
) -> None:
    """A meeting that moves is answered anew, and held anew."""
    await keep(store)
    await after_meeting(attending, SUBJECT, NEXT)
    week = timedelta(days=7)
    await moved(store, calendar, Theirs(EVENT.meeting.starts_at + week, EVENT.meeting.ends_at + week))
    await store.write(lambda tx: adopt(tx, ("learning-hub", "2026-04")))
    event = await store.read(lambda tx: tx.board_event(SUBJECT))
    assert event is not None
    assert await known(store, event) == Attendance(AT + week)


@pytest.mark.parametrize("trouble", [RetryAfter(5, "busy"), Parked("unreadable_calendar")])
async def test_answers_that_cannot_be_read_are_read_later(
    store: SqlStore, attending: Attending, calendar: InventedCalendar, trouble: RetryAfter | Parked
) -> None:
    """The meeting was held all the same."""
    await keep(store)
    calendar.replies = trouble
    assert await after_meeting(attending, SUBJECT, NEXT) == trouble
    assert await known(store) == Attendance(AT, held=True)


async def test_an_event_deleted_after_the_meeting_leaves_what_was_known(
    store: SqlStore, attending: Attending, calendar: InventedCalendar
) -> None:
    """Somebody tidied up: nobody has to look at that."""
    await keep(store)
    await after_meeting(attending, SUBJECT, OVER)
    calendar.replies = Parked("event_deleted")
    assert await after_meeting(attending, SUBJECT, NEXT) == Done()
    assert await known(store) == Attendance(AT, held=True, final=True)


@pytest.mark.parametrize(
    "meeting", [replace(EVENT.meeting, scoping=True), replace(EVENT.meeting, board="gone")]
)
async def test_where_nobody_is_counted_it_is_held_and_no_more(
    store: SqlStore, attending: Attending, meeting: BoardMeeting
) -> None:
    """To the open scoping meeting anybody may come; of a board that is in the file no more nobody knows the rule."""
    event = replace(EVENT, meeting=meeting)
    await keep(store, event)
    assert await after_meeting(attending, event.work_subject, NEXT) == Done()
    assert await known(store, event) == Attendance(AT, held=True, final=True)
