"""Looks at Microsoft 365 for `doctor`: sign-in, clock, sites, lists with their columns, versions and quota."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime

from bot.credentials import CONNECTOR_SCOPE, NotSignedIn, SignIn, signing_in
from bot.doctor import judging
from bot.doctor.findings import Check, Finding, Result
from bot.doctor.said import found
from bot.doctor.said_of_microsoft import REMEDIES
from bot.handlers.ports import Clock
from bot.settings import Settings
from bot.speaking_graph import speaking_graph
from bot.ways_out import coordinators_of
from graph_sync.client import GraphClient
from graph_sync.columns import ListShape, Site
from graph_sync.differences import OF_INDEXES, troubles
from graph_sync.expected import columns_of, lists_on
from graph_sync.looking import Looking, SeenList, Unseen
from graph_sync.standing_columns import Standing, is_ours
from practice.filing import MEETINGS, REVIEWS
from practice.outcomes import Parked, RetryAfter
from practice.partnership import Partnership

FILED_INTO = frozenset({MEETINGS, REVIEWS})
"""The lists that the service writes by itself, both on the coordinator's site; the rest is people's work."""

_OF_LISTS = (Check.COLUMNS, Check.INDEXES, Check.VERSIONS)
AFTER_SIGN_IN = (Check.CLOCK, Check.COORDINATORS, Check.SITES, Check.LISTS, *_OF_LISTS, Check.QUOTA)


@dataclass(frozen=True, slots=True)
class Place:
    """A site of ours: the setting that names it, its id, the lists that ought to be there, and which we file into."""

    setting: str
    site_id: str
    lists: Sequence[ListShape]
    filed_into: frozenset[str]

    def judged(self, finding: Finding, name: str = "") -> Finding:
        """Judge what is wrong with a list, or with the site, by whether the service's own work needs it."""
        needed = name in self.filed_into if name else bool(self.filed_into)
        return finding if needed else judging.milder(finding)


@dataclass(slots=True)
class _Told:
    """What is found on the way, by check, and what could not be looked at."""

    findings: dict[Check, list[Finding]] = field(default_factory=dict)
    unchecked: dict[Check, list[str]] = field(default_factory=dict)

    def add(self, check: Check, *findings: Finding) -> None:
        """Say the same once, also where both sites meet it."""
        kept = self.findings.setdefault(check, [])
        said = {finding.what for finding in kept}
        kept += [finding for finding in findings if finding.what not in said]

    def unable(self, why: str, *checks: Check) -> None:
        for check in checks:
            self.unchecked.setdefault(check, []).append(why)

    def results(self) -> list[Result]:
        return [
            Result(check, tuple(self.findings.get(check, ())), " ".join(self.unchecked.get(check, ())))
            for check in (Check.SIGN_IN, *AFTER_SIGN_IN)
        ]


def places(settings: Settings, partnership: Partnership | None) -> list[Place]:
    """Give both sites with their lists; they are not known without a partnership file."""
    named = {Site.COORDINATOR: settings.coordinator_site_id, Site.BOARDS: settings.boards_site_id}
    return [_place(site, site_id, partnership) for site, site_id in named.items()]


def _place(site: Site, site_id: str, partnership: Partnership | None) -> Place:
    lists = lists_on(site, partnership) if partnership else ()
    filed_into = FILED_INTO if site is Site.COORDINATOR else frozenset[str]()
    return Place(f"BTP_{site.upper()}_SITE_ID", site_id, lists, filed_into)


async def look(
    settings: Settings, partnership: Partnership | None, clock: Clock, known: Mapping[str, str]
) -> list[Result]:
    """Look at everything; `known` are the ids the store has of lists. Raises SettingsRefused."""
    told = _Told()
    async with _speaking(settings, partnership, clock) as (sign_in, looking):
        if refused := await _signed_in(sign_in, settings):
            told.add(Check.SIGN_IN, refused)
            told.unable("Nothing can be asked without a token.", *AFTER_SIGN_IN)
        else:
            if partnership is None:
                told.unable("The lists are named by the partnership file.", Check.LISTS, *_OF_LISTS)
            for place in places(settings, partnership):
                await _Site(settings, looking, told, place, known).look()
            told.add(Check.COORDINATORS, *await _coordinators(settings, looking.client))
            _clock(told, looking.headers, clock.now())
            told.add(Check.QUOTA, *judging.quota(looking.headers, _facts(settings)))
    return told.results()


@asynccontextmanager
async def _speaking(
    settings: Settings, partnership: Partnership | None, clock: Clock
) -> AsyncIterator[tuple[SignIn, Looking]]:
    name = partnership.name if partnership else ""
    async with (
        signing_in(settings, clock) as sign_in,
        speaking_graph(settings, name, sign_in) as client,
    ):
        yield sign_in, Looking(client)


async def _signed_in(sign_in: SignIn, settings: Settings) -> Finding | None:
    """Ask for the token that Teams wants; Graph's comes from the same provider with the first request."""
    try:
        await sign_in.get_token(CONNECTOR_SCOPE)
    except NotSignedIn as error:
        facts = _facts(settings)
        remedy = REMEDIES[settings.credential].format_map(facts)
        kind = "sign_in_refused" if error.refused else "sign_in_unreachable"
        return found(kind, credential=settings.credential, remedy=remedy)
    return None


