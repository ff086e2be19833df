"""What one submitted answer costs: its token is checked, it is saved durably, and the response has its receipt.

Ours takes turns with the echoes of others in one run, each in a process of its own, so that a busy machine slows all
alike. A token's signature is verified for every request, as none of the tokens comes again before ours forgot it.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any, Final

import aiohttp
from aiohttp import web

from bench.figures import Figure
from bench.processes import started
from bench.shapes import OURS, answer, message
from bench.teams_side import METADATA, Signer, teams_side

TURNS: Final = 2_000
AT_ONCE: Final = 8
ROUNDS: Final = 5
BARE: Final = "agents_unchecked"
"""Whose cost ours may not exceed."""

WHAT: Final = {
    OURS: "A submitted answer, checked and saved",
    "agents": "Agents SDK's echo, checked",
    BARE: "Agents SDK's echo, unchecked",
    "teams": "Teams SDK's echo, checked",
    "stock": "Stock botbuilder's echo, unchecked",
}
UNCHECKED: Final = frozenset({BARE, "stock"})
"""Those who are sent no token."""

RIVALS: Final = ("botbuilder.integration.aiohttp", "microsoft_agents.hosting.aiohttp", "microsoft_teams.apps")
"""What `make bench` installs to be measured beside ours."""

_Shape = Callable[[int, str], dict[str, Any]]


@dataclass(slots=True)
class Measured:
    """One service under load: processor milliseconds a turn by round, and each turn's latency in ms."""

    name: str
    url: str
    shape: _Shape
    cpu_ms: list[float] = field(default_factory=list)
    latency_ms: list[float] = field(default_factory=list)

    @property
    def checks(self) -> bool:
        return self.name not in UNCHECKED

    @property
    def cpu(self) -> float:
        """Give the median round."""
        return statistics.median(self.cpu_ms)

    def figures(self, limit: float | None) -> list[Figure]:
        """Give the medians; processor time is held to the limit, latency depends on what else runs."""
        hundredths = statistics.quantiles(self.latency_ms, n=100)
        what = WHAT[self.name]
        return [
            Figure(f"{what}: CPU", self.cpu, "ms", limit),
            Figure(f"{what}: p50, {AT_ONCE} at once", hundredths[49], "ms"),
            Figure(f"{what}: p99, {AT_ONCE} at once", hundredths[98], "ms"),
        ]


async def turns() -> list[Figure]:
    """Measure all of them, or ours alone where the others are not installed."""
    services = await measured(tuple(WHAT) if rivals_are_installed() else (OURS,), TURNS)
    cost = {service.name: service.cpu for service in services}
    limits = {OURS: round(cost[BARE], 2)} if BARE in cost else {}
    return [figure for service in services for figure in service.figures(limits.get(service.name))]


def rivals_are_installed() -> bool:
    """Tell whether `make bench` has installed what is measured beside ours."""
    try:
        return all(find_spec(name) for name in RIVALS)
    except ModuleNotFoundError:
        return False


async def measured(names: Sequence[str], turns: int) -> list[Measured]:
    """Let services take turns, so many each in all."""
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(aiohttp.ClientSession())
        signer = Signer()
        teams = await stack.enter_async_context(teams_side(signer))
        metadata = teams.rstrip("/") + METADATA
        tokens = await asyncio.to_thread(signer.tokens, teams)
        services = [
            Measured(
                name,
                await stack.enter_async_context(started("bench.servers", name, str(turns), metadata)),
                answer if name == OURS else message,
            )
            for name in names
        ]
        each = turns // ROUNDS
        for start in range(0, each * ROUNDS, each):
            for service in services:
                await _round(client, service, range(start, start + each), teams, tokens)
    return services


async def _round(
    client: aiohttp.ClientSession, service: Measured, numbers: range, teams: str, tokens: Sequence[str]
) -> None:
    before = await _cpu_seconds(client, service)
    waiting = iter(numbers)

    async def one_after_another() -> None:
        for number in waiting:
            started = time.perf_counter()
            activity = service.shape(number, teams)
            headers = {"Authorization": f"Bearer {tokens[number % len(tokens)]}"} if service.checks else {}
            async with client.post(f"{service.url}/api/messages", json=activity, headers=headers) as response:
                _check(service, response.status, await response.text())
            service.latency_ms.append((time.perf_counter() - started) * 1000)

    await asyncio.gather(*(one_after_another() for _ in range(AT_ONCE)))
    used = await _cpu_seconds(client, service) - before
    service.cpu_ms.append(used * 1000 / len(numbers))


def _check(service: Measured, status: int, text: str) -> None:
    """A turn that did not do its work is no measurement."""
    if status >= web.HTTPBadRequest.status_code or (service.name == OURS and "Your reference is" not in text):
        raise SystemExit(f"A turn of {service.name} failed with {status}.")


async def _cpu_seconds(client: aiohttp.ClientSession, service: Measured) -> float:
    async with client.get(f"{service.url}/cpu") as response:
        return float(await response.text())
