"""The way to Graph: whom a token is given to, what a request says of us, and what no answer means."""

from __future__ import annotations

import asyncio
import random
from typing import Self

import pytest
from aiohttp import web
from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError

from graph_sync.client import GraphClient
from graph_sync.exchange import Call, Reply
from practice.outcomes import Parked, RetryAfter
from tests.breaking import breaking_off
from tests.graph_sync.scripted import Scripted
from tests.tokens import Given


class Credential:
    """A credential that counts how often it is asked, or refuses."""

    def __init__(self, *, refuses: bool = False) -> None:
        self.scopes: list[str] = []
        self.refuses = refuses

    async def get_token(self, *scopes: str, **_: object) -> AccessToken:
        """Give a token."""
        self.scopes += scopes
        if self.refuses:
            raise ClientAuthenticationError("CANARY-SECRET")
        return AccessToken("CANARY-TOKEN", 4_000_000_000)

    async def close(self) -> None:
        """Nothing is open."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Nothing is open."""


@pytest.mark.slow
async def test_a_request_carries_a_token_for_the_services_own_host() -> None:
    """And says who we are, with an id of its own."""
    credential = Credential()
    async with Scripted.single((200, {})) as scripted:
        await scripted.client(credential).send(Call("GET", "/sites"))
        await scripted.client(credential).send(Call("GET", "/sites"))
    first, second = scripted.headers
    assert first["Authorization"] == "Bearer CANARY-TOKEN"
    assert first["User-Agent"] == "NONISV|Example|BackToPractice/1.2"
    assert first["client-request-id"] != second["client-request-id"]
    assert set(credential.scopes) == {"https://graph.microsoft.com/.default"}


@pytest.mark.slow
async def test_a_partnerships_name_may_have_any_letters() -> None:
    """A header takes only some of them."""
    async with Scripted.single((200, {})) as scripted:
        client = GraphClient(
            scripted.url, organisation="Tŷ|Plant", version="0", chance=random.Random(1), credential=Given()
        )
        await client.send(Call("GET", "/sites"))
        await client.close()
    assert scripted.headers[0]["User-Agent"] == "NONISV|TPlant|BackToPractice/0"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "scheme"), [("HTTPS_PROXY", "http://"), ("HTTPS_PROXY", ""), ("ALL_PROXY", "http://")]
)
async def test_the_proxy_that_the_environment_names_is_asked(
    monkeypatch: pytest.MonkeyPatch, name: str, scheme: str
) -> None:
    """A council's server often has no other way out; it sees the service's name and no more."""
    asked: list[bytes] = []

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readline())
        writer.close()

    server = await asyncio.start_server(proxy, "127.0.0.1")
    monkeypatch.setenv(name, f"{scheme}127.0.0.1:{server.sockets[0].getsockname()[1]}")
    client = GraphClient(
        "https://graph.example.org/v1.0",
        organisation="Example",
        version="0",
        chance=random.Random(1),
        credential=Given(),
    )
    assert isinstance(await client.send(Call("GET", "/sites")), RetryAfter)
    await client.close()
    server.close()
    assert set(asked) == {b"CONNECT graph.example.org:443 HTTP/1.1\r\n"}


async def test_a_forged_link_is_neither_followed_nor_given_a_token() -> None:
    """Not to another host, and not to a host that only begins like ours."""
    credential = Credential()
    async with Scripted.single((200, {})) as ours, Scripted.single((200, {})) as theirs:
        client = ours.client(credential)
        for link in (theirs.url + "/users", ours.url + "x.example.org/users", "/users", ""):
            assert await client.follow(link, Call("GET", "/users")) == Parked("foreign_link")
        assert theirs.paths == ours.paths == []
        assert credential.scopes == []


def test_a_token_never_travels_in_the_clear() -> None:
    """Only the loopback may be spoken to without https."""
    with pytest.raises(ValueError, match="https"):
        GraphClient(
            "http://graph.example.org/v1.0",
            organisation="Example",
            version="0",
            chance=random.Random(1),
            credential=Credential(),
        )


async def test_a_sign_in_that_fails_is_tried_again_and_not_repeated_aloud() -> None:
    """The reason is a constant."""
    async with Scripted.single((200, {})) as scripted:
        outcome = await scripted.client(Credential(refuses=True)).send(Call("GET", "/sites"))
        assert scripted.paths == []
    assert isinstance(outcome, RetryAfter)
    assert outcome.reason == "not_signed_in"


async def test_a_service_that_is_not_there_is_tried_again() -> None:
    """Nothing listens on the port any more."""
    async with Scripted.single((200, {})) as scripted:
        client = scripted.client()
        url = scripted.url
    client = GraphClient(
        url, organisation="Example", version="0", chance=random.Random(1), credential=Given()
    )
    outcome = await client.send(Call("GET", "/sites"))
    await client.close()
    assert isinstance(outcome, RetryAfter)
    assert outcome.reason == "no_answer"


async def test_a_refused_write_is_sent_once() -> None:
    """The SDK's own retries would double it."""
    async with Scripted.single((503, {"error": {}}), headers={"Retry-After": "0.1"}) as scripted:
        reply = await scripted.client().send(Call("POST", "/sites/x/lists", {"displayName": "x"}))
    assert isinstance(reply, Reply)
    assert reply.status == 503
    assert len(scripted.paths) == 1


async def test_a_redirect_is_not_followed() -> None:
    """A redirected write could be repeated, and the token go elsewhere."""
    async with Scripted([web.Response(status=307, headers={"Location": "/v1.0/elsewhere"})]) as scripted:
        reply = await scripted.client().send(Call("POST", "/sites/x/lists", {"displayName": "x"}))
    assert isinstance(reply, Reply)
    assert reply.status == 307
    assert len(scripted.paths) == 1


async def test_an_answer_that_is_no_json_is_an_answer_without_a_body() -> None:
    """Gateways answer in HTML."""
    async with Scripted([web.Response(status=502, text="<html>")]) as scripted:
        reply = await scripted.client().send(Call("GET", "/sites"))
    assert isinstance(reply, Reply)
    assert (reply.status, reply.body) == (502, None)


@pytest.mark.parametrize(
    ("status", "expected"),
    [(503, RetryAfter), (403, RetryAfter), (409, RetryAfter)],
)
async def test_a_refused_batch_is_refused_for_each_of_its_requests(
    status: int, expected: type[object]
) -> None:
    """In the number that was asked."""
    async with Scripted.single((status, {"error": {}})) as scripted:
        answers = await scripted.client().batch([Call("GET", "/sites")] * 3)
    assert [type(answer) for answer in answers] == [expected] * 3


async def test_a_missing_answer_in_a_batch_is_tried_again() -> None:
    """The other answers count."""
    body = {"responses": [{"id": "1", "status": 200, "body": {}}, {"id": "7", "status": 200}]}
    async with Scripted.single((200, body)) as scripted:
        first, second = await scripted.client().batch([Call("GET", "/a"), Call("GET", "/b")])
    assert isinstance(first, RetryAfter)
    assert second == Reply(200, {}, {})


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_a_request_whose_answer_is_lost_left_once(method: str) -> None:
    """A second one would cost the site's units, and nobody here would have counted it."""
    heard: list[str] = []
    async with breaking_off(heard) as url:
        client = GraphClient(
            url.rstrip("/"), organisation="Example", version="0", chance=random.Random(1), credential=Given()
        )
        first = await client.send(Call(method, "/sites"))
        second = await client.send(Call(method, "/sites"))
        await client.close()
    assert isinstance(first, Reply)
    assert isinstance(second, RetryAfter)
    assert heard == [method, method]
