"""SharePoint's quota as arithmetic: what a request costs, and when the next may leave. Pure: time is an argument.

Microsoft gives an app in a tenant so many resource units a minute, by the tenant's licences: 1,250 up to 1,000 of
them, 2,500 to 5,000, 3,750 to 15,000, 5,000 to 50,000, and 6,250 above. Requests in a batch count one by one, and so
do those that are refused. https://learn.microsoft.com/sharepoint/dev/general-development/how-to-avoid-getting-throttled-or-blocked-in-sharepoint-online
"""

from __future__ import annotations

import re
from collections import deque
from typing import Final

from graph_sync.exchange import Call

MINUTE: Final = 60.25
"""Seconds in which the minute's units leave: one request may travel faster than the one before it."""

AT_ONCE: Final = 10
"""A tenth of the minute's units may leave at once, and a batch of writes always may."""

READ: Final = 1
WRITE: Final = 2
PERMISSIONS: Final = 5
BATCH: Final = 20 * WRITE
"""Units of a full batch of writes. Where less is free nothing leaves, or every batch would hold one item."""

_ROUNDING: Final = 1e-3
"""Units; a clock that counts from 1970 is exact to 0.2 microseconds."""
_ONE_THING = re.compile(r"/sites/[^/]+(/lists/[^/]+(/(items|columns)/[^/]+(/fields)?)?)?")


def units(call: Call) -> int:
    """Give the resource units of a request; what is not a site's costs none of them."""
    path, _, query = call.url.partition("?")
    if not path.startswith("/sites/"):
        return 0
    if "permissions" in call.url:
        return PERMISSIONS
    delta = path.endswith(("/delta", "/delta()"))
    single = "token=" in query if delta else _ONE_THING.fullmatch(path)
    return READ if call.method == "GET" and single else WRITE


class Budget:
    """What has left, what the service said is left, and until when nothing may leave.

    Units leave evenly, so the site is slowed long before its quota is used up; what was not used for a moment may be
    made up for, but no minute, wherever it begins, has more than its quota. A new budget has nothing to make up for,
    because what an earlier process spent is not remembered: a restart does not burst.
    `now` is in seconds, never goes back, and is the same clock in every call.
    """

    def __init__(self, units_a_minute: int, now: float) -> None:
        self._quota = units_a_minute
        self._a_second = units_a_minute / MINUTE
        self._most = max(BATCH, units_a_minute // AT_ONCE)
        self._full_until = now + self._most / self._a_second
        self._spent: deque[tuple[float, int]] = deque()
        self._closed_until = now
        self._told_until = now
        self._told_left = 0

    def spend(self, amount: int, now: float) -> None:
        """Count units that leave now; what is more than there was room for, later units wait for."""
        self._full_until = max(self._full_until, now) + amount / self._a_second
        self._told_left -= amount
        while self._spent and self._spent[0][0] + MINUTE <= now:
            self._spent.popleft()
        self._spent.append((now, amount))

    def room(self, now: float) -> int:
        """How many units may leave now; none while a full batch of writes may not."""
        if now < self._closed_until:
            return 0
        told = self._told_left if now < self._told_until else self._quota
        evenly = self._most - max(0.0, self._full_until - now) * self._a_second
        free = min(int(evenly + _ROUNDING), self._left_of_the_minute(now))
        return min(free, told) if free >= BATCH and told >= WRITE else 0

    def opens(self, now: float) -> float:
        """The first moment, from `now` on, at which there is room."""
        told = self._told_until if self._told_left < WRITE else now
        evenly = self._full_until - (self._most - BATCH) / self._a_second
        return max(now, evenly, self._with_room(now), self._closed_until, told)

    def close(self, until: float) -> None:
        """Let nothing leave before `until`."""
        self._closed_until = max(self._closed_until, until)

    def told(self, left: int, seconds: float, now: float) -> None:
        """Take in RateLimit-Remaining and RateLimit-Reset: others may spend of the same quota.

        Answers overtake each other, so of several in one period the least counts.
        """
        self._told_left = min(left, self._told_left) if now < self._told_until else left
        self._told_until = max(self._told_until, now + seconds)

    def _with_room(self, now: float) -> float:
        moments = (now, *(moment + MINUTE for moment, _ in self._spent if moment + MINUTE > now))
        return next(moment for moment in moments if self._left_of_the_minute(moment) >= BATCH)

    def _left_of_the_minute(self, now: float) -> int:
        return self._quota - sum(part for moment, part in self._spent if moment + MINUTE > now)
