"""The two services that are compared, each in a process: `python -m bench.servers ours|stock TURNS METADATA`.

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
from contextlib import asynccontextmanager
from datetime import timedelta
from importlib import import_module
from pathlib import Path

from aiohttp import web
from botbuilder.core import ActivityHandler, TurnContext

from bench.shapes import APP, HOSTS, MEETING, PARTNERSHIP, PERSON, START, STOCK, TENANT, prompt_id
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
async def ours(turns: int, metadata_url: str) -> AsyncIterator[web.Application]:
    """Make the product's own path: token checked, answer accepted and on the disk, the receipt in the response."""
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
            yield app
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
async def stock(_turns: int, _metadata_url: str) -> AsyncIterator[web.Application]:
    """Make the echo of botbuilder's documentation, unchanged: nothing checked, nothing saved."""
    integration = import_module(STOCK)

    class Echo(ActivityHandler):
        async def on_message_activity(self, turn_context: TurnContext) -> None:
            await turn_context.send_activity(f"Echo: {turn_context.activity.text}")

    authentication = integration.ConfigurationBotFrameworkAuthentication({})
    adapter, bot = integration.CloudAdapter(authentication), Echo()

    async def messages(request: web.Request) -> web.Response:
        response: web.Response | None = await adapter.process(request, bot)
        return response or web.Response()

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    yield app


async def _cpu(_request: web.Request) -> web.Response:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return web.json_response(used.ru_utime + used.ru_stime)


async def _serve(kind: str, turns: int, metadata_url: str) -> None:
    async with {"ours": ours, "stock": stock}[kind](turns, metadata_url) as app:
        app.router.add_get("/cpu", _cpu)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        sys.stdout.write(f"{runner.addresses[0][1]}\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)
        await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
