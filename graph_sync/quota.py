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

SLICES: Final = 20
SLICE: Final = 60.5 / SLICES
"""Seconds. In any of them at most a twentieth of the minute's units leaves, so the site never meets a burst of a whole
minute's, and no minute, wherever it begins, has more than its quota. Half a second more than a minute, because
one request may travel faster than the one before it."""

READ: Final = 1
WRITE: Final = 2
PERMISSIONS: Final = 5
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

    `now` is in seconds, never goes back, and is the same clock in every call. A new budget begins with a slice's
    wait: what an earlier process spent just before is not remembered.
    """

    def __init__(self, units_a_minute: int, now: float) -> None:
        self._most = units_a_minute // SLICES
        self._spent: deque[tuple[float, int]] = deque()
        self._closed_until = now + SLICE
        self._told_until = now
        self._told_left = 0

    def spend(self, amount: int, now: float) -> None:
        """Count units that leave now; what is more than there was room for is counted against what comes later."""
        self._told_left -= amount
        while self._spent and self._spent[0][0] + SLICE <= now:
            self._spent.popleft()
        while amount > 0:
            moment = self._with_room(1, now)
            part = min(amount, self._room(moment))
            self._spent.append((moment, part))
            amount -= part

    def room(self, now: float) -> int:
        """How many units may leave now."""
        if now < self._closed_until:
            return 0
        told = self._told_left if now < self._told_until else self._most
        return max(0, min(self._room(now), told))

    def earliest(self, amount: int, now: float) -> float:
        """The first moment, from `now` on, at which so many units may leave; at most a slice's."""
        told = self._told_until if self._told_left < amount else now
        return max(self._with_room(amount, now), self._closed_until, told)

    def close(self, until: float) -> None:
        """Let nothing leave before `until`."""
        self._closed_until = max(self._closed_until, until)

    def told(self, left: int, seconds: float, now: float) -> None:
        """Take in RateLimit-Remaining and RateLimit-Reset: others may spend of the same quota.

        Answers overtake each other, so of several in one period the least counts.
        """
        self._told_left = min(left, self._told_left) if now < self._told_until else left
        self._told_until = max(self._told_until, now + seconds)

    def _with_room(self, amount: int, now: float) -> float:
        moments = (now, *(moment + SLICE for moment, _ in self._spent if moment + SLICE > now))
        return next(moment for moment in moments if self._room(moment) >= amount)

    def _room(self, now: float) -> int:
        return self._most - sum(part for moment, part in self._spent if moment + SLICE > now)
