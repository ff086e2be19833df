"""The whole way with the local stand-in for Teams: open, send, press, lose answers, and open the chat again."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.handlers.messages import CardNow, CardState, NewCard
from bot.handlers.ports import Conversation
from bot.teams.connector import Connector, open_connector
from bot.teams.messenger import TeamsMessenger
from bot.teams.rendering import Rendering
from infra.local365.app import build_app
from practice.outcomes import Done, Refusal, RetryAfter, Unconfirmed, Undeliverable
from practice.prompts import PromptState
from tests.teams.conftest import Bot
from tests.teams.connector_fake import APP, PERSON, TENANT
from tests.teams.invented import MEETING, NOON, PROMPT
from tests.teams.samples import ANSWERS
from tests.tokens import CONNECTOR, access_token

ABSENT = "44444444-4444-4444-8444-444444444444"
PEOPLE = (
    {"id": PERSON, "name": "Social worker 1", "mail": "social.worker.1@council.example.org"},
    {"id": ABSENT, "name": "Nurse 1", "mail": "nurse.1@health.example.org", "installed": False},
)


@dataclass
class Teams:
    """The stand-in, and our messenger that speaks to it."""

    client: TestClient[web.Request, web.Application]
    messenger: TeamsMessenger

    async def call(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - JSON
        async with self.client.request(method, f"/_local/{path}", json=body) as response:
            assert response.status < 300, await response.text()
            return await response.json()

    async def chat(self) -> list[dict[str, Any]]:
        """Give what stands in the person's chat when it is opened."""
        messages: list[dict[str, Any]] = (await self.call("GET", f"chats/{PERSON}"))["messages"]
        return messages

    async def opened(self) -> Conversation:
        chat = await self.messenger.open_chat(PERSON)
        assert isinstance(chat, Conversation)
        return chat

    async def fault(self, kind: str, only: str, retry_after: float | None = None) -> None:
        fault = {
            "service": "connector",
            "kind": kind,
            "probability": 1,
            "only": only,
            "retry_after": retry_after,
        }
        await self.call("PUT", "faults", [fault])


@pytest.fixture
async def stand_in(tmp_path: Path) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    """Run the stand-in."""
    async with TestClient(TestServer(build_app(tmp_path / "state.sqlite", seed=7))) as client:
        yield client


@pytest.fixture
def metadata_url(stand_in: TestClient[web.Request, web.Application]) -> str:
    """Believe the stand-in's keys."""
    return str(stand_in.make_url("/botframework/v1/.well-known/openidconfiguration"))


@pytest.fixture
async def connector(stand_in: TestClient[web.Request, web.Application]) -> AsyncIterator[Connector]:
    """Open our connector with the stand-in's tokens."""

    async def token() -> str:
        return await access_token(stand_in, "", CONNECTOR)

    hosts = frozenset({"127.0.0.1"})
    async with open_connector(hosts, connect_seconds=10, total_seconds=10, token=token) as opened:
        yield opened


@pytest.fixture
async def teams(
    stand_in: TestClient[web.Request, web.Application], bot: Bot, connector: Connector, rendering: Rendering
) -> AsyncIterator[Teams]:
    """Seed the stand-in with one person who has the app and one who has not; it is noon there too."""
    client = stand_in
    url = str(client.make_url(f"/connector/{TENANT}/"))
    messenger = TeamsMessenger(
        connector, rendering, service_url=url, tenant_id=TENANT, app_id=APP, chance=lambda: 0.5
    )
    running = Teams(client, messenger)
    await running.call("PUT", "clock", {"now": NOON.isoformat()})
    endpoint = str(bot.client.make_url("/api/messages"))
    seed = {"tenant": TENANT, "bot": {"app_id": APP, "endpoint": endpoint}, "people": PEOPLE}
    await running.call("POST", "seed", seed)
    yield running
    assert (await running.call("GET", "violations"))["violations"] == []


