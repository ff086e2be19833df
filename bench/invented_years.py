"""What happens in the simulated years: who is in which meeting, who is closed when, what people do, what fails."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from practice.calendars import ClosedDays, WorkingCalendar, WorkingHours

LONDON = ZoneInfo("Europe/London")
PEOPLE, MEETINGS_A_WEEK, YEARS = 600, 80, 10
CHAIRS = 12
"""People who sit in so many meetings that the rule for the busy concerns them."""
FIRST = date(2026, 1, 5)
WEEKS = YEARS * 52
_SCHOOL_SHARE, _WEEKEND_SHARE, _CHAIRED_SHARE = 0.2, 0.02, 0.72
_OUTAGES_EVERY_DAYS = 28
_LONGEST_OUTAGE_HOURS = 7 * 24


@dataclass(frozen=True, slots=True)
class Sitting:
    """One meeting: its end in UTC, and the numbers of its people."""

    id: str
    ended_at: datetime
    people: tuple[int, ...]


def calendars() -> tuple[WorkingCalendar, WorkingCalendar]:
    """Give the calendar of most agencies, and the schools'."""
    closed = tuple(days for year in range(FIRST.year, FIRST.year + YEARS + 2) for days in _holidays(year))
    return WorkingCalendar(), WorkingCalendar(WorkingHours(), closed)


def is_school(person: int) -> bool:
    return person >= PEOPLE * (1 - _SCHOOL_SHARE)


def sittings(chance: random.Random, weeks: int) -> Iterator[Sitting]:
    """Give all meetings in the order in which they end; some on a weekend or late in the evening."""
    for week in range(weeks):
        ended = sorted(_moment(chance, FIRST + timedelta(weeks=week)) for _ in range(MEETINGS_A_WEEK))
        for number, moment in enumerate(ended):
            yield Sitting(f"m{week}-{number}", moment, _people(chance))


def outages(chance: random.Random, weeks: int) -> Iterator[tuple[datetime, datetime]]:
    """Give about thirteen outages a year, of minutes up to seven days, apart from one another."""
    for start in range(10, weeks * 7, _OUTAGES_EVERY_DAYS):
        down = _moment(chance, FIRST + timedelta(days=start))
        yield down, down + timedelta(hours=_LONGEST_OUTAGE_HOURS * chance.random() ** 2)


def _moment(chance: random.Random, monday: date) -> datetime:
    day = monday + timedelta(
        days=chance.randrange(5) if chance.random() > _WEEKEND_SHARE else chance.randrange(5, 7)
    )
    return datetime.combine(
        day, time(8 + chance.randrange(11), chance.choice((0, 15, 30, 45))), LONDON
    ).astimezone(UTC)


def _people(chance: random.Random) -> tuple[int, ...]:
    """Give three to ten people; a chair in most meetings, some people more often than others."""
    chosen = {int(PEOPLE * chance.random() ** 1.5) for _ in range(chance.randint(3, 10))}
    if chance.random() < _CHAIRED_SHARE:
        chosen.add(chance.randrange(CHAIRS))
    return tuple(sorted(chosen))


def _holidays(year: int) -> tuple[ClosedDays, ...]:
    """Give a school year's holidays, roughly where English schools have theirs."""
    spans = (
        ((2, 12), (2, 20)),
        ((4, 1), (4, 15)),
        ((5, 26), (6, 2)),
        ((7, 22), (9, 2)),
        ((10, 23), (10, 31)),
    )
    inside = tuple(ClosedDays(date(year, *first), date(year, *last)) for first, last in spans)
    return (*inside, ClosedDays(date(year, 12, 20), date(year + 1, 1, 3)))