async def _coordinators(settings: Settings, client: GraphClient) -> list[Finding]:
    """Look whether anybody is named, and whether a group that is named can be read."""
    group = settings.coordinators_group
    people = await coordinators_of(settings, client).people()
    facts = {**_facts(settings), "group": group}
    if not isinstance(people, RetryAfter | Parked):
        return [] if people else [found("coordinators_empty" if group else "coordinators_missing", **facts)]
    kinds = {"group_refused", "group_missing"}
    kind = people.reason if people.reason in kinds else ""
    return [found(kind, **facts) if kind else judging.unseen(people.reason, facts)]


def _facts(settings: Settings) -> Mapping[str, object]:
    return {"app": settings.bot_app_id, "tenant": settings.tenant_id, "url": settings.graph_url}


def _clock(told: _Told, headers: Sequence[Mapping[str, str]], now: datetime) -> None:
    """Compare with the last answer, which is the freshest: https://www.rfc-editor.org/rfc/rfc9110#field.date."""
    try:
        theirs = parsedate_to_datetime(headers[-1]["date"])
    except (IndexError, KeyError, ValueError):
        told.unable("No answer told the time.", Check.CLOCK)
    else:
        told.add(Check.CLOCK, *judging.clock(theirs, now))


class _Site:
    """The look at one site and its lists."""

    def __init__(
        self, settings: Settings, looking: Looking, told: _Told, place: Place, known: Mapping[str, str]
    ) -> None:
        self._looking, self._told, self._place, self._known = looking, told, place, known
        self._facts = {**_facts(settings), "setting": place.setting, "site": place.site_id}

    async def look(self) -> None:
        unseen = await self._looking.site(self._place.site_id)
        if unseen:
            finding = judging.unseen_site(unseen.reason, self._facts)
            self._told.add(Check.SITES, self._place.judged(finding))
            why = f"The site of {self._place.setting} cannot be opened."
            self._told.unable(why, Check.LISTS, *_OF_LISTS)
        elif self._place.lists:
            await self._lists()

    async def _lists(self) -> None:
        seen = await self._looking.lists(self._place.site_id)
        if isinstance(seen, Unseen):
            facts = {**self._facts, "list": "the lists"}
            self._told.add(Check.LISTS, self._place.judged(judging.unseen_list(seen.reason, facts)))
            self._told.unable("The lists cannot be read.", *_OF_LISTS)
            return
        ids, findings = judging.standing(self._place.lists, seen, self._known, self._facts)
        self._told.add(Check.LISTS, *(self._place.judged(one, name) for name, one in findings))
        standing = {one.id: one for one in seen}
        for shape in self._place.lists:
            if shape.name in ids:
                await self._list(shape, standing[ids[shape.name]])
            else:
                self._told.unable(f'The list "{shape.name}" is not there.', *_OF_LISTS)

    async def _list(self, shape: ListShape, there: SeenList) -> None:
        columns = await self._looking.columns(self._place.site_id, there.id)
        if isinstance(columns, Unseen):
            self._unread(shape, columns, Check.COLUMNS, Check.INDEXES)
        elif there.id != self._known.get(shape.name) and not is_ours(columns):
            self._not_ours(shape, there)
            return
        else:
            self._columns(shape, columns)
        if shape.keeps_words:
            await self._versions(shape, there.id)

    def _not_ours(self, shape: ListShape, there: SeenList) -> None:
        """Say whose it is, as `provision` does; how somebody else's list is made is no business of ours."""
        finding = found("list_not_ours", list=shape.name, found=there.name, **self._facts)
        self._told.add(Check.LISTS, self._place.judged(finding, shape.name))
        self._told.unable(f'The list "{there.name}" is not ours.', *_OF_LISTS)

    def _columns(self, shape: ListShape, seen: Sequence[Standing]) -> None:
        for one in troubles(columns_of(shape), seen):
            check = Check.INDEXES if one.damage in OF_INDEXES else Check.COLUMNS
            facts = {"list": shape.name, "column": one.column.title, "name": one.column.name}
            finding = found(one.damage, detail=one.detail, **facts)
            self._told.add(check, self._place.judged(finding, shape.name))

    async def _versions(self, shape: ListShape, list_id: str) -> None:
        seen = await self._looking.versions(self._place.site_id, list_id)
        if isinstance(seen, Unseen):
            self._unread(shape, seen, Check.VERSIONS)
        elif seen == 0:
            why = f'Nothing in the list "{shape.name}" was changed yet, and only a changed item tells.'
            self._told.unable(why, Check.VERSIONS)
        elif seen > 1:
            self._told.add(Check.VERSIONS, found("versions_kept", list=shape.name))

    def _unread(self, shape: ListShape, seen: Unseen, *checks: Check) -> None:
        """Say it once, at the first check; the rest could not be made."""
        facts = {**self._facts, "list": f'the list "{shape.name}"'}
        self._told.add(checks[0], self._place.judged(judging.unseen_list(seen.reason, facts), shape.name))
        self._told.unable(f'The list "{shape.name}" cannot be read.', *checks)