@pytest.mark.slow
async def test_a_card_is_sent_answered_five_times_and_once_more_and_leaves_one_answer(
    teams: Teams, bot: Bot
) -> None:
    """Five redeliveries at once and one with a new id: one answer, and a chat that repeats none of it."""
    chat = await teams.opened()
    sent = await teams.messenger.send(chat, NewCard(PROMPT, MEETING, chat.member_id))
    assert isinstance(sent, Done)
    pressed = {
        "verb": "answer.send",
        "data": {"prompt": PROMPT.id, "rev": 0},
        "inputs": ANSWERS,
        "times": 5,
        "again_with_new_id": True,
    }
    answers = await teams.call("POST", f"chats/{PERSON}/messages/{sent.outside_id}/press", pressed)
    kept = await bot.store.read(lambda tx: tx.answer_to(PROMPT.id))
    assert kept is not None
    assert kept.revision == 1
    assert len(answers["responses"]) == 6
    assert all(kept.ref in json.dumps(answer["body"]) for answer in answers["responses"])
    assert ANSWERS["q1"] not in json.dumps(await teams.chat())


@pytest.mark.slow
async def test_a_repaint_is_what_is_found_on_opening_the_chat_again(teams: Teams) -> None:
    """The receipt takes the place of the questions in the one message there is."""
    chat = await teams.opened()
    sent = await teams.messenger.send(chat, NewCard(PROMPT, MEETING, chat.member_id))
    assert isinstance(sent, Done)
    answered = replace(PROMPT, state=PromptState.ANSWERED, activity_id=sent.outside_id)
    card = CardNow(answered, MEETING, chat.member_id, CardState.RECEIPT, "BTP-7KQ4")
    assert await teams.messenger.repaint(chat, sent.outside_id, card) == Done()
    messages = await teams.chat()
    assert len(messages) == 1
    assert "BTP-7KQ4" in json.dumps(messages[0]["card"])


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["applied-then-504", "applied-then-reset"])
async def test_a_card_that_arrived_without_an_answer_is_unconfirmed(teams: Teams, kind: str) -> None:
    """One card stands in the chat, and nobody is told that it failed."""
    chat = await teams.opened()
    await teams.fault(kind, "POST .*/activities")
    sent = await teams.messenger.send(chat, NewCard(PROMPT, MEETING, chat.member_id))
    assert isinstance(sent, Unconfirmed)
    assert len(await teams.chat()) == 1


@pytest.mark.slow
async def test_a_throttled_card_waits_as_long_as_it_is_told(teams: Teams) -> None:
    """Nothing stands in the chat, and the wait is what Retry-After says."""
    chat = await teams.opened()
    await teams.fault("429", "POST .*/activities", retry_after=2)
    sent = await teams.messenger.send(chat, NewCard(PROMPT, MEETING, chat.member_id))
    assert sent == RetryAfter(2, "throttled")
    assert await teams.chat() == []


@pytest.mark.slow
async def test_who_has_not_the_app_has_a_named_end(teams: Teams) -> None:
    """Opening the chat says so; so does a chat that was known before the app was removed."""
    assert await teams.messenger.open_chat(ABSENT) == Undeliverable(Refusal.NOT_INSTALLED)
    nobody = "55555555-5555-4555-8555-555555555555"
    assert await teams.messenger.open_chat(nobody) in (
        Undeliverable(Refusal.UNKNOWN_ADDRESS),
        RetryAfter(900, "http_400"),
    )
    chat = await teams.opened()
    await teams.call("POST", f"people/{PERSON}/uninstall")
    sent = await teams.messenger.send(chat, NewCard(PROMPT, MEETING, chat.member_id))
    assert isinstance(sent, Undeliverable)
    assert sent.refusal in {Refusal.NOT_IN_CHAT, Refusal.BLOCKED}


@pytest.mark.slow
async def test_installing_tells_us_the_chat(teams: Teams, bot: Bot) -> None:
    """What Teams sends on installing is enough to write to the person; removing the app forgets it."""
    await teams.call("POST", f"people/{PERSON}/install")
    known = await bot.store.read(lambda tx: tx.conversation(PERSON))
    assert known == await teams.opened()
    await teams.call("POST", f"people/{PERSON}/uninstall")
    assert await bot.store.read(lambda tx: tx.conversation(PERSON)) is None


@pytest.mark.slow
async def test_words_typed_in_the_chat_are_answered_there(teams: Teams) -> None:
    """The person sees whom to contact, under what they typed."""
    await teams.call("POST", f"chats/{PERSON}/say", {"text": "Hello?"})
    messages = await teams.chat()
    assert [message["from"] for message in messages] == ["person", "bot"]
    assert "call 999" in json.dumps(messages[1]["card"])
