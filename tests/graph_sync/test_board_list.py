"""What is filed of a board's meeting fits the list as it is declared."""

from __future__ import annotations

import pytest

from graph_sync.columns import choices_of
from graph_sync.declared import declared
from practice.board_list import (
    BOARD_MEETINGS,
    CANCELLED,
    HELD,
    INVITED,
    MOVED,
    PLANNED,
    Attendance,
    board_row,
)
from practice.boards import BoardEvent
from practice.quorum import Verdict
from tests.practice.events_made import RULES, standing

(SHAPE,) = [shape for shape in declared(RULES) if shape.name == BOARD_MEETINGS]
EVENTS = standing()


def fields(event: BoardEvent, verdict: Verdict = Verdict.QUORATE) -> dict[str, object]:
    board = RULES.board(event.meeting.board)
    comes = Attendance(event.meeting.starts_at, verdict, 1)
    return board_row("key-1", event, board, None, comes).fields


def test_every_field_is_a_column_and_the_rest_are_the_coordinators() -> None:
    """Whichever the declaration gains later has to be somebody's."""
    assert {column.name for column in SHAPE.columns} - set(fields(EVENTS[0])) == {"Present", "Papers"}


@pytest.mark.parametrize("verdict", list(Verdict))
def test_quorum_is_one_of_the_choices(verdict: Verdict) -> None:
    """As are the boards' names."""
    for event in EVENTS:
        assert fields(event, verdict)["Quorum"] in choices_of(SHAPE.column("Quorum"))
        assert fields(event)["Board"] in choices_of(SHAPE.column("Board"))


def test_states_are_those_of_the_list() -> None:
    """All of them, in its order."""
    assert choices_of(SHAPE.column("State")) == (PLANNED, INVITED, MOVED, HELD, CANCELLED)
