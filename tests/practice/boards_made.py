"""Boards and partnerships for the tests of the year: small, and different from the examples where it matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path

from bot.partnership import load
from practice.boards import Board, Cadence, Seat
from practice.partnership import Partnership

EXAMPLES = Path(__file__).parents[2] / "examples"
BEXLEY = load(EXAMPLES / "bexley-2016.toml")
PRESENT_DAY = load(EXAMPLES / "partnership.toml")

HUB = Board(
    key="learning-hub",
    name="Learning Hub",
    cadence=Cadence(date(2026, 1, 28), weekday=2, nth=4, every_months=2),
    start=time(9, 30),
    minutes=120,
    place="Room 1",
    seats=(Seat("police", "Police", "Police", holder="hub@police.example.org"),),
    agenda=((0, ("Welcome (5)",)),),
)
QEB = Board(
    key="qeb",
    name="Quality and Effectiveness Board",
    cadence=Cadence(date(2026, 2, 18), weekday=2, nth=3, every_months=2),
    start=time(14),
    minutes=120,
    place="Room 2",
    after_board="learning-hub",
    after_working_days=10,
)
PARTNERSHIP_BOARD = Board(
    key="partnership-board",
    name="Partnership Board",
    cadence=Cadence(date(2026, 4, 23), weekday=3, nth=4, months=(4, 11)),
    start=time(9, 30),
    minutes=150,
    place="Chamber",
)


def of(*boards: Board) -> Partnership:
    """Give a partnership with these boards and the tokens of the present-day example."""
    return replace(PRESENT_DAY, boards=boards)
