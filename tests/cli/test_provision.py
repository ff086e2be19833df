"""`provision` against the stand-in, on an empty, a half-made and a hand-damaged site."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.local.town import BOARDS_SITE, EXAMPLE, SITE
from bot.partnership import load
from bot.provisioning import difference_words
from graph_sync.columns import Site
from graph_sync.comparing import Difference
from graph_sync.declared import declared
from practice.clocks import LONDON
from tests.cli.conftest import Ended
from tests.journeys.world import World, world
from tests.tokens import authorised

pytestmark = pytest.mark.slow

NOTHING = "Both sites hold the lists as they are declared: nothing to do.\n"
LISTS = declared(load(EXAMPLE))
REVIEWS = "Practice reviews"


@dataclass
class Sites:
    """Both sites, as an administrator drives them beside the command."""

    world: World
    command: Callable[..., Ended]

    async def provision(self, *options: str) -> Ended:
        """Run the command; give how it ended."""
        await self.world.call("DELETE", "requests")
        return await asyncio.to_thread(self.command, "provision", *options, settings=self.world.environment)

    async def written(self) -> Counter[str]:
        """How often each kind of request was written since the command began."""
        requests = (await self.world.call("GET", "requests?limit=10000"))["requests"]
        return Counter(one["method"] for one in requests if one["method"] != "GET")

    async def lists(self) -> dict[str, dict[str, Any]]:
        """The lists of both sites by name, each with its columns by name."""
        state = await self.world.call("GET", "state")
        return {
            one["name"]: {**one, "columns": {column["name"]: column for column in one["columns"]}}
            for one in state["lists"]
        }

    async def graph(self, method: str, path: str, body: object = None, site: str = SITE) -> Any:  # noqa: ANN401
        """Do something past the product; names of lists are fine in a path."""
        url = f"/v1.0/sites/{site}/lists{path}"
        headers = await authorised(self.world.stand_in, "", url)
        async with self.world.stand_in.request(method, url, json=body, headers=headers) as response:
            assert response.status < 300, await response.text()
            return await response.json() if await response.read() else None

    async def column(self, name: str, list_name: str = REVIEWS) -> dict[str, Any]:
        found: dict[str, Any] = (await self.lists())[list_name]["columns"][name]
        return found


@pytest.fixture
async def sites(tmp_path: Path, command: Callable[..., Ended]) -> AsyncIterator[Sites]:
    """Two empty sites, and a partnership file that can be edited."""
    file = tmp_path / "partnership.toml"
    file.write_text(EXAMPLE.read_text("utf-8"), "utf-8")
    async with world(tmp_path, datetime(2036, 1, 8, 9, tzinfo=LONDON), file) as made:
        await made.seed(sites=[{"id": SITE, "name": "Coordinator"}, {"id": BOARDS_SITE, "name": "Boards"}])
        yield Sites(made, command)


@pytest.fixture
async def standing(sites: Sites) -> Sites:
    """Both sites, made."""
    assert (await sites.provision()).code == 0
    return sites


async def test_an_empty_site_gets_every_list_once_and_a_second_run_writes_nothing(sites: Sites) -> None:
    """The plan says so first, and changes nothing."""
    plan = await sites.provision("--plan")
    assert (plan.code, await sites.written(), await sites.lists()) == (0, {}, {})
    first = await sites.provision()
    assert first.code == 0
    assert [line for line in plan.out.splitlines() if "make the list" in line] == [
        line for line in first.out.splitlines() if "make the list" in line
    ]
    made = await sites.lists()
    assert {name: one["site"] for name, one in made.items()} == {
        shape.name: SITE if shape.site is Site.COORDINATOR else BOARDS_SITE for shape in LISTS
    }
    second = await sites.provision()
    assert (second.code, second.out, await sites.written()) == (0, NOTHING, {})
    assert await sites.lists() == made


async def test_the_lists_stand_as_they_are_declared(standing: Sites) -> None:
    """Every column with its type, index and key; Title and Created as the list wants them."""
    made = await standing.lists()
    for shape in LISTS:
        for column in (*shape.made, *shape.built_in):
            found = made[shape.name]["columns"][column.name]
            assert (found["indexed"], found["hidden"]) == (column.indexed, column.hidden), column.name
            assert (found["enforceUniqueValues"], found["required"]) == (column.unique, column.required)
            assert found["displayName"] == column.title
            assert column.facet.keys() <= found.keys()


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
    await standing.graph("POST", "", {"displayName": "Actions"}, site=BOARDS_SITE)
    assert "another with its name stands" in (await standing.provision()).out
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


REFUSALS = [
    ("PUT", "/role", {"role": "write"}, "Grant it the role manage there (Sites.Selected)"),
    ("PUT", "/role", {"role": "none"}, "Grant it the role manage there (Sites.Selected)"),
    ("DELETE", "", None, "There is no boards site with the id that BTP_BOARDS_SITE_ID gives."),
]


@pytest.mark.parametrize(("method", "path", "body", "words"), REFUSALS)
async def test_a_site_that_refuses_ends_in_a_sentence(
    sites: Sites, method: str, path: str, body: object, words: str
) -> None:
    """Permission withdrawn, or the site gone: what was done on the other site stays, and is said."""
    await sites.world.call(method, f"sites/{BOARDS_SITE}{path}", body)
    ended = await sites.provision()
    assert ended.code == 2
    assert words in ended.err
    assert len(await sites.lists()) == 5
    assert [line.partition(":")[0] for line in ended.out.splitlines() if " make the list " in line] == [
        "coordinator"
    ] * 5


async def test_a_service_that_asks_to_wait_for_long_is_left_alone(sites: Sites) -> None:
    """Nobody watches a command for ten minutes; it can be run again."""
    busy = {"service": "graph", "kind": "429", "probability": 1, "only": "POST", "retry_after": 600}
    await sites.world.call("PUT", "faults", [busy])
    ended = await sites.provision()
    assert (ended.code, ended.out) == (1, "")
    assert "did not take everything on the coordinator site (throttled)" in ended.err
    assert "run provision again in a few minutes" in ended.err
    await sites.world.call("PUT", "faults", [])
    assert (await sites.provision()).code == 0


@pytest.mark.parametrize(
    ("name", "words"), [("Nothing", "no list is called so"), ("Themes/No", "no such column")]
)
async def test_what_no_list_declares_cannot_be_made_again(sites: Sites, name: str, words: str) -> None:
    """The sentence names what there is."""
    ended = await sites.provision("--again", name)
    assert ended.code == 2
    assert words in ended.err


async def test_json_says_what_was_done_and_what_differs(standing: Sites) -> None:
    """For whoever watches it with a program."""
    await standing.graph("DELETE", f"/{REVIEWS}/columns/Process")
    told = json.loads((await standing.provision("--plan", "--json", "--again", "Themes/Means")).out)
    assert told["plan"] is True
    assert told["steps"] == []
    (difference,) = told["differences"]
    assert {name: difference[name] for name in ("site", "list", "column", "kind")} == {
        "site": "coordinator",
        "list": REVIEWS,
        "column": "Process",
        "kind": "deleted",
    }


@pytest.mark.parametrize("kind", ["list_gone", "list_replaced"])
def test_a_list_made_anew_says_how_what_was_filed_comes_into_it(kind: str) -> None:
    """Not by itself, and not never."""
    told = difference_words(Difference(REVIEWS, "", kind))
    assert 'provision with --again "Practice reviews"' in told
    assert "only by `back-to-practice reconcile --repair`" in told
