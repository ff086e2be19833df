"""Which Learning Hub a meeting's learning goes to: the first one on or after the day, named by its month."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from dateutil.relativedelta import relativedelta, weekday

from practice.boards import Cadence

_LONGEST_GAP = 24
"""Months looked ahead; a board that meets less often than every two years has no cycle."""


@lru_cache(maxsize=1_024)
def cycle(day: date, hub: Cadence) -> str:
    """Name the cycle of a day, for example "Hub June 2026"; "" when no Hub is in sight.

    The Hub's own month counts, wherever in it a bank holiday moves the meeting.
    """
    month = max(day, hub.first).replace(day=1)
    for _ in range(_LONGEST_GAP):
        if _meets(hub, month) and _nominal(hub, month) >= day:
            return f"Hub {month:%B %Y}"
        month += relativedelta(months=1)
    return ""


def _meets(hub: Cadence, month: date) -> bool:
    if hub.months:
        return month.month in hub.months
    apart = (month.year - hub.first.year) * 12 + month.month - hub.first.month
    return apart % max(hub.every_months, 1) == 0


def _nominal(hub: Cadence, month: date) -> date:
    last = relativedelta(day=31) if hub.nth < 0 else relativedelta()
    return month + last + relativedelta(weekday=weekday(hub.weekday, hub.nth))
