"""What becomes of a deputy's answer, from their press to what the coordinators read."""

from __future__ import annotations

import pytest

from bot.local.town import COORDINATOR, EXAMPLE
from tests.journeys.test_quorum import answer, at, hub
from tests.journeys.test_quorum_buttons import DEPUTY, PEOPLE, applied, card_of, planned
from tests.journeys.world import World

__all__ = ["planned"]

pytestmark = pytest.mark.slow  # A year's calendar is made, and weeks of it walked through.


async def test_a_deputy_who_accepts_and_then_cannot_go_no_longer_counts(planned: World) -> None:
    """By the cards that stand, once the invitation was taken back."""
    await planned.step(at(14, 9, 30))
    await planned.press(COORDINATOR, await card_of(planned), "quorum.ask", {})
    await planned.rest()
    (question,) = await planned.chat(DEPUTY)
    await planned.press(DEPUTY, question, "deputy.yes", {})
    await planned.rest()
    await answer(planned, PEOPLE[DEPUTY], "accepted")
    await planned.press(DEPUTY, question, "deputy.no", {})
    await planned.rest()
    assert PEOPLE[DEPUTY] not in [one["address"] for one in (await hub(planned))["attendees"]]
    assert "hub@police.example.org: declined, no deputy" in str((await card_of(planned))["card"])


async def test_a_deputy_whose_question_may_be_lost_is_not_said_to_have_been_asked(planned: World) -> None:
    """The coordinator reads that nobody knows, until the deputy answers."""
    await planned.step(at(14, 9, 30))
    fault = {
        "service": "connector",
        "kind": "applied-then-504",
        "probability": 1,
        "only": "POST .*activities",
    }
    await planned.call("PUT", "faults", [fault])
    await planned.press(COORDINATOR, await card_of(planned), "quorum.ask", {})
    await planned.rest()
    await planned.call("PUT", "faults", [])
    unsure = f"It is not known whether our message reached {PEOPLE[DEPUTY]}"
    assert unsure in str((await card_of(planned))["card"])
    (question,) = await planned.chat(DEPUTY)
    await planned.press(DEPUTY, question, "deputy.yes", {})
    await planned.rest()
    assert unsure not in str((await card_of(planned))["card"])


async def test_a_deputy_who_said_yes_and_is_replaced_reads_that_they_are_not_invited(planned: World) -> None:
    """Once the file names somebody else; the coordinators' cards say so too, and nobody else is told anything."""
    await planned.step(at(14, 9, 30))
    await planned.press(COORDINATOR, await card_of(planned), "quorum.ask", {})
    await planned.rest()
    (question,) = await planned.chat(DEPUTY)
    await planned.press(DEPUTY, question, "deputy.yes", {})
    await planned.rest()
    assert "The invitation comes to your calendar." in str((await card_of(planned, DEPUTY))["card"])
    file = planned.folder / "another.toml"
    rules = EXAMPLE.read_text("utf-8").replace(PEOPLE[DEPUTY], "hub.other@police.example.org")
    file.write_text(rules, "utf-8")
    planned.partnership = file
    await planned.restart()
    await planned.rest()
    card = str((await card_of(planned, DEPUTY))["card"])
    assert "You are not the named deputy for Learning Hub on Wednesday 28 January any more." in card
    assert "The invitation comes" not in card
    await applied(planned)
    assert PEOPLE[DEPUTY] not in [one["address"] for one in (await hub(planned))["attendees"]]
    assert "hub@police.example.org: declined, deputy not asked" in str((await card_of(planned))["card"])
    assert len(await planned.chat(DEPUTY)) == 1
