"""What somebody did to a board's event in Outlook, and what becomes of the plan when the boards keep it so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from practice.boards import BoardEvent, BoardMeeting, EventState
from practice.day_words import clock_words, long_day

MOVED_WHY = "Moved in Outlook"

NOT_YET_SEEN = "not_yet_seen"
"""The reason why an event that was made is tried again: it cannot be found. It may be late, or deleted."""

Times = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Theirs:
    """When an event stands in Outlook, naive local times; None where it was deleted."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None

    @property
    def sentence(self) -> str:
        return f"Outlook says {self._said}"

    @property
    def told(self) -> str:
        """Say the same beside a heading that says whose word it is."""
        return self._said[:1].upper() + self._said[1:]

    @property
    def _said(self) -> str:
        if self.starts_at is None:
            return "deleted"
        until = f" to {clock_words(self.ends_at.time())}" if self.ends_at else ""
        return f"{long_day(self.starts_at.date())}, {clock_words(self.starts_at.time())}{until}"


@dataclass(frozen=True, slots=True)
class ByHand:
    """Why an event was not written to: what somebody made of it in Outlook, and its id there, where it has one."""

    theirs: Theirs
    event_id: str = ""


def times_of(event: BoardEvent) -> Times:
    return event.meeting.starts_at, event.meeting.ends_at


def by_hand(event: BoardEvent, found: Theirs, ours: Collection[Times] = ()) -> bool:
    """Whether somebody changed it.

    `ours` are the times at which it stood last, or may stand since by a change of ours. Without them only a
    deletion is certain of an event that is yet to be written.
    """
    if found.starts_at is None:
        return True
    if event.state is EventState.WANTED and not ours:
        return False
    return (found.starts_at, found.ends_at) not in (times_of(event), *ours)


def with_adopted(
    meetings: Iterable[BoardMeeting], adopted: Mapping[tuple[str, str], Theirs]
) -> tuple[BoardMeeting, ...]:
    """Give the plan with the times that were adopted, in order; without the meetings whose deletion was."""
    kept = [(meeting, adopted.get((meeting.board, meeting.slot))) for meeting in meetings]
    found = [moved(meeting, theirs) for meeting, theirs in kept if theirs is None or theirs.starts_at]
    return tuple(sorted(found, key=lambda meeting: (meeting.starts_at, meeting.board)))


def moved(meeting: BoardMeeting, theirs: Theirs | None) -> BoardMeeting:
    """Give a meeting at their time; it says so as its reason."""
    if theirs is None or theirs.starts_at is None or theirs.ends_at is None:
        return meeting
    return replace(meeting, starts_at=theirs.starts_at, ends_at=theirs.ends_at, why=MOVED_WHY)
