"""The Seats list from its first seed to a resignation: who is invited follows the list, and nobody else is told."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.applying import apply_plan
from bot.handlers.seating import SEEDED
from bot.local.town import BOARDS_SITE
from bot.settings import Settings
from tests.journeys.seat_office import (
    DEPUTY,
    HUB,
    LATER,
    POLICE,
    SEAT_COUNT,
    YEAR,
    addresses,
    edited,
    known,
    planned,
    provisioned,
    reading,
    seat_office,
    seats,
)
from tests.journeys.world import World
from tests.tokens import authorised

pytestmark = pytest.mark.slow

WRITES = f"POST .*{BOARDS_SITE[-12:]}.*items"
"""Into the lists of the boards' site; the coordinator's has rows to begin with too."""


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[World]:
    async with seat_office(tmp_path) as made:
        yield made


async def events(office: World) -> dict[str, dict[str, Any]]:
    return {one["key"]: one for one in (await office.call("GET", "state"))["events"]}


async def written(office: World) -> list[dict[str, Any]]:
    """The requests that wrote to the calendar since the log was emptied."""
    requests = (await office.call("GET", "requests?limit=10000"))["requests"]
    return [one for one in requests if one["method"] != "GET" and "/events" in one["path"]]


async def test_the_file_seeds_the_list_once(office: World) -> None:
    """An item for each seat, with its people; a second run writes nothing, and leaves what was changed since."""
    numbers = await known(office, *addresses())
    became = await provisioned(office)
    _, items = await seats(office)
    assert (len(items), became.notes, became.differences) == (SEAT_COUNT, (), ())
    police = next(item["fields"] for item in items if item["fields"]["Ref"] == "learning-hub/police")
    assert police["Title"] == "Police"
    assert (police["HolderLookupId"], police["DeputyLookupId"]) == (numbers[POLICE], numbers[DEPUTY])
    await office.call("DELETE", "requests")
    await provisioned(office)
    assert (await seats(office))[1] == items
    assert (await office.call("GET", "violations"))["violations"] == []


async def test_a_broken_off_seeding_makes_no_doubles(office: World) -> None:
    """Writes that were applied and answered with an error are found by their key at the next try."""
    await known(office, *addresses())
    fault = {"service": "graph", "kind": "applied-then-504", "probability": 0.2, "only": WRITES}
    await office.call("PUT", "faults", [fault])
    await provisioned(office)
    await office.call("PUT", "faults", [])
    refs = [item["fields"]["Ref"] for item in (await seats(office))[1]]
    assert Counter(refs).most_common(1)[0][1] == 1
    assert len(refs) == SEAT_COUNT


async def test_people_the_site_does_not_know_are_named_and_still_invited(office: World) -> None:
    """An empty cell of the seed is nobody's resignation."""
    await known(office, *(mail for mail in addresses() if mail != POLICE))
    became = await provisioned(office)
    assert len(became.notes) == 1
    assert POLICE in became.notes[0]
    assert "give them access" in became.notes[0]
    await office.start()
    await planned(office)
    assert all(
        POLICE in one["invitations"] for one in (await events(office)).values() if one["subject"] == HUB
    )


async def test_a_resignation_in_the_list_changes_attendees_of_events_to_come_alone(office: World) -> None:
    """One PATCH each, for nobody but the holder who goes; the second time there is nothing to write."""
    await known(office, *addresses())
    await provisioned(office)
    await office.start()
    await planned(office)
    await office.step(LATER)
    before = await events(office)
    await office.call("DELETE", "requests")
    await edited(office, "learning-hub/police", HolderLookupId=None)
    after = await events(office)
    hubs = [key for key, one in before.items() if one["subject"].startswith(HUB)]
    coming = [key for key in hubs if before[key]["start"] >= f"{LATER:%Y-%m-%d}"]
    assert 0 < len(coming) < len(hubs)
    writes = await written(office)
    assert [one["method"] for one in writes] == ["PATCH"] * len(coming)
    for key, one in after.items():
        told = {
            who for who, count in one["invitations"].items() if count > before[key]["invitations"].get(who, 0)
        }
        assert told == ({POLICE} if key in coming else set())
        same = ("subject", "start", "end", "body")
        assert [one.get(name) for name in same] == [before[key].get(name) for name in same]
    await office.call("DELETE", "requests")
    applied = await planned(office)
    await reading(office)
    assert (applied.changed, await written(office)) == (0, [])


