"""`provision` on lists that somebody changed, deleted or renamed by hand."""

from __future__ import annotations

from typing import Any

import pytest

from bot.handlers.filing import Filing, file_rows
from bot.handlers.ports import Kind, Work
from bot.local.town import BOARDS_SITE, EXAMPLE, SITE
from bot.partnership import load
from bot.store import Keys, open_store
from graph_sync.lists import SharePointLists
from tests.cli.exports import settings_of, speaking
from tests.cli.sites import NOTHING, REVIEWS, Sites
from tests.handlers.made import NOON

pytestmark = pytest.mark.slow


async def test_a_column_somebody_added_is_left_alone(standing: Sites) -> None:
    """It is theirs."""
    await standing.graph("POST", f"/{REVIEWS}/columns", {"name": "Extra", "text": {}, "indexed": True})
    ended = await standing.provision()
    assert (ended.code, ended.out, await standing.written()) == (0, NOTHING, {})
    assert (await standing.column("Extra"))["indexed"]


async def test_a_deleted_column_is_reported_every_time_and_made_only_on_request(standing: Sites) -> None:
    """Whoever deleted it may have meant it, and what it held does not come back."""
    await standing.graph("DELETE", f"/{REVIEWS}/columns/Process")
    for _ in range(2):
        ended = await standing.provision()
        assert (ended.code, await standing.written()) == (1, {})
        assert ended.out == (
            "Practice reviews: the column Process was deleted, and what it held went with it. "
            'To have it made again, empty, run provision with --again "Practice reviews/Process".\n'
        )
    ended = await standing.provision("--again", "Practice reviews/Process")
    assert (ended.code, ended.out) == (0, "coordinator: add the column Process to Practice reviews\n")
    assert (await standing.provision()).out == NOTHING


async def test_a_column_of_a_list_that_the_service_made_stays_deleted(sites: Sites) -> None:
    """What the service makes where `provision` never ran is remembered too."""
    settings, partnership = settings_of(sites.world), load(EXAMPLE)
    store = open_store(settings.database_url, Keys.parse(settings.data_keys.get_secret_value()))
    async with speaking(sites.world) as client:
        filing = Filing(store, SharePointLists(client, SITE, partnership), partnership)
        await file_rows(filing, [Work(1, Kind.FILE_MEETING, "no meeting", 0, 1)], NOON)
    await store.close()
    await sites.graph("DELETE", f"/{REVIEWS}/columns/Process")
    ended = await sites.provision()
    assert "Practice reviews: the column Process was deleted" in ended.out
    assert "Process" not in (await sites.lists())[REVIEWS]["columns"]


DAMAGE = [
    ({"indexed": False}, "Month", "lost its index"),
    ({"enforceUniqueValues": False}, "BtpKey", "an answer could be filed twice"),
    ({"required": True}, "Priority", "may not be empty"),
    ({"hidden": False}, "BtpHash", "should be hidden"),
    ({"choice": {"choices": ["Good practice", "Both"]}}, "Kind", "no longer offers Problem"),
]


@pytest.mark.parametrize(("patch", "name", "words"), DAMAGE, ids=[words for _, _, words in DAMAGE])
async def test_a_setting_somebody_changed_is_reported_and_put_right_on_request(
    standing: Sites, patch: dict[str, Any], name: str, words: str
) -> None:
    """One sentence says what it means and what to do."""
    whole = await standing.column(name)
    await standing.graph("PATCH", f"/{REVIEWS}/columns/{name}", patch)
    damaged = await standing.column(name)
    ended = await standing.provision()
    assert (ended.code, await standing.written()) == (1, {})
    assert words in ended.out
    assert f'--again "{REVIEWS}/{name}"' in ended.out
    assert await standing.column(name) == damaged
    assert (await standing.provision("--again", f"{REVIEWS}/{name}")).code == 0
    mended = await standing.column(name)
    assert {**mended, "choice": None} == {**whole, "choice": None}
    assert set(mended.get("choice", {}).get("choices", ())) == set(whole.get("choice", {}).get("choices", ()))


async def test_a_retyped_column_is_reported_with_both_types(standing: Sites) -> None:
    """It cannot be turned back from here; once it is deleted it can be made again."""
    await standing.graph("DELETE", f"/{REVIEWS}/columns/Themes")
    await standing.graph("POST", f"/{REVIEWS}/columns", {"name": "Themes", "text": {}})
    ended = await standing.provision()
    assert (ended.code, await standing.written()) == (1, {})
    assert "is now of the type single line of text; it should be several choices" in ended.out
    await standing.graph("DELETE", f"/{REVIEWS}/columns/Themes")
    await standing.provision("--again", "Practice reviews/Themes")
    assert (await standing.column("Themes"))["choice"]["displayAs"] == "checkBoxes"


