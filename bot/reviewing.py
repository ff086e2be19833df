"""What became of a period's requests, for the coordinator: counts, who could not be reached, how much there is to read.

Only those who could not be reached are named, because something can be done about that. Whoever has not answered
is never named, here or anywhere.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.handlers.checking import Checked, last_check
from bot.store.reviewing import groups_between, planned_between, weeks_before
from bot.store.store import SqlStore
from bot.store.transaction import SqlTransaction
from practice.clocks import LONDON
from practice.meetings import Asked
from practice.partnership import Partnership
from practice.prompts import Prompt
from practice.reading_budget import Forecast, reading_forecast
from practice.review_counts import ReviewCounts, counted

WEEKS = 8
"""How many weeks back the forecast of reading looks."""

STILL_OPEN = 2
"""The last weeks' requests are still being answered: a request closes ten working days after it was sent."""


@dataclass(frozen=True, slots=True)
class Unreached:
    """Somebody who could not be reached: `address` is empty once it was deleted."""

    address: str
    agency: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reviews:
    """A period as the coordinator sees it. `unreached` says how many requests each cost; `reading` None: too early."""

    counts: ReviewCounts
    unreached: tuple[tuple[Unreached, int], ...]
    budget: int
    reading: Forecast | None
    checked: Checked | None
    """How store, lists and messages were last compared; None until they were."""


async def look_at(
    store: SqlStore, partnership: Partnership, first: date, last: date, now: datetime
) -> Reviews:
    """Count the requests of meetings that ended on the days from first to last, London's days, both included."""
    since = datetime.combine(first, time.min, LONDON)
    until = datetime.combine(last, time.max, LONDON)

    def look(tx: SqlTransaction) -> Reviews:
        found = Counter(_unreached(prompt, partnership) for prompt in tx.undeliverable_between(since, until))
        return Reviews(
            counted(planned_between(tx, since, until), groups_between(tx, since, until)),
            tuple(found.items()),
            partnership.etiquette.reading_budget,
            _reading(tx, partnership, now),
            last_check(tx),
        )

    return await store.read(look)


def _unreached(prompt: Prompt, partnership: Partnership) -> Unreached:
    agency = partnership.agency(prompt.agency_key)
    return Unreached(prompt.address, agency.name if agency else prompt.agency_key, prompt.reason)


def _reading(tx: SqlTransaction, partnership: Partnership, now: datetime) -> Forecast | None:
    """Forecast the answers a week; None until a week's requests have closed."""
    weeks = weeks_before(tx, now, WEEKS)
    if len(weeks) <= STILL_OPEN:
        return None
    one_in = {kind.key: kind.one_in for kind in partnership.types if kind.asked is Asked.YES}
    return reading_forecast(weeks, one_in, partnership.etiquette.reading_budget, still_open=STILL_OPEN)
