"""Activities that are delivered again: one effect, one reply in the chat, and a card for every press."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from bot.handlers.ports import Transaction
from practice.prompts import PromptState
from tests.teams import samples
from tests.teams.conftest import Bot
from tests.teams.connector_fake import FakeConnector
from tests.teams.invented import PROMPT


async def state(bot: Bot) -> PromptState:
    prompt = await bot.store.read(lambda tx: tx.prompt(PROMPT.id))
    assert prompt is not None
    return prompt.state


@pytest.mark.slow
async def test_a_message_delivered_again_is_replied_to_once(bot: Bot, service: FakeConnector) -> None:
    """At the same time or later; the same words in a new message are replied to."""
    message = samples.submit(bot.url)
    taken = await asyncio.gather(*(bot.take(message) for _ in range(5)))
    taken.append(await bot.take(message))
    assert {status for status, _ in taken} == {200}
    assert len(service.asked) == 1
    await bot.take(samples.submit(bot.url))
    assert len(service.asked) == 2


@pytest.mark.slow
async def test_the_same_id_in_another_chat_is_another_message(bot: Bot, service: FakeConnector) -> None:
    """Ids are unique within a conversation only."""
    message = samples.submit(bot.url)
    await bot.take(message)
    await bot.take({**message, "conversation": {"id": "a:2", "conversationType": "personal"}})
    assert len(service.asked) == 2


@pytest.mark.slow
async def test_an_installation_that_is_delivered_late_does_not_bring_a_chat_back(bot: Bot) -> None:
    """It was removed since."""
    added = samples.activity("installationUpdate", bot.url, action="add")
    removed = samples.activity("installationUpdate", bot.url, action="remove")
    for activity in (added, removed, added):
        await bot.take(activity)
    assert await bot.store.read(lambda tx: tx.conversation(str(PROMPT.person_id))) is None


@pytest.mark.slow
async def test_a_press_delivered_again_is_answered_and_undoes_nothing(bot: Bot) -> None:
    """Not there, Undo, and Not there again: the first Undo, delivered late, shows the request as it stands."""
    presses = [
        samples.press(bot.url, verb, data={"prompt": PROMPT.id, "rev": 0})
        for verb in ("prompt.not_there", "prompt.undo", "prompt.not_there")
    ]
    for press in presses:
        assert (await bot.take(press))[1]["statusCode"] == 200
    status, body = await bot.take(presses[1])
    assert (status, body["statusCode"]) == (200, 200)
    assert await state(bot) is PromptState.NOT_THERE


def everything(tx: Transaction) -> tuple[Any, ...]:
    """What a press may leave behind: the request, its answer, its draft, its voices."""
    found = tx.prompt(PROMPT.id), tx.answer_to(PROMPT.id), tx.draft(PROMPT.id), tuple(tx.voices(PROMPT.id))
    return (*found, tx.contacts_of_prompt(PROMPT.id), tx.preferences(str(PROMPT.person_id)))


VOICE = {"voice_who": "child", "voice_words": "They listened.", "voice_permission": "yes"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("verb", "inputs"),
    [
        ("answer.send", samples.ANSWERS),
        ("answer.replace", samples.ANSWERS),
        ("draft.save", samples.ANSWERS),
        ("prompt.not_there", {}),
        ("prompt.skip", samples.ANSWERS),
        ("prompt.more", samples.ANSWERS),
        ("voice.add", VOICE),
        ("leave.set", {"back": "2026-03-20"}),
        ("less.set", {"pace": "weekly"}),
    ],
)
async def test_a_press_delivered_again_right_after_a_restart_changes_nothing_more(
    bot: Bot, restarted: Bot, verb: str, inputs: dict[str, str]
) -> None:
    """The same id and content, to a service that remembers nothing of it: the same card, and the same store."""
    press = samples.press(bot.url, verb, data={"prompt": PROMPT.id, "rev": 0, **inputs})
    _, first = await bot.take(press)
    kept = await bot.store.read(everything)
    status, again = await restarted.take(press)
    assert (status, again["statusCode"]) == (200, 200)
    assert await bot.store.read(everything) == kept
    if verb not in ("draft.save", "prompt.more"):
        assert _said(again) == _said(first)


@pytest.mark.slow
async def test_an_answer_taken_back_is_not_brought_back_by_a_late_delivery_after_a_restart(
    bot: Bot, restarted: Bot
) -> None:
    """Send, take back, restart, and Send once more by the Bot Service: the words stay deleted."""
    send = samples.press(bot.url)
    await bot.take(send)
    await bot.press("answer.take_back", data={"prompt": PROMPT.id, "rev": 1})
    kept = await bot.store.read(everything)
    _, again = await restarted.take(send)
    assert again["statusCode"] == 200
    assert await bot.store.read(everything) == kept


def _said(body: dict[str, Any]) -> str:
    return json.dumps(body["value"])
