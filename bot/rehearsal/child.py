"""The service under rehearsal, in a process of its own so that it can be killed: time comes in by a pipe.

The first aware time in is when it starts, and the answer is its port; until then it has only loaded the program.
Each one after that is answered, once nothing is due any more, with how much each lane handled and when the next is
due, or None. It ends when the other end of the pipe is closed.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Mapping
from datetime import datetime
from multiprocessing.connection import Connection

from bot.app import running
from bot.clock import SteppedClock
from bot.logs import log_as_json
from bot.settings import read_settings


def serve(talk: Connection, environment: Mapping[str, str]) -> None:
    """Serve what comes by the pipe; in a session of its own, so that Ctrl-C is the rehearsal's alone."""
    os.setsid()
    os.environ.update(environment)
    log_as_json(logging.ERROR)
    asyncio.run(_serve(talk))


async def _serve(talk: Connection) -> None:
    start = await _next(talk)
    if start is None:
        return
    clock = SteppedClock(start)
    async with running(read_settings(), clock) as service:
        talk.send(await service.listen())
        while now := await _next(talk):
            clock.step(now)
            talk.send(await service.runner.drain())


async def _next(talk: Connection) -> datetime | None:
    try:
        now: datetime = await asyncio.to_thread(talk.recv)
    except EOFError:
        return None
    return now
