"""The way to Microsoft Graph: the SDK's adapter on our own HTTP client, with its retries left out.

Answers are read raw: the SDK's models cost seconds and 40 MB at the first entity. Nothing here looks into
what it carries, and no exception or log of ours repeats any of it.
"""

from __future__ import annotations

import asyncio
import random
import ssl
from collections.abc import Sequence
from functools import cache
from typing import cast
from urllib.parse import urlsplit
from uuid import uuid4

import aiohttp
import httpx
from azure.core.credentials_async import AsyncTokenCredential
from azure.core.exceptions import AzureError
from httpx_aiohttp import AiohttpTransport
from kiota_abstractions.authentication import AuthenticationProvider
from kiota_abstractions.method import Method
from kiota_abstractions.native_response_handler import NativeResponseHandler
from kiota_abstractions.request_information import RequestInformation
from kiota_authentication_azure.azure_identity_authentication_provider import (
    AzureIdentityAuthenticationProvider,
)
from kiota_http.middleware.options import ResponseHandlerOption
from msgraph.graph_request_adapter import GraphRequestAdapter
from pydantic_core import from_json, to_json

from graph_sync.batching import apart, together
from graph_sync.exchange import OK, Call, Refusal, Reply
from graph_sync.pace import SitePace
from graph_sync.proxies import on_loopback, proxy_to
from graph_sync.refusals import NO_ANSWER, NOT_SIGNED_IN, judged, later
from practice.outcomes import Parked, RetryAfter

LONGEST_REQUEST = 60.0
"""Seconds of real, monotonic time from the first byte sent to the last one read."""

_TIMEOUT = httpx.Timeout(30.0, connect=10.0)
_CONNECTIONS = 16
_SCOPE = "https://graph.microsoft.com/.default"
"""What a stand-in on the loopback is asked for; a national cloud's Graph has the scope of its own host."""


