"""Presses from clients that only know Action.Submit: nothing typed is dropped without a word."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from practice.prompts import PromptState
from tests.cards.lint import actions
from tests.teams import samples
from tests.teams.conftest import Bot
from tests.teams.connector_fake import FakeConnector
from tests.teams.invented import NOON, PROMPT

NOT_KEPT = "What you have just written was not sent and is not kept."


def last_reply(service: FakeConnector) -> dict[str, Any]:
    """Give the card of the newest message in the chat."""
    card: dict[str, Any] = service.asked[-1][2]["attachments"][0]["content"]
    return card


def choice(card: dict[str, Any], title: str) -> dict[str, Any]:
    """Give what an old client submits for the button with this title."""
    (data,) = [button["fallback"]["data"] for button in actions(card) if button["title"] == title]
    return dict(data)


@pytest.mark.slow
async def test_a_second_version_is_said_not_to_be_sent_and_how_to_send_it(
    bot: Bot, service: FakeConnector
) -> None:
    """What stands is left alone; the reply is no receipt, and its Change leads to sending the second version."""
    await bot.press()
    await bot.take(samples.submit(bot.url, q1="Another answer."))
    reply = last_reply(service)
    said = json.dumps(reply)
    assert NOT_KEPT in said
    assert "You have already sent answers" in said
    assert "Your answers are safe" not in said
    assert "Another answer." not in said
    assert samples.ANSWERS["q1"] not in said
    assert "refresh" not in reply
    await bot.take(samples.submit(bot.url, **choice(reply, "Change")))
    await bot.take(
        samples.submit(bot.url, **{**choice(last_reply(service), "Send"), "q1": "Another answer."})
    )
    kept = await bot.store.read(lambda tx: tx.answer_to(PROMPT.id))
    assert kept is not None
    assert (kept.content.words["q1"], kept.revision) == ("Another answer.", 2)


@pytest.mark.slow
async def test_a_second_draft_is_said_not_to_be_kept(bot: Bot, service: FakeConnector) -> None:
    """The draft that stands is not replaced unasked, and nobody believes that it was."""
    await bot.press("draft.save")
    await bot.take(samples.submit(bot.url, "draft.save", q1="Another answer."))
    reply = last_reply(service)
    said = json.dumps(reply)
    assert NOT_KEPT in said
    assert "You have already saved answers" in said
    assert "Another answer." not in said
    draft = await bot.store.read(lambda tx: tx.draft(PROMPT.id))
    assert draft is not None
    assert draft.words["q1"] == samples.ANSWERS["q1"]
    await bot.take(samples.submit(bot.url, **choice(reply, "Answer")))
    await bot.take(
        samples.submit(bot.url, **{**choice(last_reply(service), "Send"), "q1": "Another answer."})
    )
    kept = await bot.store.read(lambda tx: tx.answer_to(PROMPT.id))
    assert kept is not None
    assert kept.content.words["q1"] == "Another answer."


@pytest.mark.slow
async def test_a_refused_answer_is_taken_once_it_is_shortened(bot: Bot, service: FakeConnector) -> None:
    """The card that says an answer is too long takes the shorter one, without asking about its own draft."""
    await bot.take(samples.submit(bot.url, q1="x" * 3_005))
    reply = last_reply(service)
    assert "Nothing is lost" not in json.dumps(reply)
    await bot.take(samples.submit(bot.url, **{**choice(reply, "Send"), "q1": "Shorter."}))
    kept = await bot.store.read(lambda tx: tx.answer_to(PROMPT.id))
    assert kept is not None
    assert kept.content.words["q1"] == "Shorter."


@pytest.mark.slow
async def test_a_familys_words_that_lack_something_are_not_promised_back(
    bot: Bot, service: FakeConnector
) -> None:
    """The form that stands in the chat is empty, and says so."""
    await bot.take(samples.submit(bot.url, "voice.add", voice_words="Nobody asked me."))
    said = json.dumps(last_reply(service))
    assert "Nothing was added, and this card cannot show what you wrote." in said
    assert "Nothing is lost" not in said
    assert "Nobody asked me." not in said


@pytest.mark.slow
async def test_words_typed_too_late_are_said_not_to_be_sent(bot: Bot, service: FakeConnector) -> None:
    """The end of the request alone would leave the person guessing."""
    closed = replace(PROMPT, state=PromptState.EXPIRED, closes_at=NOON - timedelta(days=1))
    await bot.store.write(lambda tx: tx.save_prompt(closed))
    await bot.take(samples.submit(bot.url))
    said = json.dumps(last_reply(service))
    assert "What you wrote came too late. It was not sent and it is not kept." in said
    assert samples.ANSWERS["q1"] not in said
