"""The three boards, their seats and the meetings planned for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from practice.calendars import ClosedDays
from practice.quorum_rules import QuorumRule

_EXTRA = "extra-"


class SeatRole(StrEnum):
    VOTING = "Voting"
    OBSERVING = "Observing"
    ADVISING = "Advising"


@dataclass(frozen=True, slots=True)
class Seat:
    """A place on a board. `holder` is a mailbox, empty while the seat is vacant; `deputy` may be empty.

    The holder sits on it from `first` to `last`, both included; before and after them it is vacant.
    """

    key: str
    name: str
    agency: str
    role: SeatRole = SeatRole.VOTING
    statutory: bool = False
    holder: str = ""
    deputy: str = ""
    first: date = date.min
    last: date = date.max
    chair: bool = False
    """The chair's or the vice-chair's, who may sit without a vote."""
    group: str = ""
    """The group of the agency in whose domain its holder is; "" for the partnership's own people."""
    left: str = ""
    """Who held it and is no longer in the directory, while the list still names them; it is vacant."""

    def holder_on(self, day: date) -> str:
        """Give who holds the seat on a day; "" while it is vacant."""
        return self.holder if self.first <= day <= self.last else ""


@dataclass(frozen=True, slots=True)
class Cadence:
    """A rule for dates: the `nth` (1 to 4, or -1 for last) `weekday` (Monday 0) of each month it meets.

    It meets every `every_months` from `first`, or, when `months` is given, in just those months of each year.
    Where `follows` names another board, it meets `working_days` after each meeting of that one instead, and
    not before `first`.
    """

    first: date
    weekday: int = 0
    nth: int = 0
    every_months: int = 0
    months: tuple[int, ...] = ()
    follows: str = ""
    working_days: int = 0


@dataclass(frozen=True, slots=True)
class ExtraMeeting:
    """A meeting beside the cadence, for one item; its day is chosen by people. `key` names it wherever it moves."""

    key: str
    item: str
    day: date
    start: time
    minutes: int


@dataclass(frozen=True, slots=True)
class Board:
    """A board. `key` is learning-hub, qeb or partnership-board; times are local to Europe/London."""

    key: str
    name: str
    cadence: Cadence
    start: time
    minutes: int
    place: str
    seats: tuple[Seat, ...] = ()
    agenda: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """(month, agenda items) pairs; month 0 serves every month without its own."""
    open_first_meeting: bool = False
    """The first meeting is an open, scoping one: its subject and words differ, attendees are hidden."""
    never: tuple[ClosedDays, ...] = ()
    """Days on which it does not meet, each with its reason; beside weekends, bank holidays and Christmas."""
    rather_not: tuple[ClosedDays, ...] = ()
    """Days it avoids where another day will do, each with its reason: school holidays, festivals."""
    after_board: str = ""
    after_working_days: int = 0
    """At least this many working days after the last meeting of `after_board`, so that findings reach it."""
    papers_working_days: int = 5
    """Papers reach people at least this many working days before (content.md, section 24.4)."""
    purposes: tuple[tuple[int, str], ...] = ()
    """(month, purpose) pairs; a month without its own has the model's purpose."""
    extras: tuple[ExtraMeeting, ...] = ()
    called_off: tuple[tuple[str, str], ...] = ()
    """(slot, why) pairs: meetings that do not take place, without their full stop."""
    focus: str = ""
    quorum: str = ""
    """The rule as people read it."""
    quorum_rule: QuorumRule = field(default_factory=QuorumRule)
    teams_meeting: bool = False
    """Its invitations carry a link to take part through Teams."""

    def agenda_of(self, month: int) -> tuple[str, ...]:
        items = dict(self.agenda)
        return items.get(month, items.get(0, ()))

    def own_purpose(self, month: int) -> str:
        """Give what the partnership says a month's meeting is for; "" where the model's words stand."""
        return dict(self.purposes).get(month, "")

    def why_off(self, slot: str) -> str:
        """Say why a meeting was called off; "" for one that takes place."""
        return dict(self.called_off).get(slot, "")

    def extra_of(self, slot: str) -> ExtraMeeting | None:
        """Give the extra meeting of a slot; None for a meeting of the cadence."""
        return next((extra for extra in self.extras if extra_slot(extra.key) == slot), None)


def extra_slot(key: str) -> str:
    return f"{_EXTRA}{key}"


def is_extra(slot: str) -> bool:
    """Tell an extra meeting's slot, also of one that is no longer in the file."""
    return slot.startswith(_EXTRA)


@dataclass(frozen=True, slots=True)
class BoardMeeting:
    """A planned meeting. `slot` names it wherever it moves.

    It is the cadence's own month, YYYY-MM; of a board that follows another, that of the meeting it follows;
    of an extra meeting, its key.

    `starts_at` and `ends_at` are naive local times, Europe/London; `why` explains the date in words.
    """

    board: str
    slot: str
    starts_at: datetime
    ends_at: datetime
    purpose: str
    why: str
    scoping: bool = False


class EventState(StrEnum):
    """Where a meeting's Outlook event stands: what is wanted, and what is known to be so."""

    WANTED = "wanted"
    STANDING = "standing"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"


LIVE = (EventState.WANTED, EventState.STANDING)
"""Of a meeting that is to take place."""


@dataclass(frozen=True, slots=True)
class BoardEvent:
    """A board meeting and its Outlook event. `key` is the transaction id and our extended property."""

    meeting: BoardMeeting
    generation: int
    key: str
    state: EventState
    subject: str
    body_html: str
    attendees: tuple[str, ...]
    hide_attendees: bool = False
    place: str = ""
    teams_meeting: bool = False
    """Once an event is a Teams meeting, Outlook keeps it one.

    https://learn.microsoft.com/en-us/graph/outlook-calendar-online-meetings
    """
    event_id: str = ""
    cancel_comment: str = ""

    @property
    def work_subject(self) -> str:
        return f"{self.meeting.board}/{self.meeting.slot}/{self.generation}"
