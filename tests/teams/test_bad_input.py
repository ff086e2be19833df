"""Requests that are no activities, and a service that fails: one plain sentence and the right status."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.handlers.ports import Store, StoreUnavailable, Transaction
from bot.store.store import SqlStore
from bot.teams.activities import LARGEST_BODY, Received, received
from bot.teams.adapter import TeamsAdapter
from bot.teams.chats import Ours
from bot.teams.connector import Connector
from bot.teams.door import Door, LoopbackDoor
from bot.teams.rendering import Rendering
from bot.teams.routes import add_routes
from bot.teams.turns import Turns
from tests.teams import samples
from tests.teams.conftest import Bot
from tests.teams.connector_fake import TENANT, FakeConnector
from tests.teams.invented import PARTNERSHIP, PROMPT, NoonClock

T = TypeVar("T")
URL = "http://127.0.0.1:9/"
WHOLE = samples.press(URL)


def raw(**changed: object) -> bytes:
    return json.dumps({**WHOLE, **changed}).encode()


def without(key: str) -> bytes:
    return json.dumps({name: value for name, value in WHOLE.items() if name != key}).encode()


MALFORMED = {
    "nothing": b"",
    "no JSON": b"type=message",
    "half of it": raw()[:-40],
    "not UTF-8": b'{"type": "\xff"}',
    "a list": b"[]",
    "a text": b'"message"',
    "a number": b"7",
    "not a number": b'{"type": "message", "value": NaN}',
    "nested too deeply": b'{"value": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "a bare control character": b'{"type": "mess\x01age"}',
    "no type": without("type"),
    "no sender": without("from"),
    "no conversation": without("conversation"),
    "no service URL": without("serviceUrl"),
    "no recipient": without("recipient"),
    "a type that is a number": raw(type=7),
    "a type that is an object": raw(type={"a": 1}),
    "an id that is a number": raw(id=7),
    "an id over any length": raw(id="i" * 2_000),
    "an id with a newline": raw(replyToId="1485983408500\nX-Header: 1"),
    "an id with a NUL": raw(conversation={"id": "a:1\x00", "conversationType": "personal"}),
    "an id that climbs out of a path": raw(conversation={"id": "../../v3", "conversationType": "personal"}),
    "a sender that is a text": raw(**{"from": "29:1"}),
    "a sender without an id": raw(**{"from": {"aadObjectId": "x"}}),
    "a directory id that is none": raw(**{"from": {"id": "29:1", "aadObjectId": "me"}}),
    "a tenant that is none": raw(channelData={"tenant": {"id": "'; DROP TABLE"}}),
    "a tenant that is a list": raw(channelData={"tenant": {"id": []}}),
    "members that are a text": raw(membersAdded="everyone"),
    "members that are texts": raw(membersAdded=["everyone"]),
}


@pytest.mark.parametrize("body", [pytest.param(body, id=name) for name, body in MALFORMED.items()])
async def test_what_is_no_activity_is_refused_with_one_sentence(
    connector: Connector, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """400, a sentence that repeats nothing of the body, no traceback, and no turn is started."""
    status, text = await answering(app_that_never_turns(connector), body)
    assert status == 400
    assert text.endswith(".")
    assert text.count(".") <= 4
    assert "Traceback" not in text
    assert "DROP" not in text
    assert not [record for record in caplog.records if record.exc_info or record.name.startswith("bot")]


async def test_a_body_that_is_too_large_is_refused(connector: Connector) -> None:
    """No press of ours comes near 256 KB."""
    app = app_that_never_turns(connector)
    assert await answering(app, raw(padding="x" * LARGEST_BODY)) == (413, "The body is larger than 256 KB.")


@pytest.mark.parametrize(
    "changed",
    [
        {"timestamp": "yesterday"},
        {"attachments": "none"},
        {"entities": {"a": 1}},
        {"id": None, "replyToId": None, "name": None, "channelId": None},
        {"channelData": None},
        {"locale": 7, "deliveryMode": "expectReplies", "textFormat": []},
    ],
)
def test_fields_we_do_not_use_may_hold_anything(changed: dict[str, object]) -> None:
    """Stock botbuilder ends in a 500 on these; we never look at them."""
    assert received(raw(**changed)).type == "invoke"


async def test_only_this_machine_is_let_in_without_a_token() -> None:
    """The local door looks at where a request comes from, and is never fooled by a header."""
    door, activity = LoopbackDoor(), received(raw())
    assert await door.admit("", "127.0.0.1", activity) is not None
    assert await door.admit("", "::1", activity) is not None
    for peer in ("10.0.0.7", "203.0.113.9", "", "/run/socket"):
        assert await door.admit("Bearer anything", peer, activity) is None


class Nobody:
    """A door that lets nobody in."""

    async def admit(self, authorization: str, peer: str, activity: Received) -> None:
        """Refuse."""


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


async def answering(app: web.Application, activity: dict[str, Any] | bytes) -> tuple[int, str]:
    body = activity if isinstance(activity, bytes) else json.dumps(activity).encode()
    async with (
        TestClient(TestServer(app)) as client,
        client.post("/api/messages", data=body) as response,
    ):
        return response.status, await response.text()


def app_that_never_turns(connector: Connector, door: Door | None = None) -> web.Application:
    async def never(_received: Received) -> None:
        raise AssertionError

    app = web.Application()
    add_routes(app, door=door or LoopbackDoor(), turn=TeamsAdapter(connector, never).run)
    return app


def app_on(store: Store, connector: Connector, rendering: Rendering) -> web.Application:
    turns = Turns(store, PARTNERSHIP, NoonClock(), rendering, Ours(TENANT, frozenset({"127.0.0.1"})))
    app = web.Application()
    add_routes(app, door=LoopbackDoor(), turn=TeamsAdapter(connector, turns.take).run)
    return app


async def test_who_is_not_let_in_gets_a_quiet_401(
    connector: Connector, caplog: pytest.LogCaptureFixture
) -> None:
    """No reason is given and nothing is logged."""
    assert await answering(app_that_never_turns(connector, Nobody()), WHOLE) == (401, "")
    assert not [record for record in caplog.records if record.name.startswith("bot")]


async def test_an_answer_that_could_not_be_saved_is_given_back(
    bot: Bot, connector: Connector, rendering: Rendering
) -> None:
    """A full disk: the questions come back with the words in their boxes and say so."""
    app = app_on(FullDisk(bot.store, readable=True), connector, rendering)
    status, text = await answering(app, samples.press(bot.url))
    body = json.loads(text)
    assert (status, body["statusCode"]) == (200, 200)
    assert samples.ANSWERS["q1"] in text
    assert "We could not save this. Your words are still in the boxes." in text


@pytest.mark.parametrize(("verb", "readable"), [("answer.send", False), ("prompt.undo", True)])
async def test_where_no_card_can_be_shown_the_failure_is_said(
    bot: Bot, connector: Connector, rendering: Rendering, verb: str, *, readable: bool
) -> None:
    """Nothing is shown that may be wrong: an error inside the answer, with what to do."""
    app = app_on(FullDisk(bot.store, readable=readable), connector, rendering)
    data = {"prompt": PROMPT.id, "rev": 0}
    status, text = await answering(app, samples.press(bot.url, verb, data=data))
    body = json.loads(text)
    assert (status, body["statusCode"]) == (200, 500)
    assert body["value"]["message"] == "We could not save this. Try again in a minute."


async def test_an_old_clients_answer_that_could_not_be_saved_is_said_without_its_words(
    bot: Bot, service: FakeConnector, connector: Connector, rendering: Rendering
) -> None:
    """The words are still in the boxes of the old card, and not in the chat."""
    await answering(app_on(FullDisk(bot.store, readable=True), connector, rendering), samples.submit(bot.url))
    reply = json.dumps(service.asked[0][2])
    assert "We could not save this." in reply
    assert samples.ANSWERS["q1"] not in reply


async def test_a_failure_of_ours_is_a_plain_500_that_is_logged_without_its_text(
    connector: Connector, caplog: pytest.LogCaptureFixture
) -> None:
    """Teams delivers again; the log has the kind of failure and nothing anybody typed."""

    async def failing(_received: Received) -> None:
        raise KeyError("Right agencies in the room.")

    app = web.Application()
    add_routes(app, door=LoopbackDoor(), turn=TeamsAdapter(connector, failing).run)
    assert await answering(app, WHOLE) == (
        500,
        "Something went wrong here. Try again in a minute.",
    )
    logged = [record for record in caplog.records if record.name.startswith("bot")]
    assert [(record.getMessage(), record.__dict__["error"]) for record in logged] == [
        ("A request failed.", "KeyError")
    ]
    assert "Right agencies" not in caplog.text


async def test_what_is_not_there_stays_a_404_and_health_is_plain(bot: Bot) -> None:
    """Our own guard leaves aiohttp's answers alone."""
    async with bot.client.get("/nowhere") as response:
        assert response.status == 404
    async with bot.client.get("/api/messages") as response:
        assert response.status == 405
    async with bot.client.get("/healthz") as response:
        assert (response.status, await response.text()) == (200, "ok")
