"""The buttons of a quorum card, from the coordinator's press to what other people find in Teams and in Outlook."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.applying import save_plan
from bot.handlers.telling import entry_of
from bot.local.town import COORDINATOR
from tests.journeys import town
from tests.journeys.test_quorum import GROUP, OTHER, START, answer, at, hub
from tests.journeys.world import World, world

pytestmark = pytest.mark.slow  # A year's calendar is made, and weeks of it walked through.

DEPUTY, HOLDER = "99999999-9999-4999-8999-999999999997", "99999999-9999-4999-8999-999999999996"
PEOPLE = {
    COORDINATOR: "coordinator@example.org",
    OTHER: "deputy@example.org",
    DEPUTY: "hub.deputy@police.example.org",
    HOLDER: "hub@school.example.org",
}


@pytest.fixture
async def planned(tmp_path: Path) -> AsyncIterator[World]:
    """The year stands in Outlook; the police and children's services have declined."""
    people = [{"id": one, "name": mail, "mail": mail} for one, mail in PEOPLE.items()]
    groups = [{"id": GROUP, "members": [{"id": COORDINATOR}, {"id": OTHER}]}]
    async with world(tmp_path, START) as made:
        made.more = {"BTP_COORDINATORS": f"group:{GROUP}"}
        await made.seed(people=people, groups=groups, **town.places())
        await made.start()
        await applied(made)
        for seat in ("hub@police", "hub@council"):
            await answer(made, f"{seat}.example.org", "declined")
        yield made


async def applied(made: World) -> int:
    """Plan the year and make it so; how many events that changes."""
    store, partnership = made.service.store, made.service.partnership
    done = await save_plan(store, partnership, START.date(), date(2026, 3, 31), made.clock.now())
    await made.rest()
    return done.created + done.changed + done.cancelled


async def card_of(made: World, person: str = COORDINATOR) -> dict[str, Any]:
    """The newest message in somebody's chat."""
    message: dict[str, Any] = (await made.chat(person))[-1]
    return message


async def invitations(made: World) -> dict[str, int]:
    """How many messages each has had because of the Hub's event."""
    event = await hub(made)
    found: dict[str, int] = next(
        one["invitations"] for one in (await made.call("GET", "state"))["events"] if one["id"] == event["id"]
    )
    return found


async def test_a_deputy_is_asked_says_yes_and_is_invited_alone(planned: World) -> None:
    """Both coordinators press; nobody else is told, and applying the plan again leaves the deputy in."""
    await planned.step(at(14, 9, 30))
    before = await invitations(planned)
    for person in (COORDINATOR, OTHER, COORDINATOR):
        shown = await planned.press(person, await card_of(planned, person), "quorum.ask", {})
        assert "the deputies of those who declined are asked" in str(shown)
        await planned.rest()
    (question,) = await planned.chat(DEPUTY)
    assert "Police cannot come to Learning Hub on Wednesday 28 January." in str(question["card"])
    told = str((await card_of(planned, OTHER))["card"])
    assert "hub@police.example.org: declined, deputy asked" in told
    assert "hub.deputy@council.example.org (left or unknown address)" in told
    shown = await planned.press(DEPUTY, question, "deputy.yes", {})
    assert "You said that you can go to Learning Hub" in str(shown)
    await planned.rest()
    assert "hub@police.example.org: accepted, deputy coming" in str((await card_of(planned))["card"])
    after = await invitations(planned)
    assert {one for one, count in after.items() if count > before.get(one, 0)} == {PEOPLE[DEPUTY]}
    assert "You said that you can go" in str((await card_of(planned, DEPUTY))["card"])
    assert await applied(planned) == 0
    assert PEOPLE[DEPUTY] in [one["address"] for one in (await hub(planned))["attendees"]]
    assert await invitations(planned) == after


