"""The fake connector, a messenger that speaks to it, and our own service on a real store."""

from __future__ import annotations

import asyncio
import base64
import shutil
import time
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
from bot.teams.door import TeamsDoor
from bot.teams.messenger import TeamsMessenger
from bot.teams.rendering import Rendering
from bot.teams.routes import add_routes
from bot.teams.signing_keys import open_signing_keys
from bot.teams.tokens import TokenCheck
from bot.teams.turns import Turns
from tests.teams import samples
from tests.teams.connector_fake import APP, TENANT, FakeConnector, fake_connector
from tests.teams.identity_fake import FakeIdentity, bearer, fake_identity
from tests.teams.invented import MEETING, PARTNERSHIP, PROMPT, NoonClock

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
        """Deliver an activity with a good token; give the status and the JSON or the text of the answer."""
        headers = {"Authorization": bearer(self.url)}
        async with self.client.post("/api/messages", json=activity, headers=headers) as response:
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
async def identity() -> AsyncIterator[FakeIdentity]:
    """Run a fake identity provider."""
    async with fake_identity() as fake:
        yield fake


@pytest.fixture
def metadata_url(identity: FakeIdentity) -> str:
    """Say whose keys our service believes."""
    return identity.url


@pytest.fixture
async def door(metadata_url: str) -> AsyncIterator[TeamsDoor]:
    """Open the real door, at noon."""
    async with open_signing_keys(metadata_url, time.monotonic) as keys:
        yield TeamsDoor(TokenCheck(keys, APP, NoonClock()), TENANT, frozenset({"127.0.0.1"}))


def service_on(
    store: SqlStore, connector: Connector, rendering: Rendering, door: TeamsDoor
) -> web.Application:
    """Build our service on a store, with nothing remembered."""
    turns = Turns(store, PARTNERSHIP, NoonClock(), rendering, Ours(TENANT, frozenset({"127.0.0.1"})))
    app = web.Application()
    add_routes(app, door=door, turn=TeamsAdapter(connector, turns.take).run)
    return app


@pytest.fixture
async def bot(
    template: Path,
    tmp_path: Path,
    service: FakeConnector,
    connector: Connector,
    rendering: Rendering,
    door: TeamsDoor,
) -> AsyncIterator[Bot]:
    """Run our service with a real store that holds one request in front of one person."""
    store = open_store(f"sqlite:///{shutil.copy(template, tmp_path / 'store.db')}", KEYS)
    async with TestClient(TestServer(service_on(store, connector, rendering, door))) as client:
        yield Bot(client, store, service.url)
    await store.close()


@pytest.fixture
async def restarted(
    bot: Bot, connector: Connector, rendering: Rendering, door: TeamsDoor
) -> AsyncIterator[Bot]:
    """The same service after a restart: what was saved is there, what it only remembered is not."""
    async with TestClient(TestServer(service_on(bot.store, connector, rendering, door))) as client:
        yield Bot(client, bot.store, bot.url)
