"""The loop itself: lanes side by side, stopping, and a database that is out of reach for a while."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

import pytest

from bot.clock import SteppedClock
from bot.handlers.ports import Kind, Work
from bot.store import SqlStore, WorkQueue
from bot.work.lanes import Lane, WorkOutcome
from bot.work.runner import Runner
from practice.outcomes import Done
from tests.work.made import Broken, Doing, Held, Unsteady, ask, states, well

ANSWERS, REPAINTS = (Kind.FILE_ANSWER,), (Kind.REPAINT,)
PATIENCE = 20.0
"""Real seconds after which a test that waits for something has failed."""


@asynccontextmanager
async def running(runner: Runner) -> AsyncIterator[asyncio.Task[None]]:
    """Run until the block is over, and then until what is under way has ended."""
    async with asyncio.timeout(PATIENCE):
        task = asyncio.create_task(runner.run())
        yield task
        runner.stop()
        await task


class Once:
    """Work that says when it was done."""

    def __init__(self) -> None:
        self.done = asyncio.Event()

    async def __call__(self, _work: Work) -> WorkOutcome:
        self.done.set()
        return Done()


@pytest.mark.slow
async def test_a_slow_lane_holds_up_no_other(store: SqlStore, queue: WorkQueue, clock: SteppedClock) -> None:
    """While SharePoint is thinking, cards go on being painted, also those asked for meanwhile."""
    slow, quick, later = Held(), Once(), Once()

    async def paint(work: Work) -> WorkOutcome:
        return await (quick if work.subject == "prompt-1" else later)(work)

    lanes = [Lane("answers", ANSWERS, Doing(slow).handle), Lane("repaints", REPAINTS, Doing(paint).handle)]
    runner = Runner(queue, lanes, clock)
    await ask(store, "answer-1")
    async with running(runner):
        await slow.begun.wait()
        for subject, done in (("prompt-1", quick.done), ("prompt-2", later.done)):
            await ask(store, subject, kind=Kind.REPAINT)
            runner.wake()
            await done.wait()
        slow.go.set()


async def test_stopping_lets_what_is_under_way_end_and_begins_nothing_more(
    store: SqlStore, queue: WorkQueue, clock: SteppedClock
) -> None:
    """Its outcome is saved; the rest waits for the next start."""
    slow = Held()
    doing = Doing(slow)
    runner = Runner(queue, [Lane("answers", ANSWERS, doing.handle)], clock)
    await ask(store, "answer-1", "answer-2")
    async with running(runner) as task:
        await slow.begun.wait()
        runner.stop()
        await asyncio.sleep(0)
        assert not task.done()
        slow.go.set()
    assert {subject: state for subject, (state, _, _) in (await states(store)).items()} == {
        "answer-1": "done",
        "answer-2": "ready",
    }
    assert doing.begun == ["answer-1"]


@pytest.mark.slow
async def test_a_runner_that_is_cut_off_leaves_its_work_to_the_next_start(
    store: SqlStore, queue: WorkQueue, clock: SteppedClock
) -> None:
    """Nothing is taken for done that was not."""
    slow = Held()
    await ask(store, "answer-1")
    task = asyncio.create_task(Runner(queue, [Lane("answers", ANSWERS, Doing(slow).handle)], clock).run())
    await slow.begun.wait()
    for each in asyncio.all_tasks() - {asyncio.current_task()}:
        each.cancel()
    await asyncio.wait((task,))
    assert (await states(store))["answer-1"][0] == "leased"
    await queue.release_all()
    assert (await Runner(queue, [Lane("answers", ANSWERS, Doing(well).handle)], clock).drain())[
        0
    ].total() == 1


@pytest.mark.slow
async def test_a_database_out_of_reach_does_not_end_the_loop(store: SqlStore, clock: SteppedClock) -> None:
    """Neither looking for work nor claiming it; once it is back the work is done."""
    queue = Unsteady(store, time.monotonic)
    queue.failures = {"next_due": 2, "claim": 1}
    once = Once()
    runner = Runner(queue, [Lane("answers", ANSWERS, Doing(once).handle)], clock, pause=0.01)
    await ask(store, "answer-1")
    async with running(runner):
        await once.done.wait()
    assert (await states(store))["answer-1"][0] == "done"


@pytest.mark.slow
async def test_a_lease_goes_on_being_renewed_after_a_renewal_that_failed(
    store: SqlStore, clock: SteppedClock
) -> None:
    """Otherwise slow work would be given to somebody else while it is being done."""
    queue = Unsteady(store, time.monotonic)
    queue.failures = {"renew": 2}

    async def until_renewed(_work: Work) -> WorkOutcome:
        await queue.renewed.wait()
        return Done()

    runner = Runner(queue, [Lane("answers", ANSWERS, Doing(until_renewed).handle)], clock, renew_every=0.01)
    await ask(store, "answer-1")
    async with asyncio.timeout(PATIENCE):
        assert (await runner.drain())[0].total() == 1


@pytest.mark.slow
async def test_a_fault_in_the_loop_itself_neither_ends_it_nor_makes_it_spin(
    store: SqlStore, clock: SteppedClock
) -> None:
    """A lane that fails on claiming pauses and then goes on."""

    class Failing(WorkQueue):
        """Claims wrongly once."""

        failed = 0

        async def claim(
            self, kinds: Sequence[Kind], limit: int, now: datetime, lease_seconds: float
        ) -> list[Work]:
            self.failed += 1
            if self.failed == 1:
                raise Broken
            return await super().claim(kinds, limit, now, lease_seconds)

    queue, once = Failing(store, time.monotonic), Once()
    runner = Runner(queue, [Lane("answers", ANSWERS, Doing(once).handle)], clock, pause=0.01)
    await ask(store, "answer-1")
    async with running(runner):
        await once.done.wait()
    assert queue.failed >= 2
