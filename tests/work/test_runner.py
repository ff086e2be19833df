"""What the worker does with outcomes, and with faults of our own."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from bot.clock import SteppedClock
from bot.handlers.ports import Kind, StoreUnavailable, Work
from bot.store import SqlStore, WorkQueue, stuck
from bot.work.lanes import Lane, WorkOutcome
from bot.work.runner import Runner
from practice.outcomes import Done, Parked, RetryAfter
from tests.work.conftest import NOW
from tests.work.made import Broken, Doing, ask, states, step_to_next, well

ANSWERS = (Kind.FILE_ANSWER,)
QUOTE = "what somebody said"


@pytest.mark.slow
async def test_everything_that_is_due_is_done_once(
    store: SqlStore, queue: WorkQueue, clock: SteppedClock
) -> None:
    """However much there is, and nothing is left to do afterwards."""
    subjects = [f"answer-{number}" for number in range(30)]
    doing = Doing(well)
    runner = Runner(queue, [Lane("answers", ANSWERS, doing.handle, at_once=8)], clock)
    await ask(store, *subjects)
    assert (await runner.drain())[0].total() == 30
    assert (await runner.drain())[0].total() == 0
    assert sorted(doing.begun) == sorted(subjects)
    assert {state for state, _, _ in (await states(store)).values()} == {"done"}


async def test_work_comes_in_batches_of_the_lanes_size(
    store: SqlStore, queue: WorkQueue, clock: SteppedClock
) -> None:
    """One call of the handler is one request to the other side."""
    sizes: list[int] = []

    async def handle(works: Sequence[Work], _now: datetime) -> Sequence[WorkOutcome]:
        sizes.append(len(works))
        return [Done() for _ in works]

    await ask(store, *(f"answer-{number}" for number in range(45)))
    await Runner(queue, [Lane("answers", ANSWERS, handle, batch=20)], clock).drain()
    assert sizes == [20, 20, 5]


async def test_a_fault_in_a_batch_of_twenty_stops_only_its_own_piece(
    store: SqlStore, queue: WorkQueue, clock: SteppedClock, caplog: pytest.LogCaptureFixture
) -> None:
    """The other nineteen are done; the log names the kind of fault and quotes nothing."""

    async def handle(works: Sequence[Work], _now: datetime) -> Sequence[WorkOutcome]:
        if any(work.subject == "answer-7" for work in works):
            raise Broken(QUOTE)
        return [Done() for _ in works]

    await ask(store, *(f"answer-{number}" for number in range(20)))
    with caplog.at_level(logging.DEBUG):
        await Runner(queue, [Lane("answers", ANSWERS, handle, batch=20)], clock).drain()
    left = {subject: found for subject, found in (await states(store)).items() if found[0] != "done"}
    assert left == {"answer-7": ("ready", 1, "error:Broken")}
    assert {record.msg for record in caplog.records} == {"work.failed"}
    assert QUOTE not in caplog.text


@pytest.mark.slow
async def test_poison_is_parked_after_twelve_errors(
    store: SqlStore, queue: WorkQueue, clock: SteppedClock, caplog: pytest.LogCaptureFixture
) -> None:
    """It waits for a person and takes no more time; the pauses before grow to five minutes."""

    async def fail(_work: Work) -> WorkOutcome:
        raise Broken(QUOTE)

    doing = Doing(fail)
    runner = Runner(queue, [Lane("answers", ANSWERS, doing.handle)], clock)
    await ask(store, "poison")
    waits = []
    while (await runner.drain())[0].total():
        if await store.read(stuck.parked):
            break
        clock.step(await step_to_next(queue))
        waits.append(clock.now())
    (parked,) = await store.read(stuck.parked)
    assert (parked.subject, parked.attempts, parked.reason) == ("poison", 12, "error:Broken")
    assert len(doing.begun) == 12
    pauses = [(after - before).total_seconds() for before, after in zip([NOW, *waits], waits, strict=False)]
    assert pauses == [1, 1, 1.5, 3.5, 7.5, 15.5, 31.5, 63.5, 127.5, 255.5, 300]
    assert caplog.records[-1].msg == "work.parked"


@pytest.mark.slow
async def test_an_outage_is_never_parked(store: SqlStore, queue: WorkQueue, clock: SteppedClock) -> None:
    """Whoever is down for a week finds the work there, tried every five minutes at least."""

    async def wait(_work: Work) -> WorkOutcome:
        return RetryAfter(0, "outage")

    doing = Doing(wait)
    runner = Runner(queue, [Lane("answers", ANSWERS, doing.handle)], clock)
    await ask(store, "answer-1")
    for _ in range(30):
        await runner.drain()
        clock.step(clock.now() + timedelta(seconds=300))
    assert (await states(store))["answer-1"][0] == "ready"
    assert len(doing.begun) >= 30


@pytest.mark.slow
async def test_a_database_that_a_handler_cannot_reach_is_no_poison(
    store: SqlStore, queue: WorkQueue, clock: SteppedClock
) -> None:
    """A full disk is an outage, too, and no fault of the piece of work."""

    async def fail(_work: Work) -> WorkOutcome:
        raise StoreUnavailable

    runner = Runner(queue, [Lane("answers", ANSWERS, Doing(fail).handle)], clock)
    await ask(store, "answer-1")
    for _ in range(20):
        await runner.drain()
        clock.step(clock.now() + timedelta(seconds=300))
    state, attempts, reason = (await states(store))["answer-1"]
    assert (state, attempts >= 12, reason) == ("ready", True, "store_unavailable")


async def test_work_that_asks_for_a_pause_gets_it(
    store: SqlStore, queue: WorkQueue, clock: SteppedClock
) -> None:
    """A Retry-After is kept to the second, however long it is."""

    async def wait(_work: Work) -> WorkOutcome:
        return RetryAfter(900, "throttled")

    await ask(store, "answer-1")
    await Runner(queue, [Lane("answers", ANSWERS, Doing(wait).handle)], clock).drain()
    assert await step_to_next(queue) == NOW + timedelta(seconds=900)


async def test_parked_work_stays_parked_and_is_named(
    store: SqlStore, queue: WorkQueue, clock: SteppedClock
) -> None:
    """What no try of ours will mend is for a person to look at."""

    async def park(_work: Work) -> WorkOutcome:
        return Parked("no_right")

    doing = Doing(park)
    runner = Runner(queue, [Lane("answers", ANSWERS, doing.handle)], clock)
    await ask(store, "answer-1")
    await runner.drain()
    clock.step(NOW + timedelta(days=1))
    await runner.drain()
    assert [(parked.subject, parked.reason) for parked in await store.read(stuck.parked)] == [
        ("answer-1", "no_right")
    ]
    assert doing.begun == ["answer-1"]


async def test_work_that_is_asked_for_while_it_is_done_is_done_again(
    store: SqlStore, queue: WorkQueue, clock: SteppedClock
) -> None:
    """An answer that changed while it was being filed is filed once more."""

    async def ask_again(work: Work) -> WorkOutcome:
        if len(doing.begun) == 1:
            await ask(store, work.subject)
        return Done()

    doing = Doing(ask_again)
    await ask(store, "answer-1")
    assert (await Runner(queue, [Lane("answers", ANSWERS, doing.handle)], clock).drain())[0].total() == 2


async def test_a_handler_that_loses_count_is_a_fault_of_its_own(
    store: SqlStore, queue: WorkQueue, clock: SteppedClock
) -> None:
    """One outcome for each piece: nothing is taken for done because an outcome was missing."""

    async def handle(_works: Sequence[Work], _now: datetime) -> Sequence[WorkOutcome]:
        return []

    await ask(store, "answer-1")
    await Runner(queue, [Lane("answers", ANSWERS, handle)], clock).drain()
    assert (await states(store))["answer-1"] == ("ready", 1, "error:ValueError")
