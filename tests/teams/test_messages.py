"""Messages in the chat: presses from old clients, and words; and who has the app."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.teams import samples
from tests.teams.conftest import Bot
from tests.teams.connector_fake import APP, CHAT, MRI, PERSON, TENANT, FakeConnector, Told
from tests.teams.invented import PROMPT

TYPED = samples.ANSWERS["q1"]


def replied(service: FakeConnector) -> str:
    """Give the one message that was sent, as text."""
    assert [method for method, *_ in service.asked] == ["POST"]
    return json.dumps(service.asked[0][2], ensure_ascii=False)


@pytest.mark.slow
async def test_an_old_client_can_answer_and_gets_a_new_message(bot: Bot, service: FakeConnector) -> None:
    """The answer is kept; the reply has the reference and nothing of what was typed."""
    status, _ = await bot.take(samples.submit(bot.url))
    kept = await bot.store.read(lambda tx: tx.answer_to(PROMPT.id))
    reply = replied(service)
    assert status == 200
    assert kept is not None
    assert kept.ref in reply
    assert TYPED not in reply


@pytest.mark.slow
async def test_a_refused_answer_of_an_old_client_becomes_its_draft(bot: Bot, service: FakeConnector) -> None:
    """The reply says in words what is wrong, and the words are not in it."""
    await bot.take(samples.submit(bot.url, q1="x" * 3_005))
    draft = await bot.store.read(lambda tx: tx.draft(PROMPT.id))
    reply = replied(service)
    assert draft is not None
    assert draft.words["q1"] == "x" * 3_005
    assert "5 characters over the limit" in reply
    assert "xxx" not in reply
    assert samples.ANSWERS["q3"] not in reply


@pytest.mark.slow
@pytest.mark.parametrize("verb", ["answer.see", "answer.change", "prompt.open", "answer.send"])
async def test_no_reply_ever_repeats_what_was_typed(bot: Bot, service: FakeConnector, verb: str) -> None:
    """Seeing, changing or answering again on an old client never writes the words into the chat."""
    await bot.press()
    await bot.take(samples.submit(bot.url, verb, q1="Another answer."))
    reply = replied(service)
    assert TYPED not in reply
    assert "Another answer." not in reply


async def test_words_in_the_chat_are_answered_with_whom_to_contact(bot: Bot, service: FakeConnector) -> None:
    """Nobody reads the chat, so the reply says where to turn."""
    status, _ = await bot.take(samples.activity("message", bot.url, text="A child told me something."))
    reply = replied(service)
    assert status == 200
    assert "A child in danger now: call 999." in reply
    assert "told me" not in reply


@pytest.mark.parametrize(
    "value", [{}, {"verb": "answer.burn"}, {"verb": ["answer.send"], "prompt": PROMPT.id}]
)
async def test_a_submit_that_no_card_of_ours_made_is_answered_in_words(
    bot: Bot, service: FakeConnector, value: dict[str, Any]
) -> None:
    """One sentence, nothing saved."""
    await bot.take(samples.activity("message", bot.url, value=value))
    assert "Nothing was lost." in replied(service)
    assert await bot.store.read(lambda tx: tx.answer_to(PROMPT.id)) is None


@pytest.mark.slow
@pytest.mark.parametrize("told", [Told(403, None), Told(500, None), Told(reset=True), Told(599, None)])
async def test_a_reply_that_is_lost_loses_no_answer(
    bot: Bot, service: FakeConnector, told: Told, caplog: pytest.LogCaptureFixture
) -> None:
    """The answer stands, Teams gets its 200, and the log has a constant message."""
    service.answers = [told]
    status, _ = await bot.take(samples.submit(bot.url))
    assert status == 200
    assert await bot.store.read(lambda tx: tx.answer_to(PROMPT.id)) is not None
    assert [record.getMessage() for record in caplog.records if record.name.startswith("bot")] == [
        "A reply was not delivered."
    ]


async def test_a_strangers_message_gets_no_reply(bot: Bot, service: FakeConnector) -> None:
    """Nobody outside the tenant, and no meeting chat, hears from us."""
    guest = {"id": MRI, "name": "A guest"}
    assert (await bot.take({**samples.submit(bot.url), "from": guest}))[0] == 200
    assert (await bot.take({**samples.submit(bot.url), "conversation": {"id": "19:x"}}))[0] == 200
    assert service.asked == []
    assert await bot.store.read(lambda tx: tx.answer_to(PROMPT.id)) is None


ARRIVALS = [
    {"type": "installationUpdate", "action": "add"},
    {"type": "conversationUpdate", "membersAdded": [{"id": f"28:{APP}"}, {"id": MRI, "aadObjectId": PERSON}]},
]
DEPARTURES = [
    {"type": "installationUpdate", "action": "remove"},
    {"type": "conversationUpdate", "membersRemoved": [{"id": f"28:{APP}"}]},
]


@pytest.mark.slow
@pytest.mark.parametrize("arrival", ARRIVALS)
@pytest.mark.parametrize("departure", DEPARTURES)
async def test_a_chat_is_remembered_while_the_app_is_there(
    bot: Bot, arrival: dict[str, Any], departure: dict[str, Any]
) -> None:
    """Installing remembers where to write; removing forgets it; both may be told twice."""
    for _ in range(2):
        assert (await bot.take({**samples.activity("", bot.url), **arrival}))[0] == 200
    chat = await bot.store.read(lambda tx: tx.conversation(PERSON))
    assert chat is not None
    assert (chat.conversation_id, chat.member_id, chat.tenant_id) == (CHAT, MRI, TENANT)
    for _ in range(2):
        assert (await bot.take({**samples.activity("", bot.url), **departure}))[0] == 200
    assert await bot.store.read(lambda tx: tx.conversation(PERSON)) is None


@pytest.mark.slow
@pytest.mark.parametrize(
    "activity",
    [
        {
            "type": "event",
            "name": "application/vnd.microsoft.meetingEnd",
            "value": {"Title": "CANARY-SURNAME"},
        },
        {"type": "conversationUpdate", "membersRemoved": [{"id": MRI}]},
        {"type": "installationUpdate", "action": "remove-upgrade"},
        {"type": "messageReaction", "reactionsAdded": [{"type": "like"}]},
        {"type": "typing"},
        {"type": "something new"},
    ],
)
async def test_what_is_not_ours_to_do_is_taken_and_left_alone(
    bot: Bot, service: FakeConnector, activity: dict[str, Any]
) -> None:
    """Answered 200, so that it is not delivered again; nothing is kept or sent."""
    assert (await bot.take({**samples.activity("", bot.url), **activity}))[0] == 200
    assert service.asked == []
    assert await bot.store.read(lambda tx: tx.conversation(PERSON)) is None
