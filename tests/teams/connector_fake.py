"""A connector on the loopback that answers as it is told and keeps what it was asked."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

TENANT = "11111111-1111-4111-8111-111111111111"
APP = "22222222-2222-4222-8222-222222222222"
PERSON = "33333333-3333-4333-8333-333333333333"
MRI = "29:1EXAMPLEuserMRIspecificToThisBot"
CHAT = "a:1EXAMPLEpersonalConversation"


@dataclass
class Told:
    """How to answer next: a status with a body and headers, or a reset, or never."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    reset: bool = False
    silent: bool = False


@dataclass
class FakeConnector:
    """Answers each request with the next of `answers`, and with an id when there is none."""

    url: str = ""
    answers: list[Told] = field(default_factory=list)
    asked: list[tuple[str, str, Any, str]] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.Response:
        body = await request.json() if request.can_read_body else None
        self.asked.append((request.method, request.raw_path, body, request.headers.get("Authorization", "")))
        told = self.answers.pop(0) if self.answers else Told(201, {"id": "1485983408500"})
        if told.silent:
            await asyncio.Event().wait()
        if told.reset:
            _reset(request)
        return web.json_response(told.body, status=told.status, headers=told.headers)


def _reset(request: web.Request) -> None:
    assert request.transport is not None
    sock = request.transport.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.transport.abort()


@asynccontextmanager
async def fake_connector() -> AsyncIterator[FakeConnector]:
    fake = FakeConnector()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", fake.handle)
    server = TestServer(app)
    await server.start_server(shutdown_timeout=0)
    fake.url = f"http://127.0.0.1:{server.port}/connector/{TENANT}/"
    try:
        yield fake
    finally:
        await server.close()
