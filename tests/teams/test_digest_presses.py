"""Pressing buttons of one line of a digest: the person keeps their place among the lines."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.handlers.messages import Carried, SentContact
from bot.handlers.ports import Transaction
from practice.contacting import Due
from practice.prompts import PromptState
from tests.journeys.world import button_of
from tests.teams import samples
from tests.teams.conftest import Bot
from tests.teams.connector_fake import CHAT, PERSON
from tests.teams.invented import MEETING, NOON, PROMPT

OTHER = replace(PROMPT, id="prompt-2", meeting_id="meeting-2")
DIGEST = SentContact(
    "contact-1",
    PERSON,
    NOON,
    CHAT,
    "1485983408500",
    (Carried(PROMPT.id, Due.NEW_REQUEST), Carried(OTHER.id, Due.NEW_REQUEST)),
)
ON_THE_LINE = {"prompt": PROMPT.id, "rev": 0, "contact": DIGEST.id}


@pytest.fixture
async def digest(bot: Bot) -> Bot:
    """A digest of two requests in front of the person."""

    def decide(tx: Transaction) -> None:
        tx.save_meeting(replace(MEETING, id="meeting-2", ref="BTP-M2", source_key="intake:2"))
        for prompt in (PROMPT, OTHER):
            tx.save_prompt(replace(prompt, sent_at=NOON))
        tx.save_contact(DIGEST)

    await bot.store.write(decide)
    return bot


def is_digest(card: object) -> bool:
    return button_of(card, "digest.refresh") is not None or "to look at, if you wish" in json.dumps(card)


@pytest.mark.slow
async def test_an_answer_to_one_line_leads_back_to_the_others(digest: Bot) -> None:
    """From the line to its questions, and with Send back to the digest, with that line done."""
    opened = (await digest.press("prompt.open", data=ON_THE_LINE))["value"]
    send = button_of(opened, "answer.send")
    assert send is not None
    shown = (await digest.press("answer.send", data={**send["data"], **samples.ANSWERS}))["value"]
    said = json.dumps(shown)
    assert "You have 1 to look at, if you wish" in said
    assert "Thank you. Your answers are safe. Your reference is BTP-" in said
    assert "If today was hard" in said
    assert samples.ANSWERS["q1"] not in said


@pytest.mark.slow
async def test_a_leave_for_one_line_leads_back_to_the_others(digest: Bot) -> None:
    """By way of More choices; Undo stands on the line."""
    card = (await digest.press("prompt.open", data=ON_THE_LINE))["value"]
    for verb in ("prompt.more", "leave.ask", "leave.set"):
        button = button_of(card, verb)
        assert button is not None, verb
        back = (NOON + timedelta(days=3)).date().isoformat()
        card = (await digest.press(verb, data={**button["data"], "back": back}))["value"]
    said = json.dumps(card)
    assert "You have 1 to look at, if you wish" in said
    assert "We will ask on or after Friday 20 March." in said
    assert button_of(card, "prompt.undo") is not None


@pytest.mark.slow
async def test_what_was_sent_on_a_line_can_be_seen_and_left_again(digest: Bot) -> None:
    """The way back leads to the digest, where the receipt is a line, and says so."""
    await digest.press("answer.send", data={**ON_THE_LINE, **samples.ANSWERS})
    seen = (await digest.press("answer.see", data=ON_THE_LINE))["value"]
    assert samples.ANSWERS["q1"] in json.dumps(seen)
    back = button_of(seen, "prompt.open")
    assert back is not None
    assert back["title"] == "Back to the list"
    assert is_digest((await digest.press("prompt.open", data=back["data"]))["value"])


@pytest.mark.slow
async def test_what_was_sent_on_a_line_can_be_changed_there(digest: Bot) -> None:
    """The digest has no Change of its own."""
    await digest.press("answer.send", data={**ON_THE_LINE, **samples.ANSWERS})
    seen = (await digest.press("answer.see", data=ON_THE_LINE))["value"]
    change = button_of(seen, "answer.change")
    assert change is not None
    form = (await digest.press("answer.change", data=change["data"]))["value"]
    send = button_of(form, "answer.send")
    assert send is not None
    shown = (await digest.press("answer.send", data={**send["data"], "q1": "Otherwise."}))["value"]
    assert is_digest(shown)
    seen = (await digest.press("answer.see", data=ON_THE_LINE))["value"]
    assert "Otherwise." in json.dumps(seen)


@pytest.mark.slow
async def test_what_was_sent_on_a_line_can_be_taken_back_there(digest: Bot) -> None:
    """Nor has it a Take back."""
    await digest.press("answer.send", data={**ON_THE_LINE, **samples.ANSWERS})
    seen = (await digest.press("answer.see", data=ON_THE_LINE))["value"]
    take_back = button_of(seen, "answer.take_back")
    assert take_back is not None
    shown = (await digest.press("answer.take_back", data=take_back["data"]))["value"]
    assert is_digest(shown)
    assert "Taken back." in json.dumps(shown)


@pytest.mark.slow
async def test_a_draft_of_one_line_leads_back_to_the_list(digest: Bot) -> None:
    """It says that it is kept, and offers both the questions and the list."""
    saved = (await digest.press("draft.save", data={**ON_THE_LINE, **samples.ANSWERS}))["value"]
    assert "Saved for later, not sent." in json.dumps(saved)
    back = button_of(saved, "digest.refresh")
    assert back is not None
    assert is_digest((await digest.press("digest.refresh", data=back["data"]))["value"])


@pytest.mark.slow
async def test_words_that_came_too_late_for_a_line_are_given_back(digest: Bot) -> None:
    """The digest does not take the place of what somebody typed."""
    ended = replace(PROMPT, state=PromptState.EXPIRED)
    await digest.store.write(lambda tx: tx.save_prompt(ended))
    shown = (await digest.press("answer.send", data={**ON_THE_LINE, **samples.ANSWERS}))["value"]
    assert samples.ANSWERS["q1"] in json.dumps(shown)


@pytest.mark.slow
async def test_an_answer_in_a_digest_we_know_nothing_of_gets_its_receipt(digest: Bot) -> None:
    """A digest that was said not to have arrived is not written down; the answer is kept all the same."""
    data = {**ON_THE_LINE, "contact": "no such contact", **samples.ANSWERS}
    shown = (await digest.press("answer.send", data=data))["value"]
    assert "Your reference is BTP-" in json.dumps(shown)


@pytest.mark.slow
async def test_a_copy_of_a_line_that_has_a_newer_message_leads_to_the_whole_digest(digest: Bot) -> None:
    """A pointer in place of the digest would hide its other lines."""
    newer = replace(PROMPT, sent_at=NOON, activity_id="1485983409999")
    await digest.store.write(lambda tx: tx.save_prompt(newer))
    reminder = SentContact(
        "contact-2",
        PERSON,
        NOON + timedelta(days=2),
        CHAT,
        newer.activity_id,
        (Carried(PROMPT.id, Due.FIRST_REMINDER),),
    )
    await digest.store.write(lambda tx: tx.save_contact(reminder))
    assert is_digest((await digest.press("prompt.refresh", data=ON_THE_LINE))["value"])
