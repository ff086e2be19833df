"""How soon 32 people who answer at once have their receipts while Microsoft Graph is down.

The whole service runs, its work as well: every answer saved wants to be filed at once and cannot be. Graph is down in
two ways: its address refuses connections, or takes them and never answers. The service is in a process of its own:
`python -m bench.without_graph GRAPH TEAMS EACH`.
"""

from __future__ import annotations

import asyncio
import logging
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import aiohttp

from bench.figures import Figure
from bench.processes import serve_until_told, started
from bench.servers import listening
from bench.shapes import MEETING, START, TENANT, answer, prompt_id
from bench.teams_side import METADATA, Signer, teams_side
from bot.app import running
from bot.clock import ShiftedClock
from bot.handlers.ports import Conversation, Transaction
from bot.local.town import EXAMPLE, environment
from bot.settings import read_settings
from practice.prompts import Prompt, PromptState

PEOPLE: Final = 32
EACH: Final = 40
"""Answers of every person, one after another."""

MOST_MS: Final = 500.0
_NOBODY: Final = "http://127.0.0.1:9/v1.0"
"""The port named discard, where nothing listens."""


async def without_graph(each: int = EACH) -> list[Figure]:
    """Measure both ways in which Graph can be down."""
    async with _hanging() as silent:
        return [*await _measured("refuses", _NOBODY, each), *await _measured("hangs", silent, each)]


async def _measured(how: str, graph: str, each: int) -> list[Figure]:
    signer = Signer()
    async with (
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client,
        teams_side(signer) as teams,
        started("bench.without_graph", graph, teams, str(each)) as service,
    ):
        tokens = await asyncio.to_thread(signer.tokens, teams)
        people = [
            _person(client, service, teams, tokens, range(one, PEOPLE * each, PEOPLE))
            for one in range(PEOPLE)
        ]
        waited = [ms for one in await asyncio.gather(*people) for ms in one]
    hundredths = statistics.quantiles(waited, n=100)
    what = f"An answer while Graph {how}, {PEOPLE} at once"
    return [
        Figure(f"{what}: p50", hundredths[49], "ms"),
        Figure(f"{what}: p99", hundredths[98], "ms", MOST_MS),
    ]


async def _person(
    client: aiohttp.ClientSession, service: str, teams: str, tokens: Sequence[str], numbers: range
) -> list[float]:
    """Answer every request of one person; give how long each receipt took, in milliseconds."""
    waited = []
    for number in numbers:
        headers = {"Authorization": f"Bearer {tokens[number % len(tokens)]}"}
        began = time.perf_counter()
        async with client.post(
            f"{service}/api/messages", json=_press(number, teams), headers=headers
        ) as response:
            text = await response.text()
        waited.append((time.perf_counter() - began) * 1000)
        if "Your reference is" not in text:
            raise SystemExit(f"An answer got no receipt: {response.status}.")
    return waited


def _press(number: int, teams: str) -> dict[str, Any]:
    person = number % PEOPLE
    sender = {"id": f"29:{person}", "name": f"Social worker {person}", "aadObjectId": _id(person)}
    chat = {"conversationType": "personal", "tenantId": TENANT, "id": f"a:{person}"}
    press = {**answer(number, teams), "from": sender, "conversation": chat, "replyToId": f"1:{number}"}
    press["value"]["action"]["data"].pop("m_child")  # The example partnership has other measures.
    return press


def _id(person: int) -> str:
    return f"33333333-3333-4333-8333-{person:012}"


@asynccontextmanager
async def _hanging() -> AsyncIterator[str]:
    """Take connections and never answer; whoever measured nothing that hung is told so."""
    taken: list[asyncio.StreamWriter] = []

    async def take(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        taken.append(writer)

    server = await asyncio.start_server(take, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1.0"
    finally:
        server.close()
        for writer in taken:
            writer.close()
    if not taken:
        raise SystemExit("Nothing asked Graph while it hung, so nothing was measured.")


@asynccontextmanager
async def service(graph: str, teams: str, each: int) -> AsyncIterator[int]:
    """Run the product with requests that everybody has been sent."""
    with tempfile.TemporaryDirectory() as folder:
        logging.basicConfig(filename=Path(folder) / "log")
        named = environment(Path(folder), teams.rstrip("/"), 0, EXAMPLE, 1)
        named |= {"BTP_GRAPH_URL": graph, "BTP_SERVICE_URL": teams}
        named["BTP_OPENID_METADATA_URL"] = teams.rstrip("/") + METADATA
        async with running(read_settings(named), ShiftedClock(START)) as product:
            kind = product.partnership.types[0].key
            agency = product.partnership.agencies[0].key
            await product.store.write(lambda tx: _ask(tx, kind, agency, teams, each))
            working = asyncio.create_task(product.runner.run())
            async with listening(product.web_app) as port:
                yield port
            working.cancel()


def _ask(tx: Transaction, kind: str, agency: str, teams: str, each: int) -> None:
    tx.save_meeting(replace(MEETING, type_key=kind))
    for person in range(PEOPLE):
        tx.save_conversation(Conversation(_id(person), f"a:{person}", teams, TENANT, f"29:{person}"))
    for number in range(PEOPLE * each):
        person = number % PEOPLE
        tx.save_prompt(
            Prompt(
                id=prompt_id(number),
                meeting_id=MEETING.id,
                agency_key=agency,
                address="",
                state=PromptState.SENT,
                due_at=START,
                closes_at=START + timedelta(days=14),
                person_id=_id(person),
                conversation_id=f"a:{person}",
                activity_id=f"1:{number}",
                ever_sent=True,
                sent_at=START,
            )
        )


if __name__ == "__main__":
    asyncio.run(serve_until_told(service(sys.argv[1], sys.argv[2], int(sys.argv[3]))))
