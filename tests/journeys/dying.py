"""`plan apply` in a process that kills itself, as kill -9 does, at one step: a commit or a request."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from itertools import count
from typing import Any

import aiohttp
from sqlalchemy import Engine
from sqlalchemy.event import listen

from bot.applying import apply_plan
from bot.clock import SteppedClock
from bot.settings import read_settings
from practice.clocks import LONDON

NOW = datetime(2036, 1, 8, 9, tzinfo=LONDON)
WINDOW = (date(2036, 4, 1), date(2036, 9, 30))

Settings = Mapping[str, str]


class Step(StrEnum):
    COMMIT = "before a commit"
    ASKING = "before a request leaves"
    ANSWERED = "after a request was answered"


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _at_commits(number: int) -> None:
    """Die before the commit of that number; what SQLite was told until then is in no file."""
    seen = count(1)

    def told(statement: str) -> None:
        if statement.upper().startswith("COMMIT") and next(seen) == number:
            _die()

    listen(Engine, "connect", lambda connection, _record: connection.set_trace_callback(told))


def _at_requests(number: int, *, answered: bool) -> None:
    """Die at the request to Graph of that number; answered means that the service has carried it out."""
    seen, send = count(1), aiohttp.ClientSession._request

    async def request(session: aiohttp.ClientSession, method: str, url: Any, **more: Any) -> Any:  # noqa: ANN401
        dies = str(url).endswith("$batch") and next(seen) == number
        if dies and not answered:
            _die()
        response = await send(session, method, url, **more)
        if dies:
            _die()
        return response

    aiohttp.ClientSession._request = request  # type: ignore[method-assign,assignment]


def _life(environment: Settings, step: str, number: int) -> None:
    match step:
        case Step.COMMIT:
            _at_commits(number)
        case Step.ASKING | Step.ANSWERED:
            _at_requests(number, answered=step == Step.ANSWERED)
    asyncio.run(apply_plan(read_settings(environment), SteppedClock(NOW), *WINDOW))


def _parted(order: tuple[Settings, str, int]) -> int:
    """Live one life in a process of its own; how it ended."""
    child = os.fork()
    if not child:
        with contextlib.ExitStack() as end:
            end.callback(os._exit, 1)
            _life(*order)
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class Lives:
    """Processes that part from one that has loaded everything, which takes seconds otherwise."""

    def __init__(self) -> None:
        pipe = subprocess.PIPE
        self._first = subprocess.Popen([sys.executable, "-m", __name__], stdin=pipe, stdout=pipe, text=True)  # noqa: S603

    def applied(self, environment: Settings, step: Step | None = None, number: int = 0) -> bool:
        """Apply in a process of its own; whether it lived to the end."""
        assert self._first.stdin and self._first.stdout  # noqa: PT018 - both are pipes
        self._first.stdin.write(json.dumps((dict(environment), step or "", number)) + "\n")
        self._first.stdin.flush()
        ended = int(self._first.stdout.readline())
        assert ended in {0, -signal.SIGKILL}, ended
        return ended == 0

    def end(self) -> None:
        self._first.communicate()


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(f"{_parted(json.loads(line))}\n")
        sys.stdout.flush()
