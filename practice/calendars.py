"""When an agency's people may be written to: the partnership's working hours, without the days its calendar closes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time

from practice.working_days import is_working_day


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """When people may be written to, Europe/London, on weekdays that are not bank holidays in England."""

    start: time = time(9, 30)
    end: time = time(16, 30)

    def open_on(self, day: date) -> bool:
        return is_working_day(day)


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """Days on which an agency is closed, `first` and `last` included; a school's holiday, for instance."""

    first: date
    last: date
    name: str = ""


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """One agency's calendar: the partnership's hours on the days the agency is open.

    Nothing is sent on a closed day, and no working day is counted on one, so that a request does not run out
    while a school is on holiday (content.md, section 20).
    """

    hours: WorkingHours = field(default_factory=WorkingHours)
    closed: tuple[ClosedDays, ...] = ()

    @property
    def start(self) -> time:
        return self.hours.start

    @property
    def end(self) -> time:
        return self.hours.end

    def open_on(self, day: date) -> bool:
        return self.hours.open_on(day) and not any(days.first <= day <= days.last for days in self.closed)


Openings = WorkingHours | WorkingCalendar
"""Whatever says which days are working days and from when until when."""
