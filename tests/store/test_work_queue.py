"""Work is done once at a time, again when it was asked for again, and never forgotten."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.handlers.ports import Kind, Work
from bot.store import Keys, SqlStore, SqlTransaction, WorkQueue, open_store
from tests.store.samples import LATER, NOW, meeting

ALL = tuple(Kind)
LEASE = 60.0


class LeaseClock:
    """Real seconds, moved by hand."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> LeaseClock:
    return LeaseClock()


@pytest.fixture
def queue(store: SqlStore, clock: LeaseClock) -> WorkQueue:
    return WorkQueue(store, clock)


async def ask(
    store: SqlStore, subject: str = "one", due_at: datetime = NOW, kind: Kind = Kind.DELIVER
) -> None:
    await store.write(lambda tx: tx.add_work(kind, subject, due_at))


async def claimed(queue: WorkQueue, now: datetime = NOW, limit: int = 20) -> list[Work]:
    return await queue.claim(ALL, limit, now, LEASE)


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
    (parked,) = await queue.parked()
    assert (parked.kind, parked.subject, parked.attempts, parked.reason) == (
        Kind.DELIVER,
        "one",
        1,
        "too_big",
    )
    assert await queue.release_parked(parked.id)
    assert not await queue.release_parked(parked.id)
    assert [again.attempts for again in await claimed(queue)] == [0]
    assert await queue.parked() == []


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
    assert await queue.parked() == []
    assert len(await claimed(queue)) == 1


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
