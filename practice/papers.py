"""When a meeting's papers reach people: the day that its invitation names (content.md, section 14)."""

from __future__ import annotations

from datetime import date

from practice.board_defaults import LEARNING_HUB, QEB
from practice.boards import Board, BoardMeeting
from practice.working_days import add_working_days


def papers_day(board: Board, meeting: BoardMeeting) -> date:
    return add_working_days(meeting.starts_at.date(), -board.papers_working_days)


def reminded_of(board: Board) -> bool:
    """Tell the boards of whose papers the coordinators are reminded; the Partnership Board's come from its members."""
    return board.key in (LEARNING_HUB, QEB)
