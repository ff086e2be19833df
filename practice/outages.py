"""After an outage of ours: the time in which we could not be reached is given back to what was open."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from practice.calendars import Openings
from practice.working_time import closing, ends, local_day, opens, working_time_between

NOTICEABLE = timedelta(hours=1)
"""Working time; what is shorter takes nothing from anybody, a restart for instance, and moves no closing."""


def outage_extension(
    closes_at: datetime, down_from: datetime, back_at: datetime, calendar: Openings
) -> datetime:
    """Give the new closing (UTC) of a request that was open when the service went down at `down_from`.

    The working time lost is given back in whole working days, rounded up, because a card names a day. What
    closed before the outage stays closed. To be applied once for each outage, by the caller.
    """
    lost = working_time_between(down_from, back_at, calendar)
    if closes_at <= down_from or lost < NOTICEABLE:
        return closes_at
    day = local_day(closes_at)
    whole = ends(day, calendar) - opens(day, calendar)
    return closing(closes_at, ceil(lost / whole), calendar)
