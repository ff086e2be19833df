"""Sending and repainting a card: the sending rule on the real wire, one refusal at a time."""

from __future__ import annotations

import json
import socket
from dataclasses import replace

import pytest

from bot.handlers.messages import CardNow, CardState, NewCard
from bot.handlers.ports import Conversation
from bot.teams.connector import open_connector
from bot.teams.messenger import TeamsMessenger
from bot.teams.rendering import Rendering
from practice.outcomes import Conflict, Done, Outcome, Parked, Refusal, RetryAfter, Unconfirmed, Undeliverable
from practice.prompts import PromptState
from tests.teams.connector_fake import APP, CHAT, MRI, PERSON, TENANT, FakeConnector, Told
from tests.teams.invented import MEETING, PROMPT

CARD = NewCard(PROMPT, MEETING, MRI)
BLOCKED = {
    "errorCode": 209,
    "message": '{\r\n  "subCode": "MessageWritesBlocked",\r\n  "details": "Thread is blocked."\r\n}',
}


def chat_at(url: str) -> Conversation:
    return Conversation(PERSON, CHAT, url, TENANT, MRI)


def refusal(code: str) -> dict[str, dict[str, str]]:
    return {"error": {"code": code, "message": "as the service words it"}}


SENDS: list[tuple[str, Told, Outcome | Undeliverable]] = [
    ("created", Told(201, {"id": "77"}), Done("77")),
    ("done without an id", Told(200, {}), Done("")),
    ("throttled, seconds", Told(429, refusal("Throttled"), {"Retry-After": "7"}), RetryAfter(7, "throttled")),
    ("throttled, fraction", Told(429, None, {"Retry-After": "0.7"}), RetryAfter(0.7, "throttled")),
    ("throttled, no header", Told(429, None), RetryAfter(7.5, "throttled")),
    ("throttled, a date", Told(429, None, {"Retry-After": "Tue, 17 Mar 2026"}), RetryAfter(7.5, "throttled")),
    ("throttled, never", Told(429, None, {"Retry-After": "inf"}), RetryAfter(7.5, "throttled")),
    ("precondition", Told(412, refusal("PreconditionFailed")), RetryAfter(7.5, "throttled")),
    ("busy, says when", Told(503, None, {"Retry-After": "3"}), RetryAfter(3, "unavailable")),
    ("busy, says nothing", Told(503, None), Unconfirmed("http_503")),
    ("failed", Told(500, refusal("ServiceError")), Unconfirmed("http_500")),
    ("gateway", Told(502, refusal("ServiceError")), Unconfirmed("http_502")),
    ("gateway timeout", Told(504, None), Unconfirmed("http_504")),
    ("moved elsewhere", Told(307, None, {"Location": "http://127.0.0.1:9/"}), Unconfirmed("http_307")),
    ("whole app", Told(401, refusal("BotNotRegistered")), RetryAfter(900, "not_authorised")),
    (
        "not installed",
        Told(403, refusal("ForbiddenOperationException")),
        Undeliverable(Refusal.NOT_INSTALLED),
    ),
    ("not in roster", Told(403, refusal("BotNotInConversationRoster")), Undeliverable(Refusal.NOT_IN_CHAT)),
    ("blocked by user", Told(403, refusal("ConversationBlockedByUser")), Undeliverable(Refusal.BLOCKED)),
    ("off by admin", Told(403, refusal("BotDisabledByAdmin")), Undeliverable(Refusal.DISABLED)),
    ("writes blocked", Told(403, BLOCKED), Undeliverable(Refusal.BLOCKED)),
    ("no permission", Told(403, refusal("NotEnoughPermissions")), RetryAfter(900, "http_403")),
    ("a refusal in HTML", Told(403, "<html>"), RetryAfter(900, "http_403")),
    ("chat gone", Told(404, refusal("ConversationNotFound")), Conflict("conversation_gone")),
    ("too big", Told(413, refusal("MessageSizeTooBig")), Undeliverable(Refusal.TOO_BIG)),
    ("bad argument", Told(400, refusal("Bad Argument")), RetryAfter(900, "http_400")),
    ("reset after it left", Told(reset=True), Unconfirmed("no_answer")),
]


