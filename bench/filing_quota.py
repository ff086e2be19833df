"""How long two thousand new items take at 1,250 resource units a minute, in stepped time, without faults and with.

The product itself works through its own queue against the local stand-in, whose meter counts what was spent and what it
refused. Real seconds do not count here: the clock jumps to whatever may happen next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bench.figures import Figure
from bench.filing import order_of
from bench.filing_rivals import KINDS, installed
from bench.filing_site import in_a_process, made_site
from bench.invented_answers import save_answers
from bench.shapes import START
from bot.app import Service, running
from bot.clock import SteppedClock
from bot.handlers.ports import Kind
from bot.local.standin import StandIn
from bot.settings import read_settings

ITEMS = 2_000
QUOTA = 1_250
"""Resource units a minute of the smallest tenant."""

_CREATE = 2
_MOST = 1.05
_LONGEST = timedelta(minutes=30)
FAULTS = tuple(
    {"service": "graph", "kind": kind, "probability": 0.01, "only": "items|batch", "retry_after": 1.5}
    for kind in ("429", "503", "504", "applied-then-504", "applied-then-reset")
)
"""5 %, a fifth of them each, on requests by themselves and on parts of a batch."""


@dataclass(frozen=True, slots=True)
class Filed:
    """One run: stepped minutes, the units the service counted, and what stands in the list."""

    minutes: float
    units: int
    refused: int
    keys: Counter[str]


async def quota(items: int = ITEMS) -> list[Figure]:
    """File without faults and with them."""
    least = items * _CREATE / QUOTA
    what = f"{items:,} new items at {QUOTA:,} units a minute"
    quiet = await _filed(items, ())
    stormy = await _filed(items, FAULTS)
    found = [*_figures(what, quiet, items, least), *_figures(f"{what}, 5 % faults", stormy, items)]
    for kind in filter(installed, KINDS):
        for about, faults in (("", ()), (", 5 % faults", FAULTS)):
            found += _beside(f"{KINDS[kind]}{about}", await _filed_by(kind, items, faults), items)
    return found


def _beside(what: str, run: Filed, items: int) -> list[Figure]:
    """Another client's figures, without a target."""
    return [
        Figure(f"{what}: stepped time", run.minutes, "min"),
        Figure(f"{what}: 429 of its own", run.refused, ""),
        Figure(f"{what}: lost", items - len(run.keys), ""),
        Figure(f"{what}: doubled", run.keys.total() - len(run.keys), ""),
    ]


def _figures(what: str, run: Filed, items: int, least: float | None = None) -> list[Figure]:
    """Hold a run against the least it can take: `least` minutes, or what the units it spent take."""
    minimum = least or run.units / QUOTA
    return [
        Figure(f"{what}: stepped time, of at least {minimum:.2f} min", run.minutes, "min"),
        Figure(f"{what}: time over that minimum", run.minutes / minimum, "", _MOST),
        Figure(f"{what}: 429 of our own", run.refused, "", 0),
        Figure(f"{what}: lost", items - len(run.keys), "", 0),
        Figure(f"{what}: doubled", run.keys.total() - len(run.keys), "", 0),
    ]


async def _filed(items: int, faults: Sequence[Mapping[str, object]], seed: int = 1) -> Filed:
    async with made_site(seed) as site:
        async with running(read_settings(site.environment), clock := SteppedClock(START)) as service:
            await save_answers(service.store, service.partnership, items)
            await site.stand_in.send("PUT", "faults", list(faults))
            minutes = await _minutes(service, clock, site.stand_in)
        meter = await site.meter()
        return Filed(minutes, meter["spent"], meter["throttled"], await site.keys())


async def _filed_by(kind: str, items: int, faults: Sequence[Mapping[str, object]]) -> Filed:
    """Let another client file; what the site counts begins after its lists are made."""
    async with made_site() as site:
        await site.stand_in.send("PUT", "faults", list(faults))
        took = await in_a_process("bench.filing_rivals", kind, order_of(kind, site, items, stepped=True))
        meter = await site.meter()
        return Filed(took["paused"] / 60, meter["spent"], meter["throttled"], await site.keys())


async def _minutes(service: Service, clock: SteppedClock, stand_in: StandIn) -> float:
    """Step from one thing that may happen to the next until no answer waits; give the stepped minutes."""
    last = START
    while Kind.FILE_ANSWER in await service.queue.next_due() and clock.now() < START + _LONGEST:
        last = clock.now()
        await stand_in.set_clock(last)
        _, upcoming = await service.runner.drain()
        clock.step(upcoming or last)
    return (last - START) / timedelta(minutes=1)
