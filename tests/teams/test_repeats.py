"""Activities that are delivered again: one effect, one reply in the chat, and a card for every press."""

from __future__ import annotations

import asyncio

from practice.prompts import PromptState
from tests.teams import samples
from tests.teams.conftest import Bot
from tests.teams.connector_fake import FakeConnector
from tests.teams.invented import PROMPT


async def state(bot: Bot) -> PromptState:
    prompt = await bot.store.read(lambda tx: tx.prompt(PROMPT.id))
    assert prompt is not None
    return prompt.state


async def test_a_message_delivered_again_is_replied_to_once(bot: Bot, service: FakeConnector) -> None:
    """At the same time or later; the same words in a new message are replied to."""
    message = samples.submit(bot.url)
    taken = await asyncio.gather(*(bot.take(message) for _ in range(5)))
    taken.append(await bot.take(message))
    assert {status for status, _ in taken} == {200}
    assert len(service.asked) == 1
    await bot.take(samples.submit(bot.url))
    assert len(service.asked) == 2


async def test_the_same_id_in_another_chat_is_another_message(bot: Bot, service: FakeConnector) -> None:
    """Ids are unique within a conversation only."""
    message = samples.submit(bot.url)
    await bot.take(message)
    await bot.take({**message, "conversation": {"id": "a:2", "conversationType": "personal"}})
    assert len(service.asked) == 2


async def test_an_installation_that_is_delivered_late_does_not_bring_a_chat_back(bot: Bot) -> None:
    """It was removed since."""
    added = samples.activity("installationUpdate", bot.url, action="add")
    removed = samples.activity("installationUpdate", bot.url, action="remove")
    for activity in (added, removed, added):
        await bot.take(activity)
    assert await bot.store.read(lambda tx: tx.conversation(str(PROMPT.person_id))) is None


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
