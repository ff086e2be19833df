"""The Teams SDK's echo, with the token check it comes with, on the FastAPI and uvicorn it comes with.

It checks the signature (RS256), the issuer, the audience, that `serviceurl` is the activity's, and `exp` and `nbf`
where a token has them. It does not require them, and looks at no host, channel, endorsement or tenant. It saves
nothing. Its log of requests is off.
https://microsoft.github.io/teams-sdk/python/getting-started/quickstart
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import jwt
import uvicorn
from fastapi import FastAPI
from microsoft_teams.api import MessageActivity
from microsoft_teams.api.auth.cloud_environment import PUBLIC, with_overrides
from microsoft_teams.apps import ActivityContext, App, FastAPIAdapter

from bench.servers import cpu_seconds
from bench.shapes import APP, TENANT

FIXED = jwt.encode({"aud": "https://api.botframework.com", "exp": 4_000_000_000}, "nobody checks this" * 2)
"""What leaves it carries this; the SDK reads it before it sends it."""


@asynccontextmanager
async def serve(metadata_url: str) -> AsyncIterator[int]:
    """Serve; the address of its keys is a setting of its cloud."""
    web_app = FastAPI()
    cloud = with_overrides(PUBLIC, openid_metadata_url=metadata_url)
    app = App(
        client_id=APP,
        tenant_id=TENANT,
        token=lambda *_: FIXED,
        cloud=cloud,
        http_server_adapter=FastAPIAdapter(web_app),
    )

    @app.on_message
    async def echo(context: ActivityContext[MessageActivity]) -> None:
        await context.send(f"Echo: {context.activity.text}")

    web_app.get("/cpu")(_cpu)
    await app.initialize()
    door = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(web_app, log_level="warning", access_log=False))
    serving = asyncio.create_task(server.serve(sockets=[door]))
    try:
        yield door.getsockname()[1]
    finally:
        server.should_exit = True
        await serving


async def _cpu() -> float:
    return cpu_seconds()
