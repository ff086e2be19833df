"""Whatever is pressed, fails or dies, with every fault of the stand-in: each item equals its answer, once."""

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
import pytest
from aiohttp.test_utils import TestServer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.clock import SteppedClock
from bot.handlers import answering
from bot.handlers.filing import Filing, file_rows
from bot.handlers.ports import Kind
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
BEFORE_AND_AFTER = (
    "429",
    "503",
    "500",
    "504",
    "reset",
    "403",
    "404",
    "507",
    "applied-then-504",
    "applied-then-reset",
)
LATER = 10_000
"""A revision later than any card's: the press is the newest."""

pytestmark = pytest.mark.slow
people = st.integers(1, PEOPLE)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), people),
        st.tuples(st.just("take back"), people),
        st.tuples(st.just("edit"), people),
        st.tuples(st.just("work"), st.just(0)),
        st.tuples(st.just("crash"), st.integers(1, 60)),
    ),
    min_size=4,
    max_size=20,
)


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
        if person <= len(filed) and filed[person - 1].item_id:
            where = await self.store.read(lambda tx: tx.list_id(REVIEWS))
            path = f"/_local/lists/{where}/items/{filed[person - 1].item_id}"
            await self.service.call("PATCH", path, {"fields": {"CoordinatorNote": "Seen."}})

    async def step(self, what: str, who: int) -> None:
        match what:
            case "answer":
                await self.answer(who)
            case "take back":
                await self.take_back(who)
            case "edit":
                await self.edit(who)
            case "crash":
                await self.crash(who)
            case _:
                await self.work()

    async def items(self) -> dict[str, Any]:
        found = [item for item in await self.service.items() if "BtpKey" in item["fields"]]
        assert len({item["fields"]["BtpKey"] for item in found}) == len(found), "none is doubled"
        return {item["fields"]["BtpKey"]: item["fields"] for item in found}

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


async def converges(seed: int, happenings: list[tuple[str, int]], share: float) -> None:
    async with world(seed) as made:
        await made.service.fail(*BEFORE_AND_AFTER, probability=share)
        for what, who in happenings:
            await made.step(what, who)
        await made.settle()
        answers = await made.store.read(lambda tx: tx.answers())
        keys = {filed.subject: filed.key for filed in await made.store.read(lambda tx: tx.filed_rows())}
        items = await made.items()
        assert len(items) == len(answers), "none is lost"
        for answer in answers:
            item = items[keys[answer.id]]
            words = answer.content.words.get("q1")
            assert item.get("WentWell") == words
            assert item["Status"] == ("To check" if words else "Taken back")
        assert await made.service.violations() == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10_000), steps, st.sampled_from([0.0, 0.2, 0.6]))
def test_every_item_ends_equal_to_its_answer(
    seed: int, happenings: list[tuple[str, int]], share: float
) -> None:
    """In any order of answers, changes, take-backs, edits, faults and crashes."""
    asyncio.run(converges(seed, happenings, share))


async def test_a_change_never_overtakes_its_create() -> None:
    """It is pressed while the create is under way: an answer has one piece of work, and that is under way."""
    async with world(7) as made:
        await made.answer(1)
        await asyncio.gather(made.work(), _change_when_claimed(made))
        await made.settle()
        wrote = [
            one["method"]
            for one in await made.service.requests()
            if "items" in one["path"] and one["method"] in {"POST", "PATCH"}
        ]
        (item,) = (await made.items()).values()
    assert wrote == ["POST", "PATCH"]
    assert item["WentWell"] == "Words 2."


async def test_whoever_comes_back_to_the_first_words_is_filed_so_when_the_change_got_no_answer() -> None:
    """The change stands in the list although nobody was told: equal to the first filing is not equal to the list."""
    async with world(7) as made:
        await made.answer(1)
        await made.settle()
        await made.service.fail("applied-then-504", probability=1)
        await made.answer(1)
        await made.work()
        made.written = 0
        await made.answer(1)
        await made.settle()
        (item,) = (await made.items()).values()
    assert item["WentWell"] == "Words 1."


async def _change_when_claimed(made: World) -> None:
    """Change the answer as soon as its key is saved, which is before the create leaves."""
    for _ in range(10_000):
        if await made.store.read(lambda tx: tx.filed_rows()):
            return await made.answer(1)
    raise AssertionError("it was never begun")
