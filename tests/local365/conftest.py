"""The stand-in in this process on a free loopback port, and a bot for it to speak to."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from infra.local365.app import build_app
from tests.tokens import authorised

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

TENANT = "11111111-1111-4111-8111-111111111111"
BOT = "22222222-2222-4222-8222-222222222222"
WORKER = "33333333-3333-4333-8333-333333333333"
NURSE = "44444444-4444-4444-8444-444444444444"
PEOPLE = (
    {"id": WORKER, "name": "Social worker 1", "mail": "social.worker.1@council.example.org"},
    {
        "id": NURSE,
        "name": "Health visitor 1",
        "mail": "health.visitor.1@health.example.org",
        "installed": False,
    },
)


@dataclass
class Bot:
    """A bot that keeps what it was sent and answers everything alike; status 0 is a bot that hangs."""

    url: str = ""
    received: list[Any] = field(default_factory=list)
    status: int = 200
    body: object = None
    held: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, request: web.Request) -> web.Response:
        """Keep the activity; answer with the set status and body."""
        self.received.append(await request.json())
        if self.status == 0:
            await self.held.wait()
            return web.Response()
        return (
            web.json_response(self.body, status=self.status)
            if self.body
            else web.Response(status=self.status)
        )

    def ids(self) -> list[str]:
        """Ids of what arrived, in order."""
        return [activity["id"] for activity in self.received]


@dataclass
class Stand:
    """The stand-in as its users see it: a status and a JSON body for every request."""

    client: TestClient[web.Request, web.Application]

    async def call(
        self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None
    ) -> tuple[int, Any]:
        """Send a request with an optional JSON body, and a token where one is needed and none is given."""
        headers = {**await authorised(self.client, "", path), **(headers or {})}
        async with self.client.request(method, path, json=body, headers=headers) as response:
            text = await response.text()
            return response.status, (await response.json() if text else None)

    async def connector(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        """Send a request to the connector of the seeded tenant."""
        return await self.call(method, f"/connector/{TENANT}/v3/conversations{path}", body)

    async def chat_id(self, person: str = WORKER) -> str:
        """Give the id of a person's chat with the bot."""
        _, chat = await self.call("GET", f"/_local/chats/{person}")
        return str(chat["conversation"])

    async def post(self, activity: dict[str, Any], person: str = WORKER) -> str:
        """Post a message as the bot and give its id."""
        status, body = await self.connector("POST", f"/{await self.chat_id(person)}/activities", activity)
        assert status == 201, body
        return str(body["id"])

    async def chat(self, person: str = WORKER) -> list[dict[str, Any]]:
        """Give the chat as the person finds it."""
        _, chat = await self.call("GET", f"/_local/chats/{person}")
        messages: list[dict[str, Any]] = chat["messages"]
        return messages

    async def violations(self) -> list[dict[str, str]]:
        """Give what broke the contract so far."""
        _, body = await self.call("GET", "/_local/violations")
        found: list[dict[str, str]] = body["violations"]
        return found


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    """A bot listening on the loopback."""
    listening = Bot()
    app = web.Application()
    app.router.add_post("/api/messages", listening.handle)
    async with TestServer(app) as server:
        listening.url = str(server.make_url("/api/messages"))
        yield listening
        listening.held.set()


@pytest.fixture
async def bare(tmp_path: Path) -> AsyncIterator[Stand]:
    """The stand-in before anybody seeded it; bots must answer within a fifth of a second."""
    app = build_app(tmp_path / "state.sqlite", seed=7, patience_seconds=0.2)
    async with TestClient(TestServer(app)) as client:
        yield Stand(client)


@pytest.fixture
async def stand(bare: Stand, bot: Bot) -> Stand:
    """The stand-in with a tenant, the bot and two people, of whom one has the app."""
    seed = {"tenant": TENANT, "bot": {"app_id": BOT, "endpoint": bot.url}, "people": PEOPLE}
    status, body = await bare.call("POST", "/_local/seed", seed)
    assert status == 200, body
    return bare
