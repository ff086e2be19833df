"""A coordinator reminds those who have not answered: once for each card, whoever presses."""

from __future__ import annotations

import pytest

from bot.handlers.asking_seats import remind_seats
from bot.handlers.messages import AnswerNotice, InShort
from bot.handlers.ports import Kind
from bot.handlers.telling import entry_of
from bot.store import SqlStore
from practice.outcomes import Done, Refusal, Undeliverable
from practice.quorum import Reply
from tests.handlers.asking import (
    CARD,
    HEALTH,
    asking_office,
    painted,
    pressed,
)
from tests.handlers.boardrooms import FIVE, IN_FIVE, IN_TEN, POLICE, Office


@pytest.fixture
async def office(store: SqlStore) -> Office:
    return await asking_office(store)


async def reminded(office: Office, by: str = "a") -> list[str]:
    """Press, and let the worker do what was asked for; who has been reminded by then."""
    await pressed(office, by, Kind.REMIND_SEATS)
    assert await remind_seats(office.watching, entry_of(CARD, by), IN_TEN) == Done()
    return [person for person, one in office.messenger.notices if isinstance(one, AnswerNotice)]


async def test_who_has_not_answered_is_reminded_once_whoever_presses(office: Office) -> None:
    """The police declined, and are left alone; the cards say who was reminded until they answer."""
    shown = await pressed(office, kind=Kind.REMIND_SEATS)
    assert isinstance(shown, InShort)
    assert shown.says == "quorum.reminding"
    for by in ("a", "b", "a"):
        assert await reminded(office, by) == ["h"]
    assert [one.reminded for one in await painted(office)] == [(HEALTH,)] * 2
    office.calendar.replies = {POLICE: Reply.DECLINED, HEALTH: Reply.ACCEPTED}
    assert [one.reminded for one in await painted(office)] == [()] * 2


async def test_the_later_card_may_remind_once_more(office: Office) -> None:
    """Once per meeting and card."""
    await reminded(office)
    await office.quorum(FIVE, IN_FIVE)
    card = f"quorum/{FIVE}/2026-04-22"
    for _ in range(2):
        assert await remind_seats(office.watching, entry_of(card, "b"), IN_FIVE) == Done()
    assert [person for person, one in office.messenger.notices if isinstance(one, AnswerNotice)] == ["h", "h"]


async def test_a_holder_who_cannot_be_reached_is_named(office: Office) -> None:
    """And may be tried again."""
    office.messenger.opens = [Undeliverable(Refusal.BLOCKED)]
    assert await reminded(office) == []
    assert [one.unreached for one in await painted(office)] == [((HEALTH, Refusal.BLOCKED),)] * 2
    assert await reminded(office) == ["h"]
    assert [one.unreached for one in await painted(office)] == [()] * 2


async def test_nobody_is_reminded_for_who_is_no_coordinator_any_more(office: Office) -> None:
    """As with the deputies."""
    office.coordinators.named = ("b",)
    assert await reminded(office) == []
