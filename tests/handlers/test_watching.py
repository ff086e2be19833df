"""The coordinators are told whether a board will be quorate, and when papers are due: once each, in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.handlers.messages import DayNotice, PapersNotice, QuorumNotice
from bot.handlers.ports import Kind
from bot.handlers.watching import tell_of_papers, watch_all
from bot.store import SqlStore
from practice.boards import EventState
from practice.outcomes import Done, Parked, RetryAfter
from practice.quorum import Reply, SeatAnswer, Verdict
from practice.seat_list import KeptSeats, ListedSeat
from tests.handlers.boardrooms import (
    BOARD,
    BOTH,
    DAY_OF,
    EVENT,
    FIVE,
    IN_FIVE,
    IN_TEN,
    ON_THE_DAY,
    POLICE,
    SUBJECT,
    TEN,
    Office,
)
from tests.handlers.made import NOON, asked_for


@pytest.fixture
def office(store: SqlStore) -> Office:
    return Office(store)


async def test_a_meeting_is_watched_ten_and_five_working_days_before(office: Office) -> None:
    """And its papers are due when its invitation says so, at the start of working hours in summer time."""
    assert await office.keep() == {
        (Kind.QUORUM, TEN): IN_TEN,
        (Kind.QUORUM, FIVE): IN_FIVE,
        (Kind.QUORUM, DAY_OF): ON_THE_DAY,
        (Kind.PAPERS, SUBJECT): IN_FIVE,
    }


async def test_only_what_is_still_to_come_is_asked_for(office: Office) -> None:
    """Who was invited this week is not chased for an answer at once."""
    assert set(await office.keep(now=IN_TEN + timedelta(days=1))) == {
        (Kind.QUORUM, FIVE),
        (Kind.QUORUM, DAY_OF),
        (Kind.PAPERS, SUBJECT),
    }
    assert (Kind.QUORUM, TEN) in await office.keep(now=IN_TEN + timedelta(hours=3))


async def test_a_cancelled_meeting_is_watched_no_longer(office: Office) -> None:
    """And whatever was due of it comes to nothing."""
    await office.keep()
    cancelled = replace(EVENT, state=EventState.CANCELLING)
    assert await office.keep(cancelled) == {}
    assert await office.quorum() == Done()
    assert await tell_of_papers(office.watching, SUBJECT, IN_FIVE) == Done()
    assert office.told == []


async def test_the_open_scoping_meeting_has_papers_and_no_quorum(office: Office) -> None:
    """Anybody may come."""
    scoping = replace(EVENT, meeting=replace(EVENT.meeting, scoping=True))
    assert set(await office.keep(scoping)) == {(Kind.PAPERS, SUBJECT)}


async def test_the_partnership_boards_papers_are_its_members(office: Office) -> None:
    """A board that is no longer in the file is not watched at all."""
    other = replace(EVENT, meeting=replace(EVENT.meeting, board="partnership-board"))
    assert {kind for kind, _ in await office.keep(other)} == {Kind.QUORUM}
    gone = replace(EVENT, meeting=replace(EVENT.meeting, board="qeb"), key="key-2")
    assert {subject for _, subject in await office.keep(gone)} == {
        f"{other.work_subject}/10",
        f"{other.work_subject}/5",
        f"{other.work_subject}/0",
    }
    assert await office.quorum(f"{gone.work_subject}/10") == Done()


async def test_a_start_watches_what_an_earlier_version_planned(office: Office) -> None:
    """And takes nothing back that is overdue."""
    await office.keep()
    await office.store.write(lambda tx: watch_all(tx, BOTH, IN_TEN + timedelta(days=1)))
    assert (await asked_for(office.store))[Kind.QUORUM, TEN] == IN_TEN
    fresh = replace(EVENT, generation=2, key="key-2")
    await office.store.write(lambda tx: tx.save_board_event(fresh))
    await office.store.write(lambda tx: watch_all(tx, BOTH, NOON))
    assert (await asked_for(office.store))[Kind.QUORUM, f"{fresh.work_subject}/10"] == IN_TEN


async def test_each_coordinator_is_told_once_what_people_have_answered(office: Office) -> None:
    """Whoever is named later is told at the next try, and nobody twice."""
    await office.keep()
    office.calendar.replies = {POLICE: Reply.ACCEPTED}
    assert await office.quorum() == Done()
    office.coordinators.named = ("a", "b", "c")
    assert await office.quorum() == Done()
    assert office.told == ["a", "b", "c"]
    notice = office.messenger.notices[0][1]
    assert isinstance(notice, QuorumNotice)
    assert notice.judgement.verdict is Verdict.QUORATE


async def test_on_the_day_it_is_said_once_that_a_board_cannot_decide(office: Office) -> None:
    """When working hours begin, though the meeting does too; later, while it lasts."""
    await office.keep()
    for now in (ON_THE_DAY, ON_THE_DAY + timedelta(hours=1)):
        assert await office.quorum(DAY_OF, now) == Done()
    assert [person for person, one in office.messenger.notices if isinstance(one, DayNotice)] == ["a", "b"]


@pytest.mark.parametrize(
    ("now", "reply"),
    [
        (ON_THE_DAY, Reply.ACCEPTED),
        (ON_THE_DAY + timedelta(hours=2), Reply.NONE),
        (ON_THE_DAY + timedelta(days=1), Reply.NONE),
    ],
)
async def test_nothing_is_said_of_a_board_that_can_decide_or_on_another_day(
    office: Office, now: datetime, reply: Reply
) -> None:
    """Nor once the meeting is over, nor of one that was cancelled."""
    await office.keep()
    office.calendar.replies = {POLICE: reply}
    assert await office.quorum(DAY_OF, now) == Done()
    await office.keep(replace(EVENT, state=EventState.CANCELLING))
    assert await office.quorum(DAY_OF, ON_THE_DAY) == Done()
    assert office.told == []


async def test_five_days_before_is_told_anew(office: Office) -> None:
    """As is a meeting that was moved after its first card; when nobody is named nobody is told."""
    await office.keep()
    await office.quorum()
    await office.quorum(FIVE, IN_FIVE)
    later = timedelta(days=7)
    meeting = replace(
        EVENT.meeting, starts_at=EVENT.meeting.starts_at + later, ends_at=EVENT.meeting.ends_at + later
    )
    await office.keep(replace(EVENT, meeting=meeting))
    await office.quorum(TEN, IN_TEN + later)
    assert office.told == ["a", "b"] * 3
    office.coordinators.named = ()
    assert await office.quorum(FIVE, IN_FIVE + later) == Done()


@pytest.mark.parametrize(
    ("subject", "now"),
    [(TEN, IN_FIVE), (FIVE, datetime(2026, 4, 22, 8, 30, tzinfo=UTC)), ("learning-hub/2020-01/1/5", IN_FIVE)],
)
async def test_what_comes_too_late_is_not_said(office: Office, subject: str, now: datetime) -> None:
    """After an outage the next card says it, and nothing is said of a meeting that has begun or never was."""
    await office.keep()
    assert await office.quorum(subject, now) == Done()
    assert office.told == []


async def test_nobody_is_told_outside_working_hours(office: Office) -> None:
    """In the evening it waits for the morning."""
    await office.keep()
    evening = datetime(2026, 4, 8, 19, tzinfo=UTC)
    waits = RetryAfter(13.5 * 3600, "outside_working_hours")
    assert await office.quorum(now=evening) == waits
    assert await tell_of_papers(office.watching, SUBJECT, evening + timedelta(days=7)) == waits


async def test_an_event_that_is_not_made_yet_is_waited_for(office: Office) -> None:
    """There is nothing to read before."""
    await office.keep(replace(EVENT, event_id="", state=EventState.WANTED))
    assert await office.quorum() == RetryAfter(900, "no_event_yet")


@pytest.mark.parametrize("trouble", [RetryAfter(5, "busy"), Parked("event_deleted")])
async def test_what_cannot_be_read_is_told_to_nobody(office: Office, trouble: RetryAfter | Parked) -> None:
    """Neither who the coordinators are, nor what people have answered."""
    await office.keep()
    office.calendar.replies = trouble
    assert await office.quorum() == trouble
    office.coordinators.named = trouble
    assert await office.quorum() == trouble
    assert await tell_of_papers(office.watching, SUBJECT, IN_FIVE) == trouble
    assert office.told == []


async def test_papers_are_reminded_of_once_each(office: Office) -> None:
    """In the morning of the day that the invitation names."""
    await office.keep()
    for _ in range(2):
        assert await tell_of_papers(office.watching, SUBJECT, IN_FIVE) == Done()
    assert office.messenger.notices == [(person, PapersNotice(BOARD, EVENT.meeting)) for person in ("a", "b")]


async def test_seats_are_those_of_the_list_once_it_was_read(office: Office) -> None:
    """Whoever left the police is not waited for: their seat is vacant, whatever the partnership's file says."""
    await office.keep()
    empty = ListedSeat("1", f"{BOARD.key}/police", BOARD.name, "Police", "Police", "Voting")
    await office.store.write(lambda tx: tx.save_seats(KeptSeats((empty,), read_at=NOON)))
    office.calendar.replies = {POLICE: Reply.ACCEPTED}
    await office.quorum()
    notice = office.messenger.notices[0][1]
    assert isinstance(notice, QuorumNotice)
    assert [row.answer for row in notice.judgement.rows] == [SeatAnswer.VACANT]
