"""When to try again, as a decision on its own."""

from __future__ import annotations

import pytest

from bot.handlers.ports import Kind
from bot.work.retrying import delay, settled
from practice.outcomes import Parked, RetryAfter


@pytest.mark.parametrize(
    ("asked", "attempts", "seconds"),
    [
        (0, 0, 0),
        (0, 1, 0.5),
        (0, 3, 3.5),
        (0, 8, 127.5),
        (0, 10, 300),
        (0, 10_000, 300),
        (10, 2, 10),
        (900, 20, 900),
    ],
)
def test_the_pause_doubles_up_to_five_minutes_unless_more_was_asked_for(
    asked: float, attempts: int, seconds: float
) -> None:
    """A try that is told nothing is repeated at once, the first time."""
    assert delay(RetryAfter(asked, "outage"), attempts) == seconds


def test_only_our_own_errors_are_ever_given_up() -> None:
    """The twelfth error parks; the thousandth outage does not."""
    error, outage = RetryAfter(1, "error:Broken"), RetryAfter(1, "outage")
    assert settled(error, Kind.DELIVER, 10) == error
    assert settled(error, Kind.DELIVER, 11) == Parked("error:Broken")
    assert settled(outage, Kind.DELIVER, 1_000) == outage


@pytest.mark.parametrize("kind", [Kind.POLL, Kind.CHECK])
def test_what_asks_for_itself_again_is_never_given_up(kind: Kind) -> None:
    """Reading the calendar and comparing at night: parked, neither would come again."""
    error = RetryAfter(1, "error:Broken")
    assert settled(error, kind, 1_000) == error
