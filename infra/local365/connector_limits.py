"""The connector's limits, on the stand-in's clock: for the app in its tenant, and for each conversation.

Only requests that are let through are counted; a fault that is switched on strikes after this, so
that what it strikes has been counted too. Kept in memory only, and never more than the windows ask for.
https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/rate-limit
"""

from collections import defaultdict, deque
from datetime import datetime, timedelta

from aiohttp import web

from infra.local365.state import STATE, State
from infra.local365.wire import Refused

Table = tuple[tuple[int, float], ...]

APP: Table = ((50, 1),)
SENDING: Table = ((7, 1), (8, 2), (60, 30), (1_800, 3_600))
READING: Table = ((14, 1), (16, 2), (120, 30), (3_600, 3_600))


class Limits:
    """What was let through as far back as the windows reach, and how often a limit refused something."""

    __slots__ = ("_passed", "_state", "refused")

    def __init__(self, state: State) -> None:
        self._state = state
        self._passed: defaultdict[tuple[str, str], deque[datetime]] = defaultdict(deque)
        self.refused = 0

    def charge(self, method: str, conversation: str | None) -> None:
        """Count a request; `conversation` is None for creating one. Raises 429 when a limit is reached."""
        now = self._state.now()
        reading = method == "GET"
        kind = "reading" if reading else ("sending" if conversation else "creating")
        table = READING if reading else SENDING
        lines = (
            (self._line(("app", ""), APP, now), APP),
            (self._line((kind, conversation or ""), table, now), table),
        )
        wait = max(_wait(passed, table, now) for passed, table in lines)
        if wait > timedelta():
            self.refused += 1
            raise Refused(429, "Throttled", "Too many requests.", {"Retry-After": self._told(wait)})
        for passed, _ in lines:
            passed.append(now)

    def _line(self, key: tuple[str, str], table: Table, now: datetime) -> deque[datetime]:
        """One line without what no window holds any more, or what lies ahead because the clock was set back."""
        passed = self._passed[key]
        longest = timedelta(seconds=max(seconds for _, seconds in table))
        while passed and passed[0] <= now - longest:
            passed.popleft()
        while passed and passed[-1] > now:
            passed.pop()
        return passed

    def _told(self, wait: timedelta) -> str:
        """Retry-After, whole or as a fraction, by chance; never too short."""
        seconds = wait.total_seconds()
        return f"{seconds + 0.001:.3f}" if self._state.chance(0.5) else str(int(seconds) + 1)


def _wait(passed: deque[datetime], table: Table, now: datetime) -> timedelta:
    """How long until one more breaks no window; a window does not hold what is exactly as old as it is long."""
    full = (passed[-most] + timedelta(seconds=seconds) for most, seconds in table if len(passed) >= most)
    return max([now, *full]) - now


LIMITS = web.AppKey("local365.limits", Limits)


def add_routes(app: web.Application) -> None:
    """Keep count from now on, and show it."""
    app[LIMITS] = Limits(app[STATE])
    app.router.add_get("/_local/limits", show)


async def show(request: web.Request) -> web.Response:
    """How often a limit refused a request: none of these is a fault that was switched on."""
    return web.json_response({"refused": request.app[LIMITS].refused})
