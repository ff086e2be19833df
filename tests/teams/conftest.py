"""The fake connector, a messenger that speaks to it, and our own service on a real store."""

from __future__ import annotations

import asyncio
import base64
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.handlers.ports import Transaction
from bot.store.keys import Keys
from bot.store.opening import open_store
from bot.store.store import SqlStore
from bot.teams.adapter import TeamsAdapter
from bot.teams.chats import Ours
from bot.teams.connector import Connector, open_connector
from bot.teams.door import LoopbackDoor
from bot.teams.messenger import TeamsMessenger
from bot.teams.rendering import Rendering
from bot.teams.routes import add_routes
from bot.teams.turns import Turns
from tests.stores import folder
from tests.teams import samples
from tests.teams.connector_fake import APP, TENANT, FakeConnector, fake_connector
from tests.teams.invented import MEETING, PARTNERSHIP, PROMPT, NoonClock

__all__ = ["folder"]

KEYS = Keys.parse("test:" + base64.b64encode(bytes(32)).decode())


def in_front_of_a_person(tx: Transaction) -> None:
    """Keep the invented meeting and its request, sent."""
    tx.save_meeting(MEETING)
    tx.save_prompt(PROMPT)


@pytest.fixture
async def service() -> AsyncIterator[FakeConnector]:
    """Run a fake connector."""
    async with fake_connector() as fake:
        yield fake


@pytest.fixture
async def connector() -> AsyncIterator[Connector]:
    """Open our connector, allowed to speak to 127.0.0.1 alone."""
    hosts = frozenset({"127.0.0.1"})
    async with open_connector(hosts, connect_seconds=10, total_seconds=10) as opened:
        yield opened


@pytest.fixture
def rendering() -> Rendering:
    """Draw in the invented partnership's words."""
    return Rendering(PARTNERSHIP, NoonClock())


@pytest.fixture
def messenger(connector: Connector, service: FakeConnector, rendering: Rendering) -> TeamsMessenger:
    """Make a messenger that knows the fake connector and whose chance is always a half."""
    return TeamsMessenger(
        connector,
        rendering,
        service_url=service.url,
        tenant_id=TENANT,
        app_id=APP,
        chance=lambda: 0.5,
    )


@dataclass
class Bot:
    """Our service as Teams sees it, and the store behind it."""

    client: TestClient[web.Request, web.Application]
    store: SqlStore
    url: str
    """The service URL that activities carry: the fake connector's."""

    async def take(self, activity: object) -> tuple[int, Any]:
        """Deliver an activity; give the status and the JSON or the text of the answer."""
        async with self.client.post("/api/messages", json=activity) as response:
            as_json = response.content_type == "application/json"
            return response.status, await (response.json() if as_json else response.text())

    async def press(self, verb: str = "answer.send", **more: Any) -> dict[str, Any]:  # noqa: ANN401
        """Deliver a press; give the body of its answer, which always travels with HTTP 200."""
        status, body = await self.take(samples.press(self.url, verb, **more))
        assert status == 200, body
        answer: dict[str, Any] = body
        return answer


async def _fill(path: Path) -> None:
    store = open_store(f"sqlite:///{path}", KEYS)
    await store.write(in_front_of_a_person)
    await store.close()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fill one database with one request in front of one person, for every test to copy."""
    path = tmp_path_factory.mktemp("template") / "store.db"
    asyncio.run(_fill(path))
    return path


@pytest.fixture
async def bot(
    template: Path, folder: Path, service: FakeConnector, connector: Connector, rendering: Rendering
) -> AsyncIterator[Bot]:
    """Run our service with a real store that holds one request in front of one person."""
    store = open_store(f"sqlite:///{shutil.copy(template, folder / 'store.db')}", KEYS)
    turns = Turns(store, PARTNERSHIP, NoonClock(), rendering, Ours(TENANT, frozenset({"127.0.0.1"})))
    app = web.Application()
    add_routes(app, door=LoopbackDoor(), turn=TeamsAdapter(connector, turns.take).run)
    async with TestClient(TestServer(app)) as client:
        yield Bot(client, store, service.url)
    await store.close()
