"""How long two thousand new items take at 1,250 resource units a minute, in stepped time, without faults and with.

The product itself works through its own queue against the local stand-in, whose meter counts what was spent and what it
refused. Real seconds do not count here: the clock jumps to whatever may happen next.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.figures import Figure
from bench.invented_answers import save_answers
from bench.shapes import START
from bot.app import Service, running
from bot.clock import SteppedClock
from bot.handlers.ports import Kind
from bot.local.standin import StandIn, standing_in
from bot.local.town import EXAMPLE, environment, seed_of
from bot.settings import read_settings
from practice.filing import REVIEWS

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
    quiet = await _filed(items, ())
    stormy = await _filed(items, FAULTS)
    least = items * _CREATE / QUOTA
    return [
        *_figures(f"{items:,} new items at {QUOTA:,} units a minute", quiet, items, least),
        Figure("the same: 429 of our own", quiet.refused, "", 0),
        *_figures("the same, 5 % faults", stormy, items, stormy.units / QUOTA),
        Figure("the same, 5 % faults: 429 of our own", stormy.refused, "", 0),
    ]


def _figures(what: str, run: Filed, items: int, least: float) -> list[Figure]:
    return [
        Figure(f"{what}: stepped time, of at least {least:.2f} min", run.minutes, "min"),
        Figure(f"{what}: time over that minimum", run.minutes / least, "", _MOST),
        Figure(f"{what}: lost", items - len(run.keys), "", 0),
        Figure(f"{what}: doubled", run.keys.total() - len(run.keys), "", 0),
    ]


async def _filed(items: int, faults: Sequence[dict[str, object]]) -> Filed:
    with tempfile.TemporaryDirectory() as folder:
        async with standing_in(Path(folder) / "local365.sqlite", seed=1) as stand_in:
            await stand_in.set_clock(START)
            await stand_in.seed(seed_of((), {}, "http://127.0.0.1:9/api/messages"))
            settings = read_settings(environment(Path(folder), stand_in.url, 0, EXAMPLE, 1))
            async with running(settings, clock := SteppedClock(START)) as service:
                await save_answers(service.store, service.partnership, items)
                await stand_in.send("PUT", "faults", list(faults))
                minutes = await _minutes(service, clock, stand_in)
            meter, state = (await stand_in.get("meter"))["graph"], await stand_in.get("state")
    return Filed(minutes, meter["spent"], meter["throttled"], _keys(state))


def _keys(state: dict[str, Any]) -> Counter[str]:
    return Counter(
        item["fields"]["BtpKey"] for one in state["lists"] if one["name"] == REVIEWS for item in one["items"]
    )


async def _minutes(service: Service, clock: SteppedClock, stand_in: StandIn) -> float:
    """Step from one thing that may happen to the next until no answer waits; give the stepped minutes."""
    last = START
    while Kind.FILE_ANSWER in await service.queue.next_due() and clock.now() < START + _LONGEST:
        last = clock.now()
        await stand_in.set_clock(last)
        await service.runner.drain()
        clock.step(await service.next_due() or last)
    return (last - START) / timedelta(minutes=1)
