"""Watches a simulation of the etiquette and counts what must never happen.

It reckons with days, hours and sums of its own and uses none of the rules it judges.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from practice.contacting import Candidate, Due
from practice.pacing import HowOften, Pace
from practice.prompts import ENDS, Prompt, PromptState

_LONDON = ZoneInfo("Europe/London")
_WEEK = timedelta(days=7)
_CONTACTS, _NEW, _REMINDERS, _BUSY, _STALE, _LONGEST_LIFE = 3, 2, 2, 8, 10, 30
_FRIDAY = 5
_OPEN_MINUTE, _SHUT_MINUTE = 9 * 60 + 30, 16 * 60 + 30
_SPANS = {HowOften.WEEKLY: _WEEK, HowOften.MONTHLY: timedelta(days=31)}
_REASONS = {"weekly_limit", "paced", "busy", "hold"}
"""Beside them "too_late", for what had waited before an outage already and grew too old in it."""

RULES = (
    "out of working hours, on a weekend or a bank holiday",
    "in an agency's closed days",
    "a fourth message in seven days",
    "a third new request in seven days",
    "a second new request in seven days to a busy person",
    "a third reminder",
    "against a person's own choice",
    "while on hold",
    "after the request had closed, or too long after the meeting",
    "a request sent twice",
    "a second message after an outage",
    "not asked without a reason, or skipped by an outage",
    "a request without a named end",
)


@dataclass(frozen=True, slots=True)
class Closed:
    """What the referee needs of an agency: each day on which it is closed."""

    days: frozenset[date] = frozenset()


@dataclass(slots=True)
class Referee:
    """Counts breaches by rule, and what was sent."""

    breaches: Counter[str] = field(default_factory=Counter)
    sent: Counter[str] = field(default_factory=Counter)
    _contacts: dict[str, deque[tuple[datetime, int]]] = field(default_factory=lambda: defaultdict(deque))
    _reminders: Counter[str] = field(default_factory=Counter)
    _asked: Counter[str] = field(default_factory=Counter)
    _backlog: Counter[tuple[str, datetime]] = field(default_factory=Counter)

    def message(
        self,
        person: str,
        now: datetime,
        carries: tuple[Candidate, ...],
        *,
        closed: Closed,
        pace: Pace,
        meetings_in_week: int,
        back_at: datetime | None,
    ) -> None:
        """See one message go out; `back_at` is when the last outage ended."""
        new = sum(one.kind is Due.NEW_REQUEST for one in carries)
        self.sent.update(["messages", *(one.kind.value for one in carries)])
        self._judge_hour(now, closed)
        self._judge_counts(person, now, new, pace, meetings_in_week)
        for one in carries:
            self._judge_item(one, now, closed)
        if back_at and _day(now) == _day(back_at) and any(one.due_at < back_at for one in carries):
            self._backlog[person, back_at] += 1
            self._breach(RULES[10], self._backlog[person, back_at] > 1)

    def paused(self, prompt_id: str) -> None:
        """See a hold pause an open request: after the release it is asked once more."""
        self._asked[prompt_id] = 0

    def held(self, on_hold: bool) -> None:
        self._breach(RULES[7], on_hold)

    def end(self, prompt: Prompt, down_from: datetime | None) -> None:
        """See how a prompt ended; `down_from` is when the last outage began."""
        waited = prompt.reason == "too_late" and down_from is not None and prompt.due_at < down_from
        explained = prompt.reason in _REASONS or waited
        unexplained = prompt.state is PromptState.NOT_ASKED and not explained
        self._breach(RULES[11], unexplained)
        self._breach(RULES[12], prompt.state not in ENDS)

    def _judge_hour(self, now: datetime, closed: Closed) -> None:
        local = now.astimezone(_LONDON)
        day, minute = local.date(), local.hour * 60 + local.minute
        self._breach(RULES[0], not _works(day) or not _OPEN_MINUTE <= minute < _SHUT_MINUTE)
        self._breach(RULES[1], day in closed.days)

    def _judge_counts(self, person: str, now: datetime, new: int, pace: Pace, meetings: int) -> None:
        known = self._contacts[person]
        if known and pace.until and now < pace.until:
            self._breach(RULES[6], now - known[-1][0] < _SPANS.get(pace.how_often, timedelta(0)))
        paused = pace.how_often in (HowOften.NOT_3_MONTHS, HowOften.NOT_12_MONTHS)
        self._breach(RULES[6], paused and pace.until is not None and now < pace.until)
        known.append((now, new))
        while known[0][0] <= now - _WEEK:
            known.popleft()
        in_week = sum(count for _, count in known)
        self._breach(RULES[2], len(known) > _CONTACTS)
        self._breach(RULES[3], in_week > _NEW)
        self._breach(RULES[4], meetings > _BUSY and new > 0 and in_week > 1)

    def _judge_item(self, one: Candidate, now: datetime, closed: Closed) -> None:
        day, met = _day(now), _day(one.meeting_ended_at)
        self._breach(RULES[8], now >= one.closes_at)
        if one.kind is Due.NEW_REQUEST:
            self._asked[one.prompt_id] += 1
            self._breach(RULES[9], self._asked[one.prompt_id] > 1 and not one.own_wish)
            old = (
                (day - met).days > _LONGEST_LIFE if one.own_wish else _working_days(met, day, closed) > _STALE
            )
            self._breach(RULES[8], old)
        else:
            self._reminders[one.prompt_id] += 1
            self._breach(RULES[5], self._reminders[one.prompt_id] > _REMINDERS)

    def _breach(self, rule: str, broken: bool) -> None:
        if broken:
            self.breaches[rule] += 1


def _working_days(met: date, day: date, closed: Closed) -> int:
    """Count the days after the meeting, up to and with `day`, on which the agency works."""
    after = (met + timedelta(days=number) for number in range(1, (day - met).days + 1))
    return sum(_works(one) and one not in closed.days for one in after)


@cache
def _works(day: date) -> bool:
    return day.isoweekday() <= _FRIDAY and day not in _bank_holidays(day.year)


def _day(moment: datetime) -> date:
    return moment.astimezone(_LONDON).date()


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))
