"""Starts the local stand-in for Microsoft 365 as a child process and speaks its control interface.

It knows the stand-in only through its command and HTTP: nothing of ours imports it.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp

ROOT = Path(__file__).resolve().parents[2]


_LAST_SECONDS = 0.5
"""Real seconds to end in; its state is thrown away, so nothing is lost when it is killed then."""


class StandInRefused(Exception):
    """The stand-in did not start; the text says why and what to do."""


class StandIn:
    """A running stand-in. `url` is its origin, http://127.0.0.1:PORT."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url = url
        self._session = session

    async def get(self, path: str) -> Any:  # noqa: ANN401 - the stand-in's JSON
        async with self._session.get(f"{self.url}/_local/{path}") as response:
            response.raise_for_status()
            return await response.json()

    async def send(self, method: str, path: str, body: object) -> Any:  # noqa: ANN401
        async with self._session.request(method, f"{self.url}/_local/{path}", json=body) as response:
            response.raise_for_status()
            return await response.json()

    async def seed(self, body: dict[str, Any]) -> None:
        await self.send("POST", "seed", body)

    async def set_clock(self, now: datetime, *, goes_on: bool = False) -> None:
        """Set the stand-in's clock to a time, at which it stands until the next one, or goes on."""
        await self.send("PUT", "clock", {"now": now.isoformat(), "goes_on": goes_on})


@contextlib.asynccontextmanager
async def standing_in(state: Path, *, port: int = 0, seed: int = 0) -> AsyncIterator[StandIn]:
    """Run a stand-in for as long as the block lasts; raises StandInRefused when it cannot start."""
    if not (ROOT / "infra" / "local365").is_dir():
        raise StandInRefused("The local stand-in is not installed: run this from a clone of the project.")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "infra.local365"),
        *("--port", str(port), "--state", str(state), "--seed", str(seed)),
        *("--parent-pid", str(os.getpid())),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    try:
        url = await _started(process)
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as session:
            yield StandIn(url, session)
    finally:
        await _ended(process)


async def _started(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None  # noqa: S101 - it was asked for above
    line = await process.stdout.readline()
    if not line:
        raise StandInRefused("The local stand-in did not start; its own message above says why.")
    return str(json.loads(line)["url"])


async def _ended(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.send_signal(signal.SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), _LAST_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()
