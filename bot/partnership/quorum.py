"""Reads a board's rule of quorum, and says where its seats can never meet it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import Field

from bot.partnership.faults import shown
from bot.partnership.fields import Groups, Members, ShareWord, Switch, Texts
from bot.partnership.reading import NOTHING, Reading, Shape
from practice.boards import Board
from practice.quorum import Reply, Verdict, judge
from practice.quorum_rules import QuorumRule, Share
from practice.quorum_words import body_in_words


class QuorumShape(Shape):
    members: Members = 0
    share: ShareWord = Share.HALF
    agencies: Members = 0
    among: Groups = Field(default_factory=list)
    statutory: Switch = False
    chair: Switch = False
    wished: Texts = Field(default_factory=list)


def read_quorum(table: dict[str, Any], at: str, reading: Reading) -> QuorumRule:
    """Read `quorum_rule`: a number of members or a share of the seats, and who must be among them."""
    shape = reading.shape(QuorumShape, table, at)
    by_share = "share" in shape.model_fields_set
    if by_share == bool(shape.members) and reading.sound(at, "members", "share"):
        found = "both" if by_share else NOTHING
        reading.add(
            f"{at}.members, {at}.share", found, "one of the two: so many people, or a share of the seats"
        )
    if 0 < shape.members < shape.agencies:
        reading.add(f"{at}.agencies", shown(shape.agencies), f"a number up to {shape.members}, the members")
    return QuorumRule(
        shape.members,
        shape.share if by_share else None,
        shape.agencies,
        tuple(shape.among),
        shape.statutory,
        shape.chair,
        tuple(shape.wished),
    )


def warn_of_quorum(boards: tuple[Board, ...]) -> tuple[str, ...]:
    """Name each board that could not decide even if everybody came who has a seat."""
    held = [board for board in boards if any(seat.holder for seat in board.seats)]
    return tuple(sentence for board in held if (sentence := _never_quorate(board)))


def _never_quorate(board: Board) -> str:
    seats = tuple(replace(seat, first=date.min, last=date.max) for seat in board.seats)
    everybody = {seat.holder: Reply.ACCEPTED for seat in seats if seat.holder}
    found = judge(replace(board, seats=seats), date.min, everybody)
    if found.verdict is Verdict.QUORATE:
        return ""
    return f"The {board.name} cannot be quorate, even if everybody comes: {body_in_words(found, board)}"
