"""What stands before a rehearsal begins: the boards' list, made as `provision` makes it, and the year they wish."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.applying import save_plan
from bot.clock import SteppedClock
from bot.credentials import signing_in
from bot.handlers.filing import remember_list
from bot.settings import Settings
from bot.speaking_graph import speaking_graph
from bot.store.keys import Keys
from bot.store.opening import open_store
from bot.store.store import SqlStore
from graph_sync.declared import declared
from graph_sync.provisioning import Known, SiteProvisioning
from graph_sync.site_lists import SiteLists
from practice.board_list import BOARD_MEETINGS
from practice.found_lists import FoundList
from practice.partnership import Partnership

_YEAR = timedelta(days=364)


async def plan_the_year(setting: Mapping[str, str], partnership: Partnership, start: datetime) -> None:
    """Save the year's meetings as wanted: the service then makes the events, however often it is killed."""
    store = open_store(setting["BTP_DATABASE_URL"], Keys.parse(setting["BTP_DATA_KEYS"]))
    try:
        await _make_their_list(setting, partnership, store, start)
        first = start.date()
        await save_plan(store, partnership, first, first + _YEAR, start)
    finally:
        await store.close()


async def _make_their_list(
    setting: Mapping[str, str], partnership: Partnership, store: SqlStore, now: datetime
) -> None:
    """Make the one list of the boards' site into which the service files."""

    async def remember(name: str, known: Known) -> None:
        found = FoundList(known.list_id, known.memory.text())
        await store.write(lambda tx: remember_list(tx, name, found))

    settings = Settings.model_validate(
        {name.removeprefix("BTP_").lower(): value for name, value in setting.items()}
    )
    shapes = [shape for shape in declared(partnership) if shape.name == BOARD_MEETINGS]
    async with (
        signing_in(settings, SteppedClock(now)) as sign_in,
        speaking_graph(settings, partnership.name, sign_in) as graph,
    ):
        await SiteProvisioning(SiteLists(graph, settings.boards_site_id), shapes, remember).run({})
