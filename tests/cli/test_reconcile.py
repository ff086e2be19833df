"""`reconcile` through the wire: what somebody did to the lists, and a database of yesterday."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.handlers.checking import last_check
from tests.cli.days import (
    AFTERNOON,
    NIGHT,
    WORDS,
    Command,
    answer,
    change,
    graph,
    later,
    list_of,
    reconciled,
    standing,
)
from tests.journeys import town
from tests.journeys.world import REVIEWS, World

pytestmark = pytest.mark.slow


async def test_an_ordinary_day_leaves_nothing_to_reconcile(day: World, command: Command) -> None:
    """In both forms, with 0."""
    code, found = await reconciled(day, command)
    assert (code, found) == (
        0,
        {"counts": {}, "waiting": 0, "by_hand": 0, "unread": "", "lists": [], "gone": [], "messages": []},
    )
    ended = await asyncio.to_thread(command, "reconcile", settings=day.environment)
    assert (ended.code, ended.out) == (0, "Nothing differs.\n")


async def test_an_item_that_was_deleted_is_named_and_filed_again_on_request(
    day: World, command: Command
) -> None:
    """The new item has the same key, and the other one is not touched."""
    gone, kept = await standing(day)
    await graph(day, "DELETE", f"/items/{gone['id']}")
    code, found = await reconciled(day, command)
    assert (code, found["counts"]) == (1, {"missing": 1})
    assert found["lists"][0]["ref"] == gone["fields"]["Ref"]
    assert [item["id"] for item in await standing(day)] == [kept["id"]]
    code, found = await reconciled(day, command, "--repair")
    assert (code, found["lists"][0]["filed_again"]) == (1, False)
    code, found = await reconciled(day, command, "--repair", "--again", gone["fields"]["Ref"])
    assert (code, found["lists"][0]["filed_again"]) == (0, True)
    await later(day)
    again = {item["fields"]["BtpKey"]: item for item in await standing(day)}
    assert again.keys() == {gone["fields"]["BtpKey"], kept["fields"]["BtpKey"]}
    assert again[gone["fields"]["BtpKey"]]["fields"]["WentWell"] == WORDS
    assert again[kept["fields"]["BtpKey"]] == kept
    assert (await reconciled(day, command))[0] == 0


async def test_a_name_that_is_of_no_use_is_said(day: World, command: Command) -> None:
    """With 2, and nothing is filed."""
    for options, told in (
        (("--again", "BTP-7KQ4"), "--again goes with --repair"),
        (("--repair", "--again", "BTP-7KQ4"), "nothing is to be filed again of BTP-7KQ4"),
        (("--meant", "BTP-7KQ4"), "--meant: no item of BTP-7KQ4 was deleted from a list"),
        (("--repair", "--again", "BTP-7KQ4", "--meant", "BTP-7KQ4"), "want opposite things"),
    ):
        ended = await asyncio.to_thread(command, "reconcile", *options, settings=day.environment)
        assert ended.code == 2
        assert told in ended.err


async def test_words_changed_in_the_list_are_named_and_left(day: World, command: Command) -> None:
    """Whoever changed them may have removed a name; a theme and a note beside them are the coordinator's own."""
    first, second = await standing(day)
    where = f"lists/{(await list_of(day))['id']}/items"
    await day.call("PATCH", f"{where}/{first['id']}", {"fields": {"WentWell": "[removed]"}})
    await day.call(
        "PATCH", f"{where}/{second['id']}", {"fields": {"CoordinatorNote": "Read.", "Status": "Checked"}}
    )
    code, found = await reconciled(day, command, "--repair")
    assert (code, found["counts"]) == (1, {"edited": 1})
    assert (found["lists"][0]["ref"], found["lists"][0]["filed_again"]) == (first["fields"]["Ref"], False)
    await later(day)
    cells = [item["fields"] for item in await standing(day)]
    assert [one["WentWell"] for one in cells] == ["[removed]", WORDS]
    assert cells[1]["CoordinatorNote"] == "Read."


