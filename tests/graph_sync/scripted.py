"""A loopback service that gives the answers it was told to give, for what the stand-in never answers."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiohttp import web
from aiohttp.test_utils import TestServer
from azure.core.credentials_async import AsyncTokenCredential

from graph_sync.client import GraphClient
from tests.tokens import Given

Answer = tuple[int, object]


@dataclass
class Scripted:
    """Answers in the given order, the last one for ever, and keeps what it was asked."""

    answers: list[web.Response]
    paths: list[str] = field(default_factory=list)
    bodies: list[Any] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    _server: TestServer | None = None
    _clients: list[GraphClient] = field(default_factory=list)

    @classmethod
    def batches(cls, *rounds: Sequence[Answer]) -> Scripted:
        """Answer batches; the answers of each in the order of its requests."""
        return cls([web.json_response({"responses": _responses(one)}) for one in rounds])

    @classmethod
    def single(cls, *answers: Answer, headers: dict[str, str] | None = None) -> Scripted:
        """Answer single requests."""
        return cls([web.json_response(body, status=status, headers=headers) for status, body in answers])

    def client(self, credential: AsyncTokenCredential | None = None) -> GraphClient:
        """Give a client of this service."""
        made = GraphClient(
            self.url,
            organisation="Example",
            version="1.2",
            chance=random.Random(1),
            credential=credential or Given(),
        )
        self._clients.append(made)
        return made

    @property
    def url(self) -> str:
        """Where Graph is spoken."""
        assert self._server
        return str(self._server.make_url("/v1.0"))

    async def __aenter__(self) -> Self:
        """Listen on a free port."""
        app = web.Application()
        app.router.add_route("*", "/{tail:.*}", self._answer)
        self._server = TestServer(app)
        await self._server.start_server()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the clients and stop listening."""
        for client in self._clients:
            await client.close()
        assert self._server
        await self._server.close()

    async def _answer(self, request: web.Request) -> web.Response:
        self.paths.append(request.raw_path)
        self.headers.append(dict(request.headers))
        self.bodies.append(json.loads(await request.read() or b"null"))
        place = min(len(self.paths), len(self.answers)) - 1
        told = self.answers[place]
        return web.Response(body=told.body, status=told.status, headers=told.headers)


def _responses(answers: Sequence[Answer]) -> list[dict[str, object]]:
    """Give inner answers in reverse, as a service may."""
    told = [
        {"id": str(place), "status": status, "body": body} for place, (status, body) in enumerate(answers)
    ]
    return told[::-1]
