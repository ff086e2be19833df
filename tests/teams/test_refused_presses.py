"""Presses that are not taken: somebody else's request, a stranger's, or what no card of ours can have made."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.teams import samples
from tests.teams.conftest import Bot
from tests.teams.connector_fake import APP, CHAT, MRI
from tests.teams.invented import PROMPT

ERROR = "application/vnd.microsoft.error"


async def nothing_kept(bot: Bot) -> bool:
    return await bot.store.read(lambda tx: tx.answer_to(PROMPT.id)) is None


@pytest.mark.slow
async def test_somebody_elses_request_is_not_told_apart_from_none(bot: Bot) -> None:
    """The same card for both, and nothing is saved."""
    await bot.store.write(lambda tx: tx.save_prompt(replace(PROMPT, id="theirs", person_id=APP)))
    theirs = await bot.press(data={"prompt": "theirs", "rev": 0, "q1": "Mine?"})
    nobodys = await bot.press(data={"prompt": "no-such", "rev": 0, "q1": "Mine?"})
    assert theirs == nobodys
    assert "This request is for someone else" in json.dumps(theirs["value"])
    assert await bot.store.read(lambda tx: tx.answer_to("theirs")) is None


STRANGERS = {
    "nobody in a directory": {"from": {"id": MRI, "name": "A guest"}},
    "a meeting's chat": {"conversation": {"id": "19:meeting_X@thread.v2", "conversationType": "groupChat"}},
    "an unnamed kind of chat": {"conversation": {"id": CHAT}},
}


@pytest.mark.slow
@pytest.mark.parametrize("changed", [pytest.param(c, id=name) for name, c in STRANGERS.items()])
async def test_a_stranger_is_refused_without_learning_anything(bot: Bot, changed: dict[str, object]) -> None:
    """Whether the request exists makes no difference to what they see."""
    for prompt in (PROMPT.id, "no-such"):
        activity = samples.press(bot.url, data={"prompt": prompt, "rev": 0, "q1": "Let me in."})
        status, body = await bot.take({**activity, **changed})
        assert (status, body["statusCode"], body["type"]) == (200, 400, ERROR)
        assert body["value"] == {
            "code": "BadRequest",
            "message": "This works only in your own chat with Back to Practice, with your work account.",
        }
    assert await nothing_kept(bot)


@pytest.mark.slow
@pytest.mark.parametrize(
    "value",
    [
        None,
        "a text",
        [],
        {},
        {"action": None},
        {"action": {"verb": 7}},
        {"action": {"verb": "answer.send"}},
        {"action": {"verb": "answer.burn", "data": {"prompt": PROMPT.id, "rev": 0}}},
        {"action": {"verb": "v" * 1_000, "data": {"prompt": PROMPT.id, "rev": 0}}},
        {"action": {"verb": "answer.send", "data": "text"}},
        {"action": {"verb": "answer.send", "data": {"rev": 0}}},
        {"action": {"verb": "answer.send", "data": {"prompt": PROMPT.id, "rev": "x"}}},
        {"action": {"verb": "answer.send", "data": {"prompt": PROMPT.id, "rev": 0, "q1": {"a": 1}}}},
        {"action": {"verb": "answer.send", "data": {"prompt": PROMPT.id, "rev": 0, "q1": "x" * 66_001}}},
    ],
)
async def test_a_press_no_card_of_ours_made_is_answered_with_one_sentence(bot: Bot, value: object) -> None:
    """The error travels inside HTTP 200, as Teams wants it, and repeats nothing."""
    activity = {**samples.press(bot.url), "value": value}
    status, body = await bot.take(activity)
    assert (status, body["statusCode"], body["type"]) == (200, 400, ERROR)
    assert set(body["value"]) == {"code", "message"}
    assert "x" * 50 not in body["value"]["message"]
    assert await nothing_kept(bot)


@pytest.mark.slow
async def test_an_invoke_nothing_here_knows_is_not_implemented(bot: Bot) -> None:
    """Another kind of invoke gets botbuilder's own 501."""
    status, _ = await bot.take({**samples.press(bot.url), "name": "composeExtension/query"})
    assert status == 501
