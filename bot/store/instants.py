"""Instants as the tables keep them: whole microseconds since 1970 in UTC, which sort and compare anywhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_micros(instant: datetime) -> int:
    """Turn an aware time of any zone into microseconds; a naive time is refused with ValueError."""
    if instant.tzinfo is None:
        raise ValueError("A time that is saved carries its zone.")
    return (instant - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """Turn microseconds back into an aware time, UTC."""
    return _EPOCH + timedelta(microseconds=micros)
