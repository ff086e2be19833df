"""What filing costs the product, in a process of its own: the Graph side alone, and from claimed work to its record.

`python -m bench.filing_ours graph|product` reads a JSON order from standard input and writes what it took.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from collections.abc import Mapping
from datetime import timedelta

from bench.filing_site import NotFiled, peak_megabytes
from bench.invented_answers import invented, save_answers
from bench.shapes import MEETING, START
from bot.app import running
from bot.clock import SteppedClock
from bot.credentials import signing_in
from bot.handlers.ports import Kind
from bot.local.town import EXAMPLE, SITE
from bot.partnership import load
from bot.settings import read_settings
from graph_sync.client import GraphClient
from graph_sync.lists import SharePointLists
from practice.filing import review_row
from practice.outcomes import Done

BATCH = 20


async def graph(given: Mapping[str, str], list_id: str, items: int) -> dict[str, float]:
    """File rows that are there, in batches of twenty."""
    settings, partnership = read_settings(given), load(EXAMPLE)
    agency = partnership.agencies[0].key
    rows = [
        review_row(f"key-{number}", invented(number, MEETING.id, agency), MEETING, partnership)
        for number in range(items)
    ]
    async with signing_in(settings, SteppedClock(START)) as sign_in:
        client = GraphClient(
            settings.graph_url,
            organisation=partnership.name,
            version="0",
            chance=random.Random(1),
            credential=sign_in,
        )
        lists = SharePointLists(client, SITE, partnership)
        await lists.file(list_id, rows[:BATCH])
        before = time.process_time()
        for first in range(BATCH, items, BATCH):
            outcomes = await lists.file(list_id, rows[first : first + BATCH])
            if not all(isinstance(outcome, Done) for outcome in outcomes):
                raise NotFiled("An item was not filed.")
        used = time.process_time() - before
        await client.close()
    return {"seconds": used, "megabytes": peak_megabytes()}


async def product(given: Mapping[str, str], _list_id: str, items: int) -> dict[str, float]:
    """File answers that are in the store, through the service's own queue; its clock steps past its own pace."""
    clock = SteppedClock(START)
    async with running(read_settings(given), clock) as service:
        await save_answers(service.store, service.partnership, 1)
        began = time.process_time()
        while Kind.FILE_ANSWER in await service.queue.next_due():
            _, upcoming = await service.runner.drain()
            clock.step(upcoming or clock.now())
        first = time.process_time() - began
        await save_answers(service.store, service.partnership, items)
        clock.step(clock.now() + timedelta(minutes=1))
        before = time.process_time()
        while Kind.FILE_ANSWER in await service.queue.next_due():
            _, upcoming = await service.runner.drain()
            clock.step(upcoming or clock.now())
        used = time.process_time() - before
    return {"seconds": used, "first": first, "megabytes": peak_megabytes()}


if __name__ == "__main__":
    told = json.load(sys.stdin)
    measure = {"graph": graph, "product": product}[sys.argv[1]]
    took = asyncio.run(measure(told["environment"], told["list"], told["items"]))
    sys.stdout.write(json.dumps(took) + "\n")
