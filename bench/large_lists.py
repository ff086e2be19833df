"""The views' queries on a list of 50,000 items, as Graph filters over the real wire: `python -m bench.large_lists`.

The stand-in refuses what SharePoint refuses of a large list, so an answer also shows that the view has its index.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console

from bench.figures import Figure, as_table
from bench.shapes import START
from bot.clock import SteppedClock
from bot.credentials import signing_in
from bot.local.standin import StandIn, standing_in
from bot.local.town import EXAMPLE, SITE, environment, seed_of
from bot.partnership import load
from bot.settings import read_settings
from bot.ways_out import graph_client
from graph_sync.client import GraphClient
from graph_sync.columns import CREATED, KEY, Column, ListShape, choices_of
from graph_sync.declared import declared
from graph_sync.exchange import OK, Call, Reply
from graph_sync.odata import encoded, literal
from graph_sync.site_lists import SiteLists
from graph_sync.site_scripts import ROWS
from graph_sync.views import Condition, Day, Test, View

ITEMS = 50_000
YEARS = 14
"""Over which the items are spread, so that a year has fewer than 5,000."""

AT_ONCE = 1_000
MOST_SECONDS = 2.0
_SAYABLE = {Test.IS: "eq", Test.BEFORE: "lt", Test.UNTIL: "le", Test.MORE_THAN: "gt", Test.SINCE: "ge"}
"""Graph's filters on list items have no list of values and no empty cells."""
_STATES = {
    "To check": 5,
    "Flagged": 2,
    "Needs words removed": 2,
    "Question asked": 2,
    "Parked": 1,
    "Checked": 88,
}
"""In a hundred answers; whoever works through them leaves few that wait."""


class NotAnsweredError(Exception):
    """The stand-in refused what was to be measured."""


async def large_lists(items: int = ITEMS) -> list[Figure]:
    """Fill Meetings and Practice reviews, and ask for what each of their views shows; raises NotAnsweredError."""
    partnership = load(EXAMPLE)
    shapes = declared(partnership)[:2]
    with tempfile.TemporaryDirectory() as folder:
        async with standing_in(Path(folder) / "local365.sqlite") as stand_in:
            await stand_in.seed(seed_of((), {}, "http://127.0.0.1:9/api/messages"))
            await stand_in.set_clock(START)
            await stand_in.send("PUT", "meter", {"limit": None})
            settings = read_settings(environment(Path(folder), stand_in.url, 0, EXAMPLE, 1))
            async with contextlib.AsyncExitStack() as stack:
                sign_in = await stack.enter_async_context(signing_in(settings, SteppedClock(START)))
                client = graph_client(settings, partnership.name, sign_in, stack)
                return [
                    figure for shape in shapes for figure in await _measured(stand_in, client, shape, items)
                ]


async def _measured(stand_in: StandIn, client: GraphClient, shape: ListShape, items: int) -> list[Figure]:
    lists = SiteLists(client, SITE)
    list_id = await lists.make(shape)
    for column in await lists.columns(list_id):
        if column.name == CREATED.name and CREATED in shape.built_in:
            await lists.change(list_id, column.id, {"indexed": True})
    await _fill(stand_in, list_id, shape, items)
    return [await _view(client, list_id, shape, view, items) for view in shape.views]


async def _fill(stand_in: StandIn, list_id: str, shape: ListShape, items: int) -> None:
    chance = random.Random(2)
    for first in range(0, items, AT_ONCE):
        rows = [_item(shape, number, items, chance) for number in range(first, min(first + AT_ONCE, items))]
        await stand_in.send("POST", f"lists/{list_id}/items", {"items": rows})


def _item(shape: ListShape, number: int, items: int, chance: random.Random) -> dict[str, Any]:
    made = START - timedelta(days=YEARS * 365 * (1 - number / items))
    seen = {name for view in shape.views for name in (*view.shown, *view.used)}
    fields = {column.name: _cell(column, made, chance) for column in shape.columns if column.name in seen}
    fields |= {
        f"{name}@odata.type": "Collection(Edm.String)"
        for name, value in fields.items()
        if isinstance(value, list)
    }
    return {"fields": {KEY: f"key-{number}", **fields}, "created": made.isoformat()}


def _cell(column: Column, made: datetime, chance: random.Random) -> object:
    """Invent a cell; of the states an answer or a meeting can be in, most are the last."""
    (kind,) = column.facet
    if kind == "choice":
        choices = choices_of(column)
        if column.name == "Status":
            return (
                chance.choices(list(_STATES), list(_STATES.values()))[0]
                if "Checked" in choices
                else "Happened"
            )
        several = isinstance(column.facet[kind], dict) and column.facet[kind]["displayAs"] == "checkBoxes"  # type: ignore[index]
        return [chance.choice(choices)] if several else chance.choice(choices)
    if kind == "dateTime":
        return made.strftime("%Y-%m-%dT%H:%M:%SZ")
    if kind == "number":
        return chance.choice((0, 0, 0, 1, 2))
    return chance.choice((True, False)) if kind == "boolean" else f"{column.title} {made:%Y-%m}"


async def _view(client: GraphClient, list_id: str, shape: ListShape, view: View, items: int) -> Figure:
    """Ask for the first page of a view, with every condition Graph can say."""
    call = Call("GET", f"/sites/{encoded(SITE)}/lists/{list_id}/items?{_query(shape, view, START.date())}")
    before = time.perf_counter()
    reply = await client.send(call)
    seconds = time.perf_counter() - before
    if not isinstance(reply, Reply) or reply.status != OK:
        raise NotAnsweredError(f"{shape.name}: {view.name}")
    return Figure(f"{items} items: {shape.name}, {view.name}", seconds, "s", MOST_SECONDS)


def _query(shape: ListShape, view: View, today: date) -> str:
    said = [text for each in view.where if (text := _said(shape, each, today))]
    order = next((f"fields/{each.column}{' desc' if each.descending else ''}" for each in view.order), "")
    parts = {
        "$filter": " and ".join(said),
        "$top": str(ROWS),
        "$expand": f"fields($select={','.join(view.shown)})",
    }
    if order and "/ID" not in order:
        parts["$orderby"] = order
    return "&".join(f"{name}={encoded(value)}" for name, value in parts.items())


def _said(shape: ListShape, condition: Condition, today: date) -> str:
    if condition.test not in _SAYABLE or not shape.column(condition.column).indexed:
        return ""
    value = condition.value
    if isinstance(value, Day):
        value = literal(f"{today + timedelta(days=value.after):%Y-%m-%d}T00:00:00Z")
    elif isinstance(value, str):
        value = literal(value)
    return f"fields/{condition.column} {_SAYABLE[condition.test]} {value}"


def main(given: Sequence[str]) -> int:
    figures = asyncio.run(large_lists(int(given[0]) if given else ITEMS))
    Console().print(as_table(figures))
    return 1 if any(figure.missed for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
