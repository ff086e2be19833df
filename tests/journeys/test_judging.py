"""A rehearsal fails on what the service found amiss by itself, and on a service that never looked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.handlers.board_list import wanted_row
from bot.handlers.checking import check
from bot.handlers.ports import Filed
from bot.local.town import EXAMPLE
from bot.partnership import load
from bot.rehearsal.judging import judge
from bot.rehearsal.promises import Promises
from bot.store import SqlStore
from practice.board_list import BOARD_MEETINGS
from practice.boards import EventState
from tests.handlers.desks import Desk
from tests.handlers.made import board_event
from tests.stores import database, folder, keys, store, template, url

__all__ = ["database", "folder", "keys", "store", "template", "url"]

NIGHT = datetime(2026, 3, 18, 2, tzinfo=UTC)
NOTHING: dict[str, list[object]] = {"lists": [], "events": [], "messages": []}


async def differences(store: SqlStore) -> list[str]:
    return (await judge(store, load(EXAMPLE), NOTHING, Promises()))[1].differences


async def test_a_service_that_never_compared_has_not_passed(store: SqlStore) -> None:
    """Silence is no proof."""
    assert await differences(store) == ["the service never compared the lists with its store"]


@pytest.mark.slow
async def test_what_the_service_found_in_any_night_fails_the_rehearsal(store: SqlStore) -> None:
    """Also when it was gone by the next."""
    desk = Desk(store)
    await check(desk.checking, NIGHT)
    assert await differences(store) == []
    await desk.one_answer()
    standing = dict(desk.lists.items)
    desk.lists.items.clear()
    await check(desk.checking, NIGHT + timedelta(days=1))
    desk.lists.items = standing
    await check(desk.checking, NIGHT + timedelta(days=2))
    assert [one for one in await differences(store) if "missing': 2" in one]


@pytest.mark.slow
async def test_a_board_meeting_that_is_not_in_its_list_fails_the_rehearsal(store: SqlStore) -> None:
    """As does one that stands there otherwise than the store has it; in summer a day is another one in UTC."""
    rules, event = load(EXAMPLE), replace(board_event(EventState.STANDING), event_id="event-1")
    await store.write(lambda tx: tx.save_board_event(event))
    await store.write(lambda tx: tx.save_filed(Filed(event.work_subject, "key-1")))
    row = await store.read(lambda tx: wanted_row(tx, Filed(event.work_subject, "key-1"), rules))
    assert row is not None
    cells = {"BtpKey": "key-1", **row.fields, "MeetingDate": "2026-04-21T23:00:00Z"}

    async def found(**changed: object) -> list[str]:
        item = {"id": "1", "deleted": False, "fields": cells | changed}
        state = {**NOTHING, "lists": [{"name": BOARD_MEETINGS, "items": [item]}]}
        told = (await judge(store, rules, state, Promises()))[1].differences
        return [one for one in told if one.startswith("item")]

    assert await found() == []
    assert await found(State="Held") == ["item key-1 differs"]
    assert "item key-1 is missing from the list" in await differences(store)
