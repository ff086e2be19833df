"""The open store: one thread writes, one reads, and the event loop waits for neither disk nor lock."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

from bot.store.databases import Database
from bot.store.keys import Keys
from bot.store.ownership import Ownership
from bot.store.requests import Lane
from bot.store.settling import read_settler, write_settler
from bot.store.transaction import SqlTransaction

T = TypeVar("T")


class SqlStore:
    """Serves `bot.handlers.ports.Store`. Made by `open_store`; to be closed by whoever opened it."""

    def __init__(
        self,
        database: Database,
        connections: tuple[Connection, Connection],
        keys: Keys,
        ownership: Ownership | None,
        note_key: Callable[[], None] | None = None,
    ) -> None:
        self._connections = writer, reader = connections
        self._ownership = ownership
        self._writing = Lane("store-writer", write_settler(database, writer, keys, note_key))
        self._reading = Lane("store-reader", read_settler(database, reader, keys))
        self.owner = ownership is not None
        self.id = str(uuid.uuid4())
        """Names this opening of the store."""

    async def write(self, decide: Callable[[SqlTransaction], T]) -> T:
        """Run `decide` in a transaction; what it returned has reached the disk when this returns.

        Requests that wait together are committed together. When one of them fails after it wrote, the others
        are run again, so `decide` must be re-runnable: it reads and writes through its transaction only, and
        changes nothing outside it. Its exception is raised here, and nothing it wrote is kept. Decide first,
        write after: a refusal raised before the first write costs the others nothing.
        A cancelled caller's write still happens. Raises StoreClosed after `close`.
        """
        return await self._writing.submit(decide)

    async def mark(self, decide: Callable[[SqlTransaction], T]) -> T:
        """Do as `write` does, but without waiting for the disk where that is safe: for what a power cut may undo.

        It outlives the end of this process, and a power cut too once any later `write` has returned.
        """
        return await self._writing.submit(decide, lasting=False)

    async def read(self, look: Callable[[SqlTransaction], T]) -> T:
        """Run `look` on one consistent state, which has every write that has returned; it cannot write."""
        return await self._reading.submit(look)

    async def close(self) -> None:
        """Finish the writes that wait, then let go of the ownership and of the database."""
        await asyncio.to_thread(self._close)

    def _close(self) -> None:
        self._reading.close()
        self._writing.close()
        if self._ownership:
            self._ownership.release()
        for connection in self._connections:
            connection.close()
