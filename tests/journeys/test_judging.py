"""A rehearsal fails on what the service found amiss by itself, and on a service that never looked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.handlers.checking import check
from bot.local.town import EXAMPLE
from bot.partnership import load
from bot.rehearsal.judging import judge
from bot.rehearsal.promises import Promises
from bot.store import SqlStore
from tests.handlers.desks import Desk
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
