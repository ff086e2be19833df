"""A store that cannot be written to: what was typed is given back, or its loss is said, and never denied."""

from __future__ import annotations

import json

import pytest

from bot.teams.connector import Connector
from bot.teams.rendering import Rendering
from tests.cards.lint import inputs
from tests.teams import samples
from tests.teams.apps import FullDisk, answering, app_on
from tests.teams.conftest import Bot
from tests.teams.connector_fake import FakeConnector
from tests.teams.invented import PROMPT

VOICE = {
    "prompt": PROMPT.id,
    "rev": 0,
    "voice_who": "child",
    "voice_how": "in_meeting,written",
    "voice_words": "Nobody asked me.",
    "voice_permission": "yes",
}
STILL_THERE = "Your words are still in the boxes."


@pytest.mark.slow
async def test_an_answer_that_could_not_be_saved_is_given_back(
    bot: Bot, connector: Connector, rendering: Rendering
) -> None:
    """A full disk: the questions come back with the words in their boxes and say so."""
    app = app_on(FullDisk(bot.store, readable=True), connector, rendering)
    status, text = await answering(app, samples.press(bot.url))
    body = json.loads(text)
    assert (status, body["statusCode"]) == (200, 200)
    assert samples.ANSWERS["q1"] in text
    assert f"We could not save this. {STILL_THERE}" in text


async def test_a_familys_words_that_could_not_be_saved_are_given_back(
    bot: Bot, connector: Connector, rendering: Rendering
) -> None:
    """The form comes back as it was filled in, and says that it was not saved."""
    app = app_on(FullDisk(bot.store, readable=True), connector, rendering)
    _, text = await answering(app, samples.press(bot.url, "voice.add", data=VOICE))
    body = json.loads(text)
    assert body["statusCode"] == 200
    values = {name: field.get("value") for name, field in inputs(body["value"]).items()}
    assert (values["voice_words"], values["voice_who"], values["voice_how"]) == (
        "Nobody asked me.",
        "child",
        "in_meeting,written",
    )
    assert f"We could not save this. {STILL_THERE}" in text


@pytest.mark.parametrize(("verb", "readable"), [("answer.send", False), ("prompt.undo", True)])
async def test_where_no_card_can_be_shown_the_failure_is_said(
    bot: Bot, connector: Connector, rendering: Rendering, verb: str, *, readable: bool
) -> None:
    """Nothing is shown that may be wrong: an error inside the answer, with what to do."""
    app = app_on(FullDisk(bot.store, readable=readable), connector, rendering)
    data = {"prompt": PROMPT.id, "rev": 0}
    status, text = await answering(app, samples.press(bot.url, verb, data=data))
    body = json.loads(text)
    assert (status, body["statusCode"]) == (200, 500)
    assert body["value"]["message"] == "We could not save this. Try again in a minute."


@pytest.mark.parametrize(
    ("verb", "data"), [("answer.send", {}), ("voice.add", VOICE)], ids=["answer", "family"]
)
async def test_an_old_client_is_not_promised_words_that_its_new_card_does_not_show(
    bot: Bot,
    service: FakeConnector,
    connector: Connector,
    rendering: Rendering,
    verb: str,
    data: dict[str, object],
) -> None:
    """What stands in the chat repeats nothing typed, so it says that it cannot show it."""
    app = app_on(FullDisk(bot.store, readable=True), connector, rendering)
    await answering(app, samples.submit(bot.url, verb, **data))
    reply = json.dumps(service.asked[0][2])
    assert "We could not save this, and this card cannot show what you wrote." in reply
    assert STILL_THERE not in reply
    assert samples.ANSWERS["q1"] not in reply
    assert "Nobody asked me." not in reply


async def test_an_old_client_hears_of_a_failure_where_no_card_can_be_shown(
    bot: Bot, service: FakeConnector, connector: Connector, rendering: Rendering
) -> None:
    """A store that cannot even be read still gets its person a sentence, not silence."""
    app = app_on(FullDisk(bot.store, readable=False), connector, rendering)
    status, _ = await answering(app, samples.submit(bot.url))
    assert status == 200
    assert [sent["text"] for _, _, sent, _ in service.asked] == [
        "We could not save this. Try again in a minute."
    ]
