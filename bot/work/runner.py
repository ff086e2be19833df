"""The loop: claim, handle, record. It holds no state of its own, so killing it at any point loses nothing."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.handlers.ports import Clock, Kind, StoreUnavailable, Work
from bot.work.lanes import Lane, Queue, WorkOutcome
from bot.work.retrying import ERROR, delay, settled
from practice.outcomes import Done, Parked, RetryAfter

LEASE = 60.0
RENEW_EVERY = 20.0
LONGEST_SLEEP = 1.0
"""Seconds after which the loop looks again: time passes, and another process may have added work.

All three are real seconds. A lane that failed as a whole pauses for as long.
"""

log = logging.getLogger(__name__)


class Runner:
    """Runs lanes over a queue, either until nothing is due (`drain`) or until told to stop (`run`)."""

    def __init__(
        self,
        queue: Queue,
        lanes: Sequence[Lane],
        clock: Clock,
        *,
        pause: float = LONGEST_SLEEP,
        renew_every: float = RENEW_EVERY,
    ) -> None:
        self._queue = queue
        self._lanes = lanes
        self._clock = clock
        self._pause = pause
        self._renew_every = renew_every
        self._woken = asyncio.Event()
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._stopping = False

    def wake(self) -> None:
        """Say that there may be new work."""
        self._woken.set()

    def stop(self) -> None:
        """Claim nothing more; `run` returns when what is under way has ended."""
        self._stopping = True
        self.wake()

    async def drain(self) -> tuple[Counter[str], datetime | None]:
        """Run every lane until nothing is due; give what each lane handled, by name, and when the next is due."""
        handled: Counter[str] = Counter()
        while True:
            first_due = await self._queue.next_due()
            due = self._due(first_due)
            if not due:
                return handled, self._next(first_due)
            counts = await asyncio.gather(*(self._exhaust(lane) for lane in due))
            handled.update({lane.name: count for lane, count in zip(due, counts, strict=True)})

    async def run(self) -> None:
        """Run every lane until `stop`, each in its own task, so that a slow one holds up no other."""
        while not self._stopping:
            try:
                await self._start_due()
            except StoreUnavailable:
                log.error("work.store_unavailable")  # noqa: TRY400 - no content
            await self._sleep()
        await asyncio.gather(*self._busy.values())

    async def _start_due(self) -> None:
        for lane in self._due(await self._queue.next_due()):
            if lane.name not in self._busy:
                task = asyncio.create_task(self._work_off(lane), name=f"lane {lane.name}")
                self._busy[lane.name] = task
                task.add_done_callback(partial(self._free, lane.name))

    def _free(self, lane: str, _ended: asyncio.Task[None]) -> None:
        del self._busy[lane]
        self.wake()

    async def _work_off(self, lane: Lane) -> None:
        """Run a lane; one that fails on the queue itself pauses, or it would fail again without end."""
        try:
            await self._exhaust(lane)
        except Exception as error:  # noqa: BLE001 - the lane is started again, and nobody else is told
            name = type(error).__name__
            log.error("work.lane_failed", extra={"lane": lane.name, "error": name})  # noqa: TRY400 - no content
            await asyncio.sleep(self._pause)

    async def _sleep(self) -> None:
        shut = [wait for lane in self._lanes if (wait := lane.gate.opens_in())]
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), min([self._pause, *shut]))
        self._woken.clear()

    def _due(self, first_due: Mapping[Kind, datetime]) -> list[Lane]:
        now = self._clock.now()
        waiting = {kind for kind, due_at in first_due.items() if due_at <= now}
        return [lane for lane in self._lanes if waiting & set(lane.kinds) and not lane.gate.opens_in()]

    def _next(self, due: Mapping[Kind, datetime]) -> datetime | None:
        """When there is something to do again: the first work that is due and finds its gate open."""
        opens = {kind: self._opens(lane) for lane in self._lanes for kind in lane.kinds}
        return min((max(at, opens.get(kind) or at) for kind, at in due.items()), default=None)

    def _opens(self, lane: Lane) -> datetime | None:
        """When a lane's gate opens, rounded up so that it is open then; None when it is open now."""
        wait = lane.gate.opens_in()
        micros = timedelta(microseconds=math.ceil(wait * 1e6) + 1)
        return self._clock.now() + micros if wait else None

    async def _exhaust(self, lane: Lane) -> int:
        """Handle what is due, keeping `at_once` calls under way."""
        handled, full = 0, True
        while full and not self._stopping:
            most = min(lane.batch * lane.at_once, lane.gate.room())
            if not most:
                break
            works = await self._queue.claim(lane.kinds, most, self._clock.now(), LEASE)
            batches = [works[start : start + lane.batch] for start in range(0, len(works), lane.batch)]
            await asyncio.gather(*(self._handle(lane, batch) for batch in batches))
            handled += len(works)
            full = len(works) == most
        return handled

    async def _handle(self, lane: Lane, works: Sequence[Work]) -> None:
        async with self._renewing(works):
            outcomes = await self._guarded(lane, works)
        await asyncio.shield(self._record(works, outcomes))

    async def _guarded(self, lane: Lane, works: Sequence[Work]) -> Sequence[WorkOutcome]:
        """Keep a fault of ours in one piece of work from stopping the others; an outage is nobody's fault."""
        try:
            outcomes = await lane.handle(works, self._clock.now())
            return [outcome for _, outcome in zip(works, outcomes, strict=True)]
        except StoreUnavailable:
            return [RetryAfter(1.0, "store_unavailable") for _ in works]
        except Exception as error:  # noqa: BLE001
            name = type(error).__name__
            log.error("work.failed", extra={"lane": lane.name, "error": name})  # noqa: TRY400 - no content
            if len(works) > 1:
                return [outcome for work in works for outcome in await self._guarded(lane, [work])]
            return [RetryAfter(1.0, ERROR + name)]

    async def _record(self, works: Sequence[Work], outcomes: Sequence[WorkOutcome]) -> None:
        await asyncio.gather(
            *(self._record_one(work, outcome) for work, outcome in zip(works, outcomes, strict=True))
        )

    async def _record_one(self, work: Work, outcome: WorkOutcome) -> None:
        if isinstance(outcome, RetryAfter):
            outcome = settled(outcome, work.kind, work.attempts)
        match outcome:
            case Done():
                await self._queue.complete(work)
            case Parked(reason):
                log.error("work.parked", extra={"kind": work.kind, "work": work.id, "reason": reason})
                await self._queue.park(work, reason)
            case RetryAfter(_, reason):
                later = self._clock.now() + timedelta(seconds=delay(outcome, work.attempts))
                await self._queue.retry(work, later, reason)

    @contextlib.asynccontextmanager
    async def _renewing(self, works: Sequence[Work]) -> AsyncIterator[None]:
        renewal = asyncio.create_task(self._renew(works))
        try:
            yield
        finally:
            renewal.cancel()

    async def _renew(self, works: Sequence[Work]) -> None:
        while True:
            await asyncio.sleep(self._renew_every)
            with contextlib.suppress(StoreUnavailable):  # The next renewal comes long before the lease ends.
                for work in works:
                    await self._queue.renew(work, LEASE)
