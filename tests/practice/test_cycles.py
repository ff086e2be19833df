"""Which Learning Hub a day's learning goes to."""

from __future__ import annotations

from datetime import date

import pytest

from practice.boards import Cadence
from practice.cycles import cycle

FOURTH_WEDNESDAY = Cadence(first=date(2016, 4, 27), weekday=2, nth=4, every_months=2)


@pytest.mark.parametrize(
    ("day", "named"),
    [
        (date(2016, 3, 1), "Hub April 2016"),
        (date(2016, 4, 27), "Hub April 2016"),
        (date(2016, 4, 28), "Hub June 2016"),
        (date(2016, 12, 28), "Hub December 2016"),
        (date(2016, 12, 29), "Hub February 2017"),
    ],
)
def test_a_day_belongs_to_the_next_hub_and_the_hubs_own_day_to_it(day: date, named: str) -> None:
    """A bank holiday that moves the Hub within its month does not change its name."""
    assert cycle(day, FOURTH_WEDNESDAY) == named


def test_a_last_weekday_is_found_in_long_and_short_months() -> None:
    """The last Wednesday of September 2026 is the thirtieth."""
    last = Cadence(first=date(2026, 1, 28), weekday=2, nth=-1, every_months=4)
    assert cycle(date(2026, 9, 30), last) == "Hub September 2026"
    assert cycle(date(2026, 10, 1), last) == "Hub January 2027"


def test_a_hub_may_meet_in_named_months() -> None:
    """In April and November, as a board does."""
    named = Cadence(first=date(2026, 4, 1), weekday=0, nth=1, months=(4, 11))
    assert cycle(date(2026, 4, 7), named) == "Hub November 2026"


def test_a_hub_that_never_meets_has_no_cycle() -> None:
    """Nor does one that is years away."""
    assert cycle(date(2026, 1, 1), Cadence(first=date(2026, 1, 7), weekday=2, nth=1, months=(13,))) == ""
