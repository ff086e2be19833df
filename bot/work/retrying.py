"""When to try again: pure decisions on an outcome and how often it was tried."""

from __future__ import annotations

from bot.handlers.ports import Kind
from practice.outcomes import Parked, RetryAfter

LONGEST = 300.0
"""Seconds between two tries at the most, unless the other side asked for longer."""

_FOR_EVER = frozenset({Kind.POLL, Kind.CHECK, Kind.SEATS})
"""Work that asks for itself again: set aside once, it would never be done again."""

MOST_ERRORS = 12
"""Tries after which work that makes our own code fail is set aside for a person to look at."""

ERROR = "error:"


def delay(outcome: RetryAfter, attempts: int) -> float:
    """Seconds to wait: what was asked for, and at least twice as long with every try, up to five minutes."""
    return max(outcome.seconds, min(LONGEST, (2.0 ** min(attempts, 10) - 1.0) / 2))


def settled(outcome: RetryAfter, kind: Kind, attempts: int) -> RetryAfter | Parked:
    """Set poison aside; an outage outside never is poison, and what comes again and again is never given up."""
    poison = outcome.reason.startswith(ERROR) and kind not in _FOR_EVER
    if poison and attempts + 1 >= MOST_ERRORS:
        return Parked(outcome.reason)
    return outcome
