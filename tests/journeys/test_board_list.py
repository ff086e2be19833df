"""The Board meetings list on the boards' site: a year of meetings, each one item, and who had accepted."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.applying import save_plan
from bot.handlers.checking import Checked, last_check
from bot.local.town import BOARDS_SITE, CALENDAR
from bot.provisioning import provision
from bot.reconciling import Reconciled, reconcile
from bot.settings import Settings
from bot.settling import settle
from bot.store import stuck
from practice.board_list import BOARD_MEETINGS
from practice.clocks import LONDON
from practice.planning import plan
from tests.journeys.seat_office import RULES, YEAR, planned, provisioned, seat_office
from tests.journeys.world import World
from tests.tokens import authorised

pytestmark = pytest.mark.slow

HUB_KEY, SLOT = "learning-hub", "2036-05"
REF = f"{HUB_KEY}/{SLOT}/1"
MEETINGS = plan(RULES, *YEAR)
(HUB,) = [one for one in MEETINGS if (one.board, one.slot) == (HUB_KEY, SLOT)]
DAY = HUB.starts_at.date()
"""Wednesday 28 May 2036; the quorum card is due on the 13th, ten working days before: there is a bank holiday."""

COMING = [
    f"hub{who}.example.org"
    for who in ("@council", "@police", ".acute@health", "@school", "@probation", "@housing")
]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[World]:
    """Both sites have their lists, and the year stands in Outlook."""
    async with seat_office(tmp_path) as made:
        await provisioned(made)
        await made.start()
        await planned(made)
        yield made


async def listed(office: World) -> dict[str, Mapping[str, Any]]:
    """The items of the list by their reference; none stands twice."""
    items = await office.items(BOARD_MEETINGS)
    found: dict[str, Mapping[str, Any]] = {item["Ref"]: item for item in items}
    assert len(found) == len(items)
    return found


async def hub(office: World) -> Mapping[str, Any]:
    return (await listed(office))[REF]


async def writes(office: World) -> int:
    """How many items of any list were written since the requests were last forgotten."""
    requests = (await office.call("GET", "requests?limit=10000"))["requests"]
    return sum(one["method"] in {"POST", "PATCH"} and "/items" in one["path"] for one in requests)


async def event(office: World) -> dict[str, Any]:
    events = (await office.call("GET", f"mailboxes/{CALENDAR}/events"))["events"]
    found: dict[str, Any] = next(
        one for one in events if one["subject"] == "Learning Hub" and one["start"][:10] == f"{DAY}"
    )
    return found


async def graph(office: World, method: str, path: str, body: object = None) -> None:
    """Do something in Microsoft 365 as somebody there would."""
    origin = str(office.stand_in.make_url("")).rstrip("/")
    headers = await authorised(office.stand_in.session, origin, path)
    async with office.stand_in.request(method, path, json=body, headers=headers) as response:
        assert response.status < 300, await response.text()


async def in_outlook(office: World, method: str, body: object = None) -> None:
    """Change the Hub's event, and let the night come."""
    await graph(office, method, f"/v1.0/users/{CALENDAR}/events/{(await event(office))['id']}", body)
    await office.step(office.clock.now() + timedelta(days=1))


async def by_coordinator(office: World, **fields: object) -> None:
    """Fill in cells of the Hub's item."""
    state = await office.call("GET", "state")
    (found,) = [one for one in state["lists"] if one["name"] == BOARD_MEETINGS]
    number = next(one["id"] for one in found["items"] if one["fields"].get("Ref") == REF)
    await office.call("PATCH", f"lists/{found['id']}/items/{number}", {"fields": fields})


def day(cell: str) -> date:
    """Read a day, which travels as the site's midnight."""
    return datetime.fromisoformat(cell).astimezone(LONDON).date()


def settings(office: World) -> Settings:
    given = {name.removeprefix("BTP_").lower(): value for name, value in office.environment.items()}
    return Settings.model_validate(given)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)


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


async def test_the_comparison_leaves_alone_what_people_own(office: World) -> None:
    """Cells of theirs are no difference; a column of ours that somebody changed is named, and left until asked."""
    await by_coordinator(office, Present=9)
    assert (await reconciled(office)).found.counts == {}
    await by_coordinator(office, Quorum="Quorate")
    done = await reconciled(office, repair=True)
    assert (done.found.counts, [one.ref for one in done.left]) == ({"edited": 1}, [REF])
    assert (await hub(office))["Quorum"] == "Quorate"
    await reconciled(office, REF, repair=True)
    await office.rest()
    item = await hub(office)
    assert (item.get("Quorum"), item["Present"]) == (None, 9)
    assert (await reconciled(office)).found.counts == {}


async def test_the_night_compares_the_list_too(office: World) -> None:
    """Although the same night looks at the calendar, and files what it finds there."""
    for _ in range(2):
        await office.step(at(office.clock.now().date() + timedelta(days=1), 3))
        assert (await compared(office)).counts == {}
    await by_coordinator(office, Quorum="Quorate")
    await office.step(at(office.clock.now().date() + timedelta(days=1), 3))
    assert (await compared(office)).counts == {"edited": 1}


async def compared(office: World) -> Checked:
    found = await office.service.store.read(last_check)
    assert found is not None
    return found


async def reconciled(office: World, *again: str, repair: bool = False) -> Reconciled:
    return await reconcile(settings(office), office.clock, repair=repair, again=again)


async def test_a_list_made_anew_is_filled_anew(office: World) -> None:
    """Its numbers are its own: what was known of the old items is forgotten."""
    before = await listed(office)
    (old,) = [one for one in (await office.call("GET", "state"))["lists"] if one["name"] == BOARD_MEETINGS]
    await graph(office, "DELETE", f"/v1.0/sites/{BOARDS_SITE}/lists/{old['id']}")
    await provision(settings(office), office.clock, plan_only=False, again=(BOARD_MEETINGS,))
    await office.rest()
    assert await listed(office) == before


async def test_a_meeting_that_the_plan_holds_no_more_is_cancelled_in_the_list(office: World) -> None:
    """Its item stays, and says so; the others stay as they were."""
    store, now = office.service.store, office.clock.now()
    boards = tuple(board for board in RULES.boards if board.key != "qeb")
    await save_plan(store, replace(RULES, boards=boards), *YEAR, now)
    await office.rest()
    states = {ref: item["State"] for ref, item in (await listed(office)).items()}
    assert {state for ref, state in states.items() if ref.startswith("qeb/")} == {"Cancelled"}
    assert {state for ref, state in states.items() if not ref.startswith("qeb/")} == {"Invited"}
