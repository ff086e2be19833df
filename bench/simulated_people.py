"""People of the simulation and the requests that wait for them, as the simulated service keeps them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from bench.referee import Closed
from practice.calendars import WorkingCalendar
from practice.contacting import Candidate, Due
from practice.etiquette import WEEK, Etiquette
from practice.pacing import AS_NOW, Contact, Pace
from practice.prompts import Prompt
from practice.reminding import REMINDED, reminders_left

CLOSES_AFTER = 10
"""Working days."""


@dataclass(slots=True)
class Someone:
    """One person as the service knows them."""

    id: str
    agency: str
    calendar: WorkingCalendar
    closed: Closed
    pace: Pace = AS_NOW
    contacts: list[Contact] = field(default_factory=list)
    meetings: deque[datetime] = field(default_factory=deque)
    requests: dict[str, Request] = field(default_factory=dict)
    """Those that have not ended."""
    looked_at_next: datetime | None = None

    def meetings_in_week(self, now: datetime) -> int:
        while self.meetings and self.meetings[0] <= now - WEEK:
            self.meetings.popleft()
        return len(self.meetings)


@dataclass(slots=True)
class Request:
    """One prompt and what belongs to it."""

    prompt: Prompt
    ended_at: datetime
    closes_at: datetime
    sent_at: datetime | None = None
    reminded_so_far: int = 0
    reminders: tuple[Candidate, ...] = ()
    """Those it may still have."""

    def reminded(self, kind: Due) -> None:
        self.reminded_so_far = REMINDED[kind]
        self.reminders = tuple(one for one in self.reminders if REMINDED[one.kind] > self.reminded_so_far)

    def plan_reminders(self, calendar: WorkingCalendar, etiquette: Etiquette) -> None:
        """Find its reminders anew, because it was sent, or closes on another day."""
        if self.sent_at:
            left = reminders_left(self.sent_at, self.closes_at, self.reminded_so_far, calendar, etiquette)
            self.reminders = tuple(
                Candidate(self.prompt.id, kind, at, self.closes_at, self.ended_at) for kind, at in left
            )
