"""Activities that were taken already: the Bot Service delivers again what was slow to be answered.

Kept in memory, as many as an hour of a large partnership brings. A press repeats safely without it, because what it
asks for stands already. So all that a restart in between can cost is a second reply to a message, or that a choice
is made again which its person undid in those seconds: they see it, and undo it once more.
https://learn.microsoft.com/en-us/azure/bot-service/bot-builder-howto-long-operations-guidance
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from bot.teams.activities import Received

MOST: Final = 10_000


class Repeats:
    """Which activities were taken, by conversation and id; None is kept of one once that is settled."""

    def __init__(self) -> None:
        self._taken: OrderedDict[tuple[str, str], asyncio.Event | None] = OrderedDict()

    @asynccontextmanager
    async def taking(self, received: Received) -> AsyncIterator[bool]:
        """Say whether the activity was taken before; while it is being taken, wait for how that ends.

        What failed was not taken, so that its next delivery is.
        """
        key = (received.place.id, received.id)
        while received.id and key in self._taken:
            under_way = self._taken[key]
            if under_way is None:
                yield True
                return
            await under_way.wait()
        mine = self._taken[key] = asyncio.Event()
        try:
            yield False
        except BaseException:
            self._taken.pop(key, None)
            raise
        else:
            self._taken[key] = None
        finally:
            mine.set()
            while len(self._taken) > MOST:
                self._taken.popitem(last=False)
