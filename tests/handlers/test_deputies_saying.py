"""What a deputy who was asked says: whoever says yes is invited, and nobody else is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.handlers.asking_seats import ask_deputies
from bot.handlers.deputies import say_so
from bot.handlers.inviting import after_saying
from bot.handlers.messages import InShort
from bot.handlers.ports import Kind
from bot.handlers.telling import entry_of
from bot.handlers.views import NotYours
from bot.store import SqlStore
from practice.boards import EventState
from practice.by_hand import Theirs
from practice.deputies import Said
from practice.outcomes import Done, RetryAfter
from practice.quorum import SeatAnswer
from tests.handlers.asking import (
    CARD,
    DEPUTY,
    HEALTH,
    QUESTION,
    RULES,
    asked,
    asking_office,
    event_of,
    painted,
    pressed,
    said,
    says,
)
from tests.handlers.boardrooms import EVENT, IN_TEN, POLICE, SUBJECT, Office
from tests.handlers.made import asked_for, chat_of, press


@pytest.fixture
async def office(store: SqlStore) -> Office:
    return await asking_office(store)


async def test_whoever_says_yes_is_invited_and_counts(office: Office) -> None:
    """As an attendee beside the others."""
    await asked(office)
    assert (await says(office, Said.YES)) == InShort(
        "Learning Hub", EVENT.meeting.starts_at.date(), "29:1", "deputy.yes"
    )
    assert (await asked_for(office.store))[Kind.SAID, entry_of(QUESTION, "d")] == IN_TEN
    event = await said(office, Said.YES)
    assert event == replace(EVENT, attendees=(POLICE, HEALTH, DEPUTY), state=EventState.WANTED)
    assert (await asked_for(office.store))[Kind.EVENT, SUBJECT] == IN_TEN
    assert [one.judgement.rows[0].answer for one in await painted(office)] == [SeatAnswer.DEPUTY] * 2


async def test_a_deputys_card_says_what_they_said(office: Office) -> None:
    """Also where it stands."""
    await asked(office)
    office.messenger.repaints.clear()
    await said(office, Said.NO)
    ((chat, message, shown),) = office.messenger.repaints
    assert (chat.person_id, message) == ("d", "message-3")
    assert shown == InShort("Learning Hub", EVENT.meeting.starts_at.date(), "29:1", "deputy.no")
    assert (await event_of(office)).attendees == (POLICE, HEALTH)
    assert [one.judgement.rows[0].answer for one in await painted(office)] == [SeatAnswer.NO_DEPUTY] * 2


async def test_a_deputy_may_think_better_of_it(office: Office) -> None:
    """A late second delivery of an earlier press changes nothing."""
    await asked(office)
    assert DEPUTY in (await said(office, Said.YES)).attendees
    shown = await says(office, Said.NO, again=True)
    assert isinstance(shown, InShort)
    assert shown.says == "deputy.yes"
    assert (await said(office, Said.NO)).attendees == (POLICE, HEALTH)


async def test_nobody_answers_for_somebody_else(office: Office) -> None:
    """Nor by a coordinator's card, nor once the meeting has begun or was moved."""
    assert await says(office, Said.YES) == NotYours()
    await asked(office)
    await office.store.write(lambda tx: tx.save_conversation(chat_of("d")))
    by_card = press(by="a")
    assert (
        await office.store.write(lambda tx: say_so(tx, by_card, CARD, RULES, IN_TEN, Said.YES)) == NotYours()
    )
    late = datetime(2026, 4, 22, 8, 30, tzinfo=UTC)
    for shown in (await says(office, Said.YES, now=late), await pressed(office, now=late)):
        assert isinstance(shown, InShort)
        assert shown.says.endswith(".over")
    assert await ask_deputies(office.watching, entry_of(CARD, "a"), late) == Done()
    assert await after_saying(office.watching, entry_of(QUESTION, "d"), late) == Done()
    assert (await event_of(office)).attendees == (POLICE, HEALTH)


async def test_an_event_that_somebody_moved_in_outlook_waits_until_that_is_settled(office: Office) -> None:
    """Ours would be written over theirs; one that cannot be read is tried again."""
    await asked(office)
    office.calendar.seen = {"event-1": RetryAfter(5, "busy")}
    await says(office, Said.YES)
    entry = entry_of(QUESTION, "d")
    assert await after_saying(office.watching, entry, IN_TEN) == RetryAfter(900, "unreadable_calendar")
    moved = timedelta(hours=1)
    theirs = Theirs(EVENT.meeting.starts_at + moved, EVENT.meeting.ends_at + moved)
    office.calendar.seen = {"event-1": theirs}
    assert await after_saying(office.watching, entry, IN_TEN) == Done()
    assert (await event_of(office)).attendees == (POLICE, HEALTH)
