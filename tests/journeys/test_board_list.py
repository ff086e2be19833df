"""The Board meetings list on the boards' site: a year of meetings, each one item, and who had accepted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.applying import save_plan
from bot.local.town import CALENDAR
from bot.settling import settle
from bot.store import stuck
from practice.board_list import BOARD_MEETINGS
from tests.journeys.board_office import (
    COMING,
    DAY,
    HUB,
    HUB_KEY,
    MEETINGS,
    REF,
    SLOT,
    at,
    board_office,
    by_coordinator,
    day,
    event,
    hub,
    in_outlook,
    listed,
    settings,
    writes,
)
from tests.journeys.seat_office import RULES, YEAR, planned, provisioned, seat_office
from tests.journeys.world import World

pytestmark = pytest.mark.slow


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[World]:
    async with board_office(tmp_path) as made:
        yield made


async def test_a_year_applied_stands_in_the_list_once(office: World) -> None:
    """Each meeting is one item that says why its date is what it is; applied again, nothing is written."""
    found = await listed(office)
    assert len(found) == len(MEETINGS)
    assert {item["State"] for item in found.values()} == {"Invited"}
    item = found[REF]
    assert {name: item.get(name) for name in ("Title", "Board", "Purpose", "WhyThisDate", "Place")} == {
        "Title": REF,
        "Board": "Learning Hub",
        "Purpose": HUB.purpose,
        "WhyThisDate": HUB.why,
        "Place": RULES.boards[0].place,
    }
    assert (day(item["MeetingDate"]), item["StartsAt"], item["EndsAt"], day(item["PapersDue"])) == (
        DAY,
        "2036-05-28T08:30:00Z",
        "2036-05-28T10:30:00Z",
        date(2036, 5, 20),
    )
    assert not {"Present", "Papers", "Quorum", "Accepted", "OutlookSays"} & {
        name for name, value in item.items() if value is not None
    }
    await office.call("DELETE", "requests")
    await planned(office)
    await office.step(office.clock.now() + timedelta(minutes=5))
    await office.restart()
    await office.step(office.clock.now() + timedelta(days=1))
    assert await writes(office) == 0
    assert await listed(office) == found


async def test_until_the_list_is_made_its_work_waits(tmp_path: Path) -> None:
    """Nothing is parked and nothing is made meanwhile; whoever makes the list has it filled."""
    async with seat_office(tmp_path) as made:
        await made.start()
        await planned(made)
        await made.step(made.clock.now() + timedelta(minutes=5))
        assert await made.items(BOARD_MEETINGS) == []
        assert await made.service.store.read(stuck.parked) == []
        await provisioned(made)
        await made.rest()
        assert len(await listed(made)) == len(MEETINGS)


async def test_what_is_planned_and_not_yet_made_says_so(tmp_path: Path) -> None:
    """The calendar does not answer: the list says Planned, and Invited as soon as it does."""
    async with seat_office(tmp_path) as made:
        await provisioned(made)
        await made.start()
        fault = {"service": "graph", "kind": "503", "probability": 1, "only": "/users/"}
        await made.call("PUT", "faults", [fault])
        await planned(made)
        await made.step(made.clock.now() + timedelta(minutes=2))
        assert {item["State"] for item in (await listed(made)).values()} == {"Planned"}
        await made.call("PUT", "faults", [])
        await made.step(made.clock.now() + timedelta(minutes=10))
        assert {item["State"] for item in (await listed(made)).values()} == {"Invited"}


async def test_a_meeting_moved_in_outlook_is_one_item_that_changes(office: World) -> None:
    """It says what Outlook says; adopted, that is its time, and restored, the planned one is again."""
    before = await listed(office)
    await office.call("DELETE", "requests")
    times = [{"dateTime": f"2036-05-29T{hour}:00:00", "timeZone": "GMT Standard Time"} for hour in (10, 12)]
    await in_outlook(office, "PATCH", {"start": times[0], "end": times[1]})
    item = await hub(office)
    assert (item["State"], item["OutlookSays"], item["MeetingDate"]) == (
        "Moved",
        "Thursday 29 May 2036, 10am to 12 noon",
        before[REF]["MeetingDate"],
    )
    assert {ref: one for ref, one in (await listed(office)).items() if ref != REF} == {
        ref: one for ref, one in before.items() if ref != REF
    }
    assert await settle(settings(office), office.clock, (HUB_KEY, SLOT), theirs=True)
    await office.rest()
    item = await hub(office)
    assert (item["State"], item.get("OutlookSays"), item["StartsAt"], item["WhyThisDate"]) == (
        "Invited",
        None,
        "2036-05-29T09:00:00Z",
        "Moved in Outlook",
    )


async def test_a_deleted_meeting_is_told_and_cancelled_by_a_person(office: World) -> None:
    """A new one is planned where ours is wanted again; the old item says that it was cancelled."""
    await in_outlook(office, "DELETE")
    item = await hub(office)
    assert (item["State"], item["OutlookSays"]) == ("Invited", "Deleted")
    assert await settle(settings(office), office.clock, (HUB_KEY, SLOT), theirs=False)
    await planned(office)
    await office.step(office.clock.now() + timedelta(minutes=2))
    found = await listed(office)
    assert (found[REF]["State"], found[REF].get("PapersDue"), found[REF].get("OutlookSays")) == (
        "Cancelled",
        None,
        None,
    )
    assert found[f"{HUB_KEY}/{SLOT}/2"]["State"] == "Invited"


async def test_a_meeting_that_is_over_keeps_who_had_accepted(office: World) -> None:
    """Judged ten days before, held at its end, read once more on the next working day; Present is the coordinator's."""
    await office.call(
        "POST",
        f"mailboxes/{CALENDAR}/events/{(await event(office))['id']}/respond",
        {"person": COMING[0], "response": "accepted"},
    )
    await office.step(at(date(2036, 5, 13), 9, 30))
    item = await hub(office)
    assert (item["State"], item["Quorum"], item["Accepted"]) == ("Invited", "Not yet", 1)
    await office.step(at(DAY, 11, 29))
    assert (await hub(office))["State"] == "Invited"
    await office.step(at(DAY, 11, 30))
    assert (await hub(office))["State"] == "Held"
    await by_coordinator(office, Present=9)
    for who in COMING[1:]:
        path = f"mailboxes/{CALENDAR}/events/{(await event(office))['id']}/respond"
        await office.call("POST", path, {"person": who, "response": "accepted"})
    await office.step(at(DAY + timedelta(days=1), 9, 30))
    item = await hub(office)
    assert (item["State"], item["Quorum"], item["Accepted"], item["Present"]) == ("Held", "Quorate", 6, 9)
    await office.call("DELETE", "requests")
    await office.step(at(DAY + timedelta(days=5), 12))
    await office.restart()
    assert await writes(office) == 0


async def test_a_meeting_that_the_plan_holds_no_more_is_cancelled_in_the_list(office: World) -> None:
    """Its item stays, and says so; the others stay as they were."""
    store, now = office.service.store, office.clock.now()
    boards = tuple(board for board in RULES.boards if board.key != "qeb")
    await save_plan(store, replace(RULES, boards=boards), *YEAR, now)
    await office.rest()
    states = {ref: item["State"] for ref, item in (await listed(office)).items()}
    assert {state for ref, state in states.items() if ref.startswith("qeb/")} == {"Cancelled"}
    assert {state for ref, state in states.items() if not ref.startswith("qeb/")} == {"Invited"}
