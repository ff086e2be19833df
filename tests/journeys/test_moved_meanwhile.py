"""Somebody is in Outlook while a change of ours waits: what they did is noticed before anything is written over it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.applying import save_plan
from bot.handlers.by_hand import adopt, restore
from bot.handlers.unsettled import unsettled
from bot.local.town import CALENDAR
from tests.journeys.seat_office import (
    LATER,
    POLICE,
    YEAR,
    edited,
    planned,
    seat_office,
    seeded_office,
)
from tests.journeys.world import World
from tests.tokens import authorised

pytestmark = pytest.mark.slow

BUSY = {"service": "graph", "kind": "503", "probability": 1, "retry_after": 600}
SLOT = ("learning-hub", "2036-07")
THEIRS = "2036-07-31T09:00:00"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[World]:
    """A year that stands; then a seat's holder goes, and nothing can be written to the calendar."""
    async with seeded_office(tmp_path) as made:
        await planned(made)
        await made.step(LATER)
        await made.call("PUT", "faults", [BUSY | {"only": "PATCH .*events"}])
        await edited(made, "learning-hub/police", HolderLookupId=None)
        await made.call("PUT", "faults", [])
        yield made


async def hub(office: World) -> dict[str, Any]:
    """The Hub's event of July."""
    found = await events_of_july(office)
    return found[-1]


async def events_of_july(office: World) -> list[dict[str, Any]]:
    state = await office.call("GET", "state")
    ours = [event for event in state["events"] if event["mailbox"] == CALENDAR]
    return [one for one in ours if one["subject"] == "Learning Hub" and one["start"][:7] == SLOT[1]]


async def in_outlook(office: World, method: str, body: object = None) -> None:
    """Do something to the Hub's event of July, as somebody with the mailbox open would."""
    path = f"/v1.0/users/{CALENDAR}/events/{(await hub(office))['id']}"
    origin = str(office.stand_in.make_url("")).rstrip("/")
    headers = await authorised(office.stand_in.session, origin, path)
    async with office.stand_in.request(method, path, json=body, headers=headers) as response:
        assert response.status < 300, await response.text()


async def moved_in_outlook(office: World) -> None:
    times = [{"dateTime": f"2036-07-31T{hour}:00:00", "timeZone": "GMT Standard Time"} for hour in (10, 12)]
    await in_outlook(office, "PATCH", {"start": times[0], "end": times[1]})


async def an_hour(office: World) -> None:
    await office.step(office.clock.now() + timedelta(hours=1, minutes=1))


async def wanted_at(office: World, start: time) -> None:
    """Let the Hub begin at another time from now on."""
    service = office.service
    boards = tuple(replace(one, start=start) for one in service.partnership.boards)
    await save_plan(service.store, replace(service.partnership, boards=boards), *YEAR, office.clock.now())
    await office.rest()


async def said(office: World) -> tuple[str, ...]:
    """What `plan apply` says of events that somebody changed."""
    service = office.service
    return await service.store.read(lambda tx: unsettled(tx, service.partnership, office.clock.now()))


async def test_a_move_by_hand_is_not_written_over_by_a_change_that_waited(office: World) -> None:
    """It is told, and everything of the event is left as they made it; the others get the change."""
    before = await hub(office)
    await moved_in_outlook(office)
    await an_hour(office)
    after = await hub(office)
    assert after["start"][:19] == THEIRS
    assert POLICE in [one["address"] for one in after["attendees"]]
    (sentence,) = await said(office)
    assert "Outlook says Thursday 31 July 2036, 10am to 12 noon. It is left alone." in sentence
    assert before["start"][:19] != THEIRS


async def test_a_move_that_was_adopted_gets_the_change_that_waited(office: World) -> None:
    """At their time, without whoever went."""
    await moved_in_outlook(office)
    await an_hour(office)
    await office.service.store.write(lambda tx: adopt(tx, SLOT))
    await planned(office)
    after = await hub(office)
    assert after["start"][:19] == THEIRS
    assert POLICE not in [one["address"] for one in after["attendees"]]
    assert await said(office) == ()


async def test_a_move_that_was_restored_is_written_over_with_the_change(office: World) -> None:
    """Which was what the coordinator chose."""
    before = await hub(office)
    await moved_in_outlook(office)
    await an_hour(office)
    await office.service.store.write(lambda tx: restore(tx, SLOT, office.clock.now()))
    await an_hour(office)
    after = await hub(office)
    assert after["start"] == before["start"]
    assert POLICE not in [one["address"] for one in after["attendees"]]
    assert await said(office) == ()


async def test_our_own_move_whose_answer_was_lost_is_nobodys_hand(office: World) -> None:
    """The event stands where one of our changes put it, and the next one is written."""
    await an_hour(office)
    lost = {"service": "graph", "kind": "applied-then-504", "probability": 1, "only": "PATCH .*events"}
    await office.call("PUT", "faults", [lost | {"retry_after": 600}])
    await wanted_at(office, time(10))
    await office.call("PUT", "faults", [BUSY | {"only": "PATCH .*events"}])
    await wanted_at(office, time(11))
    await office.call("PUT", "faults", [])
    assert (await hub(office))["start"][10:19] == "T09:00:00"
    await an_hour(office)
    assert (await hub(office))["start"][10:19] == "T10:00:00"
    assert await said(office) == ()


async def test_an_event_that_was_made_and_is_nowhere_was_deleted(tmp_path: Path) -> None:
    """Where a repeated POST names no id, only looking for it can tell; after some minutes it does."""
    async with seat_office(tmp_path) as office:
        await office.call("PUT", "graph/behaviours", {"repeated_transaction": "409", "filter": "reliable"})
        await office.start()
        lost = {"service": "graph", "kind": "applied-then-504", "probability": 1, "only": "POST .*events"}
        await office.call("PUT", "faults", [lost | {"retry_after": 60}])
        await planned(office)
        await in_outlook(office, "DELETE")
        await office.call("PUT", "faults", [])
        for _ in range(40):
            await office.step(office.clock.now() + timedelta(seconds=31))
            assert len(await events_of_july(office)) == 1
        (sentence,) = await said(office)
        assert "Outlook says deleted. It is left alone." in sentence
        await office.service.store.write(lambda tx: restore(tx, SLOT, office.clock.now()))
        assert ((await planned(office)).created, await said(office)) == (1, ())
        assert len(await events_of_july(office)) == 2
