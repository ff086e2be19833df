"""A person in Teams, driven through the control API, reaches the bot in the documented shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.tokens import APP

if TYPE_CHECKING:
    from tests.local365.conftest import Bot, Stand

TENANT = "11111111-1111-4111-8111-111111111111"
WORKER = "33333333-3333-4333-8333-333333333333"
NURSE = "44444444-4444-4444-8444-444444444444"
CARD = {"type": "AdaptiveCard", "version": "1.5", "body": []}
ADAPTIVE = "application/vnd.microsoft.card.adaptive"
RECEIPT = {
    "statusCode": 200,
    "type": ADAPTIVE,
    "value": {**CARD, "body": [{"type": "TextBlock", "text": "Kept"}]},
}
PRESS: dict[str, Any] = {
    "verb": "answer.send",
    "action_id": "send",
    "data": {"prompt": "P-1", "rev": 1, "well": "data"},
    "inputs": {"well": "typed"},
}


async def press(stand: Stand, **changes: object) -> list[dict[str, Any]]:
    """Post a card and press its button."""
    card = {"contentType": ADAPTIVE, "content": CARD}
    message_id = await stand.post({"type": "message", "attachments": [card]})
    path = f"/_local/chats/{WORKER}/messages/{message_id}/press"
    status, body = await stand.call("POST", path, {**PRESS, **changes})
    assert status == 200, body
    responses: list[dict[str, Any]] = body["responses"]
    return responses


async def test_a_press_reaches_the_bot_as_the_documented_invoke(stand: Stand, bot: Bot) -> None:
    """Inputs are merged into the action's data and win; sender, chat, tenant and card are named."""
    bot.body = RECEIPT
    assert await press(stand) == [{"status": 200, "body": RECEIPT}]
    (invoke,) = bot.received
    (shown,) = await stand.chat()
    assert (invoke["type"], invoke["name"], invoke["replyToId"]) == (
        "invoke",
        "adaptiveCard/action",
        shown["id"],
    )
    assert invoke["value"] == {
        "action": {
            "type": "Action.Execute",
            "id": "send",
            "verb": "answer.send",
            "data": {"prompt": "P-1", "rev": 1, "well": "typed"},
        },
        "trigger": "manual",
    }
    assert invoke["from"]["aadObjectId"] == WORKER
    assert invoke["conversation"]["id"] == await stand.chat_id()
    assert invoke["channelData"]["tenant"]["id"] == TENANT
    assert str(stand.client.make_url(f"/connector/{TENANT}/")) == invoke["serviceUrl"]


async def test_a_card_an_invoke_returned_is_gone_when_the_chat_is_reopened(stand: Stand, bot: Bot) -> None:
    """The stored card stays as it was posted: only an update changes it."""
    bot.body = RECEIPT
    await press(stand)
    (shown,) = await stand.chat()
    assert shown["card"] == CARD


async def test_pressing_five_times_at_once_repeats_one_id_and_again_gives_a_new_one(
    stand: Stand, bot: Bot
) -> None:
    """Five deliveries share an id, the sixth has its own."""
    assert len(await press(stand, times=5, again_with_new_id=True)) == 6
    ids = bot.ids()
    assert len(set(ids[:5])) == 1
    assert ids[5] != ids[0]


async def test_a_bot_that_is_not_there_is_a_normal_result(stand: Stand) -> None:
    """A refused connection is shown as no answer."""
    endpoint = "http://127.0.0.1:9/api/messages"
    await stand.call("POST", "/_local/seed", {"bot": {"app_id": APP, "endpoint": endpoint}})
    assert await press(stand) == [{"status": 0, "body": None, "error": "no answer"}]


async def test_redelivery_sends_an_invoke_again_and_shows_the_last_answer(stand: Stand, bot: Bot) -> None:
    """With redelivery certain, every press reaches the bot twice, with the same id or a new one."""
    faults = [{"service": "connector", "kind": "redeliver", "probability": 1}]
    await stand.call("PUT", "/_local/faults", faults)
    for minute in range(12):
        await stand.call("PUT", "/_local/clock", {"now": f"2026-03-17T12:{minute:02}:00Z"})
        assert len(await press(stand)) == 2
    ids = bot.ids()
    same = [first == second for first, second in zip(ids[::2], ids[1::2], strict=True)]
    assert set(same) == {True, False}


