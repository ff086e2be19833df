"""`reconcile` of items that were deleted on purpose, through the wire."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.handlers.checking import last_check
from tests.cli.days import (
    AFTERNOON,
    NIGHT,
    WORDS,
    Command,
    change,
    graph,
    later,
    reconciled,
    standing,
)
from tests.journeys import town
from tests.journeys.world import REVIEWS, World

pytestmark = pytest.mark.slow


async def test_a_deletion_that_was_meant_is_said_once_and_stays_visible(day: World, command: Command) -> None:
    """Its writer's new words wait for a person until then; `--again` takes it back."""
    gone, _ = await standing(day)
    ref = gone["fields"]["Ref"]
    await graph(day, "DELETE", f"/items/{gone['id']}")
    await change(day, town.SOCIAL_WORKER, "On second thoughts: too late.")
    await day.step(AFTERNOON + timedelta(hours=1))
    assert (await asyncio.to_thread(command, "work", "parked", settings=day.environment)).code == 1
    code, found = await reconciled(day, command, "--meant", ref)
    assert (code, found["counts"], found["lists"]) == (0, {}, [])
    assert [(one["ref"], one["taken_back"]) for one in found["gone"]] == [(ref, False)]
    assert (await asyncio.to_thread(command, "work", "parked", settings=day.environment)).code == 0
    ended = await asyncio.to_thread(command, "reconcile", "--repair", settings=day.environment)
    sentence = f"{ref} was deleted from the list Practice reviews on purpose, as somebody said with --meant."
    assert (ended.code, ended.out) == (0, f"Nothing differs.\n{sentence}\n")
    await day.step(NIGHT)
    checked = await day.service.store.read(last_check)
    assert checked is not None
    assert checked.counts == {}
    code, found = await reconciled(day, command, "--repair", "--again", ref)
    assert (code, found["lists"][0]["filed_again"], found["gone"]) == (0, True, [])
    await later(day)
    words = [item["fields"]["WentWell"] for item in await standing(day)]
    assert sorted(words) == [WORDS, "On second thoughts: too late."]
    assert (await reconciled(day, command))[0] == 0


async def test_what_is_taken_back_after_its_item_was_deleted_asks_nobody(
    day: World, command: Command
) -> None:
    """No work is parked, no difference is counted, and the report says why the item is not there."""
    gone, _ = await standing(day)
    await graph(day, "DELETE", f"/items/{gone['id']}")
    await day.press(town.SOCIAL_WORKER, (await day.chat(town.SOCIAL_WORKER))[-1], "answer.take_back", {})
    await day.step(AFTERNOON + timedelta(hours=1))
    assert (await asyncio.to_thread(command, "work", "parked", settings=day.environment)).code == 0
    code, found = await reconciled(day, command)
    assert (code, found["counts"]) == (0, {})
    assert found["gone"][0]["why"] == (
        f"{gone['fields']['Ref']} was taken back by its writer, and its item was deleted from the list {REVIEWS}."
    )


async def test_what_was_deleted_on_purpose_stays_away_when_the_list_is_made_anew(
    day: World, command: Command
) -> None:
    """Repairing files the others again, and not the item that somebody wanted away; it is still shown."""
    gone, _ = await standing(day)
    ref = gone["fields"]["Ref"]
    await graph(day, "DELETE", f"/items/{gone['id']}")
    assert (await reconciled(day, command, "--meant", ref))[0] == 0
    await graph(day, "DELETE", "")
    await asyncio.to_thread(command, "provision", "--again", REVIEWS, settings=day.environment)
    code, found = await reconciled(day, command, "--repair")
    assert (code, found["counts"], [one["ref"] for one in found["gone"]]) == (0, {"missing": 1}, [ref])
    await later(day)
    assert [item["fields"]["Ref"] == ref for item in await standing(day)] == [False]
    await day.step(day.clock.now() + timedelta(days=1))
    assert [one["ref"] for one in (await reconciled(day, command))[1]["gone"]] == [ref]
    assert (await reconciled(day, command, "--repair", "--again", ref))[0] == 0
    await later(day)
    assert len(await standing(day)) == 2
