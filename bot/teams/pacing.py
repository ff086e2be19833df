"""When a request to Teams may leave: the connector's limits as sliding windows. Pure: time is an argument.

Teams allows an app 50 requests a second in a tenant, and an older page says 30: we stay under both. For one
conversation it is 7 in 1 s, 8 in 2 s, 60 in 30 s and 1,800 in an hour, and the same for creating conversations,
which we count together, whoever they are with.
https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/rate-limit
"""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass
from itertools import chain
from typing import Final

CREATING: Final = "creating"
"""The key under which all creating of conversations is counted; no conversation's id is a bare word."""

MARGIN: Final = 0.25
"""Seconds by which a conversation's windows are longer here than there, as one request may travel faster than
the one before it. For the whole app the distance between 30 and 50 serves."""

IN_A_ROW: Final = 5
"""When this many different conversations in a row are answered 429, with nothing else between, it is the whole
app that is throttled: a single busy conversation is never that, and neither are scattered faults."""


@dataclass(frozen=True, slots=True)
class Window:
    """At most `most` requests in any `seconds`."""

    most: int
    seconds: float


WHOLE_APP: Final = (Window(30, 1.0),)
CONVERSATION: Final = tuple(
    Window(most, seconds + MARGIN) for most, seconds in ((7, 1.0), (8, 2.0), (60, 30.0), (1_800, 3_600.0))
)
_LONGEST: Final = max(window.seconds for window in CONVERSATION)


class Line:
    """What left through one set of windows, and what was told to come back later."""

    __slots__ = ("_closed_until", "_left", "_told", "_windows")

    def __init__(self, windows: tuple[Window, ...]) -> None:
        self._windows = windows
        self._left: deque[float] = deque(maxlen=max(window.most for window in windows))
        self._told: deque[float] = deque(maxlen=self._left.maxlen)
        self._closed_until = float("-inf")

    def earliest(self, now: float) -> float:
        """The first moment, from `now` on, at which one more request breaks no window."""
        return self._earliest(now, self._left)

    def place(self, now: float) -> float:
        """The same for a request that has to come back: behind those that were told so before it."""
        while self._told and self._told[0] <= now:
            self._told.popleft()
        after = deque(chain(self._left, self._told), maxlen=self._left.maxlen)
        place = self._earliest(now, after)
        self._told.append(place)
        return place

    def _earliest(self, now: float, left: deque[float]) -> float:
        full = (left[-window.most] + window.seconds for window in self._windows if len(left) >= window.most)
        return max(now, self._closed_until, *full)

    def leave(self, now: float) -> None:
        """Count a request that leaves now."""
        self._left.append(now)

    def close(self, until: float) -> None:
        """Let nothing leave before `until`."""
        self._closed_until = max(self._closed_until, until)

    def room(self, now: float) -> int:
        """How many requests may leave at once now."""
        if self._closed_until > now:
            return 0
        return min(
            window.most - sum(1 for left in self._left if left > now - window.seconds)
            for window in self._windows
        )

    def idle(self, now: float) -> bool:
        """Whether nothing that happened here can matter any more."""
        last = self._left[-1] if self._left else float("-inf")
        return now >= max(last + _LONGEST, self._closed_until)


class Pacing:
    """All lines together. `now` is in seconds, never goes back, and is the same clock in every call.

    Memory is bounded by the whole app's limit: an hour's requests, 108,000 times, and usually far fewer.
    """

    def __init__(self) -> None:
        self.app = Line(WHOLE_APP)
        self._lines: OrderedDict[str, Line] = OrderedDict()
        self._refused: dict[str, float] = {}

    def admit(self, key: str, now: float) -> float:
        """Count a request to a conversation and give 0, or give the seconds after which to ask again."""
        line = self._line(key, now)
        if max(line.earliest(now), self.app.earliest(now)) <= now:
            line.leave(now)
            self.app.leave(now)
            return 0.0
        if line.earliest(now) > now:
            return max(line.place(now), self.app.earliest(now)) - now
        return self.app.place(now) - now

    def refused(self, key: str, seconds: float, now: float) -> None:
        """Take in a 429: its conversation waits, and everything does when the whole app seems throttled."""
        self._line(key, now).close(now + seconds)
        self._refused[key] = max(now + seconds, self._refused.get(key, 0.0))
        if len(self._refused) >= IN_A_ROW:
            self.app.close(max(self._refused.values()))
            self._refused.clear()

    def answered(self) -> None:
        """Take in any other answer: what is throttled now is not the whole app."""
        self._refused.clear()

    def _line(self, key: str, now: float) -> Line:
        while self._lines and next(iter(self._lines.values())).idle(now):
            self._lines.popitem(last=False)
        line = self._lines.setdefault(key, Line(CONVERSATION))
        self._lines.move_to_end(key)
        return line

    def __len__(self) -> int:
        """How many conversations are remembered."""
        return len(self._lines)
