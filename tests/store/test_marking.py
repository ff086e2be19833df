"""A mark spares the wait for the disk, and takes it from no other write."""

from __future__ import annotations

import asyncio

from bot.store import Keys, SqlStore, SqlTransaction, open_store
from tests.either import on_sqlite
from tests.store.samples import meeting

FULL, NORMAL = 2, 1


def waits(tx: SqlTransaction) -> int:
    """How the transaction will wait for the disk. https://www.sqlite.org/pragma.html#pragma_synchronous."""
    return int(tx._connection.exec_driver_sql("PRAGMA synchronous").scalar_one())


@on_sqlite
async def test_a_mark_does_not_wait_for_the_disk_and_the_next_write_does(store: SqlStore) -> None:
    """Whatever was marked before, a write that returns has reached the disk."""
    assert await store.mark(waits) == NORMAL
    assert await store.write(waits) == FULL


@on_sqlite
async def test_a_mark_that_goes_wrong_leaves_later_writes_waiting(store: SqlStore) -> None:
    """The way out of a failed mark is the same as that of any other."""

    def wrong(tx: SqlTransaction) -> None:
        tx.save_meeting(meeting())
        raise LookupError

    failed = await asyncio.gather(store.mark(wrong), return_exceptions=True)
    assert isinstance(failed[0], LookupError)
    assert await store.write(waits) == FULL
    assert not await store.read(lambda tx: tx.meetings())


@on_sqlite
async def test_marks_and_writes_taken_together_wait_once(store: SqlStore) -> None:
    """One write in a group makes the group wait."""
    found = await asyncio.gather(store.write(waits), store.mark(waits), store.write(waits))
    assert found[0] == found[2] == FULL


async def test_a_mark_is_there_when_the_database_is_opened_again(
    store: SqlStore, url: str, keys: Keys
) -> None:
    """It is read at once, and outlives the process."""
    await store.mark(lambda tx: tx.save_meeting(meeting()))
    assert len(await store.read(lambda tx: tx.meetings())) == 1
    await store.close()
    again = open_store(url, keys)
    assert len(await again.read(lambda tx: tx.meetings())) == 1
    await again.close()
