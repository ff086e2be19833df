"""What may happen between the order to fill a column again and its end: nothing is lost, and no edit undone."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.cli.days import AFTERNOON, NIGHT, WORDS, Command, graph, list_of, standing
from tests.cli.remade_columns import cells, day, later, ordered, remade, run
from tests.journeys import town
from tests.journeys.world import World

__all__ = ["day"]

pytestmark = pytest.mark.slow
REMOVED = "[removed]"
TEXT = {"name": "WentWell", "displayName": "What went well?", "text": {"allowMultipleLines": True}}


async def edit(day: World, **fields: object) -> None:
    """Change the social worker's item, the first of both, as the coordinator does."""
    first, _ = await standing(day)
    where = f"lists/{(await list_of(day))['id']}/items/{first['id']}"
    await day.call("PATCH", where, {"fields": fields})


async def change(day: World, person: str, **typed: str) -> None:
    receipt = (await day.chat(person))[-1]
    (shown,) = await day.press(person, receipt, "answer.change", {})
    await day.press(person, {**receipt, "card": shown["value"]}, "answer.send", typed)


@pytest.mark.parametrize("kind", ["429", "504", "reset", "applied-then-504"])
async def test_a_try_that_failed_is_made_up_for(day: World, command: Command, kind: str) -> None:
    """The first try of every item got lost; the second one fills the cells."""
    await run(day, command, "provision")
    await ordered(day, command, "WentWell")
    await day.call(
        "PUT", "faults", [{"service": "graph", "kind": kind, "probability": 1, "only": "PATCH .*"}]
    )
    await later(day)
    await day.call("PUT", "faults", [])
    await day.step(day.clock.now() + timedelta(hours=1))
    assert await cells(day, "WentWell") == [WORDS, WORDS]
    assert (await run(day, command, "reconcile"))[0] == 0


async def test_words_that_were_removed_stay_out_when_their_writer_adds_others_meanwhile(
    day: World, command: Command
) -> None:
    """The column that was lost is another one."""
    await run(day, command, "provision")
    await edit(day, WentWell=REMOVED)
    await ordered(day, command, "Month")
    await change(day, town.SOCIAL_WORKER, q1=WORDS, q2="Too late.")
    await later(day)
    assert await cells(day, "WentWell") == [REMOVED, WORDS]
    assert await cells(day, "DidNotGoWell") == ["Too late.", None]
    assert await cells(day, "Month") == ["2026-01", "2026-01"]


async def test_what_names_nobody_comes_back_beside_an_edit(day: World, command: Command) -> None:
    """Only words may have been removed for a reason."""
    await run(day, command, "provision")
    await edit(day, WentWell=REMOVED, Status="Checked")
    await remade(day, command, "Month")
    assert await cells(day, "Month") == ["2026-01", "2026-01"]
    assert await cells(day, "WentWell") == [REMOVED, WORDS]


async def test_words_come_back_into_an_item_in_which_nothing_of_ours_was_changed(
    day: World, command: Command
) -> None:
    """The coordinator checked the answer, and a night saw that all our columns said what we wrote."""
    await run(day, command, "provision")
    await edit(day, Status="Checked")
    await day.step(NIGHT)
    await remade(day, command, "WentWell")
    assert await cells(day, "WentWell") == [WORDS, WORDS]
    assert (await cells(day, "Status"))[0] == "Checked"


async def test_what_only_the_list_holds_is_not_written_over(day: World, command: Command) -> None:
    """As where the database is yesterday's: these may be somebody's last words."""
    await run(day, command, "provision")
    await edit(day, WentWell="Newer words.", BtpHash="1" * 64)
    await remade(day, command, "Month")
    assert await cells(day, "WentWell") == ["Newer words.", WORDS]
    code, out = await run(day, command, "reconcile")
    assert (code, "than the store" in out or "newest copy" in out) == (1, True)


