"""How closely an answer is tied to its meeting in the list, and when it is filed so that its place tells nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

_HOUR = timedelta(hours=1)
_SPREAD = timedelta(minutes=10)


class Attribution(StrEnum):
    """With its meeting's reference and date, or with month and type alone (content.md, section 23)."""

    MEETING = "meeting"
    MONTH = "month"


def filed_at(now: datetime, attribution: Attribution, chance: float) -> datetime:
    """Say when an answer of `now`, aware, is filed: at once, or after the next full hour, in an order left to chance.

    `chance` is a random number from 0 to 1, new for each answer.
    """
    if attribution is Attribution.MEETING:
        return now
    return now.replace(minute=0, second=0, microsecond=0) + _HOUR + chance * _SPREAD