async def test_a_bot_that_hangs_is_asked_once_more_with_redelivery_on(stand: Stand, bot: Bot) -> None:
    """Both times there is no answer, which is a result and not a failure."""
    faults = [{"service": "connector", "kind": "redeliver", "probability": 1e-9}]
    await stand.call("PUT", "/_local/faults", faults)
    bot.status = 0
    assert await press(stand) == [{"status": 0, "body": None, "error": "no answer"}] * 2
    assert len(bot.received) == 2


@pytest.mark.parametrize(
    "answer",
    [
        {"statusCode": 200, "type": ADAPTIVE, "value": {"type": "AdaptiveCard"}},
        {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": {}},
        {"statusCode": 400, "type": "application/vnd.microsoft.error", "value": "no"},
        {"ok": True},
    ],
    ids=["card", "text", "error", "shape"],
)
async def test_an_answer_teams_could_not_show_is_a_violation(
    stand: Stand, bot: Bot, answer: dict[str, Any]
) -> None:
    """The bot's answer to an invoke is held against the documented forms."""
    bot.body = answer
    await press(stand)
    assert len(await stand.violations()) == 1


@pytest.mark.parametrize(
    "answer",
    [
        RECEIPT,
        {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Saved."},
        {
            "statusCode": 400,
            "type": "application/vnd.microsoft.error",
            "value": {"code": "BadRequest", "message": "Out of date."},
        },
    ],
    ids=["card", "text", "error"],
)
async def test_the_documented_answers_are_taken(stand: Stand, bot: Bot, answer: dict[str, Any]) -> None:
    """Card, text and error pass."""
    bot.body = answer
    await press(stand)
    assert await stand.violations() == []


async def test_what_a_person_types_stands_in_the_chat_and_reaches_the_bot(stand: Stand, bot: Bot) -> None:
    """A typed message arrives with the id under which it stands in the chat."""
    await stand.call("POST", f"/_local/chats/{WORKER}/say", {"text": "Hello"})
    (shown,) = await stand.chat()
    (activity,) = bot.received
    assert (shown["from"], shown["text"]) == ("person", "Hello")
    assert (activity["type"], activity["text"], activity["id"]) == ("message", "Hello", shown["id"])


async def test_an_installation_is_told_twice_and_opens_the_chat(stand: Stand, bot: Bot) -> None:
    """Teams sends installationUpdate and conversationUpdate; from then on the person can be written to."""
    await stand.call("POST", f"/_local/people/{NURSE}/install")
    kinds = {activity["type"]: activity for activity in bot.received}
    assert set(kinds) == {"installationUpdate", "conversationUpdate"}
    assert kinds["installationUpdate"]["action"] == "add"
    assert await stand.post({"type": "message", "text": "Welcome"}, NURSE)


async def test_an_uninstallation_reaches_the_bot(stand: Stand, bot: Bot) -> None:
    """Taking the app away is told once, as a removal."""
    await stand.call("POST", f"/_local/people/{WORKER}/uninstall")
    (activity,) = bot.received
    assert (activity["type"], activity["action"]) == ("installationUpdate", "remove")


@pytest.mark.parametrize(
    "activity", [[], "text", {"type": 3}, None], ids=["list", "text", "mistyped", "null"]
)
async def test_any_json_can_be_sent_to_the_bot(stand: Stand, bot: Bot, activity: object) -> None:
    """Bad input arrives at the bot as it was given."""
    status, _ = await stand.call("POST", "/_local/activity", {"person": WORKER, "activity": activity})
    assert (status, bot.received) == (200, [activity])


async def test_unknown_people_and_messages_are_not_found(stand: Stand) -> None:
    """The control API answers 404 for what is not there."""
    for method, path, body in (
        ("GET", f"/_local/chats/{TENANT}", None),
        ("POST", f"/_local/chats/{WORKER}/messages/1/press", PRESS),
        ("POST", "/_local/activity", {"person": TENANT, "activity": {}}),
    ):
        assert (await stand.call(method, path, body))[0] == 404
