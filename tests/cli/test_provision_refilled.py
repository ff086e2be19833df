"""A column of ours that was deleted and made again: what the store knows comes back into it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.cli.days import WORDS, Command, graph, list_of, standing
from tests.cli.remade_columns import cells, day, later, remade, run
from tests.journeys.world import World

__all__ = ["day"]

pytestmark = pytest.mark.slow


async def test_words_that_went_with_a_column_come_back_from_the_store(day: World, command: Command) -> None:
    """Nothing was lost: the store has them, and the items say again what was filed."""
    await run(day, command, "provision")
    before = [item["fields"] for item in await standing(day)]
    await remade(day, command, "WentWell")
    assert [item["fields"] for item in await standing(day)] == before
    assert (await run(day, command, "reconcile"))[0] == 0
    await remade(day, command, "Ref")
    assert [item["fields"] for item in await standing(day)] == before


async def test_what_somebody_edited_is_left_to_a_person(day: World, command: Command) -> None:
    """A name may have been taken out of the cell that is gone: the item is told, and not written."""
    await run(day, command, "provision")
    first, _ = await standing(day)
    where = f"lists/{(await list_of(day))['id']}/items/{first['id']}"
    await day.call("PATCH", where, {"fields": {"WentWell": "[removed]", "Status": "Checked"}})
    await remade(day, command, "WentWell")
    assert await cells(day, "WentWell") == [None, WORDS]
    assert (await cells(day, "Status"))[0] == "Checked"
    code, out = await run(day, command, "reconcile", "--json")
    (told,) = json.loads(out)["lists"]
    assert (code, told["kind"], told["ref"]) == (1, "edited", first["fields"]["Ref"])


@pytest.mark.parametrize("name", ["Meetings", "Practice reviews"])
async def test_items_that_lost_their_keys_are_told_and_never_doubled(
    day: World, command: Command, name: str
) -> None:
    """Somebody deleted the column Key and had it made again, empty: the items still stand, with our hash."""
    await run(day, command, "provision")
    many = len((await list_of(day, name))["items"])
    await graph(day, "DELETE", "/columns/BtpKey", of=name)
    assert (await run(day, command, "provision", "--again", f"{name}/BtpKey"))[0] == 0
    code, out = await run(day, command, "reconcile", "--json", "--repair")
    found = json.loads(out)
    assert (code, found["counts"], found["by_hand"]) == (1, {"keyless": many}, 0)
    assert not any(one["filed_again"] for one in found["lists"])
    assert "Restore the column Key" in found["lists"][0]["remedy"]
    await later(day)
    assert len((await list_of(day, name))["items"]) == many


async def test_a_deletion_on_purpose_stays_one(day: World, command: Command) -> None:
    """Nothing is asked for an item that is gone."""
    await run(day, command, "provision")
    gone, _ = await standing(day)
    await graph(day, "DELETE", f"/items/{gone['id']}")
    assert (await run(day, command, "reconcile", "--meant", gone["fields"]["Ref"]))[0] == 0
    await remade(day, command, "WentWell")
    assert (await run(day, command, "work", "parked"))[0] == 0
    assert (await run(day, command, "reconcile"))[0] == 0
    assert await cells(day, "WentWell") == [WORDS]


async def test_a_meetings_row_is_written_whatever_stands_there(day: World, command: Command) -> None:
    """It has nothing but what the store knows, so an edit beside it does not keep its cells empty."""
    await run(day, command, "provision")
    await later(day)
    await day.step(
        day.clock.now() + timedelta(hours=1)
    )  # Its last request is closed, and the counts are filed.
    meetings = await list_of(day, "Meetings")
    (row,) = meetings["items"]
    note = {"fields": {"CoordinatorNote": "Read."}}
    await day.call("PATCH", f"lists/{meetings['id']}/items/{row['id']}", note)
    await graph(day, "DELETE", "/columns/Month", of="Meetings")
    assert (await run(day, command, "provision", "--again", "Meetings/Month"))[0] == 0
    await day.step(day.clock.now() + timedelta(minutes=10))
    (after,) = (await list_of(day, "Meetings"))["items"]
    assert after["fields"] == {**row["fields"], "CoordinatorNote": "Read."}
