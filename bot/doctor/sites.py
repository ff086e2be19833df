"""Looks at one site of ours: whether it can be opened and filed into, its lists, their columns and versions."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from bot.doctor import judging
from bot.doctor.findings import Check, Finding
from bot.doctor.said import found
from bot.doctor.told import OF_LISTS, Told
from bot.handlers.wanting import LISTS
from bot.settings import Settings
from bot.store.examining import Examined
from graph_sync.columns import ListShape, Site
from graph_sync.differences import OF_INDEXES, troubles
from graph_sync.expected import columns_of, lists_on
from graph_sync.looking import Looking, SeenList, Unseen
from graph_sync.remembered import Memory
from graph_sync.standing_columns import Standing, is_ours
from practice.board_list import BOARD_MEETINGS
from practice.partnership import Partnership


@dataclass(frozen=True, slots=True)
class Place:
    """A site of ours: the setting that names it, its id, and the lists that ought to be there."""

    setting: str
    site_id: str
    lists: Sequence[ListShape]


def places(settings: Settings, partnership: Partnership | None) -> list[Place]:
    """Give both sites with their lists; they are not known without a partnership file."""
    named = {Site.COORDINATOR: settings.coordinator_site_id, Site.BOARDS: settings.boards_site_id}
    return [_place(site, site_id, partnership) for site, site_id in named.items()]


def _place(site: Site, site_id: str, partnership: Partnership | None) -> Place:
    lists = lists_on(site, partnership) if partnership else ()
    return Place(f"BTP_{site.upper()}_SITE_ID", site_id, lists)


class SiteLook:
    """The look at one site and its lists."""

    def __init__(
        self, facts: Mapping[str, object], looking: Looking, told: Told, place: Place, kept: Examined | None
    ) -> None:
        self._looking, self._told, self._place, self._kept = looking, told, place, kept
        self._known: Mapping[str, str] = kept.list_ids if kept else {}
        self._facts = {**facts, "setting": place.setting, "site": place.site_id}

    async def look(self) -> None:
        unseen = await self._looking.site(self._place.site_id)
        if unseen:
            finding = judging.unseen_site(unseen.reason, self._facts)
            self._told.add(Check.SITES, finding)
            why = f"The site of {self._place.setting} cannot be opened."
            self._told.unable(why, Check.LISTS, *OF_LISTS)
        else:
            self._writing()
            await self._lists()

    def _writing(self) -> None:
        """Graph shows us no grant: that a role is too small is known only of a write that was refused.

        Listing a site's grants takes Sites.FullControl.All, which we never have:
        https://learn.microsoft.com/en-us/graph/api/site-list-permissions

        Making a list takes more than filing into it, so what waits for a list that is not there says nothing.
        """
        filed = {
            LISTS[one.name] for one in self._place.lists if one.name in LISTS and one.name in self._known
        }
        stuck = self._kept.stuck if self._kept else ()
        if any(one.kind in filed and one.reason == "forbidden" for one in stuck):
            self._told.add(Check.SITES, found("site_not_writable", **self._facts))

    async def _lists(self) -> None:
        if not self._place.lists:
            return
        seen = await self._looking.lists(self._place.site_id)
        if isinstance(seen, Unseen):
            facts = {**self._facts, "list": "the lists"}
            self._told.add(Check.LISTS, judging.unseen_list(seen.reason, facts))
            self._told.unable("The lists cannot be read.", *OF_LISTS)
            return
        ids, findings = judging.standing(self._place.lists, seen, self._known, self._facts)
        self._told.add(Check.LISTS, *(_judged(one, name) for name, one in findings))
        standing = {one.id: one for one in seen}
        for shape in self._place.lists:
            if shape.name in ids:
                await self._list(shape, standing[ids[shape.name]])
            else:
                self._told.unable(f'The list "{shape.name}" is not there.', *OF_LISTS)

    async def _list(self, shape: ListShape, there: SeenList) -> None:
        columns = await self._looking.columns(self._place.site_id, there.id)
        if isinstance(columns, Unseen):
            self._unread(shape, columns, Check.COLUMNS, Check.INDEXES)
        elif there.id != self._known.get(shape.name) and not is_ours(columns):
            self._not_ours(shape, there)
            return
        else:
            self._unknown(shape)
            self._columns(shape, columns)
        if shape.keeps_words:
            await self._versions(shape, there.id)

    def _not_ours(self, shape: ListShape, there: SeenList) -> None:
        """Say whose it is, as `provision` does; how somebody else's list is made is no business of ours."""
        finding = found("list_not_ours", list=shape.name, found=there.name, **self._facts)
        self._told.add(Check.LISTS, _judged(finding, shape.name))
        self._told.unable(f'The list "{there.name}" is not ours.', *OF_LISTS)

    def _unknown(self, shape: ListShape) -> None:
        """Tell of a list that only `provision` finds by its name; filing finds the other two by itself."""
        if self._kept and shape.name == BOARD_MEETINGS and shape.name not in self._known:
            self._told.add(Check.LISTS, found("list_not_known", list=shape.name, **self._facts))

    def _columns(self, shape: ListShape, seen: Sequence[Standing]) -> None:
        for one in troubles(columns_of(shape), seen, self._made(shape)):
            check = Check.INDEXES if one.damage in OF_INDEXES else Check.COLUMNS
            facts = {"list": shape.name, "column": one.column.title, "name": one.column.name}
            finding = found(one.damage, detail=one.detail, **facts)
            self._told.add(check, _judged(finding, shape.name))

    def _made(self, shape: ListShape) -> Container[str] | None:
        """Give the columns that are remembered as made, as `provision` reads them; None without a database."""
        return Memory.read(self._kept.lists_made.get(shape.name, "")).columns if self._kept else None

    async def _versions(self, shape: ListShape, list_id: str) -> None:
        seen = await self._looking.versions(self._place.site_id, list_id)
        if isinstance(seen, Unseen):
            self._unread(shape, seen, Check.VERSIONS)
        elif seen == 0:
            why = f'Nothing in the list "{shape.name}" was changed yet, and only a changed item tells.'
            self._told.unable(why, Check.VERSIONS)
        elif seen > 1:
            self._told.add(Check.VERSIONS, found("versions_kept", list=shape.name))
        if await self._looking.attachments(self._place.site_id, list_id) is True:
            self._told.add(Check.VERSIONS, found("files_attached", list=shape.name))

    def _unread(self, shape: ListShape, seen: Unseen, *checks: Check) -> None:
        """Say it once, at the first check; the rest could not be made."""
        facts = {**self._facts, "list": f'the list "{shape.name}"'}
        self._told.add(checks[0], _judged(judging.unseen_list(seen.reason, facts), shape.name))
        self._told.unable(f'The list "{shape.name}" cannot be read.', *checks)


def _judged(finding: Finding, name: str) -> Finding:
    """Judge what is wrong with a list by whether the service files into it by itself; the rest is people's work."""
    return finding if name in LISTS else judging.milder(finding)
