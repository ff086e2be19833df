"""The one list of the boards' site into which the service files, made at the stand-in as `provision` makes it."""

from __future__ import annotations

from bot.clock import SteppedClock
from bot.credentials import signing_in
from bot.handlers.filing import remember_list
from bot.handlers.ports import Clock, Store
from bot.settings import Settings
from bot.speaking_graph import speaking_graph
from graph_sync.declared import declared
from graph_sync.provisioning import Known, SiteProvisioning
from graph_sync.site_lists import SiteLists
from practice.board_list import BOARD_MEETINGS
from practice.found_lists import FoundList
from practice.partnership import Partnership


async def make_board_list(settings: Settings, partnership: Partnership, store: Store, clock: Clock) -> None:
    """Make it and remember it; raises NotDone where the stand-in does not do it."""

    async def remember(name: str, known: Known) -> None:
        found = FoundList(known.list_id, known.memory.text())
        await store.write(lambda tx: remember_list(tx, name, found))

    shapes = [shape for shape in declared(partnership) if shape.name == BOARD_MEETINGS]
    async with (
        signing_in(settings, SteppedClock(clock.now())) as sign_in,
        speaking_graph(settings, partnership.name, sign_in) as graph,
    ):
        await SiteProvisioning(SiteLists(graph, settings.boards_site_id), shapes, remember).run({})
