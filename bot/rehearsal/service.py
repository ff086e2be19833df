"""The driver's hold on the service's process: start it, step it, kill it, start it again."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from typing import Any


class ServiceLost(Exception):
    """The service's process ended while it was asked to step."""


class Service:
    """One process after another, all on the same database. Stepping it starts it when it is not running."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)
        self._process: asyncio.subprocess.Process | None = None
        self.starts = 0

    async def step(self, now: datetime) -> tuple[int, datetime | None]:
        """Let everything due at `now` be done; give how much that was, and when the next is due.

        Raises ServiceLost when the process was killed meanwhile: stepping again starts another.
        """
        if self._process is None:
            await self._start(now)
        answer = await self._ask({"step": now.isoformat()})
        upcoming = answer["next"]
        return int(answer["handled"]), datetime.fromisoformat(upcoming) if upcoming else None

    async def _start(self, now: datetime) -> None:
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.rehearsal.child", now.isoformat()),
            env=self._environment,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
        self.starts += 1
        await self._hear()

    async def _ask(self, message: dict[str, object]) -> dict[str, Any]:
        assert self._process is not None  # noqa: S101 - step() started it
        assert self._process.stdin is not None  # noqa: S101
        with contextlib.suppress(ConnectionError):
            self._process.stdin.write(json.dumps(message).encode() + b"\n")
            await self._process.stdin.drain()
        return await self._hear()

    async def _hear(self) -> dict[str, Any]:
        assert self._process is not None  # noqa: S101 - the caller started it
        assert self._process.stdout is not None  # noqa: S101
        line = await self._process.stdout.readline()
        if not line.endswith(b"\n"):
            await self._process.wait()
            self._process = None
            raise ServiceLost("The service ended while it was asked to step.")
        heard: dict[str, Any] = json.loads(line)
        return heard

    def memory(self) -> float:
        """Resident megabytes of the process that runs now, 0 where the system does not say."""
        if self._process is None:
            return 0.0
        with contextlib.suppress(OSError), open(f"/proc/{self._process.pid}/status") as status:  # noqa: PTH123
            for line in status:
                if line.startswith("VmRSS:"):
                    return int(line.split()[1]) / 1024
        return 0.0

    def kill(self) -> None:
        """End the process at once, with nothing said to it, as a power cut would."""
        if self._process is not None and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    async def close(self) -> None:
        self.kill()
        if self._process is not None:
            await self._process.wait()

    @contextlib.asynccontextmanager
    async def killed_every(self, seconds: float) -> AsyncIterator[None]:
        """Kill the process again and again for as long as the block lasts; 0 never does."""
        killer = asyncio.create_task(self._kill_every(seconds)) if seconds else None
        try:
            yield
        finally:
            if killer:
                killer.cancel()

    async def _kill_every(self, seconds: float) -> None:
        while True:
            await asyncio.sleep(seconds)
            self.kill()
