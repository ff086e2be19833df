"""The connector keeps the promises its documentation makes to a bot."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.local365.conftest import Stand

TENANT = "11111111-1111-4111-8111-111111111111"
BOT = "28:22222222-2222-4222-8222-222222222222"
WORKER = "33333333-3333-4333-8333-333333333333"
NURSE = "44444444-4444-4444-8444-444444444444"
CARD: dict[str, Any] = {
    "type": "AdaptiveCard",
    "version": "1.5",
    "body": [
        {"type": "TextBlock", "text": "What went well?", "wrap": True},
        {"type": "Input.Text", "id": "well"},
    ],
    "actions": [
        {"type": "Action.Execute", "id": "send", "verb": "answer.send", "data": {"prompt": "P-1", "rev": 1}},
    ],
}


def message(card: dict[str, Any] = CARD) -> dict[str, Any]:
    """Wrap a card in an activity of the bot."""
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
    return {"type": "message", "summary": "A question for you", "attachments": [attachment]}


def parameters(member: dict[str, str]) -> dict[str, Any]:
    """Give ConversationParameters for one member."""
    return {
        "isGroup": False,
        "bot": {"id": BOT},
        "members": [member],
        "tenantId": TENANT,
        "channelData": {"tenant": {"id": TENANT}},
    }


async def test_a_conversation_with_one_person_is_always_the_same(stand: Stand) -> None:
    """Creating a conversation twice gives one chat, and the chat is the person's own."""
    first = await stand.connector("POST", "", parameters({"id": WORKER}))
    second = await stand.connector("POST", "", parameters({"id": WORKER}))
    assert first == second == (201, {"id": await stand.chat_id()})


async def test_a_directory_id_outside_the_id_member_is_refused(stand: Stand) -> None:
    """A directory id in aadObjectId gives 400, as reported from the real connector."""
    status, body = await stand.connector("POST", "", parameters({"aadObjectId": WORKER}))
    assert (status, body["error"]["code"]) == (400, "BadArgument")


async def test_a_person_without_the_app_cannot_be_written_to(stand: Stand) -> None:
    """Creating a conversation without an installation gives the documented 403."""
    status, body = await stand.connector("POST", "", parameters({"id": NURSE}))
    assert status == 403
    assert body == {
        "error": {
            "code": "ForbiddenOperationException",
            "message": "Bot isn't installed in user's personal scope",
        }
    }


async def test_an_unknown_person_is_refused(stand: Stand) -> None:
    """Nobody has this id: 400 or 404, whichever the seed picked."""
    status, _ = await stand.connector("POST", "", parameters({"id": "55555555-5555-4555-8555-555555555555"}))
    assert status in {400, 404}


async def test_a_posted_card_stands_in_the_chat_with_its_data_as_given(stand: Stand) -> None:
    """The person finds the very card that was posted, under a numeric id."""
    message_id = await stand.post(message())
    (shown,) = await stand.chat()
    assert message_id.isdecimal()
    assert (shown["id"], shown["from"], shown["card"]) == (message_id, "bot", CARD)
    assert (shown["summary"], shown["updated"]) == ("A question for you", False)


async def test_posting_twice_shows_two_messages(stand: Stand) -> None:
    """The connector has no key that would prevent a second card."""
    ids = {await stand.post(message()), await stand.post(message())}
    assert {shown["id"] for shown in await stand.chat()} == ids
    assert len(ids) == 2


async def test_an_update_replaces_the_card_for_good(stand: Stand) -> None:
    """A PUT changes what the person finds, and marks it as updated."""
    message_id = await stand.post(message())
    path = f"/{await stand.chat_id()}/activities/{message_id}"
    answer = await stand.connector("PUT", path, {"type": "message", "text": "Thank you."})
    (shown,) = await stand.chat()
    assert answer == (200, {"id": message_id})
    assert (shown["text"], shown["card"], shown["updated"]) == ("Thank you.", None, True)


async def test_a_deleted_message_is_gone_and_can_neither_be_updated_nor_deleted_again(stand: Stand) -> None:
    """After a DELETE the chat is empty and the id is unknown."""
    message_id = await stand.post(message())
    path = f"/{await stand.chat_id()}/activities/{message_id}"
    assert await stand.connector("DELETE", path) == (200, None)
    assert await stand.chat() == []
    for method, body in (("PUT", message()), ("DELETE", None)):
        status, answer = await stand.connector(method, path, body)
        assert (status, answer["error"]["code"]) == (404, "ActivityNotFoundInConversation")


async def test_the_roster_names_the_person_both_ways(stand: Stand) -> None:
    """Members carry the Teams id and the directory id, paged or not."""
    chat = await stand.chat_id()
    _, roster = await stand.connector("GET", f"/{chat}/members")
    _, page = await stand.connector("GET", f"/{chat}/pagedmembers")
    assert page == {"members": roster}
    assert roster[0]["id"].startswith("29:")
    assert (roster[0]["aadObjectId"], roster[0]["tenantId"]) == (WORKER, TENANT)


