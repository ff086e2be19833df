"""Pressing Send twice, on two devices, over a restart, or on somebody else's card: one answer, one item."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.journeys.town import HEALTH_VISITOR, PRACTITIONERS, SOCIAL_WORKER
from tests.journeys.world import World

pytestmark = pytest.mark.slow

CARD = "application/vnd.microsoft.card.adaptive"
WORDS = {"q1": "Every agency came prepared.", "q5": "Share reports two days before.", "m_agencies": "yes"}
OTHERS = {"q1": "Half of us had read the reports.", "m_agencies": "partly"}


async def question(world: World, person: str = SOCIAL_WORKER) -> dict[str, Any]:
    """Read the one card that stands in front of a person."""
    [message] = await world.chat(person)
    return message


def references(bodies: list[dict[str, Any]]) -> set[str]:
    """Every reference on the cards that came back."""
    assert {body["type"] for body in bodies} == {CARD}
    words = json.dumps([body["value"] for body in bodies]).replace('"', " ").split()
    return {word.strip(".,") for word in words if word.startswith("BTP-")}


async def test_five_presses_at_once_and_one_with_a_new_id_leave_one_item(morning: World) -> None:
    """All six are answered with the same receipt, and the list holds what was typed once."""
    card = await question(morning)
    bodies = await morning.press(SOCIAL_WORKER, card, "answer.send", WORDS, times=5, again_with_new_id=True)
    await morning.rest()
    [item] = await morning.items()
    assert len(bodies) == 6
    assert references(bodies) == {item["Ref"]}
    assert (item["WentWell"], item["NeedsToChange"], item["MeasureAgencies"]) == (
        WORDS["q1"],
        WORDS["q5"],
        "Yes",
    )


async def test_the_receipt_and_the_stored_card_repeat_nothing_that_was_typed(morning: World) -> None:
    """What stays in the chat is a reference and a meeting's type and date."""
    bodies = await morning.press(SOCIAL_WORKER, await question(morning), "answer.send", WORDS)
    await morning.rest()
    stored = await question(morning)
    for shown in (json.dumps(bodies), json.dumps(stored)):
        assert "Thank you" in shown
        assert WORDS["q1"] not in shown
        assert WORDS["q5"] not in shown


async def test_the_same_press_after_a_restart_leaves_one_item(morning: World) -> None:
    """The bot ends between the press and its redelivery, and again before anything was filed."""
    card = await question(morning)
    first = await morning.press(SOCIAL_WORKER, card, "answer.send", WORDS)
    await morning.stop()
    await morning.start()
    again = await morning.press(SOCIAL_WORKER, card, "answer.send", WORDS)
    await morning.restart()
    [item] = await morning.items()
    assert references(first) == references(again) == {item["Ref"]}


async def test_a_bot_that_is_away_loses_nothing_and_a_later_press_is_kept(morning: World) -> None:
    """A press that nobody answered leaves no item; pressed again, it leaves one."""
    card = await question(morning)
    await morning.stop()
    lost = await morning.try_to_press(SOCIAL_WORKER, card, "answer.send", WORDS)
    await morning.start()
    assert {answer["status"] for answer in lost} == {0}
    assert await morning.items() == []
    await morning.press(SOCIAL_WORKER, card, "answer.send", WORDS)
    await morning.rest()
    assert len(await morning.items()) == 1


@pytest.mark.parametrize(("choice", "kept"), [("answer.keep", WORDS), ("answer.replace", OTHERS)])
async def test_an_old_card_on_a_second_device_asks_which_answer_stands(
    morning: World, choice: str, kept: dict[str, str]
) -> None:
    """Both versions are shown to the person alone; whatever is chosen, there is one item."""
    old = await question(morning)
    await morning.press(SOCIAL_WORKER, old, "answer.send", WORDS)
    [both] = await morning.press(SOCIAL_WORKER, old, "answer.send", OTHERS)
    assert WORDS["q1"] in json.dumps(both)
    assert OTHERS["q1"] in json.dumps(both)
    chosen = await morning.press(SOCIAL_WORKER, {**old, "card": both["value"]}, choice, OTHERS)
    await morning.rest()
    [item] = await morning.items()
    assert references(chosen) == {item["Ref"]}
    assert item["WentWell"] == kept["q1"]


async def test_the_same_words_from_a_second_device_are_the_same_receipt(morning: World) -> None:
    """Nobody is asked to choose between two equal answers."""
    old = await question(morning)
    first = await morning.press(SOCIAL_WORKER, old, "answer.send", WORDS)
    second = await morning.press(SOCIAL_WORKER, old, "answer.send", WORDS)
    await morning.rest()
    assert references(first) == references(second)
    assert len(await morning.items()) == 1


async def test_somebody_elses_card_cannot_be_answered(morning: World) -> None:
    """The request in the card's data is the social worker's; the health visitor who sends it is refused."""
    theirs = await question(morning)
    own = await question(morning, HEALTH_VISITOR)
    [refused] = await morning.press(HEALTH_VISITOR, {**own, "card": theirs["card"]}, "answer.send", WORDS)
    await morning.rest()
    assert references([refused]) == set()
    assert await morning.items() == []


async def test_everybody_of_a_listed_agency_was_asked_once_and_nobody_else(morning: World) -> None:
    """The parent, the solicitor and the room have an empty chat although they could be reached."""
    state = await morning.call("GET", "state")
    assert sorted(message["person"] for message in state["messages"]) == sorted(PRACTITIONERS)