async def test_a_deputy_who_says_no_is_not_invited(planned: World) -> None:
    """And the seat has no deputy any more, by the next card too, also after a restart."""
    await planned.step(at(14, 9, 30))
    await planned.press(COORDINATOR, await card_of(planned), "quorum.ask", {})
    await planned.rest()
    (question,) = await planned.chat(DEPUTY)
    await planned.press(DEPUTY, question, "deputy.no", {})
    await planned.restart()
    await planned.step(at(21, 9, 30))
    assert PEOPLE[DEPUTY] not in await invitations(planned)
    cards = [
        str(one["card"]) for one in await planned.chat(COORDINATOR) if "Learning Hub, W" in str(one["card"])
    ]
    assert len([card for card in cards if "hub@police.example.org: declined, no deputy" in card]) >= 2
    assert len(await planned.chat(DEPUTY)) == 1


async def test_those_who_have_not_answered_are_reminded_once(planned: World) -> None:
    """Both coordinators press, and one twice; who is not in the directory is named, and may be asked by hand."""
    await planned.step(at(14, 9, 30))
    first = await card_of(planned)
    for person, message in (
        (COORDINATOR, first),
        (OTHER, await card_of(planned, OTHER)),
        (COORDINATOR, first),
    ):
        await planned.press(person, message, "quorum.remind", {})
        await planned.rest()
    (reminder,) = await planned.chat(HOLDER)
    assert "Please accept or decline Learning Hub on Wednesday 28 January" in str(reminder["card"])
    told = str((await card_of(planned, OTHER))["card"])
    assert "Reminded: hub@school.example.org." in told
    assert "hub@probation.example.org" in told.partition("Not reached in Teams: ")[2].partition("(left")[0]
    assert await planned.chat(DEPUTY) == []


async def test_three_other_dates_are_shown_and_nothing_is_moved(planned: World) -> None:
    """By free and busy; the card that was pressed comes back as it was."""
    await planned.step(at(14, 9, 30))
    busy = {"start": "2026-01-27T09:00:00+00:00", "end": "2026-01-27T12:00:00+00:00"}
    await planned.seed(busy=[{"person": PEOPLE[HOLDER], **busy}])
    card, before = await card_of(planned), await hub(planned)
    for _ in range(2):
        shown = await planned.press(COORDINATOR, card, "quorum.dates", {})
        assert "Nothing is moved." in str(shown)
        await planned.rest()
    told = await planned.chat(COORDINATOR)
    assert len(told) == 2
    texts = [part["text"] for part in told[-1]["card"]["body"]]
    assert texts[1] == "Other dates for Learning Hub, Wednesday 28 January"
    assert texts[2].startswith("Thursday 29 January 2026, 9:30am: ")
    assert "seats free" in texts[2]
    assert "plan adopt learning-hub 2026-01" in texts[5]
    assert "not yet quorate" in str(told[0]["card"]) or "cannot be quorate" in str(told[0]["card"])
    assert await hub(planned) == before
    assert len(await planned.chat(OTHER)) == 1


async def test_a_question_whose_outcome_is_unknown_is_not_asked_twice(planned: World) -> None:
    """It was delivered, and the answer lost; the service is restarted, and the button pressed again."""
    await planned.step(at(14, 9, 30))
    card = await card_of(planned)
    fault = {
        "service": "connector",
        "kind": "applied-then-504",
        "probability": 1.0,
        "only": "POST .*activities",
    }
    await planned.call("PUT", "faults", [fault])
    await planned.press(COORDINATOR, card, "quorum.ask", {})
    await planned.rest()
    await planned.call("PUT", "faults", [])
    asked = entry_of("deputy/learning-hub/2026-01/1/2026-01-28", DEPUTY)
    assert await planned.service.store.read(lambda tx: tx.cursor(asked)) == "unconfirmed"
    await planned.restart()
    await planned.press(COORDINATOR, card, "quorum.ask", {})
    await planned.rest()
    (question,) = await planned.chat(DEPUTY)
    shown = await planned.press(DEPUTY, question, "deputy.yes", {})
    assert "You said that you can go" in str(shown)
    await planned.rest()
    assert PEOPLE[DEPUTY] in await invitations(planned)
    assert "You said that you can go" in str((await card_of(planned, DEPUTY))["card"])
