"""A deputy in whose place somebody else was named is promised no invitation."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from bot.handlers.answered_deputies import follow_answered
from bot.handlers.inviting import after_saying
from bot.handlers.messages import InShort
from bot.handlers.ports import Kind
from bot.handlers.telling import entry_of
from bot.store import SqlStore, WorkQueue
from practice.deputies import Said
from practice.outcomes import Done
from tests.handlers.boardrooms import EVENT, IN_TEN, SUBJECT, Office
from tests.handlers.letter_office import (
    HEALTH_SEAT,
    POLICE_SEAT,
    QUESTION,
    asked,
    office_of,
    says,
    sitting,
)
from tests.handlers.made import asked_for

ENTRY = entry_of(QUESTION, "d")


@pytest.fixture
async def office(store: SqlStore) -> Office:
    """The police's deputy was asked."""
    made = await office_of(store)
    await asked(made)
    return made


def replace_the_deputy(office: Office) -> None:
    office.rules = sitting(replace(POLICE_SEAT, deputy="new@example.org"), HEALTH_SEAT)


@pytest.mark.parametrize("word", [Said.YES, Said.NO])
async def test_who_was_replaced_and_then_answers_is_told_so(office: Office, word: Said) -> None:
    """What they say counts for nothing, also if they are named again."""
    replace_the_deputy(office)
    shown = await says(office, word)
    assert shown == InShort("Learning Hub", EVENT.meeting.starts_at.date(), "29:1", "deputy.replaced")
    assert (Kind.SAID, ENTRY) not in await asked_for(office.store)
    office.rules = sitting(POLICE_SEAT, HEALTH_SEAT)
    assert await after_saying(office.watching, ENTRY, IN_TEN) == Done()
    event = await office.store.read(lambda tx: tx.board_event(SUBJECT))
    assert event is not None
    assert event.attendees == (POLICE_SEAT.holder, HEALTH_SEAT.holder)


async def test_who_is_replaced_after_answering_is_told_where_it_stands(office: Office) -> None:
    """The worker comes to it after the seats were read."""
    assert (await says(office, Said.YES)).says == "deputy.yes"
    replace_the_deputy(office)
    office.messenger.repaints.clear()
    assert await after_saying(office.watching, ENTRY, IN_TEN) == Done()
    ((_, message, shown),) = office.messenger.repaints
    assert (message, getattr(shown, "says", "")) == ("message-3", "deputy.replaced")


async def follows(office: Office) -> str:
    """Look at the answered cards as the service does; what the deputy's card was painted with, "" where it was not."""
    await office.store.write(lambda tx: follow_answered(tx, office.rules, IN_TEN))
    office.messenger.repaints.clear()
    queue = WorkQueue(office.store, lambda: 0.0)
    for work in await queue.claim([Kind.SAID], 20, IN_TEN, 60):
        assert await after_saying(office.watching, work.subject, IN_TEN) == Done()
        await queue.complete(work)
    return next((getattr(shown, "says", "") for _, _, shown in office.messenger.repaints), "")


async def test_the_card_of_who_said_yes_follows_whoever_is_named(office: Office) -> None:
    """Replaced, it promises no invitation any more; named again, it does. What it says already is not said again."""
    await says(office, Said.YES)
    assert await follows(office) == "deputy.yes"
    assert await follows(office) == ""
    replace_the_deputy(office)
    assert await follows(office) == "deputy.replaced"
    assert await follows(office) == ""
    office.rules = sitting(POLICE_SEAT, HEALTH_SEAT)
    assert await follows(office) == "deputy.yes"


async def test_the_card_of_who_said_yes_follows_a_meeting_that_moves_to_another_day(office: Office) -> None:
    """They said so of that day alone, and are not invited to the other; once the day is over the card stays."""
    await says(office, Said.YES)
    await follows(office)
    moved = replace(
        EVENT,
        meeting=replace(
            EVENT.meeting,
            starts_at=EVENT.meeting.starts_at + timedelta(days=7),
            ends_at=EVENT.meeting.ends_at + timedelta(days=7),
        ),
    )
    await office.store.write(lambda tx: tx.save_board_event(moved))
    assert await follows(office) == "deputy.over"
    later = EVENT.meeting.starts_at.replace(tzinfo=UTC) + timedelta(days=1)
    replace_the_deputy(office)
    await office.store.write(lambda tx: follow_answered(tx, office.rules, later))
    assert (Kind.SAID, ENTRY) not in await asked_for(office.store)
    await after_saying(office.watching, ENTRY, later)
    assert getattr(office.messenger.repaints[-1][2], "says", "") == "deputy.replaced"
