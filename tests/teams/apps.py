"""Our service on other stores than the usual one, and raw bodies posted to it, for the tests of bad days."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from botframework.connector.auth import ClaimsIdentity

from bot.handlers.ports import Store, StoreUnavailable, Transaction
from bot.store.store import SqlStore
from bot.teams.activities import Received
from bot.teams.adapter import TeamsAdapter
from bot.teams.chats import Ours
from bot.teams.connector import Connector
from bot.teams.door import Door
from bot.teams.rendering import Rendering
from bot.teams.routes import add_routes
from bot.teams.tokens import Proof
from bot.teams.turns import Turns
from tests.teams.connector_fake import TENANT
from tests.teams.invented import PARTNERSHIP, NoonClock

T = TypeVar("T")
JSON = {"Content-Type": "application/json; charset=utf-8"}


class Everybody:
    """A door that lets everybody in, for tests of what comes behind it."""

    async def identify(self, authorization: str) -> Proof:  # noqa: ARG002 - nothing is looked at
        return Proof("", frozenset())

    def admit(self, proof: Proof, activity: Received) -> ClaimsIdentity:  # noqa: ARG002
        return ClaimsIdentity({}, is_authenticated=True)


class FullDisk:
    """A store whose disk is full; it can be read from, or not even that."""

    def __init__(self, store: SqlStore, *, readable: bool) -> None:
        self._store = store
        self._readable = readable

    async def write(self, decide: Callable[[Transaction], T]) -> T:  # noqa: ARG002 - it is never run
        raise StoreUnavailable

    async def read(self, look: Callable[[Transaction], T]) -> T:
        if not self._readable:
            raise StoreUnavailable
        return await self._store.read(look)


async def answering(
    app: web.Application, activity: dict[str, Any] | bytes, headers: dict[str, str] = JSON
) -> tuple[int, str]:
    """Post an activity, or any bytes, as Teams does; give the status and the text of the answer."""
    body = activity if isinstance(activity, bytes) else json.dumps(activity).encode()
    async with (
        TestClient(TestServer(app)) as client,
        client.post("/api/messages", data=body, headers=headers) as response,
    ):
        return response.status, await response.text()


def app_that_never_turns(connector: Connector, door: Door | None = None) -> web.Application:
    """Fail the test if a turn is started."""

    async def never(_received: Received) -> None:
        raise AssertionError

    app = web.Application()
    add_routes(app, door=door or Everybody(), turn=TeamsAdapter(connector, never).run)
    return app


def app_on(
    store: Store, connector: Connector, rendering: Rendering, hosts: frozenset[str] = frozenset({"127.0.0.1"})
) -> web.Application:
    """Run our service on this store, for activities from these hosts."""
    turns = Turns(store, PARTNERSHIP, NoonClock(), rendering, Ours(TENANT, hosts))
    app = web.Application()
    add_routes(app, door=Everybody(), turn=TeamsAdapter(connector, turns.take).run)
    return app
