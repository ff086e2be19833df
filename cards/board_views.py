"""What the coordinators' cards about a board's meeting are drawn from."""

from __future__ import annotations

from dataclasses import dataclass

from practice.boards import Board, BoardMeeting
from practice.quorum import Judgement


@dataclass(frozen=True, slots=True)
class QuorumView:
    """Whether the meeting will be able to decide, as it was judged when the card was sent."""

    board: Board
    meeting: BoardMeeting
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class PapersView:
    """The day on which the meeting's papers reach people, as the invitation says."""

    board: Board
    meeting: BoardMeeting
