"""The way from the event loop to a thread of the store and back: requests queue up and are taken in groups.

Knows nothing of SQL: what happens to a group is the `settle` function it is given.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any, TypeVar, cast

from bot.store.transaction import SqlTransaction

T = TypeVar("T")
_GROUP_LIMIT = 64


class StoreClosed(RuntimeError):
    """The store was used after it had been closed."""


@dataclass(slots=True, eq=False)
class Request:
    """One function to run in a transaction, and what came of it."""

    run: Callable[[SqlTransaction], Any]
    loop: asyncio.AbstractEventLoop
    over: asyncio.Future[None]
    lasting: bool = True
    result: Any = None
    error: Exception | None = None

    def attempt(self, tx: SqlTransaction) -> None:
        try:
            self.result, self.error = self.run(tx), None
        except Exception as error:  # noqa: BLE001 - it is raised where the request came from
            self.result, self.error = None, error


class Lane:
    """One thread, and the line in front of it. `settle` gives every request of a group its outcome."""

    def __init__(self, name: str, settle: Callable[[list[Request]], None]) -> None:
        self._settle = settle
        self._line: SimpleQueue[Request | None] = SimpleQueue()
        self._gate = Lock()
        self._closed = False
        self._thread = Thread(target=self._serve, name=name, daemon=True)
        self._thread.start()

    async def submit(self, run: Callable[[SqlTransaction], T], *, lasting: bool = True) -> T:
        """Run a function on the lane. It runs even when the caller is cancelled while waiting."""
        loop = asyncio.get_running_loop()
        request = Request(run, loop, loop.create_future(), lasting)
        with self._gate:
            if self._closed:
                raise StoreClosed("The store is closed.")
            self._line.put(request)
        await request.over
        if request.error is not None:
            raise request.error
        return cast("T", request.result)

    def close(self) -> None:
        """Refuse new requests, serve those in the line, and end the thread; blocks until then."""
        with self._gate:
            if not self._closed:
                self._closed = True
                self._line.put(None)
        self._thread.join()

    def _serve(self) -> None:
        while group := self._next_group():
            try:
                self._settle(group)
            except Exception as error:  # noqa: BLE001 - nobody else can be told, and the lane goes on
                for request in group:
                    request.error = error
            _tell(group)

    def _next_group(self) -> list[Request]:
        """Wait for a request, then take what stands behind it; empty at the end of the line."""
        group: list[Request] = []
        request = self._line.get()
        while request is not None:
            group.append(request)
            if len(group) == _GROUP_LIMIT:
                return group
            try:
                request = self._line.get_nowait()
            except Empty:
                return group
        if group:
            self._line.put(None)
        return group


def _tell(group: list[Request]) -> None:
    for loop in {request.loop for request in group}:
        over = [request.over for request in group if request.loop is loop]
        try:
            loop.call_soon_threadsafe(_finish, over)
        except RuntimeError:
            continue  # The loop has closed: nobody waits there any more.


def _finish(futures: Iterable[asyncio.Future[None]]) -> None:
    for future in futures:
        if not future.done():
            future.set_result(None)
