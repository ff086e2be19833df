"""The pace of this process towards SharePoint: `graph_sync.quota` on the product's clock, one for all sites.

It is the gate of the lanes that file: what finds it shut stays due in the queue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from graph_sync.exchange import Call, Reply
from graph_sync.quota import WRITE, Budget, units
from graph_sync.refusals import BUSY, SOON, THROTTLED, asked_to_wait, rate_limit


class SitePace:
    """Counts what leaves and hears what the service says of it.

    `seconds` never goes back: steady time, or a rehearsal's.
    """

    def __init__(self, units_a_minute: int, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._budget = Budget(units_a_minute, seconds())

    def leaving(self, calls: Iterable[Call]) -> None:
        """Count requests that leave now."""
        if amount := sum(map(units, calls)):
            self._budget.spend(amount, self._seconds())

    def heard(self, call: Call, reply: Reply) -> None:
        """Take in what an answer says of the quota; a refusal for it stops everything, not one item.

        A 503 does so where it names a time: the page asks for the same patience as after a 429.
        """
        if not units(call):
            return
        now, wait = self._seconds(), asked_to_wait(reply)
        if reply.status == THROTTLED:
            self._budget.close(now + (wait or SOON))
        elif reply.status == BUSY and wait:
            self._budget.close(now + wait)
        if told := rate_limit(reply):
            self._budget.told(*told, now)

    def room(self) -> int:
        """How many items may be written now."""
        return self._budget.room(self._seconds()) // WRITE

    def opens_in(self) -> float:
        """Seconds until an item may be written; 0 when one may now."""
        now = self._seconds()
        return self._budget.opens(now) - now
