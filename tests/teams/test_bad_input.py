"""Requests that are no activities, and a service that fails: one plain sentence and the right status."""

from __future__ import annotations

import json

import pytest
from aiohttp import web

from bot.teams.activities import LARGEST_BODY, Received, received
from bot.teams.adapter import TeamsAdapter
from bot.teams.connector import Connector
from bot.teams.routes import add_routes
from tests.teams import samples
from tests.teams.apps import JSON, Everybody, answering, app_that_never_turns
from tests.teams.conftest import Bot

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


@pytest.mark.slow
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


async def test_a_body_that_cannot_be_unpacked_is_no_failure_of_ours(
    connector: Connector, caplog: pytest.LogCaptureFixture
) -> None:
    """Teams would deliver a 500 again; the sentence repeats nothing, and our log says nothing."""
    status, text = await answering(
        app_that_never_turns(connector), b"no gzip", {**JSON, "Content-Encoding": "gzip"}
    )
    assert (status, text) == (400, "The body broke off, or it could not be unpacked.")
    assert not [record for record in caplog.records if record.name.startswith("bot")]


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


async def test_a_failure_of_ours_is_a_plain_500_that_is_logged_without_its_text(
    connector: Connector, caplog: pytest.LogCaptureFixture
) -> None:
    """Teams delivers again; the log has the kind of failure and nothing anybody typed."""

    async def failing(_received: Received) -> None:
        raise KeyError("Right agencies in the room.")

    app = web.Application()
    add_routes(app, door=Everybody(), turn=TeamsAdapter(connector, failing).run)
    assert await answering(app, WHOLE) == (
        500,
        "Something went wrong here. Try again in a minute.",
    )
    logged = [record for record in caplog.records if record.name.startswith("bot")]
    assert [(record.getMessage(), record.__dict__["error"]) for record in logged] == [
        ("A request failed.", "KeyError")
    ]
    assert "Right agencies" not in caplog.text


@pytest.mark.slow
async def test_what_is_not_there_stays_a_404_and_health_is_plain(bot: Bot) -> None:
    """Our own guard leaves aiohttp's answers alone."""
    async with bot.client.get("/nowhere") as response:
        assert response.status == 404
    async with bot.client.get("/api/messages") as response:
        assert response.status == 405
    async with bot.client.get("/healthz") as response:
        assert (response.status, await response.text()) == (200, "ok")
