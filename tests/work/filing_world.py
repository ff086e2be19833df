"""Answers filed by the real worker into the stand-in's list, with faults and crashes, for the tests of filing."""

from __future__ import annotations

import asyncio
import contextlib
import random
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp.test_utils import TestServer

from bot.clock import SteppedClock
from bot.handlers import answering
from bot.handlers.filing import Filing, file_rows
from bot.handlers.ports import Kind
from bot.handlers.refilling import refill, refill_later
from bot.store import Keys, SqlStore, WorkQueue, open_store
from bot.work.lanes import Lane
from bot.work.runner import Runner
from graph_sync.client import GraphClient
from graph_sync.lists import SharePointLists
from graph_sync.pace import SitePace
from infra.local365.app import build_app
from practice.filing import REVIEWS
from tests.graph_sync.conftest import SEED, SITE, Service
from tests.handlers.made import NOON, PARTNERSHIP, SENT, keep, press
from tests.tokens import GRAPH, Given, access_token

KEYS = Keys.parse("test:" + "A" * 43 + "=")
PEOPLE = 4
LATER = 10_000
"""A revision later than any card's: the press is the newest."""


@dataclass
class World:
    """The stand-in and the store, which outlive the worker."""

    service: Service
    folder: Path
    store: SqlStore
    clock: SteppedClock
    client: GraphClient
    pace: SitePace
    written: int = 0
    deleted: set[str] = field(default_factory=set)
    """Keys of the items that the coordinator deleted."""
    edited: set[str] = field(default_factory=set)
    """Keys of the items in which the coordinator changed something."""
    remade: bool = False
    """Whether the column of the words was lost, and made again empty."""
    faults: tuple[str, ...] = ()
    share: float = 0.0
    queue: WorkQueue = field(init=False)
    runner: Runner = field(init=False)

    def start(self) -> None:
        lists = SharePointLists(self.client, SITE, PARTNERSHIP)
        filing = Filing(self.store, lists, PARTNERSHIP)
        lane = Lane(
            "filing",
            (Kind.FILE_ANSWER,),
            lambda works, now: file_rows(filing, works, now),
            batch=20,
            gate=self.pace,
        )
        self.queue = WorkQueue(self.store, time.monotonic)
        self.runner = Runner(self.queue, [lane], self.clock)

    async def crash(self, after: int) -> None:
        """Let the worker begin, break it off after so many turns of the loop, and start anew on the same file."""
        await self.wait()
        working = asyncio.create_task(self.runner.drain())
        for _ in range(after):
            await asyncio.sleep(0)
        working.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await working
        await self.store.close()
        self.store = open_store(f"sqlite:///{self.folder / 'store.db'}", KEYS)
        self.start()

    async def due(self) -> datetime | None:
        """When the next filing is due; the other work of a press is nobody's here."""
        return (await self.queue.next_due()).get(Kind.FILE_ANSWER)

    async def work(self) -> None:
        """Let one thing happen that may."""
        await self.wait()
        await self.runner.drain()

    async def wait(self) -> None:
        """Step to when the next filing may leave."""
        self.clock.step(await self.due() or self.clock.now())
        self.clock.step(self.clock.now() + timedelta(seconds=self.pace.opens_in() + 0.001))
        await self.service.call("PUT", "/_local/clock", {"now": self.clock.now().isoformat()})

    async def answer(self, person: int) -> None:
        """Three wordings take turns, so that somebody may come back to what they wrote before."""
        self.written += 1
        words = f"Words {(self.written - 1) % 3 + 1}."
        sent = press(LATER, by=f"person-{person}", about=f"prompt-{person}", q1=words)
        await self.store.write(lambda tx: answering.send(tx, sent, PARTNERSHIP, self.clock.now()))

    async def take_back(self, person: int) -> None:
        pressed = press(LATER, by=f"person-{person}", about=f"prompt-{person}")
        await self.store.write(lambda tx: answering.take_back(tx, pressed, PARTNERSHIP, self.clock.now()))

    async def edit(self, person: int) -> None:
        """Let the coordinator change a column of hers."""
        filed = await self.store.read(lambda tx: tx.filed_rows())
        if person <= len(filed) and filed[person - 1].item_id and filed[person - 1].key not in self.deleted:
            where = await self.store.read(lambda tx: tx.list_id(REVIEWS))
            path = f"/_local/lists/{where}/items/{filed[person - 1].item_id}"
            await self.service.call("PATCH", path, {"fields": {"CoordinatorNote": "Seen."}})
            self.edited.add(filed[person - 1].key)

    async def remake(self) -> None:
        """Let somebody delete the column of the words, and an administrator have it made again."""
        where = await self.store.read(lambda tx: tx.list_id(REVIEWS))
        if not where:
            return
        path = f"/v1.0/sites/{SITE}/lists/{where}/columns"
        await self.service.fail(probability=0)
        await self.service.call("DELETE", f"{path}/WentWell")
        column = {"name": "WentWell", "displayName": "What went well?", "text": {"allowMultipleLines": True}}
        await self.service.call("POST", path, column)
        await self.service.fail(*self.faults, probability=self.share)
        await self.store.write(lambda tx: refill_later(tx, REVIEWS, "WentWell"))
        await refill(self.store, PARTNERSHIP, self.clock.now())
        self.remade = True

    async def delete(self, person: int) -> None:
        """Let the coordinator delete an item on purpose, at a moment when Microsoft 365 answers."""
        filed = await self.store.read(lambda tx: tx.filed_rows())
        if person <= len(filed) and filed[person - 1].item_id and filed[person - 1].key not in self.deleted:
            where = await self.store.read(lambda tx: tx.list_id(REVIEWS))
            path = f"/v1.0/sites/{SITE}/lists/{where}/items/{filed[person - 1].item_id}"
            await self.service.fail(probability=0)
            await self.service.call("DELETE", path)
            await self.service.fail(*self.faults, probability=self.share)
            self.deleted.add(filed[person - 1].key)

    async def step(self, what: str, who: int) -> None:
        match what:
            case "answer":
                await self.answer(who)
            case "take back":
                await self.take_back(who)
            case "edit":
                await self.edit(who)
            case "delete":
                await self.delete(who)
            case "remake":
                await self.remake()
            case "crash":
                await self.crash(who)
            case _:
                await self.work()

    async def items(self) -> dict[str, Any]:
        found = [
            item for item in await self.service.items() if "BtpKey" in item["fields"] and not item["deleted"]
        ]
        assert len({item["fields"]["BtpKey"] for item in found}) == len(found), "none is doubled"
        return {item["fields"]["BtpKey"]: item["fields"] for item in found}

    async def parked(self) -> frozenset[str]:
        """The answers whose filing waits for a person."""
        return await self.store.read(lambda tx: tx.parked_work(Kind.FILE_ANSWER))

    async def settle(self) -> None:
        """With the faults over, work until nothing is left."""
        await self.service.fail(probability=0)
        for _ in range(200):
            if await self.due() is None:
                return
            await self.work()
        raise AssertionError("something is never filed")


@contextlib.asynccontextmanager
async def world(seed: int) -> AsyncIterator[World]:
    with tempfile.TemporaryDirectory() as folder:
        async with TestServer(build_app(":memory:", seed=seed)) as server, aiohttp.ClientSession() as http:
            service = Service(str(server.make_url("")).rstrip("/"), http)
            await service.call("POST", "/_local/seed", SEED)
            await service.call("PUT", "/_local/clock", {"now": NOON.isoformat()})
            clock = SteppedClock(NOON)
            pace = SitePace(1_250, clock.seconds)
            client = GraphClient(
                service.url + "/v1.0",
                organisation="Example",
                version="0",
                chance=random.Random(seed),
                credential=Given(await access_token(http, service.url, GRAPH)),
                pace=pace,
            )
            store = open_store(f"sqlite:///{Path(folder) / 'store.db'}", KEYS)
            made = World(service, Path(folder), store, clock, client, pace)
            prompts = [
                replace(SENT, id=f"prompt-{number}", person_id=f"person-{number}")
                for number in range(1, PEOPLE + 1)
            ]
            await keep(store, *prompts)
            made.start()
            yield made
            await made.store.close()
            await client.close()
