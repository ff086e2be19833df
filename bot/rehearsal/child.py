"""The service under rehearsal, in its own process so that it can be killed: time comes in on standard input.

Each line in is `{"step": ISO time}`; the answer on standard output, once nothing is due any more, is
`{"handled": n, "next": ISO time or null}`. The first line out is `{"ready": port}`.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from datetime import datetime

from bot.app import running
from bot.clock import SteppedClock
from bot.logs import log_as_json
from bot.settings import read_settings


async def _serve(start: datetime) -> None:
    clock = SteppedClock(start)
    async with running(read_settings(), clock) as service:
        _say({"ready": await service.listen()})
        lines = await _standard_input()
        while line := await lines.readline():
            clock.step(datetime.fromisoformat(json.loads(line)["step"]))
            handled = await service.runner.drain()
            upcoming = await service.next_due()
            _say({"handled": handled, "next": upcoming.isoformat() if upcoming else None})


def _say(message: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


async def _standard_input() -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    return reader


if __name__ == "__main__":
    log_as_json(logging.ERROR)
    asyncio.run(_serve(datetime.fromisoformat(sys.argv[1])))