@pytest.mark.slow
@pytest.mark.parametrize(("told", "expected"), [pytest.param(t, e, id=name) for name, t, e in SENDS])
async def test_a_send_is_repeated_only_when_it_surely_did_not_happen(
    messenger: TeamsMessenger, service: FakeConnector, told: Told, expected: object
) -> None:
    """Each answer of the connector has one meaning, and the card left exactly once."""
    service.answers = [told]
    assert await messenger.send(chat_at(service.url), CARD) == expected
    assert len(service.asked) == 1


@pytest.mark.slow
async def test_a_send_that_is_never_answered_is_unconfirmed(
    service: FakeConnector, rendering: Rendering
) -> None:
    """The wait ends by itself, and the card is not sent again."""
    service.answers = [Told(silent=True)]
    hosts = frozenset({"127.0.0.1"})
    async with open_connector(hosts, connect_seconds=10, total_seconds=0.1) as connector:
        messenger = TeamsMessenger(
            connector, rendering, service_url=service.url, tenant_id=TENANT, app_id=APP, chance=lambda: 0.5
        )
        assert await messenger.send(chat_at(service.url), CARD) == Unconfirmed("no_answer")
    assert len(service.asked) <= 1


async def test_a_connection_that_is_refused_is_tried_again(messenger: TeamsMessenger) -> None:
    """Nothing left, so nothing can be doubled."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    assert await messenger.send(chat_at(url), CARD) == RetryAfter(7.5, "unreachable")


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example.org/",
        "http://127.0.0.1@evil.example.org/",
        "http://evil.example.org\\@127.0.0.1/",
        "http://127.0.0.1.evil.example.org/",
        "file:///etc/passwd",
        "http://127.0.0.1:99999999/",
        "https://127.0.0.1?host=evil.example.org",
        "",
    ],
)
async def test_nothing_is_sent_to_a_host_that_is_not_allowed(
    messenger: TeamsMessenger, service: FakeConnector, url: str
) -> None:
    """A service URL that was learnt somewhere cannot lead a card astray."""
    assert await messenger.send(chat_at(url), CARD) == RetryAfter(900, "service_url_not_allowed")
    assert service.asked == []


async def test_what_is_sent_is_neutral_and_refreshes_for_its_person(
    messenger: TeamsMessenger, service: FakeConnector
) -> None:
    """The stored message carries the questions, the neutral summary and nothing typed."""
    await messenger.send(chat_at(service.url), CARD)
    method, path, body, authorization = service.asked[0]
    assert (method, authorization) == ("POST", "")
    assert path == f"/connector/{TENANT}/v3/conversations/a:1EXAMPLEpersonalConversation/activities"
    assert body["summary"] == "Back to Practice: a message for you"
    card = body["attachments"][0]["content"]
    assert card["refresh"]["userIds"] == [MRI]
    assert "What went well?" in json.dumps(card)


REPAINTS = [
    ("done", Told(200, {"id": "1"}), Done()),
    ("message gone", Told(404, refusal("ActivityNotFoundInConversation")), Done()),
    ("refused", Told(403, refusal("ConversationBlockedByUser")), Parked("http_403")),
    ("bad", Told(400, None), Parked("http_400")),
    ("failed", Told(500, None), RetryAfter(7.5, "http_500")),
    ("throttled", Told(429, None, {"Retry-After": "2"}), RetryAfter(2, "throttled")),
    ("whole app", Told(401, None), RetryAfter(900, "not_authorised")),
    ("reset", Told(reset=True), RetryAfter(7.5, "no_answer")),
]


@pytest.mark.parametrize(("told", "expected"), [pytest.param(t, e, id=name) for name, t, e in REPAINTS])
async def test_a_repaint_is_safe_to_repeat(
    messenger: TeamsMessenger, service: FakeConnector, told: Told, expected: object
) -> None:
    """What is unknown is tried again; what is gone needs no repaint."""
    service.answers = [told, told]
    card = CardNow(replace(PROMPT, state=PromptState.ANSWERED), MEETING, MRI, CardState.RECEIPT, "BTP-7KQ4")
    assert await messenger.repaint(chat_at(service.url), "1485983408500", card) == expected
    assert service.asked[0][:2] == (
        "PUT",
        f"/connector/{TENANT}/v3/conversations/a:1EXAMPLEpersonalConversation/activities/1485983408500",
    )
