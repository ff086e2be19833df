"""What may not have arrived is not sent again, and the coordinator's card says that nobody knows."""

from __future__ import annotations

from datetime import date

import pytest

from bot.handlers.other_dates import show_dates
from bot.handlers.ports import Kind
from bot.handlers.telling import entry_of
from bot.store import SqlStore
from practice.deputies import Said
from practice.outcomes import Done, Unconfirmed
from tests.handlers.boardrooms import IN_TEN, Office
from tests.handlers.fakes import PowerCut
from tests.handlers.letter_office import (
    CARD,
    DEPUTY,
    HEALTH,
    asked,
    office_of,
    painted,
    pressed,
    reminded,
    says,
)


@pytest.fixture
async def office(store: SqlStore) -> Office:
    return await office_of(store)


async def dates(office: Office) -> object:
    await pressed(office, Kind.DATES)
    return await show_dates(office.watching, entry_of(CARD, "a"), IN_TEN)


def cut_the_power(office: Office) -> None:
    """Once, after it was written down that something is about to leave."""

    async def dies() -> None:
        office.messenger.meanwhile = lives
        raise PowerCut

    async def lives() -> None:
        pass

    office.messenger.meanwhile = dies


async def test_a_crash_while_asking_a_deputy_is_said(office: Office) -> None:
    """Until they answer, which proves that it arrived."""
    cut_the_power(office)
    with pytest.raises(PowerCut):
        await asked(office)
    assert await asked(office) == Done()
    assert (await painted(office)).unsure == (DEPUTY,)
    await says(office, Said.NO)
    assert (await painted(office)).unsure == ()


@pytest.mark.parametrize("known", [Done("message-9"), Done(), Unconfirmed("http_502")])
async def test_an_unknown_end_of_a_reminder_is_said(office: Office, known: Done | Unconfirmed) -> None:
    """What Teams took and gave no name did arrive."""
    office.messenger.outcomes = [known]
    assert await reminded(office) == Done()
    card = await painted(office)
    assert card.reminded == (HEALTH,)
    assert card.unsure == ((HEALTH,) if isinstance(known, Unconfirmed) else ())


async def test_a_crash_while_sending_dates_is_said_to_who_asked(office: Office) -> None:
    """They come once a day; nobody else asked for them."""
    cut_the_power(office)
    with pytest.raises(PowerCut):
        await dates(office)
    assert await dates(office) == Done()
    assert (await painted(office)).dates_unsure == date(2026, 4, 8)
    others = [one for chat, _, one in office.messenger.repaints if chat.person_id == "b"]
    assert [getattr(one, "dates_unsure", "") for one in others] == [None]


async def test_dates_that_came_are_not_spoken_of(office: Office) -> None:
    """Nor those nobody asked for."""
    assert (await painted(office)).dates_unsure is None
    assert await dates(office) == Done()
    assert (await painted(office)).dates_unsure is None
