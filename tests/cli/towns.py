"""A healthy town for `doctor`: a store, and every list on its site as `provision` made it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.clock import SystemClock
from bot.local.town import CALENDAR, INTAKE
from bot.provisioning import provision
from graph_sync.client import GraphClient
from graph_sync.exchange import Call, Reply
from practice.filing import REVIEWS
from tests.cli.exports import settings_of, speaking
from tests.journeys.world import World, world


@asynccontextmanager
async def healthy_town(folder: Path) -> AsyncIterator[World]:
    """All is well in it; the stand-in has the machine's time, and no quota."""
    async with world(folder, datetime.now(UTC)) as made:  # noqa: TID251 - doctor runs on the system's clock
        await made.call("PUT", "clock", {"now": None})
        await made.call("PUT", "meter", {"limit": None})
        sites = [{"id": made.environment[name], "name": name} for name in _sites(made)]
        mailboxes = [{"address": INTAKE, "kind": "room"}, {"address": CALENDAR, "kind": "shared"}]
        await made.seed(sites=sites, mailboxes=mailboxes)
        await provision(settings_of(made), SystemClock(), plan_only=False)
        await _without_versions(made)
        yield made


def _sites(town: World) -> list[str]:
    return [name for name in town.environment if name.endswith("_SITE_ID")]


async def _without_versions(town: World) -> None:
    """Switch the history of every list off, as an administrator does."""
    for one in (await town.call("GET", "state"))["lists"]:
        await town.call("PUT", f"lists/{one['id']}/settings", {"versions": False})


async def asked(client: GraphClient, method: str, url: str, body: dict[str, object] | None = None) -> Any:  # noqa: ANN401
    """Send one request as the product does, and give its answer's JSON."""
    reply = await client.send(Call(method, url, body))
    assert isinstance(reply, Reply)
    assert reply.status < 300, reply.body
    return reply.body


async def damaged(
    town: World,
    method: str,
    path: str = "",
    body: dict[str, object] | None = None,
    *,
    name: str = REVIEWS,
    site: str = "COORDINATOR",
) -> None:
    """Do to a list, to Practice reviews unless it is named, what somebody with the rights could do."""
    async with speaking(town) as client:
        await asked(client, method, await list_url(town, name, site) + path, body)


async def replaced(town: World, ours: str, theirs: str) -> None:
    """Put somebody else's list where one of the coordinator's stood."""
    url = await list_url(town, ours)
    async with speaking(town) as client:
        await asked(client, "DELETE", url)
        body: dict[str, object] = {"displayName": theirs, "columns": [{"name": "Colour", "text": {}}]}
        await asked(client, "POST", url.rpartition("/")[0], body)


async def reviews_url(town: World) -> str:
    return await list_url(town, REVIEWS)


async def list_url(town: World, name: str, site: str = "COORDINATOR") -> str:
    """Where a list stands; on the coordinator's site unless another is named."""
    state = await town.call("GET", "state")
    list_id = next(one["id"] for one in state["lists"] if one["name"] == name)
    return f"/sites/{town.environment[f'BTP_{site}_SITE_ID']}/lists/{list_id}"
