"""What the coordinators are told of a meeting that somebody moved or deleted in Outlook."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.handlers.by_hand import adopt, noticed
from bot.handlers.messages import PapersNotice, QuorumNotice
from bot.handlers.watching import tell_of_papers
from bot.store import SqlStore
from practice.by_hand import MOVED_WHY, Theirs
from practice.event_changes import slot_of
from practice.outcomes import Done, RetryAfter
from tests.handlers.boardrooms import (
    EVENT,
    IN_FIVE,
    SUBJECT,
    Office,
)


@pytest.fixture
def office(store: SqlStore) -> Office:
    return Office(store)


async def test_a_card_names_the_time_as_it_stands_in_outlook(office: Office) -> None:
    """Somebody moved the meeting, and nobody has settled that: also where this look is the first to see it."""
    await office.keep()
    starts_at = EVENT.meeting.starts_at + timedelta(hours=1)
    office.calendar.seen = {EVENT.event_id: Theirs(starts_at, starts_at + timedelta(hours=2))}
    assert await office.quorum() == Done()
    assert await tell_of_papers(office.watching, SUBJECT, IN_FIVE) == Done()
    notices = [notice for person, notice in office.messenger.notices if person == "a"]
    assert [(type(one), one.meeting.starts_at, one.meeting.why) for one in notices] == [
        (QuorumNotice, starts_at, MOVED_WHY),
        (PapersNotice, starts_at, MOVED_WHY),
    ]
    assert await office.store.read(noticed)


async def test_a_meeting_that_was_moved_to_an_earlier_day_and_has_begun_is_not_told_of(
    office: Office,
) -> None:
    """Nothing can be done about it any more."""
    await office.keep()
    starts_at = datetime(2026, 4, 8, 9)  # noqa: DTZ001 - local, as events have it
    office.calendar.seen = {EVENT.event_id: Theirs(starts_at, starts_at + timedelta(hours=2))}
    assert await office.quorum() == Done()
    assert office.told == []


async def test_of_a_meeting_deleted_in_outlook_nothing_is_told_until_that_is_settled(office: Office) -> None:
    """It waits, and says for what; adopted, it comes to nothing. So does a calendar that cannot be read."""
    await office.keep()
    office.calendar.seen = {EVENT.event_id: RetryAfter(9, "throttled")}
    assert await office.quorum() == RetryAfter(900, "unreadable_calendar")
    office.calendar.seen = {EVENT.event_id: Theirs()}
    assert await office.quorum() == RetryAfter(900, "event_deleted")
    assert await tell_of_papers(office.watching, SUBJECT, IN_FIVE) == RetryAfter(900, "event_deleted")
    await office.store.write(lambda tx: adopt(tx, slot_of(EVENT.meeting)))
    assert await office.quorum() == await tell_of_papers(office.watching, SUBJECT, IN_FIVE) == Done()
    assert office.told == []
