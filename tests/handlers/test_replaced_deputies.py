"""A deputy in whose place somebody else was named is promised no invitation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.handlers.inviting import after_saying
from bot.handlers.messages import InShort
from bot.handlers.ports import Kind
from bot.handlers.telling import entry_of
from bot.store import SqlStore
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
