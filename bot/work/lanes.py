"""Lanes of work: each kind of effect has its own pace, and a slow one holds up no other."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.handlers.ports import Kind, Work
from practice.outcomes import Done, Parked, RetryAfter

WorkOutcome = Done | RetryAfter | Parked
Handle = Callable[[Sequence[Work], datetime], Awaitable[Sequence[WorkOutcome]]]


class Gate(Protocol):
    """How fast the other side may be asked. What finds it shut stays due in the queue, and costs nothing there."""

    def room(self) -> int:
        """How many pieces of work may begin now."""
        ...

    def opens_in(self) -> float:
        """Seconds of the product's clock until there is room; 0 when there is."""
        ...


class _Open:
    """A gate that is never shut."""

    def room(self) -> int:
        return sys.maxsize

    def opens_in(self) -> float:
        return 0.0


@dataclass(frozen=True, slots=True)
class Lane:
    """`batch` pieces of work go to one call of `handle`; up to `at_once` calls are under way together.

    Each piece of work takes at least one place at the lane's gate.
    """

    name: str
    kinds: tuple[Kind, ...]
    handle: Handle
    batch: int = 1
    at_once: int = 1
    gate: Gate = field(default_factory=_Open)


class Queue(Protocol):
    """The durable queue. Work outlives everything; a power cut may undo what was marked on it last."""

    async def claim(
        self, kinds: Sequence[Kind], limit: int, now: datetime, lease_seconds: float
    ) -> list[Work]: ...
    async def complete(self, work: Work) -> object: ...
    async def retry(self, work: Work, due_at: datetime, reason: str) -> object: ...
    async def park(self, work: Work, reason: str) -> object: ...
    async def renew(self, work: Work, lease_seconds: float) -> object: ...
    async def next_due(self) -> Mapping[Kind, datetime]: ...


def one_by_one(
    handle: Callable[[Work, datetime], Awaitable[WorkOutcome]],
) -> Handle:
    """Make a handler of single pieces of work fit a lane whose batch is one."""

    async def handle_all(works: Sequence[Work], now: datetime) -> Sequence[WorkOutcome]:
        return [await handle(work, now) for work in works]

    return handle_all
