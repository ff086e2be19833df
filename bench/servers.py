"""One service that is measured, in a process of its own: `python -m bench.servers NAME TURNS METADATA`.

Prints the port on one line; `GET /cpu` gives the seconds of processor time it has used, all threads together.
"""

from __future__ import annotations

import asyncio
import base64
import resource
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from importlib import import_module
from pathlib import Path

from aiohttp import web

from bench.processes import serve_until_told
from bench.shapes import APP, HOSTS, MEETING, OURS, PARTNERSHIP, PERSON, START, TENANT, prompt_id
from bot.clock import SteppedClock
from bot.handlers.ports import Transaction
from bot.store.keys import Keys
from bot.store.opening import open_store
from bot.teams.adapter import TeamsAdapter
from bot.teams.chats import Ours
from bot.teams.connector import open_connector
from bot.teams.door import TeamsDoor
from bot.teams.rendering import Rendering
from bot.teams.routes import add_routes
from bot.teams.signing_keys import open_signing_keys
from bot.teams.tokens import TokenCheck
from bot.teams.turns import Turns
from practice.prompts import Prompt, PromptState


@asynccontextmanager
async def ours(turns: int, metadata_url: str) -> AsyncIterator[int]:
    """Serve the product's own path: token checked, answer accepted and on the disk, the receipt in the response."""
    clock = SteppedClock(START)
    rendering = Rendering(PARTNERSHIP, clock)
    app = web.Application()
    with tempfile.TemporaryDirectory() as folder:
        keys = Keys.parse("bench:" + base64.b64encode(bytes(32)).decode())
        store = open_store(f"sqlite:///{Path(folder) / 'bench.db'}", keys)
        await store.write(lambda tx: _ask(tx, turns))
        async with (
            open_connector(HOSTS, connect_seconds=5, total_seconds=10) as connector,
            open_signing_keys(metadata_url, time.monotonic) as signing_keys,
        ):
            taking = Turns(store, PARTNERSHIP, clock, rendering, Ours(TENANT, HOSTS))
            door = TeamsDoor(TokenCheck(signing_keys, APP, clock), TENANT, HOSTS)
            add_routes(app, door=door, turn=TeamsAdapter(connector, taking.take).run)
            async with listening(app) as port:
                yield port
        await store.close()


def _ask(tx: Transaction, turns: int) -> None:
    tx.save_meeting(MEETING)
    for number in range(turns):
        tx.save_prompt(
            Prompt(
                id=prompt_id(number),
                meeting_id=MEETING.id,
                agency_key="council",
                address="",
                state=PromptState.SENT,
                due_at=START,
                closes_at=START + timedelta(days=14),
                person_id=PERSON,
            )
        )


@asynccontextmanager
async def listening(app: web.Application) -> AsyncIterator[int]:
    """Serve an aiohttp application, with its processor time, on a free port."""

    async def cpu(_request: web.Request) -> web.Response:
        return web.json_response(cpu_seconds())

    app.router.add_get("/cpu", cpu)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


def cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _service(name: str, turns: int, metadata_url: str) -> AbstractAsyncContextManager[int]:
    """Load the one that is measured and no other."""
    if name == OURS:
        return ours(turns, metadata_url)
    rival: AbstractAsyncContextManager[int] = import_module(f"bench.rivals.{name}").serve(metadata_url)
    return rival


if __name__ == "__main__":
    asyncio.run(serve_until_told(_service(sys.argv[1], int(sys.argv[2]), sys.argv[3])))
