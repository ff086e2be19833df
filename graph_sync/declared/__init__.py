"""The twelve lists on two sites, each declared once (content.md, section 23): made, checked and shown from here."""

from __future__ import annotations

from graph_sync.columns import ListShape
from graph_sync.declared.answers import meetings, reviews
from graph_sync.declared.boards import actions, decisions, learning_points, priorities
from graph_sync.declared.learning import elsewhere, themes, voice
from graph_sync.declared.meeting_round import board_meetings, messages_back, seats
from practice.board_defaults import BOARDS
from practice.partnership import Partnership


def declared(partnership: Partnership) -> tuple[ListShape, ...]:
    """Give the lists in their order. Types, groups, measures and boards are the partnership's own."""
    types = tuple(dict.fromkeys(known.name for known in partnership.types))
    named = tuple(dict.fromkeys(board.name for board in partnership.boards))
    boards = named or tuple(board.name for board in BOARDS)
    return (
        meetings(types),
        reviews(types, _groups(partnership), partnership.measures),
        elsewhere(),
        voice(types),
        themes(),
        priorities(),
        learning_points(),
        decisions(boards),
        actions(),
        board_meetings(boards),
        seats(boards),
        messages_back(),
    )


def _groups(partnership: Partnership) -> tuple[str, ...]:
    named = [group.name for group in partnership.groups]
    return tuple(dict.fromkeys(named or [agency.group for agency in partnership.agencies]))
