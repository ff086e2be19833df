"""The product's clock: the one place that asks the machine for the time, and a stepped one to rehearse."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta


class SystemClock:
    """Time as the machine has it, aware, UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - this is the one place

    def seconds(self) -> float:
        """Steady seconds from some moment on, which setting the machine's clock does not move."""
        return time.monotonic()


class SteppedClock:
    """Time that stands still until a driver steps it, so that months can be rehearsed in seconds."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        return self._now

    def seconds(self) -> float:
        """Stepped time alone passes."""
        return self._now.timestamp()

    def step(self, to: datetime) -> None:
        """Move forward; a step back is ignored, as time never goes back."""
        self._now = max(self._now, to)


class ShiftedClock:
    """Time that starts at a chosen moment and then goes on as time does: a demo's working morning."""

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._began = time.monotonic()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=time.monotonic() - self._began)

    def seconds(self) -> float:
        """Steady seconds, which are the same whatever moment was chosen."""
        return time.monotonic()
