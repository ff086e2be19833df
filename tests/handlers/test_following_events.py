"""The coordinators' cards follow an event once its people are others in Outlook too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.handlers.following import follow_made
from bot.handlers.inviting import after_saying
from bot.handlers.ports import Kind
from bot.handlers.scheduling import Scheduling, apply_events, save_changes
from bot.handlers.telling import entry_of
from bot.store import SqlStore
from practice.boards import BoardEvent
from practice.deputies import Said
from practice.outcomes import Done
from practice.quorum import Reply, SeatAnswer
from tests.handlers.boardrooms import EVENT, IN_TEN, SUBJECT, Office
from tests.handlers.letter_office import (
    DECLINED,
    DEPUTY,
    QUESTION,
    asked,
    office_of,
    painted,
    says,
    sitting,
)
from tests.handlers.made import asked_for


@pytest.fixture
async def office(store: SqlStore) -> Office:
    made = await office_of(store)
    await asked(made)
    return made


async def said(office: Office, word: Said) -> None:
    await says(office, word)
    assert await after_saying(office.watching, entry_of(QUESTION, "d"), IN_TEN) == Done()


async def make(office: Office) -> bool:
    """Let the calendar be as it is wanted; tell whether the cards are to follow it."""
    await office.store.write(lambda tx: tx.drop_work(Kind.QUORUM_NOW, SUBJECT))
    assert await apply_events(Scheduling(office.store, office.calendar), [SUBJECT]) == [Done()]
    await office.store.write(lambda tx: follow_made(tx, [SUBJECT], IN_TEN))
    return (Kind.QUORUM_NOW, SUBJECT) in await asked_for(office.store)


async def event_of(office: Office) -> BoardEvent:
    event = await office.store.read(lambda tx: tx.board_event(SUBJECT))
    assert event is not None
    return event


async def test_a_no_after_accepting_in_outlook_shows_once_the_event_is_made(office: Office) -> None:
    """Before that Outlook still says that the deputy comes, and Outlook counts for more."""
    await said(office, Said.YES)
    assert await make(office)
    office.calendar.replies = {**DECLINED, DEPUTY: Reply.ACCEPTED}
    await said(office, Said.NO)
    assert (await painted(office)).judgement.rows[0].answer is SeatAnswer.DEPUTY
    assert await make(office)
    office.calendar.replies = DECLINED
    assert (await painted(office)).judgement.rows[0].answer is SeatAnswer.NO_DEPUTY
    assert not await make(office)


async def test_another_change_leaves_the_cards_alone(office: Office) -> None:
    """So does an event that nobody knows."""
    other = replace(await event_of(office), place="Room 2")
    await office.store.write(lambda tx: save_changes(tx, [other], IN_TEN))
    assert not await make(office)
    await office.store.write(lambda tx: follow_made(tx, ["qeb/2026-04/1"], IN_TEN))


async def test_a_change_that_waits_still_is_followed_too(office: Office) -> None:
    """The deputy thinks better of it while the invitation is on its way."""
    await said(office, Said.YES)

    async def thinks_better() -> None:
        await said(office, Said.NO)

    office.calendar.meanwhile = thinks_better
    assert await make(office)
    office.calendar = type(office.calendar)(replies=DECLINED)
    assert await make(office)
    assert not await make(office)


async def test_a_meeting_that_no_card_was_about_is_not_looked_at(store: SqlStore) -> None:
    """A year's events may have other people at once: each look would read the calendar."""
    office = Office(store, rules=sitting())
    await office.keep(EVENT)
    await store.write(lambda tx: save_changes(tx, [replace(EVENT, attendees=(DEPUTY,))], IN_TEN))
    assert not await make(office)
