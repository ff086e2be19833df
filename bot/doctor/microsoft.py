"""Looks at Microsoft 365 for `doctor`: sign-in, clock, coordinators, both mailboxes, both sites and the quota."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from email.utils import parsedate_to_datetime

from bot.credentials import CONNECTOR_SCOPE, NotSignedIn, SignIn, signing_in
from bot.doctor import judging
from bot.doctor.findings import Check, Finding, Result
from bot.doctor.mailboxes import look_at_mailboxes
from bot.doctor.said import found
from bot.doctor.said_of_microsoft import REMEDIES
from bot.doctor.sites import SiteLook, places
from bot.doctor.told import AFTER_SIGN_IN, OF_LISTS, Told
from bot.handlers.ports import Clock
from bot.settings import Settings
from bot.speaking_graph import speaking_graph
from bot.store.examining import Examined
from bot.ways_out import coordinators_of
from graph_sync.client import GraphClient
from graph_sync.looking import Looking
from practice.outcomes import Parked, RetryAfter
from practice.partnership import Partnership


async def look(
    settings: Settings, partnership: Partnership | None, clock: Clock, kept: Examined | None
) -> list[Result]:
    """Look at everything; `kept` is the store, where it could be looked at. Raises SettingsRefused."""
    told = Told()
    async with _speaking(settings, partnership, clock) as (sign_in, looking):
        if refused := await _signed_in(sign_in, settings):
            told.add(Check.SIGN_IN, refused)
            told.unable("Nothing can be asked without a token.", *AFTER_SIGN_IN)
        else:
            if partnership is None:
                told.unable("The lists are named by the partnership file.", Check.LISTS, *OF_LISTS)
            for place in places(settings, partnership):
                await SiteLook(_facts(settings), looking, told, place, kept).look()
            boards = partnership.boards if partnership else ()
            await look_at_mailboxes(settings, boards, looking, told, _facts(settings))
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


def _clock(told: Told, headers: Sequence[Mapping[str, str]], now: datetime) -> None:
    """Compare with the last answer, which is the freshest: https://www.rfc-editor.org/rfc/rfc9110#field.date."""
    try:
        theirs = parsedate_to_datetime(headers[-1]["date"])
    except (IndexError, KeyError, ValueError):
        told.unable("No answer told the time.", Check.CLOCK)
    else:
        told.add(Check.CLOCK, *judging.clock(theirs, now))
