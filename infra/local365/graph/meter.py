"""SharePoint's resource units: what a request costs, the minute's budget, the headers that warn of its end.

Charges before a request is answered; knows nothing of what the request does.
https://learn.microsoft.com/sharepoint/dev/general-development/how-to-avoid-getting-throttled-or-blocked-in-sharepoint-online
"""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING

from aiohttp import web

from infra.local365.graph.wire import GraphError, Json

if TYPE_CHECKING:
    from datetime import datetime

    from infra.local365.state import State

UNITS_A_MINUTE = 1_250
WINDOW = timedelta(minutes=1)
WARNING_FROM = 0.8
_SETTING = "graph.meter.limit"
_NO_LIMIT = "none"


class Meter:
    """The units used in the present minute of the stand-in's time, by the one application there is."""

    __slots__ = ("_since", "_state", "spent", "throttled", "used")

    def __init__(self, state: State) -> None:
        self._state = state
        self._since: datetime | None = None
        self.used = 0
        self.throttled = 0
        self.spent = 0

    @property
    def limit(self) -> int | None:
        """Units a minute; None is no limit."""
        kept = self._state.setting(_SETTING)
        if kept == _NO_LIMIT:
            return None
        return int(kept) if kept else UNITS_A_MINUTE

    def set_limit(self, limit: int | None) -> None:
        self._state.keep(_SETTING, _NO_LIMIT if limit is None else str(limit))

    def charge(self, units: int) -> dict[str, str]:
        """Charge a request and give the headers its answer carries.

        Raises 429 when the minute is used up; the refused request counts too.
        """
        remaining = self.count(units)
        limit = self.limit
        if limit is None:
            return {}
        headers = _headers(limit, max(0, limit - self.used), remaining)
        if self.used > limit:
            self.throttled += 1
            wait = {"Retry-After": headers["RateLimit-Reset"]}
            raise GraphError(
                429, "activityLimitReached", "The request has been throttled", headers=headers | wait
            )
        return headers if self.used >= WARNING_FROM * limit else {}

    def count(self, units: int) -> timedelta:
        """Count a request, also one that a fault strikes, and give what is left of the minute."""
        remaining = self._roll()
        self.used += units
        self.spent += units
        return remaining

    def _roll(self) -> timedelta:
        """Begin a new minute if the last is over, or the clock was set back; give what is left of it."""
        now = self._state.now()
        if self._since is None or not timedelta() <= now - self._since < WINDOW:
            self._since, self.used = now, 0
        return self._since + WINDOW - now

    def as_json(self) -> Json:
        """Show the meter; `remaining` is null without a limit."""
        self._roll()
        limit = self.limit
        return {
            "used": self.used,
            "limit": limit,
            "window_seconds": int(WINDOW.total_seconds()),
            "remaining": None if limit is None else max(0, limit - self.used),
            "throttled": self.throttled,
            "spent": self.spent,
        }


def _headers(limit: int, remaining: int, reset: timedelta) -> dict[str, str]:
    seconds = max(1, math.ceil(reset.total_seconds()))
    return {
        "RateLimit-Limit": str(limit),
        "RateLimit-Remaining": str(remaining),
        "RateLimit-Reset": str(seconds),
    }


METER = web.AppKey("local365.graph.meter", Meter)
