"""A meeting's day and hours as people say them in London: "Tuesday 14 March", "9:30am to 11:30am".

Moments are aware datetimes, and a ValueError meets one without a zone; nothing here knows what day it is now.
"""

from __future__ import annotations

from datetime import date, datetime

from practice.clocks import LONDON
from practice.day_words import clock_words, day_words


def london_day(moment: datetime) -> date:
    """Name the day it is in London."""
    return _in_london(moment).date()


def day_in_words(moment: datetime, today: date) -> str:
    """Say the day it is in London, with its year only when that is not the year of `today`."""
    return day_words(london_day(moment), today.year)


def hours_in_words(starts_at: datetime, ends_at: datetime) -> str:
    """Say from when until when in London: "10am to 11am"."""
    return f"{clock_words(_in_london(starts_at).time())} to {clock_words(_in_london(ends_at).time())}"


def _in_london(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment carries its zone.")
    return moment.astimezone(LONDON)
