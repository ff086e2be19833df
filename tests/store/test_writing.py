"""Writes stand together and fail alone."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy.exc import IntegrityError, InvalidRequestError

from bot.handlers.ports import StoreUnavailable
from bot.store import Keys, SqlStore, SqlTransaction, StoreClosed, open_store
from tests.either import on_postgresql, on_sqlite
from tests.store.samples import meeting


class Mistake(Exception):
    """A decision that goes wrong."""


async def kept(store: SqlStore) -> set[str]:
    return {each.id for each in await store.read(lambda tx: tx.meetings())}


class Held:
    """Keeps the writer busy, so that what is written meanwhile is taken as one group."""

    def __init__(self, store: SqlStore) -> None:
        self._busy, self._go = Event(), Event()
        self._first = asyncio.ensure_future(store.write(self._wait))

    def _wait(self, _: SqlTransaction) -> None:
        self._busy.set()
        self._go.wait(10)

    @classmethod
    async def by(cls, store: SqlStore) -> Held:
        held = cls(store)
        await asyncio.to_thread(held._busy.wait)
        return held

    async def let_go(self) -> None:
        await asyncio.sleep(0)
        self._go.set()
        await self._first


async def test_only_the_guilty_write_of_a_group_fails(store: SqlStore) -> None:
    """A write that fails after writing takes its own changes back, and nobody else's."""

    def wrong(tx: SqlTransaction) -> None:
        tx.save_meeting(meeting(2))
        raise Mistake

    held = await Held.by(store)
    writes = [
        asyncio.ensure_future(store.write(decide))
        for decide in (lambda tx: tx.save_meeting(meeting(1)), wrong, lambda tx: tx.save_meeting(meeting(3)))
    ]
    await held.let_go()
    outcomes = await asyncio.gather(*writes, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [type(None), Mistake, type(None)]
    assert await kept(store) == {"meeting-1", "meeting-3"}


async def test_a_broken_rule_of_the_database_fails_only_its_own_write(store: SqlStore) -> None:
    """A second meeting with the same reference is refused; the rest of its group is saved."""

    def clash(tx: SqlTransaction) -> None:
        tx.save_meeting(replace(meeting(2), ref=meeting(1).ref))

    held = await Held.by(store)
    first = asyncio.ensure_future(store.write(lambda tx: tx.save_meeting(meeting(1))))
    second = asyncio.ensure_future(store.write(clash))
    await held.let_go()
    await first
    with pytest.raises(IntegrityError):
        await second
    assert await kept(store) == {"meeting-1"}


async def test_a_refusal_before_any_write_runs_nobody_twice(store: SqlStore) -> None:
    """Deciding first and writing after keeps the group together."""
    runs: list[int] = []

    def refuse(tx: SqlTransaction) -> None:
        tx.meeting("meeting-1")
        raise Mistake

    def count(tx: SqlTransaction) -> None:
        runs.append(1)
        tx.save_meeting(meeting(1))

    held = await Held.by(store)
    writes = [asyncio.ensure_future(store.write(decide)) for decide in (count, refuse)]
    await held.let_go()
    outcomes = await asyncio.gather(*writes, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [type(None), Mistake]
    assert runs == [1]
    assert await kept(store) == {"meeting-1"}


@pytest.mark.slow
async def test_a_write_gives_back_what_was_decided(store: SqlStore) -> None:
    """Hundreds of writes at once each get their own result."""

    async def write(number: int) -> int:
        return await store.write(lambda _: number)

    held = await Held.by(store)
    writes = [asyncio.ensure_future(write(number)) for number in range(300)]
    await held.let_go()
    results = await asyncio.gather(*writes)
    assert results == list(range(300))


async def test_owner_and_guest_never_decide_on_what_the_other_is_about_to_change(
    store: SqlStore, url: str, keys: Keys
) -> None:
    """Both count in one place, each from what it read there, and no count is lost."""

    def count(tx: SqlTransaction) -> None:
        tx.save_cursor("count", str(int(tx.cursor("count") or "0") + 1))

    guest = open_store(url, keys, owner=False)
    for _ in range(20):
        await asyncio.gather(store.write(count), guest.write(count))
    await guest.close()
    assert await store.read(lambda tx: tx.cursor("count")) == "40"


@on_postgresql
async def test_a_transaction_in_which_an_error_was_passed_over_is_not_said_to_be_saved(
    store: SqlStore,
) -> None:
    """PostgreSQL has undone it by then, and would say so only in passing."""

    def pass_over(tx: SqlTransaction) -> None:
        tx.save_meeting(meeting(1))
        with contextlib.suppress(IntegrityError):
            tx.save_meeting(replace(meeting(2), ref=meeting(1).ref))

    with pytest.raises(InvalidRequestError):
        await store.write(pass_over)
    await store.write(lambda tx: tx.save_meeting(meeting(3)))
    assert await kept(store) == {"meeting-3"}


async def test_a_cancelled_callers_write_still_happens(store: SqlStore) -> None:
    """An outcome that was handed over is saved even if the request went away."""
    held = await Held.by(store)
    write = asyncio.ensure_future(store.write(lambda tx: tx.save_meeting(meeting(1))))
    await asyncio.sleep(0)
    write.cancel()
    await held.let_go()
    await store.write(lambda _: None)
    assert await kept(store) == {"meeting-1"}


async def test_a_read_cannot_write(store: SqlStore) -> None:
    """Whoever looks changes nothing, even by mistake, and the next read works."""
    with pytest.raises(StoreUnavailable):
        await store.read(lambda tx: tx.save_meeting(meeting(1)))
    assert await kept(store) == set()


async def test_an_exception_of_any_kind_reaches_its_caller(store: SqlStore) -> None:
    """StopIteration, which a future would not carry, does not leave the caller waiting."""
    with pytest.raises(RuntimeError):
        await store.write(lambda _: next(iter(())))


@pytest.mark.slow
async def test_closing_saves_what_waits(url: str, keys: Keys) -> None:
    """A write that was asked for before the close is there at the next start."""
    store = open_store(url, keys)
    held = await Held.by(store)
    write = asyncio.ensure_future(store.write(lambda tx: tx.save_meeting(meeting(1))))
    closing = asyncio.ensure_future(store.close())
    await asyncio.sleep(0.05)
    assert not closing.done()
    await held.let_go()
    await asyncio.gather(write, closing)
    again = open_store(url, keys)
    assert await kept(again) == {"meeting-1"}
    await again.close()


async def test_a_closed_store_refuses(url: str, keys: Keys) -> None:
    """Using a store after its end is an error, not a wait without end; closing twice is none."""
    store = open_store(url, keys)
    await store.close()
    await store.close()
    with pytest.raises(StoreClosed):
        await store.write(lambda _: None)
    with pytest.raises(StoreClosed):
        await store.read(lambda _: None)


@on_sqlite
async def test_a_database_out_of_reach_is_said_so_and_comes_back(
    url: str, database: Path, keys: Keys
) -> None:
    """While another program keeps the file locked a write fails as unavailable; afterwards it works."""
    store = open_store(url, keys, busy_seconds=0.01)
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable):
        await store.write(lambda tx: tx.save_meeting(meeting(1)))
    other.close()
    await store.write(lambda tx: tx.save_meeting(meeting(1)))
    assert await kept(store) == {"meeting-1"}
    await store.close()


@on_postgresql
async def test_a_guest_in_the_middle_of_a_write_makes_the_owner_say_so(url: str, keys: Keys) -> None:
    """As a file does that another program keeps locked."""
    store, guest = open_store(url, keys, busy_seconds=0.1), open_store(url, keys, owner=False)
    held = await Held.by(guest)
    with pytest.raises(StoreUnavailable):
        await store.write(lambda tx: tx.save_meeting(meeting(1)))
    await held.let_go()
    await store.write(lambda tx: tx.save_meeting(meeting(1)))
    assert await kept(store) == {"meeting-1"}
    await guest.close()
    await store.close()


@on_sqlite
async def test_every_commit_waits_for_the_disk(store: SqlStore) -> None:
    """The connection that writes runs with the log and with full synchronisation."""
    rows = await store.write(
        lambda tx: [
            tx._connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    )
    assert rows == ["wal", 2, 1]
