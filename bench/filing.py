"""What it costs a process to file answers as list items over the real wire, the quota off, beside other clients.

The local stand-in answers; its work is done in a process of its own and is not counted. Every client has a process of
its own, and they take turns; the median round counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from statistics import median

from bench.figures import Figure
from bench.filing_rivals import KINDS, installed
from bench.filing_site import Site, in_a_process, made_site
from bench.invented_answers import invented
from bench.shapes import MEETING, START
from bot.local.town import EXAMPLE, SITE
from bot.partnership import load
from graph_sync.columns import HASH, KEY, written
from practice.filing import REVIEWS, review_row

ITEMS = 1_000
_ROUNDS = 3
_OURS = {"graph": "ours, the Graph side", "product": "ours, from claimed work to recorded outcome"}
_MOST_MS = {"graph": 0.2, "product": 0.46}
_MOST_MEGABYTES = 130.0
_MOST_FIRST = 1.0
_UNPACED = {"BTP_GRAPH_UNITS_A_MINUTE": "6250"}


async def filing(items: int = ITEMS) -> list[Figure]:
    """File invented answers into empty lists; raises NotFiled."""
    kinds = (*_OURS, *filter(installed, KINDS))
    took: dict[str, list[dict[str, float]]] = defaultdict(list)
    for _ in range(_ROUNDS):
        for kind in kinds:
            async with made_site() as site:
                await site.stand_in.send("PUT", "meter", {"limit": None})
                took[kind].append(await _took(kind, site, items))
    return [figure for kind in kinds for figure in _figures(kind, took[kind], items)]


async def _took(kind: str, site: Site, items: int) -> dict[str, float]:
    if kind in _OURS:
        order = {"environment": {**site.environment, **_UNPACED}, "list": site.list_id, "items": items}
        return await in_a_process("bench.filing_ours", kind, order)
    return await in_a_process("bench.filing_rivals", kind, order_of(kind, site, items))


def order_of(kind: str, site: Site, items: int, *, stepped: bool = False) -> dict[str, object]:
    """Say to another client what to file: the same columns, with a key of its own each."""
    return {
        "url": site.stand_in.url,
        "token": site.token,
        "site": SITE,
        "list": REVIEWS if kind == "o365" else site.list_id,
        "items": list(_fields(items)),
        "start": START.isoformat() if stepped else "",
    }


def _fields(items: int) -> Iterable[dict[str, object]]:
    partnership = load(EXAMPLE)
    agency = partnership.agencies[0].key
    for number in range(items):
        row = review_row(f"key-{number}", invented(number, MEETING.id, agency), MEETING, partnership)
        filled = {name: value for name, value in row.fields.items() if value not in (None, ())}
        yield written(filled) | {"Title": str(row.fields["Ref"]), KEY: row.key, HASH: row.digest}


def _figures(kind: str, took: list[dict[str, float]], items: int) -> list[Figure]:
    name = f"CPU to file an answer: {_OURS.get(kind) or KINDS[kind]}"
    found = [Figure(name, median(one["seconds"] for one in took) * 1000 / items, "ms", _MOST_MS.get(kind))]
    if kind == "product":
        found += [
            Figure("the same: peak memory", max(one["megabytes"] for one in took), "MB", _MOST_MEGABYTES),
            Figure(
                "the same: CPU of the first after a start",
                median(one["first"] for one in took),
                "s",
                _MOST_FIRST,
            ),
        ]
    return found
