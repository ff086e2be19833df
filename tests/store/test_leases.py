"""Work belongs to its claimer until the lease runs out, and a result is never lost with it."""

from __future__ import annotations

import pytest

from bot.handlers.ports import Kind
from bot.store import Keys, SqlStore, SqlTransaction, WorkQueue, open_store
from tests.store.queues import LEASE, LeaseClock, ask, claimed
from tests.store.samples import LATER, NOW, meeting


async def test_a_lease_that_ran_out_goes_to_the_next(store: SqlStore, clock: LeaseClock) -> None:
    """A worker that hangs loses its work, and what it says later changes nothing."""
    slow, next_one = WorkQueue(store, clock), WorkQueue(store, clock)
    await ask(store)
    (work,) = await claimed(slow)
    clock.seconds += LEASE
    (again,) = await claimed(next_one)
    assert not await slow.complete(work)
    assert not await slow.retry(work, LATER, "late")
    assert not await slow.park(work, "late")
    assert not await slow.renew(work, LEASE)
    assert await next_one.complete(again)


async def test_a_renewed_lease_lasts(store: SqlStore, queue: WorkQueue, clock: LeaseClock) -> None:
    """A call that takes long keeps its work."""
    await ask(store)
    (work,) = await claimed(queue)
    clock.seconds += LEASE - 1
    assert await queue.renew(work, LEASE)
    clock.seconds += LEASE - 1
    assert await claimed(queue) == []
    assert await queue.complete(work)


async def test_dropped_work_is_not_done(store: SqlStore, queue: WorkQueue) -> None:
    """What nobody wants any more is not claimed, nor does a holder bring it back."""
    await ask(store, "waiting")
    await ask(store, "leased")
    (leased,) = [work for work in await claimed(queue) if work.subject == "leased"]
    await store.write(lambda tx: tx.drop_work(Kind.DELIVER, "waiting"))
    await store.write(lambda tx: tx.drop_work(Kind.DELIVER, "leased"))
    await store.write(lambda tx: tx.drop_work(Kind.DELIVER, "unknown"))
    assert not await queue.retry(leased, NOW, "throttled")
    assert await claimed(queue, LATER) == []


async def test_a_result_and_its_completion_are_saved_together(store: SqlStore, queue: WorkQueue) -> None:
    """What came of the work and that it is over stand or fall as one."""
    await ask(store)
    (work,) = await claimed(queue)

    def wrong(tx: SqlTransaction) -> None:
        tx.save_meeting(meeting())
        raise LookupError

    with pytest.raises(LookupError):
        await queue.finish(work, wrong)
    assert await store.read(lambda tx: tx.meeting("meeting-1")) is None
    await queue.finish(work, lambda tx: tx.save_meeting(meeting()))
    assert await store.read(lambda tx: tx.meeting("meeting-1")) == meeting()
    assert not await queue.complete(work)


async def test_a_result_is_saved_even_when_the_lease_was_lost(
    store: SqlStore, queue: WorkQueue, clock: LeaseClock
) -> None:
    """The effect outside has happened, so it is noted; the work stays with its new holder."""
    await ask(store)
    (work,) = await claimed(queue)
    clock.seconds += LEASE
    other = WorkQueue(store, clock)
    (again,) = await claimed(other)
    await queue.finish(work, lambda tx: tx.save_meeting(meeting()))
    assert await store.read(lambda tx: tx.meeting("meeting-1")) == meeting()
    assert await other.complete(again)


async def test_a_stopping_worker_gives_its_work_back(store: SqlStore, queue: WorkQueue) -> None:
    """What was leased is there at once for the next one."""
    await ask(store)
    await claimed(queue)
    assert await queue.release_all() == 1
    assert len(await claimed(queue)) == 1


async def test_a_starting_owner_takes_over_what_a_dead_one_held(
    url: str, keys: Keys, clock: LeaseClock
) -> None:
    """No lease outlives its process, whatever its clock said."""
    first = open_store(url, keys)
    await ask(first)
    await claimed(WorkQueue(first, clock))
    await first.close()
    second = open_store(url, keys)
    assert len(await claimed(WorkQueue(second, clock))) == 1
    await second.close()


async def test_a_guest_does_no_work(url: str, keys: Keys, clock: LeaseClock) -> None:
    """Beside the owner others may ask for work, not do it."""
    guest = open_store(url, keys, owner=False)
    with pytest.raises(ValueError, match="Only the owner"):
        WorkQueue(guest, clock)
    await guest.close()
