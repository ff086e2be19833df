"""Two sites beside `provision`, as an administrator sees and changes them."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.local.town import BOARDS_SITE, EXAMPLE, SITE
from bot.partnership import load
from graph_sync.declared import declared
from practice.clocks import LONDON
from tests.journeys.world import World, world
from tests.tokens import authorised

if TYPE_CHECKING:
    from tests.cli.conftest import Ended

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
