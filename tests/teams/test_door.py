"""Whose activities are heard, once a token was believed: no web page's, and nobody's who only says who they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.handlers.ports import Conversation
from bot.teams.connector import Connector, NotAllowed, open_connector
from bot.teams.rendering import Rendering
from tests.teams import samples
from tests.teams.apps import JSON, Everybody, answering, app_on, app_that_never_turns
from tests.teams.conftest import Bot
from tests.teams.connector_fake import APP, CHAT, MRI, PERSON, TENANT, FakeConnector
from tests.teams.invented import PROMPT

PRESS = samples.press("http://127.0.0.1:9/")


class Nobody(Everybody):
    """A door that lets nobody in."""

    async def identify(self, authorization: str) -> None:  # type: ignore[override]
        """Refuse."""


async def test_who_is_not_let_in_gets_a_quiet_401(
    connector: Connector, caplog: pytest.LogCaptureFixture
) -> None:
    """No reason is given and nothing is logged."""
    assert await answering(app_that_never_turns(connector, Nobody()), PRESS) == (401, "")
    assert not [record for record in caplog.records if record.name.startswith("bot")]


@pytest.mark.parametrize("origin", ["https://evil.example.org", "http://127.0.0.1:4365", "null"])
async def test_a_web_page_is_not_heard(connector: Connector, origin: str) -> None:
    """A browser names the page a request comes from; Teams is no page."""
    app = app_that_never_turns(connector)
    assert await answering(app, PRESS, {**JSON, "Origin": origin}) == (403, "")


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
async def test_what_a_page_may_post_unasked_is_not_read(connector: Connector, content_type: str) -> None:
    """Everything but JSON could be posted across origins without the browser asking first."""
    app = app_that_never_turns(connector)
    assert await answering(app, PRESS, {"Content-Type": content_type}) == (415, "")


@pytest.mark.slow
async def test_a_local_start_speaks_to_its_own_stand_in_and_no_other_port(
    bot: Bot, service: FakeConnector, rendering: Rendering
) -> None:
    """Scheme, host and port of the service URL must be those of the settings; the path may differ."""
    own = service.url.split("/connector")[0]
    hosts = frozenset({own})
    async with open_connector(hosts, connect_seconds=10, total_seconds=10) as connector:
        app = app_on(bot.store, connector, rendering, hosts)
        async with TestClient(TestServer(app)) as client:
            taken = Bot(client, bot.store, service.url)
            assert (await taken.press())["statusCode"] == 200
            for other in ("http://127.0.0.1:1/", own.replace("http:", "https:") + "/", "http://127.0.0.1/"):
                _, refused = await taken.take(samples.press(other))
                assert refused["statusCode"] == 400
                assert await connector.post(other, CHAT, {}) == NotAllowed()


@pytest.mark.slow
@pytest.mark.parametrize("prompt", ["no-such", "theirs"])
async def test_a_forged_press_does_not_move_a_persons_chat(bot: Bot, prompt: str) -> None:
    """A chat is learnt from a press only when the request pressed is that person's own."""
    known = Conversation(PERSON, CHAT, bot.url, TENANT, MRI)
    theirs = replace(PROMPT, id="theirs", person_id=APP)
    await bot.store.write(lambda tx: tx.save_conversation(known))
    await bot.store.write(lambda tx: tx.save_prompt(theirs))
    elsewhere = {"conversation": {"id": "a:forged", "conversationType": "personal"}}
    data = {"prompt": prompt, "rev": 0}
    await bot.take({**samples.press(bot.url, "prompt.open", data=data), **elsewhere})
    assert await bot.store.read(lambda tx: tx.conversation(PERSON)) == known


@pytest.mark.slow
async def test_a_directory_id_in_capitals_is_the_same_person(bot: Bot) -> None:
    """Ids are compared in lower case, wherever they come from."""
    person = "abcdefab-3333-4333-8333-333333333333"
    await bot.store.write(lambda tx: tx.save_prompt(replace(PROMPT, person_id=person)))
    shouted = {**samples.press(bot.url), "from": {"id": MRI, "aadObjectId": person.upper()}}
    status, body = await bot.take(shouted)
    assert (status, body["statusCode"]) == (200, 200)
    assert await bot.store.read(lambda tx: tx.answer_to(PROMPT.id)) is not None
