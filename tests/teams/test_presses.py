"""Pressing buttons on a card: the answer comes in the same response, and the store holds it once."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.handlers.ports import Transaction
from practice.answers import Answer
from practice.prompts import PromptState
from tests.teams import samples
from tests.teams.conftest import Bot
from tests.teams.connector_fake import CHAT, MRI, PERSON, FakeConnector
from tests.teams.invented import MEETING, NOON, PROMPT

CARD = "application/vnd.microsoft.card.adaptive"


async def answer_of(bot: Bot) -> Answer | None:
    def find(tx: Transaction) -> Answer | None:
        return tx.answer_to(PROMPT.id)

    return await bot.store.read(find)


@pytest.mark.slow
async def test_an_answer_is_kept_and_answered_with_a_receipt_that_repeats_nothing(bot: Bot) -> None:
    """The receipt has the reference; the words are in the store and not in the response."""
    body = await bot.press()
    kept = await answer_of(bot)
    assert kept is not None
    assert kept.content.words == {
        "q1": samples.ANSWERS["q1"],
        "q3": samples.ANSWERS["q3"],
        "q5": samples.ANSWERS["q5"],
    }
    assert kept.content.taps == {"child": ("yes",)}
    assert (body["statusCode"], body["type"]) == (200, CARD)
    shown = json.dumps(body["value"])
    assert kept.ref in shown
    assert samples.ANSWERS["q1"] not in shown


@pytest.mark.slow
async def test_five_presses_at_once_and_one_with_a_new_id_leave_one_answer(bot: Bot) -> None:
    """Every one of them shows the same reference."""
    once = samples.press(bot.url)
    answers = await asyncio.gather(*(bot.take(once) for _ in range(5)))
    answers.append(await bot.take({**once, "id": "f:another"}))
    kept = await answer_of(bot)
    assert kept is not None
    assert kept.revision == 1
    assert all(status == 200 and kept.ref in json.dumps(body) for status, body in answers)


@pytest.mark.slow
async def test_a_refused_answer_keeps_what_was_typed(bot: Bot) -> None:
    """An answer over the limit comes back with its words, and the sentence that says by how much."""
    data = {"prompt": PROMPT.id, "rev": 0, "q1": "x" * 3_001, "q2": "short"}
    body = await bot.press(data=data)
    shown = json.dumps(body["value"])
    assert body["statusCode"] == 200
    assert "1 character over the limit of 3,000" in shown
    assert "x" * 3_001 in shown
    assert await answer_of(bot) is None


@pytest.mark.slow
@pytest.mark.parametrize("trigger", ["automatic", None])
async def test_a_refresh_shows_the_request_as_it_stands(bot: Bot, trigger: str | None) -> None:
    """Opening the chat again shows the draft to its writer; the trigger may be missing."""
    await bot.press("draft.save")
    activity = samples.press(bot.url, "prompt.refresh", data={"prompt": PROMPT.id, "rev": 0})
    activity["value"].pop("trigger")
    if trigger:
        activity["value"]["trigger"] = trigger
    _, body = await bot.take(activity)
    assert samples.ANSWERS["q1"] in json.dumps(body["value"])


@pytest.mark.slow
async def test_a_press_proves_that_an_unconfirmed_card_arrived(bot: Bot) -> None:
    """Whatever is pressed, the request is then sent, and the message and the chat are known."""
    unconfirmed = replace(PROMPT, state=PromptState.UNCONFIRMED, activity_id="")
    await bot.store.write(lambda tx: tx.save_prompt(unconfirmed))
    await bot.press("prompt.refresh")
    prompt = await bot.store.read(lambda tx: tx.prompt(PROMPT.id))
    chat = await bot.store.read(lambda tx: tx.conversation(PERSON))
    assert prompt is not None
    assert (prompt.state, prompt.activity_id) == (PromptState.SENT, "1485983408500")
    assert chat is not None
    assert (chat.conversation_id, chat.member_id, chat.service_url) == (CHAT, MRI, bot.url)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("prompt.open", "What went well?"),
        ("prompt.more", "Skip this one"),
        ("prompt.not_there", "Noted, thank you."),
        ("prompt.skip", "That is fine."),
        ("prompt.undo", "What went well?"),
        ("contacts.open", "A child in danger now: call 999."),
        ("voice.open", "What a child, parent or carer said"),
        ("draft.save", "Saved for later, not sent."),
        ("answer.see", "What went well?"),
        ("answer.change", "What went well?"),
        ("answer.take_back", "What went well?"),
        ("answer.keep", "What went well?"),
        ("answer.replace", "What went well?"),
    ],
)
async def test_every_button_shows_what_follows(bot: Bot, verb: str, words: str) -> None:
    """Each verb of the cards has a card that answers it, also before anything was sent."""
    body = await bot.press(verb)
    assert body["statusCode"] == 200
    assert words in json.dumps(body["value"])


@pytest.mark.slow
async def test_a_familys_words_are_kept_and_a_form_that_lacks_something_is_given_back(bot: Bot) -> None:
    """The form comes back with what was typed until it is complete."""
    data = {"prompt": PROMPT.id, "rev": 0, "voice_who": "child", "voice_words": "Nobody asked me."}
    body = await bot.press("voice.add", data=data)
    assert "Nobody asked me." in json.dumps(body["value"])
    await bot.press("voice.add", data={**data, "voice_permission": "yes"})
    voices = await bot.store.read(lambda tx: tx.voices(PROMPT.id))
    assert [voice.words for voice in voices] == ["Nobody asked me."]


@pytest.mark.slow
async def test_an_older_card_with_other_words_shows_both_and_the_person_chooses(bot: Bot) -> None:
    """The second device's words replace the first's only when its person says so."""
    await bot.press()
    other = {"prompt": PROMPT.id, "rev": 0, "q1": "Something else."}
    both = await bot.press(data=other)
    assert "Which version should we keep?" in json.dumps(both["value"])
    assert (await answer_of(bot)).content.words["q1"] == samples.ANSWERS["q1"]  # type: ignore[union-attr]
    await bot.press("answer.replace", data={**other, "rev": 1})
    assert (await answer_of(bot)).content.words == {"q1": "Something else."}  # type: ignore[union-attr]


@pytest.mark.slow
async def test_choosing_between_two_drafts_sends_neither(bot: Bot) -> None:
    """What was only saved stays only saved, whichever version is chosen."""
    await bot.press("draft.save")
    other = {"prompt": PROMPT.id, "rev": 0, "q1": "Something else."}
    await bot.press("draft.save", data=other)
    shown = await bot.press("answer.replace", data={**other, "rev": 1})
    assert "Something else." in json.dumps(shown["value"])
    draft = await bot.store.read(lambda tx: tx.draft(PROMPT.id))
    assert draft is not None
    assert draft.words == {"q1": "Something else."}
    assert await answer_of(bot) is None


@pytest.mark.slow
async def test_half_an_emoji_at_the_limit_of_a_box_loses_no_answer(bot: Bot) -> None:
    """A browser that cuts at a number of UTF-16 units may cut an emoji in two."""
    activity = samples.press(bot.url, data={"prompt": PROMPT.id, "rev": 0, "q1": "Good \ud83d"})
    status, _ = await bot.take(activity)
    kept = await answer_of(bot)
    assert status == 200
    assert kept is not None
    assert kept.content.words == {"q1": "Good ?"}


@pytest.mark.slow
async def test_words_typed_too_late_are_given_back(bot: Bot) -> None:
    """A request that has closed says so, with the words to copy."""
    closed = replace(PROMPT, state=PromptState.EXPIRED, closes_at=NOON - timedelta(days=1))
    await bot.store.write(lambda tx: tx.save_prompt(closed))
    body = await bot.press()
    assert samples.ANSWERS["q1"] in json.dumps(body["value"])
    assert await answer_of(bot) is None


@pytest.mark.slow
async def test_a_request_without_a_card_to_show_is_said_to_be_over(bot: Bot) -> None:
    """A press on a request that was never to be answered ends plainly."""
    await bot.store.write(lambda tx: tx.save_prompt(replace(PROMPT, state=PromptState.UNDELIVERABLE)))
    body = await bot.press()
    assert "You do not need to do anything." in json.dumps(body["value"])


@pytest.mark.slow
async def test_nothing_is_sent_to_the_connector_for_a_press(bot: Bot, service: FakeConnector) -> None:
    """The answer is in the response; nothing of it is written into the chat."""
    await bot.press()
    assert service.asked == []
    assert MEETING.id not in json.dumps(await bot.press("answer.see"))
