"""The day on which papers reach people."""

from __future__ import annotations

from datetime import date, datetime

from practice.boards import BoardMeeting
from practice.papers import papers_day, reminded_of
from tests.practice.boards_made import HUB, PARTNERSHIP_BOARD, QEB

AT = datetime.fromisoformat("2026-04-15T14:00")
MEETING = BoardMeeting("qeb", "2026-04", AT, AT, "", "")


def test_papers_reach_people_some_working_days_before() -> None:
    """Good Friday and Easter Monday are none."""
    assert papers_day(QEB, MEETING) == date(2026, 4, 8)


def test_the_coordinator_makes_the_papers_of_two_boards() -> None:
    """The Partnership Board's come from its members, who are told their own day."""
    assert [reminded_of(board) for board in (HUB, QEB, PARTNERSHIP_BOARD)] == [True, True, False]
