"""Ten thousand answers with changes and take-backs, 40 % of everything failing, and kill -9 every few seconds.

`python -m bench.filing_storm [--answers N] [--kill-every SECONDS]`. The worker is a process of its own on the service's
database; it is killed without a word and started again until nothing is left. Then store and list are compared. Time
is stepped, so that no pause is waited for. Exit code 1 when anything is lost, doubled or not equal.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rich.console import Console

from bench.figures import Figure, as_table
from bench.filing_site import Site, keys_of, made_site
from bench.invented_answers import answer_id, save_answers
from bench.shapes import START
from bot.app import running
from bot.clock import SteppedClock
from bot.handlers.ports import Kind, Transaction
from bot.settings import read_settings
from bot.store.keys import Keys
from bot.store.opening import open_store
from bot.store.store import SqlStore
from practice.answers import AnswerState, Content
from practice.filing import REVIEWS

ANSWERS = 10_000
KILL_EVERY = 3.0
_SHARE = 0.4
_KINDS = ("429", "503", "500", "504", "reset", "403", "404", "507", "applied-then-504", "applied-then-reset")
_CHANGED, _BACK = 0.2, 0.1
_LONGEST = 7_200.0


async def storm(answers: int, kill_every: float) -> list[Figure]:
    """File, change and take back under faults and kills, and count what is not as it should be."""
    began = time.monotonic()
    async with made_site() as site:
        await site.stand_in.send("PUT", "meter", {"limit": None})
        async with running(read_settings(site.environment), SteppedClock(START)) as service:
            await save_answers(service.store, service.partnership, answers)
        share = {"service": "graph", "probability": _SHARE / len(_KINDS), "retry_after": 0.5}
        await site.stand_in.send("PUT", "faults", [share | {"kind": kind} for kind in _KINDS])
        kills = await _killed_until_done(site, kill_every, began)
        wrong = await _wrong(site)
    what = f"{answers:,} answers, {_SHARE:.0%} faults, kill -9 every {kill_every:g} s"
    return [
        *(Figure(f"{what}: {name}", count, "", 0) for name, count in wrong.items()),
        Figure("the same: kills", kills, ""),
        Figure("the same: real time", time.monotonic() - began, "s"),
    ]


async def _killed_until_done(site: Site, kill_every: float, began: float) -> int:
    """Start the worker again and again; give how often it was killed."""
    kills = 0
    while time.monotonic() - began < _LONGEST:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", __spec__.name, "--work"), stdin=asyncio.subprocess.PIPE
        )
        assert process.stdin is not None  # noqa: S101 - it was asked for above
        process.stdin.write(json.dumps({**site.environment, "kills": str(kills)}).encode())
        process.stdin.close()
        try:
            # Loading takes a while on a busy machine: what is killed is work.
            await asyncio.wait_for(process.wait(), kill_every + 2.0)
        except TimeoutError:
            process.kill()
            await process.wait()
            kills += 1
            continue
        if process.returncode == 0:
            return kills
    raise TimeoutError("The storm did not end in two hours.")


async def _work(given: Mapping[str, str]) -> None:
    """Work until nothing is left; the first lives also change and take back, as people would meanwhile."""
    environment = {name: value for name, value in given.items() if name != "kills"}
    clock = SteppedClock(START)
    async with running(read_settings(environment | {"BTP_GRAPH_UNITS_A_MINUTE": "6250"}), clock) as service:
        chance = random.Random(int(given["kills"]))
        people = asyncio.create_task(_press(service.store, chance))
        while not people.done() or Kind.FILE_ANSWER in await service.queue.next_due():
            _, upcoming = await service.runner.drain()
            clock.step(upcoming or clock.now())
            await asyncio.sleep(0)
        await people


async def _press(store: SqlStore, chance: random.Random) -> None:
    """Change and take back some answers, each once: whoever was in the middle goes on after a kill."""
    while True:
        done = await store.read(lambda tx: int(tx.cursor("storm") or 0))
        if not await store.write(lambda tx, number=done: _pressed(tx, number, chance)):  # type: ignore[misc]
            return
        await asyncio.sleep(0)


def _pressed(tx: Transaction, number: int, chance: random.Random) -> bool:
    answer = tx.answer(answer_id(number))
    if answer is None:
        return False
    tx.save_cursor("storm", str(number + 1))
    drawn = chance.random()
    if drawn < _BACK:
        answer = replace(answer, content=Content(), state=AnswerState.TAKEN_BACK, revision=2)
    elif drawn < _BACK + _CHANGED:
        answer = replace(answer, content=Content({"q1": f"Changed {number}."}), revision=2)
    else:
        return True
    tx.save_answer(answer, f"prompt-{number}")
    tx.add_work(Kind.FILE_ANSWER, answer.id, START)
    return True


async def _wrong(site: Site) -> dict[str, int]:
    """Compare the store with the list; words are compared as they stand in the first question."""
    settings = read_settings(site.environment)
    store = open_store(settings.database_url, Keys.parse(settings.data_keys.get_secret_value()))
    answers = await store.read(lambda tx: tx.answers())
    keys = {filed.subject: filed.key for filed in await store.read(lambda tx: tx.filed_rows())}
    await store.close()
    state = await site.stand_in.get("state")
    found: dict[str, dict[str, Any]] = {
        item["fields"]["BtpKey"]: item["fields"]
        for one in state["lists"]
        if one["name"] == REVIEWS
        for item in one["items"]
    }
    counted = keys_of(state)
    other = [
        answer
        for answer in answers
        if (item := found.get(keys.get(answer.id, ""))) is not None
        and item.get("WentWell") != (answer.content.words.get("q1") or "").strip()
        and (item.get("WentWell") or answer.content.words.get("q1"))
    ]
    return {
        "lost": sum(keys.get(answer.id) not in found for answer in answers),
        "doubled": counted.total() - len(counted),
        "not equal": len(other),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=ANSWERS)
    parser.add_argument("--kill-every", type=float, default=KILL_EVERY)
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work:
        asyncio.run(_work(json.load(sys.stdin)))
        return 0
    figures = asyncio.run(storm(given.answers, given.kill_every))
    Console().print(as_table(figures))
    return 1 if any(figure.missed for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