class GraphClient:
    """Sends requests to one Graph service, with the tokens of `credential`.

    The User-Agent is the one Microsoft asks for, so that throttling tells our traffic from others':
    learn.microsoft.com/sharepoint/dev/general-development/how-to-avoid-getting-throttled-or-blocked-in-sharepoint-online
    """

    def __init__(
        self,
        base_url: str,
        *,
        organisation: str,
        version: str,
        chance: random.Random,
        credential: AsyncTokenCredential,
        pace: SitePace | None = None,
    ) -> None:
        self._pace = pace
        self._base_url = base_url.rstrip("/")
        self._chance = chance
        agent = f"NONISV|{_in_a_header(organisation)}|BackToPractice/{version}"
        self._http = httpx.AsyncClient(
            timeout=_TIMEOUT,
            headers={"User-Agent": agent},
            transport=_on_aiohttp(proxy_to(self._base_url)),
            trust_env=False,
        )
        provider = _sign_in(self._base_url, credential)
        # Without the SDK's middleware there is neither a retry nor a redirect that could repeat a write.
        self._adapter = GraphRequestAdapter(provider, client=self._http)
        self._adapter.base_url = self._base_url
        self._raw = ResponseHandlerOption(NativeResponseHandler())

    async def close(self) -> None:
        await self._http.aclose()

    async def send(self, call: Call) -> Reply | RetryAfter:
        """Send one request and read its answer, whatever its status.

        RetryAfter when no answer came: whether a write was applied is then unknown, and its key tells.
        """
        self._leaving((call,))
        reply = await self._exchange(call)
        if isinstance(reply, Reply):
            self._heard(call, reply)
        return reply

    async def _exchange(self, call: Call) -> Reply | RetryAfter:
        try:
            async with asyncio.timeout(LONGEST_REQUEST):
                response = await self._adapter.send_primitive_async(self._request(call), "bytes", {})
        except (httpx.RequestError, aiohttp.ClientError, TimeoutError):
            return later(0, NO_ANSWER, self._chance.random())
        except AzureError:
            return later(0, NOT_SIGNED_IN, self._chance.random())
        return _reply(cast("httpx.Response", response))

    async def follow(self, link: str, call: Call) -> Reply | RetryAfter | Parked:
        """Read a page's @odata.nextLink with the headers of `call`; a link to another host is not followed."""
        if not link.startswith(self._base_url + "/"):
            return Parked("foreign_link")
        return await self.send(Call("GET", link.removeprefix(self._base_url), None, call.headers))

    async def batch(self, calls: Sequence[Call]) -> list[Reply | RetryAfter | Parked]:
        """Send up to 20 requests in one; the answers are in their order, each with its own outcome."""
        self._leaving(calls)
        outer = await self._exchange(together(calls))
        if isinstance(outer, RetryAfter):
            return [outer] * len(calls)
        if outer.status != OK:
            self._heard(calls[0], outer)
            refusal = self.judge(outer)
            whole = refusal if isinstance(refusal, RetryAfter | Parked) else self._missing()
            return [whole] * len(calls)
        replies = apart(outer, len(calls))
        for call, reply in zip(calls, replies, strict=True):
            if reply:
                self._heard(call, reply)
        return [reply or self._missing() for reply in replies]

    def _leaving(self, calls: Sequence[Call]) -> None:
        if self._pace:
            self._pace.leaving(calls)

    def _heard(self, call: Call, reply: Reply) -> None:
        if self._pace:
            self._pace.heard(call, reply)

    def judge(self, reply: Reply) -> Refusal:
        """Say what a refusal means, with its next try spread by the client's own chance."""
        return judged(reply, self._chance.random())

    def _missing(self) -> RetryAfter:
        return later(0, "missing_response", self._chance.random())

    def _request(self, call: Call) -> RequestInformation:
        request = RequestInformation(Method[call.method])
        request.url = self._base_url + call.url
        request.headers.try_add("client-request-id", str(uuid4()))
        request.headers.try_add("Accept", "application/json")
        for name, value in call.headers.items():
            request.headers.try_add(name, value)
        if call.body is not None:
            request.headers.try_add("Content-Type", "application/json")
            request.content = to_json(call.body)
        request.add_request_options([self._raw])
        return request


def _on_aiohttp(proxy: str | None) -> AiohttpTransport:
    """Carry the SDK's requests on aiohttp, which takes half the processor time of httpx's own connections.

    Cookies are not kept: Graph needs none. https://karpetrosyan.github.io/httpx-aiohttp/
    """

    def session() -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(limit=_CONNECTIONS, ssl=_certificates())
        made = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar(), proxy=proxy)
        # aiohttp sends a GET, PUT or DELETE again by itself when a kept connection breaks: units that nobody counted.
        # It has no public switch.
        made._retry_connection = False  # noqa: SLF001
        return made

    return AiohttpTransport(verify=_certificates(), client=session)


@cache
def _certificates() -> ssl.SSLContext:
    """Read the authorities once for the process: it takes 50 ms of CPU."""
    return httpx.create_ssl_context()


def _in_a_header(name: str) -> str:
    """Leave out what a header, or the sign between its parts, does not allow in a name."""
    return "".join(letter for letter in name if letter.isascii() and letter.isprintable() and letter != "|")


def _sign_in(base_url: str, credential: AsyncTokenCredential) -> AuthenticationProvider:
    """Give tokens to the service's own host and to no other, whatever a link says."""
    local = on_loopback(base_url)
    if not local and not base_url.startswith("https://"):
        raise ValueError("A token may only travel over https.")
    host = urlsplit(base_url).hostname or ""
    scope = _SCOPE if local else f"https://{host}/.default"
    return AzureIdentityAuthenticationProvider(credential, scopes=[scope], allowed_hosts=[host])


def _reply(response: httpx.Response) -> Reply:
    try:
        body: object = from_json(response.content) if response.content else None
    except ValueError:
        body = None
    return Reply(
        response.status_code, {name.lower(): value for name, value in response.headers.items()}, body
    )