async def test_another_deputy_tells_nobody(office: World) -> None:
    """Nothing is written for it; whoever takes the seat is told, and nobody else, with the deputy changed too."""
    numbers = await known(office, *addresses())
    await provisioned(office)
    await office.start()
    await planned(office)
    await office.call("DELETE", "requests")
    await edited(office, "learning-hub/police", DeputyLookupId=numbers["hub@school.example.org"])
    assert ((await planned(office)).changed, await written(office)) == (0, [])
    before = await events(office)
    await edited(office, "learning-hub/police", HolderLookupId=numbers[DEPUTY])
    await planned(office)
    for key, one in (await events(office)).items():
        more = {
            who: count - before[key]["invitations"].get(who, 0) for who, count in one["invitations"].items()
        }
        told = {who for who, count in more.items() if count}
        assert told == ({POLICE, DEPUTY} if one["subject"].startswith(HUB) else set())


async def test_an_event_from_before_the_list_is_as_the_list_has_it(office: World) -> None:
    """The list begins as the file was: taking it over tells nobody anything."""
    await office.start()
    await planned(office)
    await known(office, *addresses())
    await provisioned(office)
    await office.call("DELETE", "requests")
    await reading(office)
    kept = await office.service.store.read(lambda tx: tx.seats())
    assert kept is not None
    assert len(kept.items) == SEAT_COUNT
    assert ((await planned(office)).changed, await written(office)) == (0, [])


async def test_what_a_person_adds_to_a_half_seeded_list_leaves_no_seat_out(office: World) -> None:
    """Some seats were written and some refused; then the coordinator wrote one of her own."""
    await known(office, *addresses())
    fault = {"service": "graph", "kind": "403", "probability": 0.5, "only": WRITES}
    await office.call("PUT", "faults", [fault])
    with contextlib.suppress(Exception):
        await provisioned(office)
    await office.call("PUT", "faults", [])
    list_id, items = await seats(office)
    assert 0 < len(items) < SEAT_COUNT
    await office.call(
        "POST", f"lists/{list_id}/items", {"items": [{"fields": {"Title": "Guest", "Board": HUB}}]}
    )
    await provisioned(office)
    assert len((await seats(office))[1]) == SEAT_COUNT + 1


async def test_applying_reads_the_list_first(office: World) -> None:
    """Whoever was taken out of it since is not invited."""
    await known(office, *addresses())
    await provisioned(office)
    list_id, items = await seats(office)
    number = next(one["id"] for one in items if one["fields"].get("Ref") == "learning-hub/police")
    await office.call("PATCH", f"lists/{list_id}/items/{number}", {"fields": {"HolderLookupId": None}})
    given = {name.removeprefix("BTP_").lower(): value for name, value in office.environment.items()}
    applied = await apply_plan(Settings.model_validate(given), office.clock, *YEAR)
    assert (applied.created > 0, applied.waiting) == (True, 0)
    assert all(POLICE not in one["invitations"] for one in (await events(office)).values())


async def test_a_list_that_somebody_filled_already_is_left_as_it_is(office: World) -> None:
    """And is the owner at once; a plan of a seeding that was not needed writes nothing either."""
    await known(office, *addresses())
    await office.start()
    await provisioned(office)
    list_id, items = await seats(office)
    for one in items:
        await deleted(office, list_id, one["id"])
    await office.call(
        "POST", f"lists/{list_id}/items", {"items": [{"fields": {"Title": "Chair", "Board": HUB}}]}
    )
    await office.service.store.write(lambda tx: tx.save_cursor(SEEDED, ""))
    assert (await provisioned(office)).steps == ()
    await reading(office)
    kept = await office.service.store.read(lambda tx: tx.seats())
    assert kept is not None
    assert [item.name for item in kept.items] == ["Chair"]


async def test_a_list_that_forgets_its_token_is_read_anew(office: World) -> None:
    """410: the whole list is read, and an item that was deleted meanwhile is a seat no more."""
    await known(office, *addresses())
    await provisioned(office)
    await office.start()
    await planned(office)
    list_id, items = await seats(office)
    number = next(item["id"] for item in items if item["fields"]["Ref"] == "learning-hub/police")
    await office.call("DELETE", "graph/delta-tokens")
    await deleted(office, list_id, number)
    await reading(office)
    kept = await office.service.store.read(lambda tx: tx.seats())
    assert kept is not None
    assert len(kept.items) == SEAT_COUNT - 1
    assert "learning-hub/police" not in {item.ref for item in kept.items}


async def deleted(office: World, list_id: str, number: str) -> None:
    """Delete an item past the product."""
    path = f"/v1.0/sites/{BOARDS_SITE}/lists/{list_id}/items/{number}"
    headers = await authorised(office.stand_in, "", path)
    async with office.stand_in.delete(path, headers=headers) as response:
        assert response.status == 204


async def test_the_database_names_nobody_of_the_seats(office: World) -> None:
    """Addresses are sealed, here as everywhere."""
    await known(office, *addresses())
    await provisioned(office)
    await office.start()
    await office.stop()
    files = [*office.folder.glob("back-to-practice.db*")]
    found = await asyncio.to_thread(lambda: b"".join(file.read_bytes() for file in files))
    assert files
    assert all(mail.encode() not in found for mail in addresses())
