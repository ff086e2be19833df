"""A stand-in with the coordinator's lists in it, for whoever files there, and processes that file."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.shapes import START
from bot.clock import SteppedClock
from bot.credentials import signing_in
from bot.local.standin import StandIn, standing_in
from bot.local.town import EXAMPLE, SITE, environment, seed_of
from bot.partnership import load
from bot.settings import read_settings
from graph_sync.client import GraphClient
from graph_sync.lists import SharePointLists
from practice.filing import REVIEWS

_SCOPE = "https://graph.microsoft.com/.default"
_LONGEST = 300.0


class NotFiled(Exception):
    """What was to be measured did not happen; the text says what."""


@dataclass(frozen=True, slots=True)
class Site:
    """`environment` are the product's settings for it, `list_id` the Practice reviews list, `token` for Graph."""

    stand_in: StandIn
    environment: Mapping[str, str]
    list_id: str
    token: str

    async def keys(self) -> Counter[str]:
        """How often each key stands in the list."""
        return keys_of(await self.stand_in.get("state"))

    async def meter(self) -> Mapping[str, int]:
        counted: Mapping[str, int] = (await self.stand_in.get("meter"))["graph"]
        return counted


def keys_of(state: Mapping[str, Any]) -> Counter[str]:
    return Counter(
        item["fields"]["BtpKey"] for one in state["lists"] if one["name"] == REVIEWS for item in one["items"]
    )


@contextlib.asynccontextmanager
async def made_site(seed: int = 1) -> AsyncIterator[Site]:
    """Run a stand-in with both lists, its clock at START and its meter fresh."""
    with tempfile.TemporaryDirectory() as folder:
        async with standing_in(Path(folder) / "local365.sqlite", seed=seed) as stand_in:
            await stand_in.set_clock(START)
            await stand_in.seed(seed_of((), {}, "http://127.0.0.1:9/api/messages"))
            given = environment(Path(folder), stand_in.url, 0, EXAMPLE, 1)
            list_id, token = await _lists(given)
            yield Site(stand_in, given, list_id, token)


async def _lists(given: Mapping[str, str]) -> tuple[str, str]:
    settings, partnership = read_settings(given), load(EXAMPLE)
    async with signing_in(settings, SteppedClock(START)) as sign_in:
        client = GraphClient(
            settings.graph_url,
            organisation=partnership.name,
            version="0",
            chance=random.Random(1),
            credential=sign_in,
        )
        known = await SharePointLists(client, SITE, partnership).ready({})
        await client.close()
        token = (await sign_in.get_token(_SCOPE)).token
    if not isinstance(known, dict):
        raise NotFiled(f"The lists were not made: {known.reason}.")
    return known[REVIEWS].id, token


async def in_a_process(module: str, kind: str, order: Mapping[str, object]) -> dict[str, float]:
    """Run `python -m module kind` with an order, and give what it says it took."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, kind), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(_LONGEST):
        told, _ = await process.communicate(json.dumps(order).encode())
    if process.returncode:
        raise NotFiled(f"{kind} ended with exit code {process.returncode}; see its message above.")
    took: dict[str, float] = json.loads(told)
    return took


def peak_megabytes() -> float:
    """Resident megabytes at the most since this program began; 0 where the system does not say."""
    with contextlib.suppress(OSError), open("/proc/self/status") as status:  # noqa: PTH123
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0
