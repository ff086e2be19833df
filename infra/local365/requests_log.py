"""The last requests to both imitated services, for tests that count writes and for the Faults page.

Kept in memory only: it says what happened, it is not part of what the stand-in is.
"""

from collections import Counter, deque
from typing import NamedTuple

from aiohttp import web

from infra.local365.state import State

KEPT = 50_000
RESET = 0


class Entry(NamedTuple):
    """One request; status 0 means that the connection was reset. `at` is the stand-in's time, ISO in UTC."""

    method: str
    path: str
    status: int
    at: str


class RequestsLog:
    """A ring of the last requests and a count of all of them since it was cleared."""

    __slots__ = ("_counts", "_entries", "_state")

    def __init__(self, state: State) -> None:
        self._state = state
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self._counts: Counter[str] = Counter()

    def add(self, service: str, method: str, path: str, status: int) -> None:
        """Note a request; inner requests of a batch are noted one by one by whoever answers them."""
        self._entries.append(Entry(method, path, status, self._state.now().isoformat()))
        self._counts[f"{service} {status}"] += 1

    def last(self, limit: int) -> list[dict[str, object]]:
        """The newest requests, oldest of them first."""
        return [entry._asdict() for entry in list(self._entries)[-limit:]]

    def counts(self) -> dict[str, int]:
        """How often each service answered with each status, by "service status"."""
        return dict(sorted(self._counts.items()))

    def clear(self) -> None:
        """Forget everything."""
        self._entries.clear()
        self._counts.clear()


REQUESTS = web.AppKey("local365.requests", RequestsLog)
