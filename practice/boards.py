"""The three boards, their seats and the meetings planned for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum


class SeatRole(StrEnum):
    VOTING = "Voting"
    OBSERVING = "Observing"
    ADVISING = "Advising"


@dataclass(frozen=True, slots=True)
class Seat:
    """A place on a board. `holder` is a mailbox, empty while the seat is vacant; `deputy` may be empty."""

    key: str
    name: str
    agency: str
    role: SeatRole = SeatRole.VOTING
    statutory: bool = False
    holder: str = ""
    deputy: str = ""


@dataclass(frozen=True, slots=True)
class Cadence:
    """A rule for dates: the `nth` (1 to 4, or -1 for last) `weekday` (Monday 0) of each month it meets.

    It meets every `every_months` from `first`, or, when `months` is given, in just those months of each year.
    """

    first: date
    weekday: int
    nth: int
    every_months: int = 0
    months: tuple[int, ...] = ()


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
    avoid_school_holidays: bool = False
    school_holidays: tuple[tuple[date, date], ...] = ()
    after_board: str = ""
    after_working_days: int = 0
    """At least this many working days after the last meeting of `after_board`, so that findings reach it."""
    focus: str = ""
    quorum: str = ""

    def agenda_of(self, month: int) -> tuple[str, ...]:
        items = dict(self.agenda)
        return items.get(month, items.get(0, ()))


@dataclass(frozen=True, slots=True)
class BoardMeeting:
    """A planned meeting. `slot` is the cadence's own month, YYYY-MM: it names the meeting wherever it moves.

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
    event_id: str = ""
    cancel_comment: str = ""

    @property
    def work_subject(self) -> str:
        return f"{self.meeting.board}/{self.meeting.slot}/{self.generation}"
