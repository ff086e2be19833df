"""Where time comes from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.clock import ShiftedClock, SteppedClock, SystemClock

START = datetime(2026, 3, 17, 12, 0, tzinfo=UTC)


def test_the_machines_time_is_in_utc_and_goes_on() -> None:
    """A time without a zone never gets in."""
    clock = SystemClock()
    first, second = clock.now(), clock.now()
    assert first.utcoffset() == timedelta(0)
    assert first <= second


def test_stepped_time_stands_still_and_never_goes_back() -> None:
    """A rehearsal's driver alone moves it."""
    clock = SteppedClock(START)
    assert clock.now() == clock.now() == START
    clock.step(START + timedelta(days=1))
    clock.step(START)
    assert clock.now() == START + timedelta(days=1)


def test_shifted_time_begins_when_it_is_told_to_and_goes_on() -> None:
    """A demo's morning begins at nine whatever the hour."""
    clock = ShiftedClock(START)
    first, second = clock.now(), clock.now()
    assert START <= first <= second < START + timedelta(minutes=1)
