"""Work is done once at a time, again when it was asked for again, and never forgotten."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.handlers.ports import Kind
from bot.store import SqlStore, WorkQueue, stuck
from tests.store.queues import LEASE, LeaseClock, ask, claimed
from tests.store.samples import LATER, NOW


async def test_work_is_claimed_when_due_and_only_once(store: SqlStore, queue: WorkQueue) -> None:
    """Before its time it waits; while it is leased nobody else gets it."""
    await ask(store, due_at=LATER)
    assert await claimed(queue, NOW) == []
    (work,) = await claimed(queue, LATER)
    assert (work.kind, work.subject, work.attempts, work.version) == (Kind.DELIVER, "one", 0, 1)
    assert await claimed(queue, LATER) == []


async def test_the_longest_due_comes_first_over_all_kinds(store: SqlStore, queue: WorkQueue) -> None:
    """A busy kind does not starve the others."""
    await ask(store, "c", NOW, Kind.CLOSE)
    await ask(store, "a", NOW - timedelta(hours=2), Kind.POLL)
    await ask(store, "b", NOW - timedelta(hours=1), Kind.DELIVER)
    assert [work.subject for work in await claimed(queue, limit=2)] == ["a", "b"]
    assert [work.subject for work in await claimed(queue)] == ["c"]


async def test_only_the_kinds_asked_for_are_claimed(store: SqlStore, queue: WorkQueue) -> None:
    """A worker takes what it can do."""
    await ask(store, kind=Kind.POLL)
    assert await queue.claim([Kind.DELIVER], 20, NOW, LEASE) == []
    assert len(await queue.claim([Kind.DELIVER, Kind.POLL], 20, NOW, LEASE)) == 1


@pytest.mark.slow
async def test_two_claimers_never_overlap(store: SqlStore, clock: LeaseClock) -> None:
    """However they interleave, each piece of work goes to one of them, and none is left."""
    for number in range(100):
        await ask(store, f"subject-{number}")
    queues = [WorkQueue(store, clock), WorkQueue(store, clock)]
    rounds = await asyncio.gather(*(claimed(queues[turn % 2], limit=7) for turn in range(20)))
    subjects = [work.subject for group in rounds for work in group]
    assert len(subjects) == len(set(subjects)) == 100


async def test_completed_work_is_not_claimed_again(store: SqlStore, queue: WorkQueue) -> None:
    """Done is done, however late it is."""
    await ask(store)
    (work,) = await claimed(queue)
    assert await queue.complete(work)
    assert await claimed(queue, LATER) == []
    assert await queue.next_due() == {}


async def test_done_work_that_is_asked_for_again_is_ready(store: SqlStore, queue: WorkQueue) -> None:
    """The same subject can need the same work twice, at its new time."""
    await ask(store)
    (work,) = await claimed(queue)
    await queue.complete(work)
    await ask(store, due_at=LATER)
    assert await queue.next_due() == {Kind.DELIVER: LATER}
    assert [again.version for again in await claimed(queue, LATER)] == [2]


async def test_work_asked_for_while_it_is_leased_is_done_again(store: SqlStore, queue: WorkQueue) -> None:
    """Its holder may have read what stood before, so its completion makes it ready."""
    await ask(store)
    (work,) = await claimed(queue)
    await ask(store, due_at=LATER)
    assert await claimed(queue, LATER) == []
    await queue.complete(work)
    assert await claimed(queue, NOW) == []
    (again,) = await claimed(queue, LATER)
    assert again.version == 2
    await queue.complete(again)
    assert await claimed(queue, LATER) == []


@pytest.mark.parametrize("shift", [timedelta(hours=1), timedelta(hours=-1)])
async def test_asking_again_moves_the_time_either_way(
    store: SqlStore, queue: WorkQueue, shift: timedelta
) -> None:
    """A leave makes a prompt close later; a change of plan makes it sooner."""
    await ask(store)
    await ask(store, due_at=NOW + shift)
    assert await queue.next_due() == {Kind.DELIVER: NOW + shift}


async def test_a_retry_waits_and_counts(store: SqlStore, queue: WorkQueue) -> None:
    """The time somebody asked us to wait is kept, and so is how often it was tried."""
    await ask(store)
    (work,) = await claimed(queue)
    assert await queue.retry(work, LATER, "throttled")
    assert await claimed(queue, NOW) == []
    assert [again.attempts for again in await claimed(queue, LATER)] == [1]


@pytest.mark.parametrize(
    ("asked_at", "expected"), [(NOW, LATER), (LATER + timedelta(hours=1), LATER + timedelta(hours=1))]
)
async def test_a_retry_of_work_asked_for_again_keeps_the_later_time(
    store: SqlStore, queue: WorkQueue, asked_at: datetime, expected: datetime
) -> None:
    """Neither the other side's wait nor our own new time is cut short."""
    await ask(store)
    (work,) = await claimed(queue)
    await ask(store, due_at=asked_at)
    await queue.retry(work, LATER, "throttled")
    assert await queue.next_due() == {Kind.DELIVER: expected}


async def test_parked_work_waits_for_a_person(store: SqlStore, queue: WorkQueue) -> None:
    """It is listed with its reason, not claimed, and given another chance on request."""
    await ask(store)
    (work,) = await claimed(queue)
    assert await queue.park(work, "too_big")
    assert await claimed(queue, LATER) == []
    (parked,) = await store.read(stuck.parked)
    assert (parked.kind, parked.subject, parked.attempts, parked.reason) == (
        Kind.DELIVER,
        "one",
        1,
        "too_big",
    )
    assert await store.write(lambda tx: stuck.release(tx, parked.id))
    assert not await store.write(lambda tx: stuck.release(tx, parked.id))
    assert [again.attempts for again in await claimed(queue)] == [0]
    assert await store.read(stuck.parked) == []


@pytest.mark.parametrize("number", [10**11, 10**20])
async def test_no_work_has_a_number_that_no_database_gives(store: SqlStore, number: int) -> None:
    """A slip of the keys is told as any other, and ends in no error of the database."""
    assert not await store.write(lambda tx: stuck.release(tx, number))


async def test_work_refused_while_it_is_asked_for_again_is_told_until_it_is_tried(
    store: SqlStore, queue: WorkQueue
) -> None:
    """It is ready and not parked, and so far it was tried in vain: `work parked` and `doctor` say the same."""
    await ask(store)
    (work,) = await claimed(queue)
    await ask(store)
    await queue.park(work, "too_big")
    assert await store.read(stuck.parked) == []
    (waits,) = await store.read(stuck.waiting)
    assert (waits.kind, waits.reason, waits.count) == (Kind.DELIVER, "too_big", 1)
    await queue.complete(*await claimed(queue))
    assert await store.read(stuck.waiting) == []


async def test_parked_work_that_is_asked_for_again_is_ready(store: SqlStore, queue: WorkQueue) -> None:
    """Something has changed since: it may succeed now."""
    await ask(store)
    (work,) = await claimed(queue)
    await queue.park(work, "too_big")
    await ask(store)
    assert [again.attempts for again in await claimed(queue)] == [0]


@pytest.mark.slow
async def test_work_asked_for_while_it_failed_for_good_is_tried_again(
    store: SqlStore, queue: WorkQueue
) -> None:
    """What is parked is what was seen, not what was asked for since."""
    await ask(store)
    (work,) = await claimed(queue)
    await ask(store)
    await queue.park(work, "too_big")
    assert await store.read(stuck.parked) == []
    assert len(await claimed(queue)) == 1
