"""A healthy town for `doctor`: a store as the service left it, and every declared list on its site."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.local.town import CALENDAR, EXAMPLE, INTAKE
from bot.partnership import load
from graph_sync.client import GraphClient
from graph_sync.columns import ListShape
from graph_sync.declared import declared
from graph_sync.exchange import Call, Reply
from practice.filing import REVIEWS
from tests.cli.exports import speaking, write
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
        ids = await _make_lists(made)
        await write(made, lambda tx: [tx.save_list_id(name, list_id) for name, list_id in ids.items()])
        yield made


def _sites(town: World) -> list[str]:
    return [name for name in town.environment if name.endswith("_SITE_ID")]


async def _make_lists(town: World) -> dict[str, str]:
    ids: dict[str, str] = {}
    async with speaking(town) as client:
        for shape in declared(load(EXAMPLE)):
            site = town.environment.get(f"BTP_{shape.site.upper()}_SITE_ID")
            if site:
                ids[shape.name] = await _made(client, f"/sites/{site}/lists", shape)
                await town.call("PUT", f"lists/{ids[shape.name]}/settings", {"versions": False})
    return ids


async def _made(client: GraphClient, url: str, shape: ListShape) -> str:
    made = await asked(client, "POST", url, shape.definition())
    for column in shape.built_in:
        if column.indexed:
            await asked(client, "PATCH", f"{url}/{made['id']}/columns/{column.name}", {"indexed": True})
    return str(made["id"])


async def asked(client: GraphClient, method: str, url: str, body: dict[str, object] | None = None) -> Any:  # noqa: ANN401
    """Send one request as the product does, and give its answer's JSON."""
    reply = await client.send(Call(method, url, body))
    assert isinstance(reply, Reply)
    assert reply.status < 300, reply.body
    return reply.body


async def damaged(town: World, method: str, path: str = "", body: dict[str, object] | None = None) -> None:
    """Do to the Practice reviews list what somebody with the rights could do."""
    async with speaking(town) as client:
        await asked(client, method, await reviews_url(town) + path, body)


async def reviews_url(town: World) -> str:
    """The Practice reviews list."""
    state = await town.call("GET", "state")
    list_id = next(one["id"] for one in state["lists"] if one["name"] == REVIEWS)
    return f"/sites/{town.environment['BTP_COORDINATOR_SITE_ID']}/lists/{list_id}"
