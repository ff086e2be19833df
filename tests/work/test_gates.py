"""A lane whose gate is shut: its work stays due in the queue, untouched, and the others go on."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.clock import SteppedClock
from bot.handlers.ports import Kind, Work
from bot.store import SqlStore, WorkQueue
from bot.teams.pace import Pace
from bot.work.lanes import Lane, WorkOutcome, one_by_one
from bot.work.runner import Runner
from practice.outcomes import Done
from tests.work.conftest import NOW
from tests.work.made import ask, states


@dataclass
class Sending:
    """Work that asks the pace, as a request to Teams does."""

    pace: Pace
    sent: int = 0

    async def __call__(self, work: Work, _now: object) -> WorkOutcome:
        assert self.pace.admit(work.subject) == 0
        self.sent += 1
        return Done()


@pytest.mark.slow
async def test_a_hundred_pieces_leave_thirty_a_second_and_a_restart_forgets_nothing(store: SqlStore) -> None:
    """What finds the gate shut is neither leased nor tried: it stands in the queue, due, whoever comes next."""
    clock = SteppedClock(NOW)
    sending = Sending(Pace(clock.seconds))
    await ask(store, *(f"prompt-{number}" for number in range(100)), kind=Kind.DELIVER)

    def started() -> Runner:
        lane = Lane("deliveries", (Kind.DELIVER,), one_by_one(sending), at_once=8, gate=sending.pace)
        return Runner(WorkQueue(store, time.monotonic), [lane], clock)

    seen = []
    upcoming: datetime | None = clock.now()
    while upcoming:
        clock.step(upcoming)
        _, upcoming = await started().drain()
        seen.append(sending.sent)
        waiting = [row for row in (await states(store)).values() if row[0] == "ready"]
        assert waiting == [("ready", 0, "")] * (100 - sending.sent)
    assert seen == [30, 60, 90, 100]
    assert timedelta(seconds=3) <= clock.now() - NOW < timedelta(seconds=3.1)
