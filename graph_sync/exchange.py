"""Requests and replies as plain values, and conversations of several of them that do no I/O themselves.

What a row or an event needs is written as a generator that yields requests, is sent the replies and returns
the outcome; whoever runs it decides how many of the requests travel together.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field

from practice.by_hand import ByHand
from practice.outcomes import Conflict, Done, Parked, RetryAfter

OK = 200
CREATED = 201
ACCEPTED = 202
BAD_REQUEST = 400
FORBIDDEN = 403
NOT_FOUND = 404
CONFLICT = 409
GONE = 410
CHANGED = 412


@dataclass(frozen=True, slots=True)
class Call:
    """One request. `url` begins after the version, with a slash, and is percent-encoded already."""

    method: str
    url: str
    body: Mapping[str, object] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer of the service. Header names are lower case; `body` is its JSON, None if it has none."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: object = None


Refusal = RetryAfter | Parked | Conflict
Filing = Done | RetryAfter | Parked | Conflict
Judge = Callable[[Reply], Refusal]
Steps = Generator[Call, Reply, Filing]
EventSteps = Generator[Call, Reply, Filing | ByHand]
