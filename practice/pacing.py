"""How often somebody may be written to: the partnership's weekly limits, and the person's own choice within them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from practice.etiquette import WEEK, Etiquette
from practice.working_time import local, local_day

MONTH = timedelta(days=31)
"""Any 31 days running: at most once in them is at most once in every calendar month."""


class HowOften(StrEnum):
    """The choices of "Ask me less often" (content.md, section 7)."""

    AS_NOW = "as_now"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    NOT_3_MONTHS = "not_3_months"
    NOT_12_MONTHS = "not_12_months"


_MONTHS = {HowOften.NOT_3_MONTHS: 3, HowOften.AS_NOW: 0}
_YEAR = 12
_PAUSES = (HowOften.NOT_3_MONTHS, HowOften.NOT_12_MONTHS)


@dataclass(frozen=True, slots=True)
class Pace:
    """What a person chose, and when it ends by itself (UTC); None for "as now", which has no end."""

    how_often: HowOften = HowOften.AS_NOW
    until: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Tell whether the choice still changes anything."""
        return self.until is not None and now < self.until


AS_NOW = Pace()


@dataclass(frozen=True, slots=True)
class Contact:
    """One message sent without having been asked for, or that may have been; `new` requests were new in it."""

    at: datetime
    new: int = 0


def pace_until(how_often: HowOften, now: datetime) -> datetime | None:
    """Say when a choice made now ends: at the start of a day in London, 3 or 12 months on; None for "as now"."""
    months = _MONTHS.get(how_often, _YEAR)
    return local(local_day(now) + relativedelta(months=months), time()) if months else None


def chosen(how_often: HowOften, now: datetime) -> Pace:
    """Make the pace of a choice made now."""
    return Pace(how_often, pace_until(how_often, now))


def next_contact(now: datetime, history: Sequence[Contact], pace: Pace, etiquette: Etiquette) -> datetime:
    """Say from when (UTC, `now` at the earliest) one more message is within the limits, working hours aside.

    `history` is in the order of time.
    """
    usual = _frees_at(now, history, _one, etiquette.max_contacts, WEEK)
    return max(usual, _pace_lets(now, history, pace)) if pace.holds(now) else usual


def next_new(now: datetime, history: Sequence[Contact], max_new: int) -> datetime:
    """Say from when (UTC) one more new request is within the limit of `max_new` in a week."""
    return _frees_at(now, history, _new, max_new, WEEK)


def room_for_new(now: datetime, history: Sequence[Contact], pace: Pace, max_new: int) -> int:
    """Count the new requests that one message sent now may carry; one where the person chose to be asked less."""
    spent = sum(contact.new for contact in history if contact.at > now - WEEK)
    return max(0, min(max_new - spent, 1 if pace.holds(now) else max_new))


def _pace_lets(now: datetime, history: Sequence[Contact], pace: Pace) -> datetime:
    """Say when the person's own choice admits a message, or ends; only for a pace that holds."""
    until = pace.until or now
    if pace.how_often in _PAUSES:
        return until
    span = WEEK if pace.how_often is HowOften.WEEKLY else MONTH
    return min(until, _frees_at(now, history, _one, 1, span))


def _frees_at(
    now: datetime, history: Sequence[Contact], weigh: Callable[[Contact], int], most: int, span: timedelta
) -> datetime:
    """Give the first moment at which fewer than `most` lie in the `span` before it."""
    spent = 0
    for contact in reversed(history):
        spent += weigh(contact)
        if spent >= most:
            return max(now, contact.at + span)
    return now


def _one(_: Contact) -> int:
    return 1


def _new(contact: Contact) -> int:
    return contact.new