async def test_a_renamed_list_is_known_by_its_id(standing: Sites) -> None:
    """No second one is made."""
    await standing.graph("PATCH", "/Themes", {"displayName": "Our themes"})
    ended = await standing.provision()
    assert (ended.code, await standing.written()) == (1, {})
    assert ended.out.startswith("The list Themes is now called Our themes.")
    assert len(await standing.lists()) == 12


async def test_a_deleted_list_is_not_made_again_unless_somebody_says_so(standing: Sites) -> None:
    """It may come back from the recycle bin with everything in it."""
    await standing.graph("DELETE", "/Actions", site=BOARDS_SITE)
    ended = await standing.provision()
    assert (ended.code, await standing.written()) == (1, {})
    assert "Restore it from the site's recycle bin within 93 days" in ended.out
    theirs = await standing.graph("POST", "", {"displayName": "Actions"}, site=BOARDS_SITE)
    assert "another with its name stands" in (await standing.provision()).out
    ended = await standing.provision("--again", "Actions")
    assert (ended.code, await standing.written()) == (1, {})
    assert "Another list on the site is called Actions, and is not ours" in ended.out
    await standing.graph("PATCH", f"/{theirs['id']}", {"displayName": "Their actions"}, site=BOARDS_SITE)
    assert (await standing.provision("--again", "Actions")).code == 0
    assert "DueOn" in (await standing.lists())["Actions"]["columns"]
    assert (await standing.provision()).out == NOTHING


async def test_what_the_partnership_file_adds_is_made_and_what_somebody_removed_is_not(
    standing: Sites,
) -> None:
    """A measure switched on becomes a column, a new name a choice; a removed choice stays somebody's decision."""
    text = EXAMPLE.read_text("utf-8").replace("parents = false", "parents = true")
    text = text.replace("[boards.qeb]\n", '[boards.qeb]\nname = "Quality Board"\n')
    standing.world.partnership.write_text(text, "utf-8")
    kept = ["Partnership Board", "Quality and Effectiveness Board", "Added by hand"]
    await standing.graph("PATCH", "/Decisions/columns/Board", {"choice": {"choices": kept}}, site=BOARDS_SITE)
    ended = await standing.provision()
    assert "coordinator: add the column Parents' view to Practice reviews" in ended.out
    assert "boards: change the column Board of Decisions: its choices" in ended.out
    assert "no longer offers Learning Hub" in ended.out
    assert (await standing.column("Board", "Decisions"))["choice"]["choices"] == [*kept, "Quality Board"]
    assert (await standing.column("MeasureParents"))["choice"]["choices"]


async def test_a_list_of_words_with_files_in_it_is_reported(standing: Sites) -> None:
    """Graph has no setting that says so, but an item with a file does."""
    reviews = (await standing.lists())[REVIEWS]["id"]
    await standing.world.call("PUT", f"lists/{reviews}/settings", {"versions": False})
    await standing.world.call("POST", f"lists/{reviews}/items", {"items": [{"fields": {"BtpKey": "k1"}}]})
    assert (await standing.provision()).out == NOTHING
    await standing.world.call(
        "PATCH", f"lists/{reviews}/items/1", {"fields": {}, "person": "p", "attached": True}
    )
    ended = await standing.provision()
    assert (ended.code, await standing.written()) == (1, {})
    assert ended.out.startswith("The list Practice reviews has items with files attached")


@pytest.mark.parametrize("versions", [True, False])
async def test_a_list_of_words_that_keeps_versions_is_reported(standing: Sites, *, versions: bool) -> None:
    """Graph shows it only by an item that was changed."""
    reviews = (await standing.lists())[REVIEWS]["id"]
    await standing.world.call("PUT", f"lists/{reviews}/settings", {"versions": versions})
    await standing.world.call("POST", f"lists/{reviews}/items", {"items": [{"fields": {"BtpKey": "k1"}}]})
    await standing.world.call("PUT", "clock", {"now": "2036-01-08T10:00:00Z"})
    await standing.world.call(
        "PATCH", f"lists/{reviews}/items/1", {"fields": {"FirstWords": "x"}, "person": "p"}
    )
    ended = await standing.provision()
    assert ("keeps earlier versions" in ended.out, ended.code) == (versions, int(versions))
