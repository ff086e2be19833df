"""The local stand-in in this process, and a Graph client that speaks to it over the real wire."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from graph_sync.client import GraphClient
from graph_sync.lists import SharePointLists
from infra.local365.app import build_app
from tests.graph_sync.partnerships import PARTNERSHIP
from tests.tokens import GRAPH, Given, access_token, authorised

SITE = "example.sharepoint.com,44444444-4444-4444-8444-444444444444,55555555-5555-4555-8555-555555555555"
BOARDS = "boards@council.example.org"
INTAKE = "intake@council.example.org"
WORKER = "33333333-3333-4333-8333-333333333333"
SEED = {
    "tenant": "11111111-1111-4111-8111-111111111111",
    "bot": {"app_id": "22222222-2222-4222-8222-222222222222", "endpoint": "http://127.0.0.1:9/api/messages"},
    "sites": [{"id": SITE, "name": "Back to Practice, coordinator"}],
    "mailboxes": [{"address": BOARDS, "kind": "shared"}, {"address": INTAKE, "kind": "room"}],
    "people": [{"id": WORKER, "name": "Social worker 1", "mail": "social.worker.1@council.example.org"}],
}


@dataclass
class Service:
    """The stand-in as a test drives it, beside the product."""

    url: str
    http: aiohttp.ClientSession
    damaged: bool = False
    """Somebody spoilt the list, so that a write of ours does not fit it any more."""

    async def call(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - JSON
        """Send a request past the product and give the answer's JSON."""
        headers = await authorised(self.http, self.url, path)
        async with self.http.request(method, self.url + path, json=body, headers=headers) as response:
            assert response.status < 300, await response.text()
            return await response.json() if response.content_length else None

    async def behave(self, **traits: str) -> None:
        """Pin behaviours that are otherwise picked by the seed."""
        await self.call("PUT", "/_local/graph/behaviours", traits)

    async def fail(self, *kinds: str, probability: float) -> None:
        """Switch these faults on for Graph, each with a share of the probability."""
        share = probability / max(len(kinds), 1)
        faults = [
            {"service": "graph", "kind": kind, "probability": share, "retry_after": 0.1} for kind in kinds
        ]
        await self.call("PUT", "/_local/faults", faults)

    async def items(self) -> list[dict[str, Any]]:
        """Give every item of every list."""
        state = await self.call("GET", "/_local/state")
        return [item for one in state["lists"] for item in one["items"]]

    async def events(self, mailbox: str) -> list[dict[str, Any]]:
        """Give every event of a mailbox."""
        state = await self.call("GET", "/_local/state")
        return [event for event in state["events"] if event["mailbox"] == mailbox]

    async def violations(self) -> list[Any]:
        """Give what broke the contract."""
        found: list[Any] = (await self.call("GET", "/_local/violations"))["violations"]
        return found

    async def requests(self) -> list[dict[str, Any]]:
        """Give the requests so far."""
        found: list[dict[str, Any]] = (await self.call("GET", "/_local/requests?limit=1000"))["requests"]
        return found


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    """The stand-in, seeded, without its quota."""
    app = build_app(":memory:", seed=7)
    async with TestServer(app) as server, aiohttp.ClientSession() as http:
        one = Service(str(server.make_url("")).rstrip("/"), http)
        await one.call("POST", "/_local/seed", SEED)
        await one.call("PUT", "/_local/meter", {"limit": None})
        yield one
        assert one.damaged or await one.violations() == []


@pytest.fixture
async def client(service: Service) -> AsyncIterator[GraphClient]:
    """The product's client, signed in."""
    credential = Given(await access_token(service.http, service.url, GRAPH))
    speaking = GraphClient(
        service.url + "/v1.0",
        organisation="Example",
        version="0",
        chance=random.Random(1),
        credential=credential,
    )
    yield speaking
    await speaking.close()


@pytest.fixture
def lists(client: GraphClient) -> SharePointLists:
    """The coordinator's lists, not yet made."""
    return SharePointLists(client, SITE, PARTNERSHIP)
