"""Board meetings in the boards' mailbox, over the real wire."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest

from graph_sync.calendar import OutlookCalendar
from graph_sync.client import GraphClient
from practice.boards import BoardEvent, BoardMeeting, EventState
from practice.by_hand import ByHand, Theirs, Times, times_of
from practice.outcomes import Done, Parked, RetryAfter
from tests.graph_sync.conftest import BOARDS, INTAKE, Service

POLICE, HEALTH = "police.seat@police.example.org", "health.seat@health.example.org"
MEETING = BoardMeeting(
    "learning-hub",
    "2026-06",
    datetime.fromisoformat("2026-06-24T09:30"),
    datetime.fromisoformat("2026-06-24T11:30"),
    "purpose",
    "why",
)
EVENT = BoardEvent(
    meeting=MEETING,
    generation=1,
    key=str(UUID(int=77)),
    state=EventState.WANTED,
    subject="Learning Hub",
    body_html="<p>Purpose and papers.</p>",
    attendees=(POLICE,),
    place="Civic Offices",
    cancel_comment="Moved: bank holiday.",
)


@pytest.fixture
def calendar(client: GraphClient) -> OutlookCalendar:
    """The boards' calendar."""
    return OutlookCalendar(
        client,
        boards_mailbox=BOARDS,
        intake_mailbox=INTAKE,
        categories={"learning-hub": "Learning Hub"},
    )


Outcome = Done | ByHand | RetryAfter | Parked


async def make(calendar: OutlookCalendar, event: BoardEvent, *ours: Times) -> Outcome:
    """Make one event as it is wanted."""
    (outcome,) = await calendar.make([event], {event.work_subject: ours})
    return outcome


async def cancel(calendar: OutlookCalendar, event: BoardEvent) -> Outcome:
    return await make(calendar, replace(event, state=EventState.CANCELLING))


async def standing(calendar: OutlookCalendar, event: BoardEvent = EVENT) -> BoardEvent:
    """Create the event and know its id."""
    outcome = await make(calendar, event)
    assert isinstance(outcome, Done), outcome
    return replace(event, event_id=outcome.outside_id)


@pytest.mark.slow
async def test_a_board_meeting_becomes_an_event_in_local_time_with_invitations(
    service: Service, calendar: OutlookCalendar
) -> None:
    """Half past nine in London in June is half past eight UTC."""
    await standing(calendar)
    (event,) = await service.events(BOARDS)
    assert (event["subject"], event["start"][:19]) == ("Learning Hub", "2026-06-24T08:30:00")
    assert event["invitations"] == {POLICE: 1}
    assert (event["transactionId"], event["key"]) == (EVENT.key, EVENT.key)


@pytest.mark.slow
@pytest.mark.parametrize("answered", ["400", "201", "409"])
async def test_a_create_that_is_repeated_makes_no_second_event(
    service: Service, calendar: OutlookCalendar, answered: str
) -> None:
    """However the service answers the repeat, the id is the first one's and nobody is invited twice."""
    await service.behave(repeated_transaction=answered)
    first = await standing(calendar)
    assert await standing(calendar) == first
    (event,) = await service.events(BOARDS)
    assert event["invitations"] == {POLICE: 1}


@pytest.mark.slow
@pytest.mark.parametrize("answered", ["400", "201", "409"])
async def test_a_repeated_create_brings_an_older_event_to_the_present_plan(
    service: Service, calendar: OutlookCalendar, answered: str
) -> None:
    """The first answer was lost, and the plan moved before the second try."""
    await service.behave(repeated_transaction=answered)
    await standing(calendar)
    await standing(calendar, moved(EVENT))
    (event,) = await service.events(BOARDS)
    assert event["start"][:10] == "2026-06-25"


@pytest.mark.slow
async def test_a_new_attendee_alone_is_the_only_one_told(service: Service, calendar: OutlookCalendar) -> None:
    """Nothing else is in the change, so nobody else hears of it."""
    event = await standing(calendar)
    assert isinstance(await make(calendar, replace(event, attendees=(HEALTH, POLICE))), Done)
    (stored,) = await service.events(BOARDS)
    assert stored["invitations"] == {POLICE: 1, HEALTH: 1}


