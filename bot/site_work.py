"""What `provision` does to one site, and what it remembers of it: lists, first rows, columns that are filled again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.handlers.board_list import file_boards
from bot.handlers.filing import MADE, remember_list
from bot.handlers.ports import Transaction
from bot.handlers.refilling import refill, refill_later
from bot.seeding import Seeding
from bot.starter_themes import StarterThemes, list_made
from bot.store.store import SqlStore
from graph_sync.client import GraphClient
from graph_sync.columns import ListShape, Site
from graph_sync.comparing import Difference
from graph_sync.lists import SharePointLists
from graph_sync.provisioning import Known, Remember, SiteProvisioning
from graph_sync.remembered import Memory
from graph_sync.seats import SharePointSeats
from graph_sync.site_lists import SiteLists
from graph_sync.standing import SharePointReading
from practice.board_list import BOARD_MEETINGS
from practice.found_lists import FoundList
from practice.partnership import Partnership
from practice.seat_seed import SEATS
from practice.theme_seed import THEMES
from practice.words import say


@dataclass(frozen=True, slots=True)
class SiteWork:
    """What is done to one site: its lists, then the rows that one of them, `begun`, begins with."""

    lists: SiteProvisioning
    begun: str
    seeding: Seeding | StarterThemes

    async def run(self, known: dict[str, Known]) -> None:
        await self.lists.run(known)
        lost = any(found.shape == self.begun and not found.column for found in self.lists.differences)
        if not lost:
            await self.seeding.run()


@dataclass(frozen=True, slots=True)
class Ground:
    """What all of one run has in common. `forgotten` are the lists, and columns of lists, that are made anew."""

    store: SqlStore
    partnership: Partnership
    client: GraphClient
    now: datetime
    forgotten: Collection[tuple[str, str]]
    plan_only: bool

    def work(self, site: Site, site_id: str, shapes: Sequence[ListShape]) -> SiteWork:
        differences: list[Difference] = []
        remember = None if self.plan_only else self._remembering(differences)
        lists = SiteProvisioning(SiteLists(self.client, site_id), shapes, remember, differences)
        if site is Site.BOARDS:
            return SiteWork(lists, SEATS, self._seeding(site_id))
        return SiteWork(lists, THEMES, self._starter(lists, site_id))

    async def known(self, shapes: Sequence[ListShape]) -> dict[str, Known]:
        """Give what is known of each list by its name."""
        return await self.store.read(
            lambda tx: {shape.name: _known(tx, shape.name, self.forgotten) for shape in shapes}
        )

    async def refilled(self) -> list[str]:
        """Have the columns filled again that were made anew, and say so."""
        names = () if self.plan_only else await refill(self.store, self.partnership, self.now)
        return [say("provision.refilled", {"list": name}) for name in names]

    def _remembering(self, differences: Sequence[Difference]) -> Remember:
        """Keep what is known of a list; the boards' meetings wait for theirs, and a column made anew for what it held.

        An earlier run may have been broken off when it had just made the column, so one that stands is filled too.
        """

        async def remember(name: str, known: Known) -> None:
            retyped = {found.details["name"] for found in differences if _is_retyped(found, name)}
            columns = [column for shape, column in self.forgotten if shape == name and column not in retyped]

            def keep(tx: Transaction) -> None:
                if name == BOARD_MEETINGS and known.list_id != tx.list_id(name):
                    file_boards(tx, tx.board_events(), self.now)
                if name == THEMES and known.list_id != tx.list_id(name):
                    list_made(tx, known.list_id)
                for column in columns:
                    if column in known.memory.columns:
                        refill_later(tx, name, column)
                remember_list(tx, name, FoundList(known.list_id, known.memory.text()))

            await self.store.write(keep)

        return remember

    def _seeding(self, site_id: str) -> Seeding:
        seats = SharePointSeats(self.client, site_id)
        return Seeding(self.store, seats, self.partnership, self.now, writing=not self.plan_only)

    def _starter(self, lists: SiteProvisioning, site_id: str) -> StarterThemes:
        into = SharePointLists(self.client, site_id, self.partnership)
        reading = SharePointReading(self.client, site_id)
        return StarterThemes(self.store, lists, into, reading, writing=not self.plan_only)


def _known(tx: Transaction, name: str, forgotten: Collection[tuple[str, str]]) -> Known:
    if (name, "") in forgotten:
        return Known()
    memory = Memory.read(tx.cursor(MADE + name))
    for column in [column for shape, column in forgotten if shape == name]:
        memory = memory.without(column)
    return Known(tx.list_id(name), memory)


def _is_retyped(found: Difference, name: str) -> bool:
    return found.shape == name and found.kind == "retyped"