async def test_an_unknown_conversation_is_not_found(stand: Stand) -> None:
    """A conversation nobody has gives the documented 404."""
    status, body = await stand.connector("POST", "/a:1nobody/activities", message())
    assert (status, body["error"]["code"]) == (404, "ConversationNotFound")


async def test_a_message_to_somebody_who_removed_the_app_is_refused(stand: Stand) -> None:
    """After an uninstallation a send is 403, in one of the two documented shapes."""
    await stand.call("POST", f"/_local/people/{WORKER}/uninstall")
    status, body = await stand.connector("POST", f"/{await stand.chat_id()}/activities", message())
    inner = json.loads(body["message"])["subCode"] if "errorCode" in body else body["error"]["code"]
    assert (status, inner in {"MessageWritesBlocked", "BotNotInConversationRoster"}) == (403, True)


async def test_a_message_over_the_limit_is_too_big(stand: Stand) -> None:
    """28 KB counted as UTF-16 is the limit, and the answer says so."""
    activity = {"type": "message", "text": "x" * 14_400}
    status, body = await stand.connector("POST", f"/{await stand.chat_id()}/activities", activity)
    assert (status, body["error"]["code"]) == (413, "MessageSizeTooBig")
    assert "28 KB" in body["error"]["message"]


@pytest.mark.parametrize(
    "card",
    [
        {**CARD, "version": "1.6"},
        {**CARD, "type": "Card"},
        {**CARD, "body": None},
        {**CARD, "body": [{"type": "Input.Text", "id": "send"}]},
        {**CARD, "refresh": {"action": {"type": "Action.Submit"}}},
        {**CARD, "refresh": {"action": {"type": "Action.Execute"}, "userIds": [WORKER]}},
        {**CARD, "refresh": {"action": {"type": "Action.Execute"}, "userIds": ["29:1"] * 61}},
    ],
    ids=["version", "type", "body", "ids", "refresh", "directory-id", "sixty-one"],
)
async def test_a_card_teams_would_not_show_is_refused_and_noted(stand: Stand, card: dict[str, Any]) -> None:
    """A broken card is 400 for the bot and a violation for whoever runs the rehearsal."""
    status, body = await stand.connector("POST", f"/{await stand.chat_id()}/activities", message(card))
    assert (status, body["error"]["code"]) == (400, "BadSyntax")
    assert [found["message"] for found in await stand.violations()] == [body["error"]["message"]]


@pytest.mark.parametrize(
    "activity",
    [
        {"type": "message"},
        {"type": "message", "text": 3},
        {"type": "message", "text": "x", "colour": "red"},
        {"type": "invoke"},
        [],
    ],
    ids=["empty", "mistyped", "unknown", "kind", "list"],
)
async def test_an_activity_of_the_wrong_shape_is_refused(stand: Stand, activity: object) -> None:
    """Unknown members, wrong types and empty messages are 400."""
    status, body = await stand.connector("POST", f"/{await stand.chat_id()}/activities", activity)
    assert (status, body["error"]["code"]) == (400, "BadSyntax")


async def test_a_card_may_repeat_the_id_of_an_action_in_its_fallback(stand: Stand) -> None:
    """The Action.Submit that old clients see stands in the place of the action and may share its id."""
    action = {**CARD["actions"][0], "fallback": {"type": "Action.Submit", "id": "send", "title": "Send"}}
    assert await stand.post(message({**CARD, "actions": [action]}))


async def test_a_wrong_tenant_bot_or_route_is_a_violation(stand: Stand) -> None:
    """Each mistake of a bot that cannot be an accident of the network is noted."""
    wrong_bot = {**parameters({"id": WORKER}), "bot": {"id": "28:somebody"}}
    wrong_tenant = {**parameters({"id": WORKER}), "channelData": {"tenant": {"id": NURSE}}}
    assert (await stand.connector("POST", "", wrong_bot))[0] == 400
    assert (await stand.connector("POST", "", wrong_tenant))[0] == 400
    assert (await stand.call("POST", f"/connector/{NURSE}/v3/conversations", {}))[0] == 400
    assert (await stand.connector("GET", ""))[0] == 405
    assert (await stand.connector("GET", "/x/history"))[0] == 404
    assert len(await stand.violations()) == 5


async def test_the_documented_create_request_passes() -> None:
    """The sample of the conversation request in this file has the documented members."""
    sample = Path(__file__).parents[3] / "shared/data/wire/bot/connector-create-conversation.json"
    if not sample.is_file():
        pytest.skip("the wire samples are not at hand")
    assert json.loads(sample.read_bytes())[0]["request"]["body"] == parameters({"id": WORKER})
