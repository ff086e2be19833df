"""The themes a new list begins with: written once, and never again once the list is the coordinator's."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from graph_sync.columns import choices_of
from tests.cli.sites import LISTS, NOTHING, REVIEWS, Sites

pytestmark = pytest.mark.slow

STARTER = choices_of(next(shape for shape in LISTS if shape.name == REVIEWS).column("Themes"))
PLANNED = "coordinator: write 21 themes to begin with into Themes, once; then they are the coordinator's"
WRITES = "POST .*items"


async def themes(sites: Sites) -> list[dict[str, Any]]:
    """The items that stand in the list."""
    return [item for item in (await sites.lists())["Themes"]["items"] if not item["deleted"]]


async def titles(sites: Sites) -> list[str]:
    return [item["fields"]["Title"] for item in await themes(sites)]


async def fault(sites: Sites, kind: str, probability: float) -> None:
    one = {"service": "graph", "kind": kind, "probability": probability, "only": WRITES}
    await sites.world.call("PUT", "faults", [one] if probability else [])


async def add(sites: Sites, title: str) -> None:
    """Write a theme as the coordinator does."""
    list_id = (await sites.lists())["Themes"]["id"]
    await sites.world.call("POST", f"lists/{list_id}/items", {"items": [{"fields": {"Title": title}}]})


async def test_a_new_list_begins_with_the_starter_set_once(sites: Sites) -> None:
    """The plan says so; they are the choices of the answers' column."""
    assert PLANNED in (await sites.provision("--plan")).out.splitlines()
    ended = await sites.provision()
    assert (ended.code, PLANNED in ended.out.splitlines()) == (0, True)
    assert Counter(await titles(sites)) == Counter(STARTER)
    assert (await sites.provision("--plan")).out == NOTHING
    assert ((await sites.provision()).out, await sites.written()) == (NOTHING, {})


@pytest.mark.parametrize("left", [0, 20])
async def test_what_the_coordinator_makes_of_it_stays(standing: Sites, left: int) -> None:
    """A theme, or every theme, was deleted; one was added."""
    for item in (await themes(standing))[left:]:
        await standing.graph("DELETE", f"/Themes/items/{item['id']}")
    await add(standing, "Sleep")
    assert ((await standing.provision()).out, len(await titles(standing))) == (NOTHING, left + 1)


@pytest.mark.parametrize("kind", ["applied-then-504", "503", "429"])
async def test_answers_that_get_lost_make_no_doubles(sites: Sites, kind: str) -> None:
    """What may have been written is looked for by its key."""
    await fault(sites, kind, 0.2)
    await sites.provision()
    await fault(sites, kind, 0)
    await sites.provision()
    assert Counter(await titles(sites)) == Counter(STARTER)


async def test_one_that_is_broken_off_goes_on_beside_what_the_coordinator_wrote(sites: Sites) -> None:
    """Some were refused, and the command ended with a sentence; the plan still says what is to do."""
    await fault(sites, "403", 0.5)
    ended = await sites.provision()
    assert (ended.code, bool(ended.err)) == (2, True)
    await fault(sites, "403", 0)
    assert 0 < len(await themes(sites)) < len(STARTER)
    await add(sites, "Sleep")
    assert PLANNED in (await sites.provision("--plan")).out.splitlines()
    await sites.provision()
    assert Counter(await titles(sites)) == Counter([*STARTER, "Sleep"])


async def test_a_list_into_which_somebody_wrote_first_is_left_as_it_is(sites: Sites) -> None:
    """The list was made, nothing could be written, and the coordinator began by herself."""
    await fault(sites, "403", 1)
    assert (await sites.provision()).code == 2
    await fault(sites, "403", 0)
    await forget_beginning(sites)
    await add(sites, "Sleep")
    assert PLANNED not in (await sites.provision("--plan")).out.splitlines()
    await sites.provision()
    assert await titles(sites) == ["Sleep"]


async def forget_beginning(sites: Sites) -> None:
    """As where the command was broken off right after the list was made."""
    await sites.world.start()
    await sites.world.service.store.write(lambda tx: tx.delete_cursor("themes:begun"))
    await sites.world.stop()
