"""Judges what people are sent, by rules written anew: content.md, section 20."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from practice.clocks import LONDON
from practice.contacting import Due
from practice.prompts import Prompt
from practice.working_days import is_working_day

WEEK = timedelta(days=7)


@dataclass
class Judge:
    """Counts what a person got, and notes each promise that was broken."""

    broken: list[str] = field(default_factory=list)
    got: dict[str, list[tuple[datetime, int]]] = field(default_factory=lambda: defaultdict(list))
    asked: Counter[str] = field(default_factory=Counter)
    reminded: Counter[str] = field(default_factory=Counter)
    again: Counter[str] = field(default_factory=Counter)
    """How often a leave or a hold has put a request off."""
    back_at: datetime | None = None
    caught_up: set[tuple[str, datetime]] = field(default_factory=set)

    def hour(self, now: datetime) -> None:
        local = now.astimezone(LONDON)
        open_now = is_working_day(local.date()) and time(9, 30) <= local.time() < time(16, 30)
        self.must(open_now, "sent out of hours")

    def message(self, person: str, now: datetime, carried: list[tuple[Prompt, Due]]) -> None:
        """Judge a message that arrived, or may have."""
        new = sum(due is Due.NEW_REQUEST for _, due in carried)
        self.got[person].append((now, new))
        lately = [one for one in self.got[person] if one[0] > now - WEEK]
        self.must(len(lately) <= 3, "a fourth message in a week")
        self.must(sum(count for _, count in lately) <= 2, "a third new request in a week")
        for prompt, due in carried:
            if due is Due.NEW_REQUEST:
                self.asked[prompt.id] += 1
                self.must(self.asked[prompt.id] <= 1 + self.again[prompt.id], "a request sent twice")
            else:
                self.reminded[prompt.id] += 1
                self.must(self.reminded[prompt.id] <= 2, "a third reminder")
        self._after_an_outage(person, now, carried)

    def _after_an_outage(self, person: str, now: datetime, carried: list[tuple[Prompt, Due]]) -> None:
        if self.back_at is None or now.date() != self.back_at.date():
            return
        if any(due is Due.NEW_REQUEST and prompt.due_at < self.back_at for prompt, due in carried):
            self.must((person, self.back_at) not in self.caught_up, "a burst after an outage")
            self.caught_up.add((person, self.back_at))

    def must(self, kept: bool, promise: str) -> None:
        if not kept:
            self.broken.append(promise)
