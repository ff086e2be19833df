"""The line in front of a store's thread: it goes on whatever happens to those who wait."""

from __future__ import annotations

import asyncio
from threading import Event
from typing import cast

import pytest

from bot.store import SqlTransaction
from bot.store.requests import Lane, Request


class Broken(Exception):
    """Something nobody foresaw."""


NO_TRANSACTION = cast("SqlTransaction", None)
"""These requests touch no table."""


def settle(group: list[Request]) -> None:
    for request in group:
        request.attempt(NO_TRANSACTION)


async def test_a_group_that_cannot_be_settled_is_told_and_the_line_goes_on() -> None:
    """Nobody waits for ever, and the next request is served."""
    faults = [Broken()]

    def settle_later(group: list[Request]) -> None:
        if faults:
            raise faults.pop()
        settle(group)

    lane = Lane("test", settle_later)
    with pytest.raises(Broken):
        await lane.submit(lambda _: 1)
    assert await lane.submit(lambda _: 2) == 2
    lane.close()


def test_a_caller_whose_loop_has_ended_stops_nobody() -> None:
    """A program that ends while it waits leaves the thread to finish."""
    go, done = Event(), Event()

    def wait(_: SqlTransaction) -> None:
        go.wait(10)
        done.set()

    async def leave() -> None:
        request = asyncio.ensure_future(lane.submit(wait))
        await asyncio.sleep(0)
        request.cancel()

    async def stay() -> int:
        return await lane.submit(lambda _: 3)

    lane = Lane("test", settle)
    asyncio.run(leave())
    go.set()
    assert asyncio.run(stay()) == 3
    assert done.is_set()
    lane.close()
