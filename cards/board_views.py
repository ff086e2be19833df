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


@dataclass(frozen=True, slots=True)
class QuorumLeftView:
    """The coordinator left it as it is."""

    board: str
    day: date


@dataclass(frozen=True, slots=True)
class PapersView:
    """The day on which the meeting's papers reach people, as the invitation says."""

    board: Board
    meeting: BoardMeeting
