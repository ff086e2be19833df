"""`doctor` on lists that somebody changed by hand: each damage has its finding, with the exact remedy."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.local.town import EXAMPLE
from practice.filing import REVIEWS
from tests.cli.doctors import STOPS, WARNING, WELL, Command, change, kinds, looked, the_only_finding
from tests.cli.exports import answered
from tests.cli.towns import damaged, replaced
from tests.journeys.world import World

Do = Callable[[World], Awaitable[object]]

pytestmark = pytest.mark.slow  # Each test makes the lists of a town and looks at them over the wire.


async def _renamed(town: World) -> None:
    await damaged(town, "PATCH", body={"displayName": "Old reviews"})


async def _deleted(town: World) -> None:
    await damaged(town, "DELETE")


async def _without_column(town: World) -> None:
    await damaged(town, "DELETE", "/columns/Kind")


async def _retyped(town: World) -> None:
    await _without_column(town)
    await damaged(town, "POST", "/columns", {"name": "Kind", "displayName": "Kind", "number": {}})


async def _no_choice(town: World) -> None:
    choice = {"choices": ["Good practice", "Both"], "displayAs": "dropDownMenu"}
    await damaged(town, "PATCH", "/columns/Kind", {"choice": choice})


async def _fewer_types(town: World) -> None:
    choice = {"choices": ["Core group"], "displayAs": "dropDownMenu", "allowTextEntry": True}
    await damaged(town, "PATCH", "/columns/MeetingType", {"choice": choice})


async def _not_indexed(town: World) -> None:
    await damaged(town, "PATCH", "/columns/Cycle", {"indexed": False})


async def _not_unique(town: World) -> None:
    await damaged(town, "PATCH", "/columns/BtpKey", {"enforceUniqueValues": False})


@pytest.mark.parametrize(
    ("damage", "check", "kind", "code", "remedy"),
    [
        (_renamed, "lists", "list_renamed", WARNING, f'List name, "{REVIEWS}"'),
        (_without_column, "columns", "column_deleted", STOPS, "recycle bin"),
        (_retyped, "columns", "column_retyped", STOPS, "change the column back to one choice"),
        (_no_choice, "columns", "choices_removed", STOPS, "add these choices"),
        (_fewer_types, "columns", "choices_missed", WARNING, "add these choices"),
        (_not_indexed, "indexes", "index_dropped", WARNING, "Indexed columns"),
        (_not_unique, "indexes", "key_not_unique", STOPS, f'--again "{REVIEWS}/BtpKey"'),
    ],
)
async def test_a_hand_damaged_list_is_told_with_its_remedy(
    town: World, command: Command, damage: Do, check: str, kind: str, code: int, remedy: str
) -> None:
    """By the titles people see."""
    await damage(town)
    ended, where, finding = await the_only_finding(town, command)
    assert (ended, where, finding["kind"]) == (code, check, kind)
    assert REVIEWS in finding["what"]
    assert remedy in finding["remedy"]


async def test_a_list_that_was_deleted_is_not_to_be_made_anew(town: World, command: Command) -> None:
    """And one of which nothing is known yet is to be made."""
    await _deleted(town)
    code, _, finding = await the_only_finding(town, command)
    assert (code, finding["kind"]) == (STOPS, "list_deleted")
    assert "recycle bin" in finding["remedy"]
    change(town, f"DELETE FROM lists WHERE name = '{REVIEWS}'")  # noqa: S608
    code, _, finding = await the_only_finding(town, command)
    assert (code, finding["kind"]) == (WARNING, "list_missing")
    assert "back-to-practice provision" in finding["remedy"]


@pytest.mark.parametrize(
    ("ours", "theirs", "code"), [(REVIEWS, REVIEWS.upper(), STOPS), ("Themes", "Themes", WARNING)]
)
async def test_a_strangers_list_with_one_of_our_names_is_told_as_theirs(
    town: World, command: Command, ours: str, theirs: str, code: int
) -> None:
    """Once, and not by each column of ours that it lacks: `provision` and filing leave it alone."""
    await replaced(town, ours, theirs)
    change(town, f"DELETE FROM lists WHERE name = '{ours}'")  # noqa: S608
    ended, where, finding = await the_only_finding(town, command)
    assert (ended, where, finding["kind"]) == (code, "lists", "list_not_ours")
    assert f'"{theirs}"' in finding["what"]
    assert "Rename the other list" in finding["remedy"]
    assert "back-to-practice provision" in finding["remedy"]
    _, checks = await looked(town, command)
    assert f'"{theirs}" is not ours' in checks["columns"]["unchecked"]


async def test_our_own_list_without_its_key_is_still_ours(town: World, command: Command) -> None:
    """Its id is known: it has lost a column, and is to be mended."""
    await damaged(town, "DELETE", "/columns/BtpKey")
    _, _, finding = await the_only_finding(town, command)
    assert finding["kind"] == "column_deleted"


async def test_a_column_that_was_never_made_is_not_called_lost(
    town: World, command: Command, tmp_path: Path
) -> None:
    """A measure was switched on, and `provision` was not run since: it makes the column."""
    with_parents = tmp_path / "parents.toml"
    text = EXAMPLE.read_text("utf-8").replace("parents = false", "parents = true")
    with_parents.write_text(text, "utf-8")
    given = {"BTP_PARTNERSHIP": str(with_parents)}
    code, check, finding = await the_only_finding(town, command, **given)
    assert (code, check, finding["kind"]) == (STOPS, "columns", "column_not_made")
    assert "Parents' view" in finding["what"]
    assert "Run back-to-practice provision as an administrator" in finding["remedy"]
    assert "--again" not in finding["remedy"]
    made = await asyncio.to_thread(command, "provision", settings=town.environment | given)
    assert made.code == WELL
    assert (await looked(town, command, **given))[0] == WELL
    await damaged(town, "DELETE", "/columns/MeasureParents")
    assert (await the_only_finding(town, command, **given))[2]["kind"] == "column_deleted"


async def test_a_column_that_somebody_added_is_their_own_business(town: World, command: Command) -> None:
    """And so is another title."""
    await damaged(town, "POST", "/columns", {"name": "Mine", "displayName": "Mine", "text": {}})
    await damaged(town, "PATCH", "/columns/Kind", {"displayName": "Sort"})
    assert (await looked(town, command))[0] == WELL


async def test_a_file_that_somebody_attached_is_told(town: World, command: Command) -> None:
    """No rule about words reaches into it."""
    state = await town.call("GET", "state")
    list_id = next(one["id"] for one in state["lists"] if one["name"] == REVIEWS)
    await town.call("PUT", f"lists/{list_id}/settings", {"versions": False})
    await answered(town, 2)
    await town.call("PATCH", f"lists/{list_id}/items/2", {"fields": {}, "attached": True})
    ended, checks = await looked(town, command)
    assert (ended, kinds(checks)) == (WARNING, {"version history": ["files_attached"]})


@pytest.mark.parametrize(("on", "code"), [(True, STOPS), (False, WELL)])
async def test_version_history_that_is_on_breaks_a_promise(
    town: World, command: Command, on: bool, code: int
) -> None:
    """Only a changed item tells, so one is changed."""
    state = await town.call("GET", "state")
    list_id = next(one["id"] for one in state["lists"] if one["name"] == REVIEWS)
    await town.call("PUT", f"lists/{list_id}/settings", {"versions": on})
    await answered(town, 2)
    await damaged(town, "PATCH", "/items/2/fields", {"Status": "Flagged"})
    ended, checks = await looked(town, command)
    assert (ended, kinds(checks)) == (code, {"version history": ["versions_kept"]} if on else {})
