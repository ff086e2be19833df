"""The echo of botbuilder's documentation, unchanged. It checks no token and saves nothing.

Its check fetches its keys from an address that is part of its code, and is left out; a strict check of a signature
costs 0.1 ms, a hundredth of what the rest takes.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication

from bench.servers import listening


class _Echo(ActivityHandler):
    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await turn_context.send_activity(f"Echo: {turn_context.activity.text}")


@asynccontextmanager
async def serve(_metadata_url: str) -> AsyncIterator[int]:
    adapter, bot = CloudAdapter(ConfigurationBotFrameworkAuthentication({})), _Echo()

    async def messages(request: web.Request) -> web.Response:
        response: web.Response | None = await adapter.process(request, bot)
        return response or web.Response()

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    async with listening(app) as port:
        yield port
