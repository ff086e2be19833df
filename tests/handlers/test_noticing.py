"""Meetings of the intake calendar become prompts, once each, whichever reading sees them."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.handlers.noticing import CURSOR, Intake, notice, read_intake
from bot.store import SqlStore, SqlTransaction
from practice.meetings import Meeting, MeetingStatus
from practice.outcomes import Done, Parked, RetryAfter
from practice.people import Attendee
from practice.prompts import Prompt, PromptState
from tests.handlers.fakes import InventedCalendar
from tests.handlers.made import ADDRESS, NOON, PARTNERSHIP, asked_for, seen

NURSE = "health.visitor.1@health.example.org"
PARENT = "parent@mail.example.net"


@pytest.fixture
def calendar() -> InventedCalendar:
    return InventedCalendar()


@pytest.fixture
def intake(store: SqlStore, calendar: InventedCalendar) -> Intake:
    return Intake(store, calendar, PARTNERSHIP)


async def kept(store: SqlStore) -> list[tuple[Meeting, list[Prompt]]]:
    def look(tx: SqlTransaction) -> list[tuple[Meeting, list[Prompt]]]:
        return [(meeting, list(tx.prompts_of_meeting(meeting.id))) for meeting in tx.meetings()]

    return await store.read(look)


async def test_the_people_of_listed_agencies_are_planned_for(
    store: SqlStore, intake: Intake, calendar: InventedCalendar
) -> None:
    """Half an hour of working time after the end; the parent is counted, and kept nowhere."""
    calendar.shown = ([seen(1, ADDRESS, NURSE, PARENT)], 0)
    assert await read_intake(intake, NOON) == Done()
    ((meeting, prompts),) = await kept(store)
    assert (meeting.type_key, meeting.status, meeting.outsiders) == (
        "core-group",
        MeetingStatus.HAPPENED,
        1,
    )
    assert {prompt.address for prompt in prompts} == {ADDRESS, NURSE}
    assert {prompt.state for prompt in prompts} == {PromptState.PLANNED}
    due = NOON - timedelta(minutes=30)
    waiting = await asked_for(store)
    for prompt in prompts:
        assert (prompt.due_at, waiting["deliver", prompt.id]) == (due, due)
        assert waiting["close", prompt.id] == prompt.closes_at
    assert ("file_meeting", meeting.id) in waiting


async def test_a_meeting_that_is_seen_twice_is_one(
    store: SqlStore, intake: Intake, calendar: InventedCalendar
) -> None:
    """Also within one reading, and with other attendees the second time."""
    calendar.shown = ([seen(1, ADDRESS), seen(1, ADDRESS, NURSE)], 0)
    await read_intake(intake, NOON)
    before = await kept(store)
    await read_intake(intake, NOON + timedelta(minutes=30))
    assert await kept(store) == before
    assert len(before) == 1
    assert len(before[0][1]) == 1


async def test_a_meeting_that_has_not_ended_is_left_for_later(
    store: SqlStore, intake: Intake, calendar: InventedCalendar
) -> None:
    """People are asked after a meeting, not in it."""
    calendar.shown = ([seen(1, hours_ago=-0.5)], 0)
    await read_intake(intake, NOON)
    assert await kept(store) == []
    await read_intake(intake, NOON + timedelta(minutes=30))
    assert len(await kept(store)) == 1


async def test_the_first_reading_of_a_day_looks_back_and_later_ones_read_their_day(
    store: SqlStore, intake: Intake, calendar: InventedCalendar
) -> None:
    """Three days back, because invitations arrive late and weekends pass; at the very first only one day."""
    later, morning = NOON + timedelta(minutes=37), NOON + timedelta(hours=20)
    await read_intake(intake, NOON)
    assert (await asked_for(store))["poll", CURSOR] == NOON + timedelta(minutes=30)
    await read_intake(intake, later)
    assert (await asked_for(store))["poll", CURSOR] == NOON + timedelta(hours=1)
    await read_intake(intake, morning)
    assert calendar.windows == [
        (NOON - timedelta(days=1), NOON),
        (NOON.replace(hour=0), later),
        (later - timedelta(days=3), morning),
    ]


@pytest.mark.slow
async def test_a_day_begins_at_midnight_in_london(intake: Intake, calendar: InventedCalendar) -> None:
    """In summer that is eleven in the evening, UTC."""
    summer = datetime(2026, 7, 1, 10, tzinfo=UTC)
    await read_intake(intake, summer)
    await read_intake(intake, summer + timedelta(hours=1))
    assert calendar.windows[-1][0] == datetime(2026, 6, 30, 23, tzinfo=UTC)


async def test_a_clock_that_was_wrong_for_a_while_hides_no_meeting(
    intake: Intake, calendar: InventedCalendar
) -> None:
    """A last reading in the time to come counts as one of just now."""
    await read_intake(intake, NOON + timedelta(days=300))
    await read_intake(intake, NOON)
    assert calendar.windows[-1] == (NOON - timedelta(days=3), NOON)


async def test_the_mailbox_is_not_read_at_night(store: SqlStore, intake: Intake) -> None:
    """After hours the next reading is in the morning."""
    await read_intake(intake, datetime(2026, 3, 17, 16, 20, tzinfo=UTC))
    assert (await asked_for(store))["poll", CURSOR] == datetime(2026, 3, 18, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("failure", "gives"),
    [
        (RetryAfter(20, "throttled"), RetryAfter(20, "throttled")),
        (Parked("no_right"), RetryAfter(1800, "no_right")),
    ],
)
async def test_a_reading_that_fails_goes_on_later_from_the_same_place(
    store: SqlStore,
    intake: Intake,
    calendar: InventedCalendar,
    failure: RetryAfter | Parked,
    gives: RetryAfter,
) -> None:
    """It is never given up, and no meeting falls between two readings."""
    await read_intake(intake, NOON)
    calendar.shown = failure
    assert await read_intake(intake, NOON + timedelta(hours=20)) == gives
    calendar.shown = ([seen(1)], 0)
    await read_intake(intake, NOON + timedelta(hours=22))
    assert len(await kept(store)) == 1
    assert calendar.windows[1][0] == calendar.windows[2][0] == NOON - timedelta(days=3)


async def test_meetings_that_cannot_be_read_are_counted_and_stop_no_other(
    store: SqlStore, intake: Intake, calendar: InventedCalendar, caplog: pytest.LogCaptureFixture
) -> None:
    """An operator sees how many there were, and nothing of them."""
    calendar.shown = ([seen(1)], 2)
    with caplog.at_level(logging.WARNING):
        await read_intake(intake, NOON)
    assert len(await kept(store)) == 1
    (record,) = caplog.records
    assert (record.msg, vars(record)["count"]) == ("intake.unreadable", 2)


async def test_readable_meetings_are_no_news(
    intake: Intake, calendar: InventedCalendar, caplog: pytest.LogCaptureFixture
) -> None:
    """An operator is told of what is wrong only."""
    calendar.shown = ([seen(1)], 0)
    with caplog.at_level(logging.INFO):
        await read_intake(intake, NOON)
    assert caplog.records == []


@pytest.mark.parametrize("category", ["legal", "birthday"])
async def test_a_type_that_is_not_asked_about_is_kept_without_its_people(
    store: SqlStore, category: str
) -> None:
    """Nobody's address is kept of a meeting nobody will be asked about."""
    await store.write(lambda tx: notice(tx, seen(1, ADDRESS, category=category), PARTNERSHIP, NOON))
    ((_, prompts),) = await kept(store)
    assert prompts == []


async def test_who_declined_the_invitation_is_not_asked_and_their_address_not_kept(store: SqlStore) -> None:
    """The prompt is there with its reason, so that nobody is called silent."""
    absent = replace(seen(1), attendees=(Attendee(ADDRESS, declined=True),))
    await store.write(lambda tx: notice(tx, absent, PARTNERSHIP, NOON))
    ((_, (prompt,)),) = await kept(store)
    assert (prompt.state, prompt.reason, prompt.address) == (
        PromptState.NOT_ASKED,
        "declined_invitation",
        "",
    )
    assert {kind for kind, _ in await asked_for(store)} == {"file_meeting"}
