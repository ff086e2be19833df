"""A whole rehearsal: town, service, driver, and the comparison at its end."""

from __future__ import annotations

import contextlib
import os
import random
import socket
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from bot.applying import save_plan
from bot.clock import SteppedClock
from bot.local.board_list import make_board_list
from bot.local.meetings import invented_meetings
from bot.local.standin import StandIn, standing_in
from bot.local.town import EXAMPLE, environment, seat_mailboxes, seed_of, townspeople
from bot.partnership import load
from bot.rehearsal.driver import Driver
from bot.rehearsal.judging import judge
from bot.rehearsal.result import Result
from bot.rehearsal.service import Service
from bot.settings import read_settings
from bot.store.keys import Keys
from bot.store.opening import open_store
from practice.partnership import Partnership

FIRST, LAST = date(2026, 1, 5), date(2026, 3, 6)
"""Two months of meetings, without a bank holiday to make them easy."""

_START = datetime(2026, 1, 5, 7, tzinfo=UTC)
_END = datetime(2026, 3, 27, 18, tzinfo=UTC)
"""Three weeks after the last meeting every request has closed."""

FAULTS = (
    {"service": "connector", "kind": "429", "probability": 0.02, "retry_after": 1.5},
    {"service": "connector", "kind": "503", "probability": 0.01},
    {"service": "connector", "kind": "reset", "probability": 0.01},
    {"service": "connector", "kind": "applied-then-504", "probability": 0.01},
    {"service": "connector", "kind": "applied-then-reset", "probability": 0.01},
    {"service": "graph", "kind": "429", "probability": 0.02, "retry_after": 2},
    {"service": "graph", "kind": "503", "probability": 0.02},
    {"service": "graph", "kind": "reset", "probability": 0.02},
    {"service": "graph", "kind": "applied-then-504", "probability": 0.02},
    {"service": "graph", "kind": "applied-then-reset", "probability": 0.02},
)
"""A bad two months: one request in ten to Graph goes wrong, one in seventeen to Teams."""


async def rehearse(meetings: int, seed: int, kill_every: float, console: Console) -> Result:
    """Rehearse in a folder that is thrown away; `kill_every` in real seconds, 0 for never."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="back-to-practice-") as folder:
        port, own_port = _free_ports()
        setting = environment(Path(folder), f"http://127.0.0.1:{port}", own_port, EXAMPLE, seed)
        service = Service({**os.environ, **setting}, kill_every)
        try:
            await service.load()
            async with standing_in(Path(folder) / "local365.sqlite", port=port, seed=seed) as stand_in:
                return await _rehearse(setting, stand_in, service, meetings, seed, console, started)
        finally:
            await service.close()


async def _rehearse(
    setting: Mapping[str, str],
    stand_in: StandIn,
    service: Service,
    meetings: int,
    seed: int,
    console: Console,
    started: float,
) -> Result:
    rng = random.Random(f"rehearsal {seed}")
    partnership = load(EXAMPLE)
    people = townspeople(partnership, 8, rng)
    await stand_in.seed(
        seed_of(people, seat_mailboxes(partnership), f"{setting['BTP_PUBLIC_URL']}/api/messages")
    )
    await stand_in.seed({"events": invented_meetings(partnership, people, FIRST, LAST, meetings, seed)})
    await _plan_the_year(setting, partnership)
    await stand_in.send("PUT", "faults", list(FAULTS))
    driver = Driver(service, stand_in, rng)
    with _progress(console) as tell:
        async with service.killed_again_and_again():
            await driver.run(_START, _END, tell)
        await stand_in.send("PUT", "faults", [])
        await driver.run(_END, _END + timedelta(hours=1), tell)
    await service.close()
    return await _result(setting, partnership, stand_in, driver, service, started)


async def _plan_the_year(setting: Mapping[str, str], partnership: Partnership) -> None:
    """Save the year's meetings as wanted: the service then makes the events, however often it is killed."""
    store = open_store(setting["BTP_DATABASE_URL"], Keys.parse(setting["BTP_DATA_KEYS"]))
    try:
        await make_board_list(read_settings(setting), partnership, store, SteppedClock(_START))
        first = _START.date()
        await save_plan(store, partnership, first, first + timedelta(days=364), _START)
    finally:
        await store.close()


async def _result(
    setting: Mapping[str, str],
    partnership: Partnership,
    stand_in: StandIn,
    driver: Driver,
    service: Service,
    started: float,
) -> Result:
    store = open_store(setting["BTP_DATABASE_URL"], Keys.parse(setting["BTP_DATA_KEYS"]))
    try:
        state = await stand_in.get("state")
        kept, comparison, outside = await judge(store, partnership, state, driver.seen.promised)
    finally:
        await store.close()
    broken = [f"contract broken: {each}" for each in (await stand_in.get("violations"))["violations"]]
    refused = (await stand_in.get("limits"))["refused"]
    if refused and service.starts == 1:  # A service that was killed does not remember what had left.
        broken.append(f"{refused} requests exceeded the limits of Teams")
    return Result(
        meetings=kept.meetings,
        states=kept.states,
        sent=kept.sent,
        unconfirmed=kept.unconfirmed,
        answers=len(kept.references),
        filed=outside["filed"],
        duplicates=comparison.duplicates,
        events=outside["events"],
        differences=(*comparison.differences, *broken),
        starts=service.starts,
        peak_memory=driver.seen.peak_memory,
        seconds=time.monotonic() - started,
    )


@contextlib.contextmanager
def _progress(console: Console) -> Iterator[Callable[[datetime], None]]:
    """A bar over the rehearsed days, on a terminal only."""
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bars:
        bar = bars.add_task("Rehearsing", total=(_END - _START).total_seconds())

        def tell(now: datetime) -> None:
            bars.update(bar, completed=(now - _START).total_seconds(), description=f"Rehearsing {now:%d %B}")

        yield tell


def _free_ports() -> tuple[int, int]:
    """Give two different ports that nobody listens on."""
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]
