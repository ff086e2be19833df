"""The Board meetings list is compared with the store, every night and by `reconcile`, and filled anew."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.handlers.checking import Checked, last_check
from bot.local.town import BOARDS_SITE
from bot.provisioning import provision
from bot.reconciling import Reconciled, reconcile
from practice.board_list import BOARD_MEETINGS
from tests.journeys.board_office import (
    REF,
    at,
    board_office,
    by_coordinator,
    graph,
    hub,
    listed,
    settings,
)
from tests.journeys.world import World

pytestmark = pytest.mark.slow


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[World]:
    async with board_office(tmp_path) as made:
        yield made


async def compared(office: World) -> Checked:
    found = await office.service.store.read(last_check)
    assert found is not None
    return found


async def reconciled(office: World, *again: str, repair: bool = False) -> Reconciled:
    return await reconcile(settings(office), office.clock, repair=repair, again=again)


async def test_the_comparison_leaves_alone_what_people_own(office: World) -> None:
    """Cells of theirs are no difference; a column of ours that somebody changed is named, and left until asked."""
    await by_coordinator(office, Present=9)
    assert (await reconciled(office)).found.counts == {}
    await by_coordinator(office, Quorum="Quorate")
    done = await reconciled(office, repair=True)
    assert (done.found.counts, [one.ref for one in done.left]) == ({"edited": 1}, [REF])
    assert (await hub(office))["Quorum"] == "Quorate"
    await reconciled(office, REF, repair=True)
    await office.rest()
    item = await hub(office)
    assert (item.get("Quorum"), item["Present"]) == (None, 9)
    assert (await reconciled(office)).found.counts == {}


async def test_the_night_compares_the_list_too(office: World) -> None:
    """Although the same night looks at the calendar, and files what it finds there."""
    for _ in range(2):
        await office.step(at(office.clock.now().date() + timedelta(days=1), 3))
        assert (await compared(office)).counts == {}
    await by_coordinator(office, Quorum="Quorate")
    await office.step(at(office.clock.now().date() + timedelta(days=1), 3))
    assert (await compared(office)).counts == {"edited": 1}


async def test_a_list_made_anew_is_filled_anew(office: World) -> None:
    """Its numbers are its own: what was known of the old items is forgotten."""
    before = await listed(office)
    (old,) = [one for one in (await office.call("GET", "state"))["lists"] if one["name"] == BOARD_MEETINGS]
    await graph(office, "DELETE", f"/v1.0/sites/{BOARDS_SITE}/lists/{old['id']}")
    await provision(settings(office), office.clock, plan_only=False, again=(BOARD_MEETINGS,))
    await office.rest()
    assert await listed(office) == before


async def test_a_correction_stays_when_another_column_is_filled_again(office: World) -> None:
    """The column was lost and made again; who corrected a cell is told as before, and nothing else is written."""
    before = await hub(office)
    await provision(settings(office), office.clock, plan_only=False)
    await by_coordinator(office, Quorum="Quorate")
    (found,) = [one for one in (await office.call("GET", "state"))["lists"] if one["name"] == BOARD_MEETINGS]
    await graph(office, "DELETE", f"/v1.0/sites/{BOARDS_SITE}/lists/{found['id']}/columns/Place")
    await provision(settings(office), office.clock, plan_only=False, again=(f"{BOARD_MEETINGS}/Place",))
    await office.rest()
    assert await hub(office) == {**before, "Quorum": "Quorate"}
    for _ in range(2):
        assert (await reconciled(office)).found.counts == {"edited": 1}
        await office.restart()
