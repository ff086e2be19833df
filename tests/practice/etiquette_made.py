"""Made-up people and moments for the etiquette's tests: a fortnight in March 2026, working days from Monday the 2nd."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from practice.calendars import ClosedDays, WorkingCalendar, WorkingHours
from practice.contacting import Candidate, Decision, Due, decide
from practice.etiquette import Etiquette
from practice.pacing import AS_NOW, Contact, Pace
from practice.working_time import closing

USUAL = Etiquette()
CALENDAR = WorkingCalendar()
HALF_TERM = WorkingCalendar(WorkingHours(), (ClosedDays(date(2026, 3, 9), date(2026, 3, 13), "Half term"),))


def at(day: int, hour: int = 10, minute: int = 0) -> datetime:
    """Give a moment of March 2026, when London keeps UTC until the 29th."""
    return datetime(2026, 3, 1, hour, minute, tzinfo=UTC) + timedelta(days=day - 1)


def new(
    name: str, due_at: datetime, *, own_wish: bool = False, closes_at: datetime | None = None
) -> Candidate:
    """Make a request about a meeting that ended half an hour before it is due."""
    closes = closes_at or closing(due_at, 10, CALENDAR)
    return Candidate(name, Due.NEW_REQUEST, due_at, closes, due_at - timedelta(minutes=30), own_wish)


def reminder(
    name: str, due_at: datetime, *, last: bool = False, closes_at: datetime | None = None
) -> Candidate:
    kind = Due.LAST_REMINDER if last else Due.FIRST_REMINDER
    return Candidate(name, kind, due_at, closes_at or at(27, 16, 30), due_at - timedelta(days=3))


@dataclass(frozen=True)
class Town:
    """What is the same in most tests."""

    history: Sequence[Contact] = ()
    pace: Pace = AS_NOW
    meetings: int = 1
    etiquette: Etiquette = USUAL
    calendar: WorkingCalendar = CALENDAR

    def decides(self, now: datetime, *candidates: Candidate) -> Decision:
        return decide(now, candidates, self.history, self.pace, self.meetings, self.etiquette, self.calendar)


def names(decision: Decision) -> list[tuple[str, str]]:
    """Give what is sent, as (prompt, kind)."""
    return [(one.prompt_id, one.kind.value) for one in decision.send]