async def test_an_item_made_by_hand_is_counted_and_left_alone(day: World, command: Command) -> None:
    """It is no difference."""
    await graph(day, "PATCH", "/columns/BtpKey", {"required": False})
    await graph(day, "POST", "/items", {"fields": {"Title": "A note of my own"}})
    code, found = await reconciled(day, command, "--repair")
    assert (code, found["by_hand"], found["counts"]) == (0, 1, {})
    await later(day)
    assert len(await standing(day)) == 3


async def test_a_second_item_with_a_key_is_named_and_neither_is_touched(day: World, command: Command) -> None:
    """It takes a column that somebody made to accept equal values."""
    first, _ = before = await standing(day)
    await graph(day, "PATCH", "/columns/BtpKey", {"enforceUniqueValues": False})
    twin = {name: first["fields"][name] for name in ("Title", "BtpKey", "BtpHash", "Ref")}
    await graph(day, "POST", "/items", {"fields": twin})
    code, found = await reconciled(day, command, "--repair")
    assert (code, found["counts"]) == (1, {"twice": 1})
    await later(day)
    assert (await standing(day))[:2] == before
    assert len(await standing(day)) == 3


async def test_lists_out_of_reach_are_said_and_nothing_is_concluded(day: World, command: Command) -> None:
    """With 3 and a sentence, never as if everything were missing."""
    await day.call("PUT", "faults", [{"service": "graph", "kind": "503", "probability": 1}])
    ended = await asyncio.to_thread(command, "reconcile", settings=day.environment)
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.startswith("The lists could not be read (busy), so nothing was compared")


def backup(day: World) -> Path:
    """Copy the database as docs/operating.md says, beside the running service."""
    copy = day.folder / "backup.db"
    with closing(sqlite3.connect(day.folder / "back-to-practice.db")) as database:
        database.execute("VACUUM INTO ?", (str(copy),))
    return copy


async def restore(day: World, copy: Path) -> None:
    """Stop, put the copy in place as docs/operating.md says, and start."""
    await day.stop()
    for file in day.folder.glob("back-to-practice.db*"):
        file.unlink()
    shutil.copy(copy, day.folder / "back-to-practice.db")
    await day.start()


async def test_a_database_of_yesterday_loses_and_doubles_nothing_in_the_list(
    day: World, command: Command
) -> None:
    """One answer was changed since, and one given: both stay in the list as they are, and both are named."""
    copy = backup(day)
    await change(day, town.SOCIAL_WORKER, "On second thoughts: too late.")
    await answer(day, town.POLICE_OFFICER, "I was told what I needed.")
    await day.step(AFTERNOON + timedelta(hours=1))
    before = {item["fields"]["BtpKey"]: item["fields"] for item in await standing(day)}
    assert len(before) == 3
    await restore(day, copy)
    code, found = await reconciled(day, command, "--repair")
    assert (code, found["counts"]) == (1, {"newer": 2, "unknown": 1})
    assert {(one["kind"], one["list"], one["filed_again"]) for one in found["lists"]} == {
        ("newer", "Meetings", True),
        ("newer", "Practice reviews", False),
        ("unknown", "Practice reviews", False),
    }
    told = [one["differs"] for one in found["lists"] if one["list"] == REVIEWS]
    assert all(sentence.endswith("after an older copy of the database was put back.") for sentence in told)
    await change(day, town.HEALTH_VISITOR, "New words after the restore.")
    await day.step(NIGHT)
    after = {item["fields"]["BtpKey"]: item["fields"] for item in await standing(day)}
    assert after.keys() == before.keys(), "no second item"
    words = sorted(cells["WentWell"] for cells in after.values())
    assert words == [
        "I was told what I needed.",
        "New words after the restore.",
        "On second thoughts: too late.",
    ]
    checked = await day.service.store.read(last_check)
    assert checked is not None
    assert checked.counts == {"newer": 1, "unknown": 1}
    period = ("--from", "2026-01-13", "--to", "2026-01-13")
    told_in_status = await asyncio.to_thread(command, "reviews", "status", *period, settings=day.environment)
    assert (
        "1 newer in a list than in the store, 1 in a list that the store does not know." in told_in_status.out
    )
    assert "`back-to-practice reconcile` lists them." in told_in_status.out
