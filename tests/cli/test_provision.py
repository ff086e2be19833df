"""`provision` against the stand-in: what it makes, what it is refused, and what it says."""

from __future__ import annotations

import json

import pytest

from bot.local.town import BOARDS_SITE, SITE
from bot.provisioning import difference_words
from graph_sync.columns import Site
from graph_sync.comparing import Difference
from tests.cli.sites import LISTS, NOTHING, REVIEWS, Sites

pytestmark = pytest.mark.slow


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
