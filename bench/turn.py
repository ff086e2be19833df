"""What one submitted answer costs: its token is checked, it is saved durably, and the response has its receipt.

The token is one the stand-in's identity provider signed, and the same one for every request, as Teams sends it for an
hour; its signature is verified each time.

Ours and stock botbuilder's echo take turns in one run, so that a busy machine slows both alike.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import aiohttp
from aiohttp import web

from bench.figures import Figure
from bench.shapes import START, STOCK, answer, message
from bot.local.standin import standing_in
from bot.local.town import seed_of

TURNS: Final = 2_000
METADATA: Final = "botframework/v1/.well-known/openidconfiguration"
LIMIT_MS: Final = 2.2
"""What an echo of the Agents SDK was measured to cost, with its authentication off."""

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
    headers: dict[str, str]
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
        stand_in, token = await stack.enter_async_context(_identity(sink))
        headers = {OURS: {"Authorization": f"Bearer {token}"}, "stock": {}}
        services = [
            Measured(
                name, await stack.enter_async_context(_server(name, turns, stand_in)), shape, headers[name]
            )
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
            async with client.post(
                f"{service.url}/api/messages", json=activity, headers=service.headers
            ) as response:
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
async def _server(name: str, turns: int, stand_in: str) -> AsyncIterator[str]:
    """Start a service and end it by closing its standard input."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bench.servers",
        name,
        str(turns),
        f"{stand_in}/{METADATA}",
        stdin=pipe,
        stdout=pipe,
    )
    assert process.stdin is not None and process.stdout is not None  # noqa: PT018, S101 - both are pipes
    try:
        port = int(await process.stdout.readline())
        yield f"http://127.0.0.1:{port}"
    finally:
        process.stdin.close()
        await process.wait()


@asynccontextmanager
async def _identity(sink: str) -> AsyncIterator[tuple[str, str]]:
    """Run an identity provider in a process of its own; give its address, and a token for activities of `sink`."""
    with tempfile.TemporaryDirectory() as folder:
        async with standing_in(Path(folder) / "local365.sqlite") as stand_in:
            await stand_in.seed(seed_of((), {}, "http://127.0.0.1:9/api/messages"))
            await stand_in.set_clock(START)
            signed = await stand_in.get(f"identity/token?service_url={quote(sink, safe='')}")
            yield stand_in.url, signed["token"]


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
