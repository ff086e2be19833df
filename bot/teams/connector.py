"""Our own connector: one HTTP session to the Bot Connector that says exactly how far each request got.

botbuilder's connector retries, blocks threads and hides Retry-After; this one does none of that. Every request
asks the pace first. It knows no meaning of an answer but "too many": that is `bot.teams.refusals`.
https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote

import aiohttp
from pydantic_core import to_json

from bot.teams.pace import Pace
from bot.teams.pacing import CREATING
from bot.teams.retry_after import seconds_asked
from bot.teams.service_urls import service_root

KEEP_ALIVE_SECONDS: Final = 5.0
"""Short, so that a send seldom meets a connection the other side is closing: that would end unconfirmed."""

REPLY_SECONDS: Final = 3.0
"""Real seconds a reply inside a turn waits for its place: Teams gives a turn ten, and it has no work row to wait in."""

_NOTHING_LEFT: Final = (
    aiohttp.ClientConnectorError,
    aiohttp.ClientHttpProxyError,  # The proxy refused the way; what was to travel on it never left.
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
)

TokenSource = Callable[[], Awaitable[str]]
"""Gives a bearer token for the connector; raises NoToken."""


class NoToken(Exception):
    """No token could be had, so nothing was sent."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The service answered: any status, its body and its Retry-After header, "" if none."""

    status: int
    body: bytes = b""
    retry_after: str = ""


@dataclass(frozen=True, slots=True)
class NotSent:
    """Nothing left: refused or unreachable, or no token."""


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """The service URL is not one we may send to; nothing left."""


@dataclass(frozen=True, slots=True)
class Lost:
    """The request left, and no answer came: a reset, a timeout, an answer that is not HTTP."""


@dataclass(frozen=True, slots=True)
class Paced:
    """Our own limit let nothing leave: it may be asked again after `seconds` of the product's clock."""

    seconds: float


Fate = Answered | NotSent | NotAllowed | Lost | Paced


class Connector:
    """Requests to the Bot Connector. `hosts` are the only hosts that are ever sent to."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        hosts: frozenset[str],
        pace: Pace,
        token: TokenSource | None = None,
    ) -> None:
        self._session = session
        self._hosts = hosts
        self._pace = pace
        self._token = token

    async def create_conversation(self, service_url: str, parameters: Mapping[str, Any]) -> Fate:
        return await self._request(CREATING, "POST", service_url, "v3/conversations", parameters)

    async def members(self, service_url: str, conversation_id: str) -> Fate:
        return await self._request(
            conversation_id, "GET", service_url, f"{_path(conversation_id)}/pagedmembers"
        )

    async def post(self, service_url: str, conversation_id: str, activity: Mapping[str, Any]) -> Fate:
        path = f"{_path(conversation_id)}/activities"
        return await self._request(conversation_id, "POST", service_url, path, activity)

    async def reply(self, service_url: str, conversation_id: str, activity: Mapping[str, Any]) -> Fate:
        """Post in answer to a turn; where the limits ask for it, wait here for up to REPLY_SECONDS."""
        latest = time.monotonic() + REPLY_SECONDS
        while True:
            fate = await self.post(service_url, conversation_id, activity)
            if not isinstance(fate, Paced) or time.monotonic() + fate.seconds > latest:
                return fate
            await asyncio.sleep(fate.seconds)

    async def put(
        self, service_url: str, conversation_id: str, activity_id: str, activity: Mapping[str, Any]
    ) -> Fate:
        path = f"{_path(conversation_id)}/activities/{quote(activity_id, safe='')}"
        return await self._request(conversation_id, "PUT", service_url, path, activity)

    async def _request(
        self, key: str, method: str, service_url: str, path: str, body: Mapping[str, Any] | None = None
    ) -> Fate:
        root = service_root(service_url, self._hosts)
        if root is None:
            return NotAllowed()
        try:
            headers = {"Authorization": f"Bearer {await self._token()}"} if self._token else {}
        except NoToken:
            return NotSent()
        if wait := self._pace.admit(key):
            return Paced(wait)
        fate = await self._sent(method, f"{root}/{path}", headers, body)
        if isinstance(fate, Answered):
            self._hear(key, fate)
        return fate

    def _hear(self, key: str, answered: Answered) -> None:
        if answered.status == HTTPStatus.TOO_MANY_REQUESTS:
            self._pace.refused(key, seconds_asked(answered.retry_after))
        else:
            self._pace.answered()

    async def _sent(
        self, method: str, url: str, headers: dict[str, str], body: Mapping[str, Any] | None
    ) -> Fate:
        data = None if body is None else to_json(body)
        content = {} if data is None else {"Content-Type": "application/json; charset=utf-8"}
        try:
            async with self._session.request(
                method, url, data=data, headers=headers | content, allow_redirects=False
            ) as response:
                return await _answer(response)
        except _NOTHING_LEFT:
            return NotSent()
        except (aiohttp.ClientError, TimeoutError, OSError):
            return Lost()


async def _answer(response: aiohttp.ClientResponse) -> Answered:
    """The status alone decides; a body that breaks off after it is no body."""
    retry_after = response.headers.get("Retry-After", "")
    try:
        return Answered(response.status, await response.read(), retry_after)
    except (aiohttp.ClientError, TimeoutError, OSError):
        return Answered(response.status, b"", retry_after)


@asynccontextmanager
async def open_connector(
    hosts: frozenset[str],
    *,
    connect_seconds: float,
    total_seconds: float,
    pace: Pace | None = None,
    token: TokenSource | None = None,
    proxy: str | None = None,
) -> AsyncIterator[Connector]:
    """One session for the life of the service. Timeouts are real seconds, never the rehearsal's.

    The pace follows steady time unless another is given. `proxy` is the URL of the way out, where there is one.
    """
    timeout = aiohttp.ClientTimeout(total=total_seconds, connect=connect_seconds)
    pool = aiohttp.TCPConnector(keepalive_timeout=KEEP_ALIVE_SECONDS)
    async with aiohttp.ClientSession(
        connector=pool, timeout=timeout, cookie_jar=aiohttp.DummyCookieJar(), proxy=proxy
    ) as session:
        # aiohttp sends a GET or PUT again by itself when a kept connection breaks: a request nobody counted, which
        # Teams' limits do. It has no public switch.
        session._retry_connection = False  # noqa: SLF001
        yield Connector(session, hosts, pace or Pace(time.monotonic), token)


def _path(conversation_id: str) -> str:
    return f"v3/conversations/{quote(conversation_id, safe='')}"
