"""When an agency's people may be written to: the partnership's working hours, without the days its calendar closes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from practice.working_days import is_working_day

_NO_DAYS: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """When people may be written to, Europe/London, on weekdays that are not bank holidays in England."""

    start: time = time(9, 30)
    end: time = time(16, 30)

    @property
    def closed_on(self) -> frozenset[date]:
        """Days closed beside weekends and bank holidays: none."""
        return _NO_DAYS

    def open_on(self, day: date) -> bool:
        return is_working_day(day)


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """Days on which an agency is closed, `first` and `last` included; a school's holiday, for instance."""

    first: date
    last: date
    name: str = ""

    def each(self) -> Iterator[date]:
        """Give each day of it."""
        for number in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=number)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """One agency's calendar: the partnership's hours on the days the agency is open.

    Nothing is sent on a closed day, and no working day is counted on one, so that a request does not run out
    while a school is on holiday (content.md, section 20).
    """

    hours: WorkingHours = field(default_factory=WorkingHours)
    closed: tuple[ClosedDays, ...] = ()
    closed_on: frozenset[date] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "closed_on", frozenset(day for days in self.closed for day in days.each()))

    @property
    def start(self) -> time:
        return self.hours.start

    @property
    def end(self) -> time:
        return self.hours.end

    def open_on(self, day: date) -> bool:
        return is_working_day(day) and day not in self.closed_on


Openings = WorkingHours | WorkingCalendar
"""Whatever says which days are working days and from when until when."""
