"""A multi-agency meeting as the product knows it: type, start, end and our reference; never its subject."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from practice.people import Attendee


class Asked(StrEnum):
    """Whether a type of meeting is asked about at all."""

    YES = "yes"
    OFF = "off"
    NEVER = "never"


class CameFrom(StrEnum):
    """Which of the four triggers told us of a meeting."""

    CALENDAR = "Calendar"
    TEAMS = "Teams"
    REGISTER = "Register"
    PRACTITIONER = "A practitioner"


class How(StrEnum):
    IN_PERSON = "In person"
    ONLINE = "Online"
    BOTH = "Both"
    NOT_KNOWN = "Not known"


class MeetingStatus(StrEnum):
    PLANNED = "Planned"
    HAPPENED = "Happened"
    CANCELLED = "Cancelled"
    MOVED = "Moved"
    ON_HOLD = "On hold"
    NOT_KNOWN = "Not known"


@dataclass(frozen=True, slots=True)
class MeetingType:
    """A configured type. `one_in` 1 asks about all; `categories` are the calendar's words for it, folded."""

    key: str
    name: str
    asked: Asked
    one_in: int = 1
    wait: timedelta = timedelta(minutes=30)
    wait_days: int = 0
    """Working days to wait instead of `wait`; 1 is the next working day."""
    measures: tuple[str, ...] = ()
    panel: bool = False
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenMeeting:
    """What a trigger saw. `source_key` is the same for the same meeting whichever trigger saw it."""

    source_key: str
    starts_at: datetime
    ends_at: datetime
    categories: tuple[str, ...]
    attendees: tuple[Attendee, ...]
    came_from: CameFrom
    how: How = How.NOT_KNOWN
    cancelled: bool = False

    def __post_init__(self) -> None:
        if self.starts_at.tzinfo is None or self.ends_at.tzinfo is None:
            raise ValueError("A meeting's times carry their zone.")
        if self.ends_at <= self.starts_at:
            raise ValueError("A meeting ends after it starts.")


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting we keep. Times are aware, UTC. `type_key` is empty where the type is unknown."""

    id: str
    ref: str
    source_key: str
    type_key: str
    starts_at: datetime
    ends_at: datetime
    how: How
    came_from: CameFrom
    status: MeetingStatus
    in_sample: bool
    sample_reason: str
    outsiders: int
    """How many invited people are in no listed agency: counted, never kept."""


def type_of(categories: tuple[str, ...], types: tuple[MeetingType, ...]) -> MeetingType | None:
    """Name the type whose category the meeting carries; None, "what was this?", when none or several do."""
    folded = {category.casefold().strip() for category in categories}
    found = [known for known in types if folded & set(known.categories)]
    return found[0] if len(found) == 1 else None
