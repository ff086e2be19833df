"""A meeting that was called off is not in the plan, is not dropped silently, and is missed by whoever follows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from practice.boards import Board, Cadence, ExtraMeeting
from practice.planning import called_off, plan
from tests.practice.boards_made import HUB, PARTNERSHIP_BOARD, QEB, of

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
WHY = "an inspection takes its place"
EXTRA = ExtraMeeting("budget", "the budget", date(2026, 3, 12), time(13), 60)


def off(board: Board, *slots: str) -> Board:
    return replace(board, called_off=tuple((slot, WHY) for slot in slots))


def planned(*boards: Board) -> set[tuple[str, str]]:
    return {(one.board, one.slot) for one in plan(of(*boards), *YEAR)}


def test_it_is_not_in_the_plan_and_the_others_are() -> None:
    """The board after it still meets, with what earlier meetings found."""
    whole = planned(HUB, QEB, PARTNERSHIP_BOARD)
    without = planned(off(HUB, "2026-05"), QEB, PARTNERSHIP_BOARD)
    assert whole - without == {("learning-hub", "2026-05")}
    assert without < whole


def test_an_extra_one_may_be_called_off_and_its_day_is_free_again() -> None:
    """Another board may have the day."""
    hub = replace(HUB, extras=(EXTRA,))
    assert planned(hub) - planned(off(hub, "extra-budget")) == {("learning-hub", "extra-budget")}
    day = replace(PARTNERSHIP_BOARD, cadence=Cadence(EXTRA.day, 3, 2, months=(3,)))
    (one,) = [one for one in plan(of(off(hub, "extra-budget"), day), *YEAR) if one.board == day.key]
    assert one.starts_at.date() == EXTRA.day


def test_a_board_that_follows_it_has_nothing_to_follow() -> None:
    """Its meeting after that one is not planned either."""
    qeb = replace(QEB, cadence=Cadence(date(2026, 1, 1), follows="learning-hub", working_days=15))
    assert planned(HUB, qeb) - planned(off(HUB, "2026-05"), qeb) == {
        ("learning-hub", "2026-05"),
        ("qeb", "2026-05"),
    }


def test_it_is_said_with_its_reason_in_the_time_it_belongs_to() -> None:
    """A meeting of the rule by its month, an extra one by its day."""
    hub = off(replace(HUB, extras=(EXTRA,)), "2026-05", "extra-budget", "2028-05")
    assert [*called_off(hub, *YEAR)] == [
        f"Learning Hub, May 2026: {WHY}",
        f"Learning Hub, Thursday 12 March 2026: {WHY}",
    ]
