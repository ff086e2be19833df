"""Makes and upgrades the lists of both sites, and remembers how each was made; or only looks, for a plan."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.beside import beside_the_service
from bot.credentials import signing_in
from bot.handlers.ports import PacedClock
from bot.settings import Settings
from bot.site_work import Ground, SiteWork
from bot.ways_out import graph_client
from graph_sync.columns import ListShape, Site
from graph_sync.comparing import Difference
from graph_sync.declared import declared
from graph_sync.provisioning import Known, Step
from graph_sync.site_lists import NotDone
from practice.outcomes import RetryAfter
from practice.words import WORDS, say

PATIENCE = 120.0
"""Real seconds of throttling, outages and lost answers on one site, after which somebody else may try."""

_PASSING = frozenset({"throttled", "busy", "server_error", "no_answer", "missing_response", "not_yet_seen"})
_SETTINGS = {Site.COORDINATOR: "BTP_COORDINATOR_SITE_ID", Site.BOARDS: "BTP_BOARDS_SITE_ID"}
AllKnown = Callable[[], Awaitable[dict[str, Known]]]


@dataclass(frozen=True, slots=True)
class Provisioned:
    """What became of one site: steps taken, or to be taken, and what is not as it was made."""

    site: Site
    steps: tuple[Step, ...]
    differences: tuple[Difference, ...]
    notes: tuple[str, ...] = ()
    """What is worth knowing and nothing amiss, in sentences."""


class ProvisionStopped(Exception):
    """It did not come to its end; `sites` is what was done by then."""

    sites: Sequence[Provisioned] = ()


class ProvisionRefused(ProvisionStopped):
    """What was given cannot be used: a site, a grant, a name; the text says what to do."""


class NotDoneYet(ProvisionStopped):
    """Microsoft 365 did not answer in time; running it again goes on where it stopped."""


async def provision(
    settings: Settings, clock: PacedClock, *, plan_only: bool, again: Sequence[str] = ()
) -> list[Provisioned]:
    """Bring both sites up to the declaration, or say what that would take.

    `again` are lists, or columns as "List/Column", that are made as if for the first time. Raises ProvisionRefused,
    NotDoneYet, PartnershipFaults, KeysRefused, StoreRefused.
    """
    async with contextlib.AsyncExitStack() as stack:
        store, partnership = await stack.enter_async_context(beside_the_service(settings, first=True))
        shapes = declared(partnership)
        forgotten = {_named(shapes, text) for text in again}
        sign_in = await stack.enter_async_context(signing_in(settings, clock))
        client = graph_client(settings, partnership.name, sign_in, stack)
        ground = Ground(store, partnership, client, clock.now(), forgotten, plan_only=plan_only)
        ids = {Site.COORDINATOR: settings.coordinator_site_id, Site.BOARDS: settings.boards_site_id}
        found: list[Provisioned] = []
        try:
            for site, site_id in ids.items():
                own = [shape for shape in shapes if shape.site is site]
                work = ground.work(site, site_id, own)
                found.append(await _brought_up(work, partial(ground.known, own), site))
                found[-1] = replace(found[-1], notes=(*found[-1].notes, *await ground.refilled()))
        except ProvisionStopped as stopped:
            stopped.sites = (*found, *stopped.sites)
            raise
        return found


async def _brought_up(work: SiteWork, known: AllKnown, site: Site) -> Provisioned:
    """Bring one site up; where that stops, the exception carries what was done."""
    try:
        await _patiently(work, known, site)
    except ProvisionStopped as stopped:
        stopped.sites = (_became(site, work),)
        raise
    return _became(site, work)


def _became(site: Site, work: SiteWork) -> Provisioned:
    steps = (*work.lists.steps, *work.seeding.steps)
    return Provisioned(site, steps, tuple(work.lists.differences), work.seeding.notes)


async def _patiently(work: SiteWork, known: AllKnown, site: Site) -> None:
    """Go over the site until a pass comes to its end; each looks anew, so a lost answer does no harm."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return await work.run(await known())
        except NotDone as stopped:
            seconds = _worth_waiting(stopped, site, until - time.monotonic())
        await asyncio.sleep(seconds)


def _worth_waiting(stopped: NotDone, site: Site, left: float) -> float:
    """Give the seconds until the next try; raises where none helps, or none is left."""
    outcome, names = stopped.outcome, {"site": site.value, "setting": _SETTINGS[site]}
    if isinstance(outcome, RetryAfter) and outcome.reason in _PASSING:
        if outcome.seconds < left:
            return outcome.seconds
        raise NotDoneYet(say("provision.not_yet", names, reason=outcome.reason)) from None
    key = f"provision.{outcome.reason}"
    raise ProvisionRefused(
        say(key if key in WORDS else "provision.stopped", names, reason=outcome.reason)
    ) from None


def _named(shapes: Sequence[ListShape], text: str) -> tuple[str, str]:
    """Read what is to be made again; raises ProvisionRefused for what no list declares."""
    name, _, column = text.partition("/")
    shape = next((shape for shape in shapes if shape.name == name), None)
    if shape is None:
        known = ", ".join(shape.name for shape in shapes)
        raise ProvisionRefused(f"--again {text!r}: no list is called so. The lists are {known}.")
    names = [each.name for each in (*shape.made, *shape.built_in)]
    if column and column not in names:
        raise ProvisionRefused(
            f"--again {text!r}: the list {name} has no such column. It has {', '.join(names)}."
        )
    return name, column


def step_words(step: Step) -> str:
    """Say a step as a line of the plan."""
    what = ", ".join(WORDS.get(f"provision.what.{one}", one) for one in step.what)
    facts = {"list": step.shape, "column": step.column, "count": str(len(step.what)), "what": what}
    return say(f"provision.{step.kind}", facts)


def difference_words(difference: Difference) -> str:
    """Say what is not as it was made, and what to do."""
    facts = {"list": difference.shape, "column": difference.column, **difference.details}
    return say(f"provision.{difference.kind}", facts)


def lines(sites: Sequence[Provisioned]) -> Iterator[str]:
    """Say everything that was done or found, a line each; ends with what only an administrator can do."""
    for one in sites:
        for step in one.steps:
            yield f"{one.site.value}: {step_words(step)}"
    for one in sites:
        yield from map(difference_words, one.differences)
        yield from one.notes
    if any(step.kind == "made" for one in sites for step in one.steps):
        yield say("provision.by_hand", {})
