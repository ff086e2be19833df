"""What the coordinators' cards about a board's meeting are drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from practice.boards import Board, BoardMeeting
from practice.quorum import Judgement


@dataclass(frozen=True, slots=True)
class QuorumView:
    """Whether the meeting will be able to decide, as it was judged when the card was sent."""

    board: Board
    meeting: BoardMeeting
    judgement: Judgement
    notice: str = ""
    """The name of what was told, for its buttons; without it there are none."""
    unreached: tuple[tuple[str, str], ...] = ()
    """Who could not be reached in Teams, with the reason."""
    reminded: tuple[str, ...] = ()
    """Holders who have not answered, and were reminded at somebody's press, or may have been."""
    unsure: tuple[str, ...] = ()
    """Who was reminded, or asked to deputise, in a message of which nobody knows whether it arrived."""
    dates_unsure: date | None = None
    """The day on which this coordinator asked for other dates, where that is not known of them."""


@dataclass(frozen=True, slots=True)
class InShortView:
    """What stands in the place of a card about a board's meeting once it was pressed; `says` is the words' key."""

    board: str
    day: date
    says: str


@dataclass(frozen=True, slots=True)
class DayView:
    """The meeting is today, and is not quorate by what people have answered."""

    board: Board
    meeting: BoardMeeting
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class DatesView:
    """Other dates for a meeting, each in its sentence; `says` is the key of what follows from them."""

    board: Board
    meeting: BoardMeeting
    dates: tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True)
class AnswerView:
    """Reminds whoever holds a seat to answer the invitation."""

    board: Board
    meeting: BoardMeeting


@dataclass(frozen=True, slots=True)
class DeputyView:
    """Asks a deputy to go in the place of a seat's holder."""

    board: Board
    meeting: BoardMeeting
    seat: str
    notice: str


@dataclass(frozen=True, slots=True)
class PapersView:
    """The day on which the meeting's papers reach people, as the invitation says."""

    board: Board
    meeting: BoardMeeting
