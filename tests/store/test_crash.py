"""A killed process loses nothing that it said was saved."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.store import Keys, open_store
from tests.store.samples import encoded_key

WRITER = """
import asyncio, itertools, sys
from datetime import UTC, datetime
from bot.handlers.ports import Kind
from bot.store import Keys, open_store

async def write(store, numbers):
    for number in numbers:
        await store.write(lambda tx: tx.add_work(Kind.CLOSE, str(number), datetime(2026, 1, 5, tzinfo=UTC)))
        print(number, flush=True)

async def main():
    store = open_store(sys.argv[1], Keys.parse(sys.argv[2]))
    numbers = itertools.count()
    await asyncio.gather(*(write(store, numbers) for _ in range(8)))

asyncio.run(main())
"""


@pytest.mark.slow
@pytest.mark.parametrize("wait_for", [1, 100, 500])
async def test_what_was_said_to_be_saved_survives_kill_9(url: str, keys: Keys, wait_for: int) -> None:
    """Everything that was announced is there, and the next owner starts at once."""
    command = [sys.executable, "-c", WRITER, url, f"a:{encoded_key('a')}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:  # noqa: ASYNC220, S603
        assert writer.stdout is not None
        announced = [writer.stdout.readline() for _ in range(wait_for)]
        writer.kill()
        announced += [line for line in writer.stdout if line.endswith("\n")]
    store = open_store(url, keys, patience=1)
    kept = await store.read(
        lambda tx: [row[0] for row in tx._connection.exec_driver_sql("SELECT subject FROM work")]
    )
    assert {line.strip() for line in announced} <= set(kept)
    await store.close()
