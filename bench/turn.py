"""What one submitted answer costs: `python -m bench.turn [--turns N] [--json]`.

Ours (checked, saved durably, receipt in the response) and stock botbuilder's echo take turns in one run, so
that a busy machine slows both alike. Exit code 1 when ours costs more than LIMIT_MS.
"""

from __future__ import annotations

import argparse
import asyncio
import json
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
from rich.console import Console
from rich.table import Table

from bench.shapes import STOCK, answer, message

LIMIT_MS: Final = 4.0
AT_ONCE: Final = 8
ROUNDS: Final = 5
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
    def summary(self) -> dict[str, float]:
        hundredths = statistics.quantiles(self.latency_ms, n=100)
        figures = (statistics.median(self.cpu_ms), hundredths[49], hundredths[98])
        return {name: round(ms, 2) for name, ms in zip(("cpu_ms", "p50_ms", "p99_ms"), figures, strict=True)}


async def measure(turns: int) -> list[Measured]:
    """Run both services round by round; stock is left out where it is not installed."""
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
    return {"ours": answer, "stock": message} if _stock_is_installed() else {"ours": answer}


def _stock_is_installed() -> bool:
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
    if status >= web.HTTPBadRequest.status_code or (
        service.name == "ours" and "Your reference is" not in text
    ):
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


def _show(services: list[Measured], turns: int) -> None:
    table = Table(
        title=f"One turn, {turns} turns each, {AT_ONCE} at once, medians of {ROUNDS} interleaved rounds"
    )
    for heading in ("service", "CPU ms", "p50 ms", "p99 ms"):
        table.add_column(heading, justify="left" if heading == "service" else "right")
    for service in services:
        table.add_row(service.name, *(f"{ms:.2f}" for ms in service.summary.values()))
    console = Console()
    console.print(table)
    if len(services) == 1:
        console.print("Stock was not measured: it needs the dependency group bench.")


def main() -> int:
    """Measure, print, and say by the exit code whether ours holds its limit."""
    parser = argparse.ArgumentParser(prog="python -m bench.turn", description=__doc__)
    parser.add_argument("--turns", type=int, default=2_000, help="turns of each service")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    given = parser.parse_args()
    if given.turns < ROUNDS * AT_ONCE:
        parser.error(f"--turns must be at least {ROUNDS * AT_ONCE}.")
    services = asyncio.run(measure(given.turns))
    figures = {service.name: service.summary for service in services}
    if given.json:
        sys.stdout.write(json.dumps({"turns": given.turns, "limit_ms": LIMIT_MS, **figures}) + "\n")
    else:
        _show(services, given.turns)
    return 0 if figures["ours"]["cpu_ms"] <= LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
