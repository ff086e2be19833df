"""From a planned year to the coordinator's chat: whether the board will be quorate, and when its papers are due."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.applying import save_plan
from bot.local.town import CALENDAR, COORDINATOR
from practice.clocks import LONDON
from tests.journeys import town
from tests.journeys.world import World, world

pytestmark = pytest.mark.slow  # A year's calendar is made, and weeks of it walked through.

START = datetime(2026, 1, 5, 8, tzinfo=LONDON)
HUB = date(2026, 1, 28)
"""The fourth Wednesday; ten working days before is the 14th, five the 21st."""

GROUP = "66666666-6666-4666-8666-666666666666"
OTHER = "99999999-9999-4999-8999-999999999998"


@pytest.fixture
async def planned(tmp_path: Path) -> AsyncIterator[World]:
    """The year stands in Outlook, for two coordinators who are members of a group."""
    people = [
        {"id": person, "name": name, "mail": f"{name.lower()}@example.org"}
        for person, name in ((COORDINATOR, "Coordinator"), (OTHER, "Deputy"))
    ]
    groups = [{"id": GROUP, "members": [{"id": COORDINATOR}, {"id": OTHER}, {"id": GROUP, "kind": "group"}]}]
    async with world(tmp_path, START) as made:
        made.more = {"BTP_COORDINATORS": f"group:{GROUP}"}
        await made.seed(people=people, groups=groups, **town.places())
        await made.start()
        store, partnership = made.service.store, made.service.partnership
        await save_plan(store, partnership, START.date(), date(2026, 3, 31), START)
        await made.rest()
        yield made


async def hub(made: World) -> dict[str, Any]:
    events: list[dict[str, Any]] = (await made.call("GET", f"mailboxes/{CALENDAR}/events"))["events"]
    return next(one for one in events if one["subject"] == "Learning Hub" and one["start"][:10] == f"{HUB}")


async def answer(made: World, person: str, response: str) -> None:
    path = f"mailboxes/{CALENDAR}/events/{(await hub(made))['id']}/respond"
    await made.call("POST", path, {"person": person, "response": response})


async def titles(made: World, person: str = COORDINATOR) -> list[str]:
    """Give the headings of the cards in somebody's chat."""
    cards = [message["card"] for message in await made.chat(person) if message["card"]]
    return [part["text"] for card in cards for part in card["body"] if part.get("size") == "Large"]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 1, day, hour, minute, tzinfo=LONDON)


async def test_the_coordinators_are_told_in_time_and_once(planned: World) -> None:
    """Not yet quorate at first; once enough have accepted, quorate; and each of the two hears the same."""
    await answer(planned, "hub@police.example.org", "declined")
    await planned.step(at(14, 9))
    assert await titles(planned) == []
    await planned.step(at(14, 9, 30))
    first = "Learning Hub, Wednesday 28 January: not yet quorate"
    assert await titles(planned) == [first]
    await planned.restart()
    (message,) = await planned.chat(COORDINATOR)
    assert "declined, deputy not asked. Deputy: hub.deputy@police.example.org" in str(message["card"])
    for seat in (
        "hub@council",
        "hub@police",
        "hub.acute@health",
        "hub@school",
        "hub@probation",
        "hub@housing",
    ):
        await answer(planned, f"{seat}.example.org", "accepted")
    await planned.step(at(21, 9, 30))
    told = await titles(planned)
    assert told[0] == first
    assert sorted(told[1:]) == [
        "Learning Hub, Wednesday 28 January: quorate",
        "Papers for Learning Hub, Wednesday 28 January",
    ]
    assert sorted(await titles(planned, OTHER)) == sorted(told)


async def test_what_a_coordinator_leaves_is_left_for_them_alone(planned: World) -> None:
    """The card says so at once, and when the chat is opened again; the other coordinator's stands."""
    await planned.step(at(14, 9, 30))
    (message,) = await planned.chat(COORDINATOR)
    left = "Learning Hub, Wednesday 28 January: left as it is. You do not need to do anything."
    for again in (False, True):
        shown = await planned.press(COORDINATOR, message, "quorum.leave", {}, again_with_new_id=again)
        assert left in str(shown[-1])
    await planned.rest()
    (stands,) = await planned.chat(COORDINATOR)
    assert (left in str(stands["card"]), "Still needed" in str(stands["card"])) == (True, False)
    (other,) = await planned.chat(OTHER)
    assert "Still needed" in str(other["card"])
    await planned.step(at(21, 9, 30))
    assert len(await planned.chat(COORDINATOR)) == 3


async def test_on_the_day_they_are_told_that_it_cannot_decide(planned: World) -> None:
    """Once, at half past nine, when the meeting begins; and nothing of one that is quorate."""
    await planned.step(at(28, 9, 29))
    before = await titles(planned)
    await planned.step(at(28, 9, 30))
    await planned.restart()
    await planned.step(at(28, 11))
    new = (await titles(planned))[len(before) :]
    assert new == ["Learning Hub, Wednesday 28 January: not yet quorate"]
    card = str((await planned.chat(COORDINATOR))[-1]["card"])
    assert "The board can discuss but not decide." in card
    missing = "Children's social care, Health, Police, people from one more agency and two more members"
    assert f"They stand when {missing} agree in writing within ten working days." in card


async def test_a_group_that_may_not_be_read_is_waited_for(planned: World) -> None:
    """When the permission is granted the card comes, late and once."""
    await planned.call("PUT", "graph/groups", {"permitted": False})
    await planned.step(at(14, 9, 30))
    assert await titles(planned) == []
    await planned.call("PUT", "graph/groups", {"permitted": True})
    await planned.step(at(14, 10))
    await planned.step(at(14, 11))
    assert len(await titles(planned)) == 1
