"""A way to a PostgreSQL server that can be cut at any moment, as a network can."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from enum import StrEnum
from threading import Thread
from types import TracebackType
from typing import Self

from tests.postgres import PASSWORD, database_name


def on_loopback(port: int, url: str) -> str:
    """Name the same database by TCP, at a port of the loopback."""
    return f"postgresql+psycopg://btp:{PASSWORD}@127.0.0.1:{port}/{database_name(url)}?sslmode=disable"


class Cut(StrEnum):
    BEFORE = "before the server has it"
    AFTER = "after the server has carried it out"


class Proxy:
    """Passes bytes on, in a thread of its own: the store's threads wait for what it does."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever)
        self._open: set[asyncio.StreamWriter] = set()
        self._at: Cut | None = None
        self._word = b""
        self._meanwhile: Callable[[], object] = bool
        self._answers_no_more = False
        self.port = 0
        self.has_cut = False

    def url(self, url: str) -> str:
        return on_loopback(self.port, url)

    def cut_at_commit(self, cut: Cut, meanwhile: Callable[[], object] = bool) -> None:
        """Cut once; `meanwhile` is done before anybody can connect anew."""
        self._meanwhile = meanwhile
        self.cut_at("COMMIT", cut)

    def cut_at(self, word: str, cut: Cut) -> None:
        """Cut at the next statement with the word in it."""
        self._at, self._word = cut, word.encode()

    async def cut(self) -> None:
        """Break what is connected; a new connection can be made."""
        await self._there(self._cut)

    async def __aenter__(self) -> Self:
        self._thread.start()
        listening = asyncio.run_coroutine_threadsafe(
            asyncio.start_server(self._serve, "127.0.0.1", 0), self._loop
        )
        self._server = await asyncio.wrap_future(listening)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        await self._there(self._server.close)
        await self.cut()
        await asyncio.sleep(0.05)
        self._loop.call_soon_threadsafe(self._loop.stop)
        await asyncio.to_thread(self._thread.join)
        self._loop.close()

    async def _there(self, act: Callable[[], None]) -> None:
        async def run() -> None:
            act()

        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(run(), self._loop))

    def _cut(self) -> None:
        for end in self._open:
            end.transport.abort()
        self._open.clear()
        self._loop.call_soon(self._meanwhile)
        self._meanwhile = bool

    async def _serve(self, from_us: asyncio.StreamReader, to_us: asyncio.StreamWriter) -> None:
        from_server, to_server = await asyncio.open_connection("127.0.0.1", self._to)
        self._open |= {to_us, to_server}
        await asyncio.gather(
            _pass_on(from_us, to_server, self._ends_there), _pass_on(from_server, to_us, self._ends_here)
        )

    def _ends_there(self, said: bytes) -> bool:
        """Look at what goes to the server; whether that is the end."""
        if self._at is None or self._word not in said:
            return False
        self.has_cut = self._at is Cut.BEFORE
        self._answers_no_more = not self.has_cut
        self._at = None
        if self.has_cut:
            self._cut()
        return self.has_cut

    def _ends_here(self, _answer: bytes) -> bool:
        if not self._answers_no_more:
            return False
        self._answers_no_more, self.has_cut = False, True
        self._cut()
        return True


async def _pass_on(
    source: asyncio.StreamReader, sink: asyncio.StreamWriter, ends: Callable[[bytes], bool]
) -> None:
    with contextlib.suppress(ConnectionError):
        while (some := await source.read(65536)) and not ends(some):
            sink.write(some)
            await sink.drain()
    sink.close()
