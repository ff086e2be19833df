"""What one submitted answer costs: ours is checked, saved durably, and has its receipt in the response.

Ours and stock botbuilder's echo take turns in one run, so that a busy machine slows both alike.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any, Final

import aiohttp
from aiohttp import web

from bench.figures import Figure
from bench.shapes import STOCK, answer, message

TURNS: Final = 2_000
LIMIT_MS: Final = 4.0
AT_ONCE: Final = 8
ROUNDS: Final = 5
OURS: Final = "ours"
_WHAT: Final = {OURS: "A submitted answer, saved", "stock": "Stock botbuilder's echo"}
_Shape = Callable[[int, str], dict[str, Any]]


@dataclass(slots=True)
class Measured:
    """One service under load: processor milliseconds a turn by round, and each turn's latency in ms."""

    name: str
    url: str
    shape: _Shape
    cpu_ms: list[float] = field(default_factory=list)
    latency_ms: list[float] = field(default_factory=list)

    def figures(self) -> list[Figure]:
        """Give the medians; processor time is held to the limit, latency depends on what else runs."""
        hundredths = statistics.quantiles(self.latency_ms, n=100)
        limit = LIMIT_MS if self.name == OURS else None
        what = _WHAT[self.name]
        return [
            Figure(f"{what}: CPU", statistics.median(self.cpu_ms), "ms", limit),
            Figure(f"{what}: p50, {AT_ONCE} at once", hundredths[49], "ms"),
            Figure(f"{what}: p99, {AT_ONCE} at once", hundredths[98], "ms"),
        ]


async def turns() -> list[Figure]:
    """Measure both; stock is left out where it is not installed."""
    return [figure for service in await _measure(TURNS) for figure in service.figures()]


async def _measure(turns: int) -> list[Measured]:
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(aiohttp.ClientSession())
        sink = await stack.enter_async_context(_sink())
        services = [
            Measured(name, await stack.enter_async_context(_server(name, turns)), shape)
            for name, shape in _shapes().items()
        ]
        each = turns // ROUNDS
        for start in range(0, each * ROUNDS, each):
            for service in services:
                await _round(client, service, range(start, start + each), sink)
    return services


def _shapes() -> dict[str, _Shape]:
    return {OURS: answer, "stock": message} if stock_is_installed() else {OURS: answer}


def stock_is_installed() -> bool:
    """Tell whether `make bench` has installed what is measured beside ours."""
    try:
        return find_spec(STOCK) is not None
    except ModuleNotFoundError:
        return False


async def _round(client: aiohttp.ClientSession, service: Measured, numbers: range, sink: str) -> None:
    before = await _cpu_seconds(client, service)
    waiting = iter(numbers)

    async def one_after_another() -> None:
        for number in waiting:
            started = time.perf_counter()
            activity = service.shape(number, sink)
            async with client.post(f"{service.url}/api/messages", json=activity) as response:
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


@asynccontextmanager
async def _server(name: str, turns: int) -> AsyncIterator[str]:
    """Start a service and end it by closing its standard input."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.servers", name, str(turns), stdin=pipe, stdout=pipe
    )
    assert process.stdin is not None and process.stdout is not None  # noqa: PT018, S101 - both are pipes
    try:
        port = int(await process.stdout.readline())
        yield f"http://127.0.0.1:{port}"
    finally:
        process.stdin.close()
        await process.wait()


@asynccontextmanager
async def _sink() -> AsyncIterator[str]:
    """A connector that takes every reply; it runs here, so that its work is nobody's."""

    async def take(request: web.Request) -> web.Response:
        await request.read()
        return web.json_response({"id": "1"}, status=201)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()
