"""The driver's hold on the service's process: start it, step it, kill it, start it again.

A service that is killed again and again is forked from a server that has loaded the program and done nothing
else: kills then interrupt starts and work, not loading, which is paid for once. Otherwise it is an ordinary process,
whose memory is what an ordinary start takes.
https://docs.python.org/3/library/multiprocessing.html#contexts-and-start-methods
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import multiprocessing
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import datetime
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from typing import Any

from bot.rehearsal import child

_ALL_OF_IT = (child.__name__, "httpcore", "anyio._backends._asyncio")
"""The program, and what its libraries load only when they are first used."""

_WHILE_STARTING = (0.2, 0.5, 0.8)
"""How far into its start the service is, by what the last one took, when every third kill comes."""


class ServiceBroken(Exception):
    """The service's process ended without being killed: starting it again would end the same way."""


class ServiceLost(Exception):
    """The service's process ended while it was starting or asked to step."""


class Service:
    """One process after another, all on the same database. Stepping it starts it when it is not running."""

    def __init__(self, environment: Mapping[str, str], kill_every: float) -> None:
        self._environment = dict(environment)
        self._kill_every = kill_every
        self._starting = _forking() if kill_every else multiprocessing.get_context("spawn")
        self._process: BaseProcess | None = None
        self._talk: Connection | None = None
        self._begun = asyncio.Event()
        self._up = asyncio.Event()
        self._listens = False
        self._start_took = 0.0
        self.starts = 0

    async def load(self) -> None:
        """Begin a process, which loads the program meanwhile and waits for its first step."""
        self._talk, inner = self._starting.Pipe()
        self._process = self._starting.Process(target=child.serve, args=(inner, self._environment))
        self._listens = False
        await asyncio.to_thread(self._process.start)
        inner.close()

    async def step(self, now: datetime) -> tuple[Counter[str], datetime | None]:
        """Let everything due at `now` be done; give how much that was in each lane, and when the next is due.

        Raises ServiceLost when the process was killed meanwhile: stepping again starts another.
        """
        if self._process is None:
            await self.load()
        if not self._listens:
            await self._start(now)
        self._say(now)
        handled, upcoming = await self._hear()
        return handled, upcoming

    async def _start(self, now: datetime) -> None:
        self.starts += 1
        self._begun.set()
        begun = time.monotonic()
        self._say(now)
        await self._hear()
        self._listens = True
        self._start_took = time.monotonic() - begun
        self._up.set()

    def _say(self, now: datetime) -> None:
        assert self._talk is not None  # noqa: S101 - the caller loaded it
        with contextlib.suppress(ConnectionError):
            self._talk.send(now)

    async def _hear(self) -> Any:  # noqa: ANN401 - what the child's docstring says
        assert self._process is not None  # noqa: S101 - the caller started it
        assert self._talk is not None  # noqa: S101
        try:
            return await asyncio.to_thread(self._talk.recv)
        except (EOFError, ConnectionError):
            code = await self._ended()
        if code != -signal.SIGKILL:
            raise ServiceBroken(f"The service ended by itself with exit code {code}; see its message above.")
        raise ServiceLost("The service was killed while it was starting or asked to step.")

    async def _ended(self) -> int | None:
        """Wait for the process's end and forget it; give its exit code."""
        process, talk, self._process, self._talk = self._process, self._talk, None, None
        if talk:
            talk.close()
        if process is None or process.pid is None:
            return None
        await asyncio.to_thread(process.join)
        return process.exitcode

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
        if self._process is not None and self._process.pid is not None:
            self._process.kill()

    async def close(self) -> None:
        self.kill()
        await self._ended()

    @contextlib.asynccontextmanager
    async def killed_again_and_again(self) -> AsyncIterator[None]:
        """Kill the process every so many seconds, while the block lasts, also while it is starting; 0 never does."""
        killer = asyncio.create_task(self._go_on_killing()) if self._kill_every else None
        try:
            yield
        finally:
            if killer:
                killer.cancel()

    async def _go_on_killing(self) -> None:
        """After a kill while starting the next waits until it is up: on a busy machine it never would be."""
        came_up = True
        for seconds in self._waits():
            await (self._begun if came_up else self._up).wait()
            await asyncio.sleep(seconds)
            came_up = self._up.is_set()
            self._begun.clear()
            self._up.clear()
            self.kill()

    def _waits(self) -> Iterator[float]:
        """Give real seconds from a process's begin to its end: two may run, and the third may not."""
        for share in itertools.cycle(_WHILE_STARTING):
            yield self._kill_every
            yield self._kill_every
            yield self._start_took * share


def _forking() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(_ALL_OF_IT))
    return context