@pytest.mark.slow
async def test_a_change_is_written_once(service: Service, calendar: OutlookCalendar) -> None:
    """The second time nothing differs, though the service rewrote the body, the times and the order."""
    event = await standing(calendar)
    changed = replace(moved(event), body_html="<p>Other words.</p>", place="Town Hall", attendees=(HEALTH,))
    assert isinstance(await make(calendar, changed), Done)
    before = await service.events(BOARDS)
    await service.call("DELETE", "/_local/requests")
    assert isinstance(await make(calendar, changed), Done)
    assert await service.events(BOARDS) == before
    assert "PATCH" not in {request["method"] for request in await service.requests()}


@pytest.mark.slow
async def test_a_cancelled_meeting_is_gone_and_everybody_is_told_once(
    service: Service, calendar: OutlookCalendar
) -> None:
    """A second cancellation finds nothing to do; one without an id finds the event by its key."""
    event = await standing(calendar)
    assert isinstance(await cancel(calendar, replace(event, event_id="")), Done)
    assert isinstance(await cancel(calendar, event), Done)
    (stored,) = await service.events(BOARDS)
    assert stored["cancelled"]
    assert stored["invitations"] == {POLICE: 2}, "an invitation and a cancellation"


@pytest.mark.slow
async def test_a_meeting_never_created_is_cancelled_without_a_word(
    service: Service, calendar: OutlookCalendar
) -> None:
    """There is nothing to cancel."""
    assert await cancel(calendar, EVENT) == Done()
    assert await service.events(BOARDS) == []


@pytest.mark.slow
@pytest.mark.parametrize("cancelled_event", ["gone", "readable"])
async def test_a_change_of_an_event_that_is_gone_is_left_to_a_person(
    service: Service, calendar: OutlookCalendar, cancelled_event: str
) -> None:
    """Neither a change nor a repeated create brings back what was cancelled."""
    await service.behave(cancelled_event=cancelled_event, repeated_transaction="400")
    event = await standing(calendar)
    await cancel(calendar, event)
    assert await make(calendar, moved(event)) == ByHand(Theirs(), event.event_id)
    assert await make(calendar, EVENT) == ByHand(Theirs(), event.event_id)


@pytest.mark.slow
async def test_an_event_that_stands_at_none_of_our_times_is_not_written_to(
    service: Service, calendar: OutlookCalendar
) -> None:
    """Neither where it stood before our change, nor where another change of ours may have put it."""
    event = await standing(calendar)
    theirs = moved(event)
    assert isinstance(await make(calendar, theirs, times_of(event)), Done)
    before = await service.events(BOARDS)
    found = Theirs(*times_of(theirs))
    assert await make(calendar, event, times_of(event)) == ByHand(found, event.event_id)
    other = replace(event, place="Room 2")
    assert await make(calendar, other, times_of(event)) == ByHand(found, event.event_id)
    assert await service.events(BOARDS) == before
    assert isinstance(await make(calendar, other, times_of(event), times_of(theirs)), Done)


@pytest.mark.slow
async def test_under_faults_every_meeting_ends_as_one_event(
    service: Service, calendar: OutlookCalendar
) -> None:
    """Twelve meetings, all moved and half of them cancelled, with 40 % of the requests going wrong."""
    await service.fail("429", "503", "reset", "applied-then-504", "applied-then-reset", probability=0.4)
    for number in range(12):
        event = replace(EVENT, key=str(UUID(int=number)), subject=f"Board {number}")
        created = await until_done(calendar, event)
        later = replace(moved(event), event_id=created.outside_id)
        await until_done(calendar, later)
        if number % 2:
            await until_done(calendar, replace(later, state=EventState.CANCELLING, cancel_comment="No."))
    await service.fail(probability=0)
    events = await service.events(BOARDS)
    told = {event["subject"]: set(event["invitations"].values()) for event in events}
    assert told == {f"Board {n}": {2 + n % 2} for n in range(12)}
    assert sorted(event["subject"] for event in events) == sorted(f"Board {n}" for n in range(12))
    assert {event["start"][:10] for event in events} == {"2026-06-25"}


async def until_done(calendar: OutlookCalendar, event: BoardEvent) -> Done:
    """Try until it is done."""
    for _ in range(100):
        outcome = await make(calendar, event)
        if isinstance(outcome, Done):
            return outcome
        assert isinstance(outcome, RetryAfter), outcome
    raise AssertionError("never done")


def moved(event: BoardEvent) -> BoardEvent:
    """Move the meeting by a day."""
    later = replace(
        MEETING,
        starts_at=datetime.fromisoformat("2026-06-25T09:30"),
        ends_at=datetime.fromisoformat("2026-06-25T11:30"),
    )
    return replace(event, meeting=later)