async def test_one_that_was_broken_off_after_the_column_was_made_is_made_up_for(
    day: World, command: Command
) -> None:
    """The same command once more fills it, though it finds the column."""
    await run(day, command, "provision")
    await graph(day, "DELETE", "/columns/WentWell")
    await graph(day, "POST", "/columns", TEXT)
    await remade_again(day, command)
    assert await cells(day, "WentWell") == [WORDS, WORDS]


async def remade_again(day: World, command: Command) -> None:
    assert (await run(day, command, "provision", "--again", "Practice reviews/WentWell"))[0] == 0
    await later(day)


async def test_what_is_taken_back_leaves_an_item_that_lost_its_key(day: World, command: Command) -> None:
    """It was edited, so its version is another one; by our hash it is known as ours."""
    await run(day, command, "provision")
    await edit(day, Status="Checked")
    await graph(day, "DELETE", "/columns/BtpKey")
    assert (await run(day, command, "provision", "--again", "Practice reviews/BtpKey"))[0] == 0
    await day.press(town.SOCIAL_WORKER, (await day.chat(town.SOCIAL_WORKER))[-1], "answer.take_back", {})
    await day.step(AFTERNOON + timedelta(hours=1))
    assert await cells(day, "WentWell") == [None, WORDS]


async def test_a_column_of_another_type_is_not_filled(day: World, command: Command) -> None:
    """Every item would be refused; the column is told."""
    await run(day, command, "provision")
    await graph(day, "DELETE", "/columns/WentWell")
    await graph(day, "POST", "/columns", {"name": "WentWell", "displayName": "What went well?", "number": {}})
    code, out = await run(day, command, "provision", "--again", "Practice reviews/WentWell")
    assert (code, "filed again" in out) == (1, False)
    await later(day)
    assert (await run(day, command, "work", "parked"))[0] == 0


@pytest.mark.parametrize("person", [town.SOCIAL_WORKER, town.HEALTH_VISITOR])
async def test_what_is_ours_in_some_items_alone_comes_back_in_those(
    day: World, command: Command, person: str
) -> None:
    """The status of an answer that was taken back; that of the other one is the coordinator's, and is left empty."""
    await run(day, command, "provision")
    await day.press(person, (await day.chat(person))[-1], "answer.take_back", {})
    await day.step(AFTERNOON + timedelta(hours=1))
    await remade(day, command, "Status")
    assert sorted(await cells(day, "Status"), key=str) == [None, "Taken back"]


@pytest.mark.parametrize("again", [False, True])
async def test_what_is_taken_back_leaves_an_item_that_nobody_edited(
    day: World, command: Command, again: bool
) -> None:
    """Whether the column Key is still missing, or was made again and is empty in every item."""
    await run(day, command, "provision")
    await graph(day, "DELETE", "/columns/BtpKey")
    if again:
        assert (await run(day, command, "provision", "--again", "Practice reviews/BtpKey"))[0] == 0
    await day.press(town.SOCIAL_WORKER, (await day.chat(town.SOCIAL_WORKER))[-1], "answer.take_back", {})
    await day.step(AFTERNOON + timedelta(hours=1))
    assert await cells(day, "WentWell") == [None, WORDS]


async def test_an_item_that_lost_key_and_hash_is_not_taken_for_deleted(day: World, command: Command) -> None:
    """Its words still stand, though their writer took them back: somebody is told, and no report says they went."""
    await run(day, command, "provision")
    await edit(day, Status="Checked")
    for name in ("BtpKey", "BtpHash"):
        await graph(day, "DELETE", f"/columns/{name}")
        assert (await run(day, command, "provision", "--again", f"Practice reviews/{name}"))[0] == 0
    await day.press(town.SOCIAL_WORKER, (await day.chat(town.SOCIAL_WORKER))[-1], "answer.take_back", {})
    await day.step(AFTERNOON + timedelta(hours=1))
    assert await cells(day, "WentWell") == [WORDS, WORDS]
    code, out = await run(day, command, "work", "parked")
    assert (code, "stands without its key" in out) == (1, True)
    code, out = await run(day, command, "reconcile", "--json")
    found = json.loads(out)
    assert (code, found["counts"], found["gone"], found["by_hand"]) == (1, {"keyless": 2}, [], 0)
