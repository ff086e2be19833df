"""Reads when a board meets, and checks that the boards' rules can stand beside each other."""

from __future__ import annotations

from pydantic import Field

from bot.partnership.faults import shown
from bot.partnership.fields import Day, EveryMonths, Months, Rule
from bot.partnership.reading import NOTHING, Reading, Shape
from practice.board_defaults import LEARNING_HUB
from practice.boards import Board, Cadence
from practice.cadence import first_fault
from practice.day_words import long_day, month_name


class CadenceShape(Shape):
    """The keys of a board's table that say when it meets."""

    first: Day
    rule: Rule
    every_months: EveryMonths = 0
    months: Months = Field(default_factory=list)


def read_cadence(rules: CadenceShape, at: str, reading: Reading) -> Cadence:
    months = tuple(sorted(set(rules.months)))
    if len(months) < len(rules.months):
        named = ", ".join(month_name(month) for month in rules.months)
        reading.add(
            f"{at}.months", f"{len(rules.months)} months: {named}", "each month once, so twelve at most"
        )
    rule = rules.rule
    if rule.follows:
        _check_no_months(rules, at, reading)
        return Cadence(rules.first, follows=rule.follows, working_days=rule.working_days)
    cadence = Cadence(rules.first, rule.weekday, rule.nth, rules.every_months, months)
    if months and rules.every_months:
        reading.add(f"{at}.every_months, {at}.months", "both", "one of the two")
    # A wrong rule may be meant to follow another board, which needs neither.
    if not (months or rules.every_months) and reading.sound(at, "rule", "every_months", "months"):
        reading.add(f"{at}.every_months, {at}.months", NOTHING, "one of the two")
    expected = first_fault(cadence)
    if expected and reading.sound(at, "first", "rule", "months"):
        reading.add(f"{at}.first", shown(long_day(rules.first)), expected)
    return cadence


def _check_no_months(rules: CadenceShape, at: str, reading: Reading) -> None:
    for name, given in (("every_months", rules.every_months), ("months", rules.months)):
        if given and reading.sound(at, name):
            reading.add(f"{at}.{name}", "a value", "nothing: its rule lets the board follow another")


def check_cadences(boards: tuple[Board, ...], reading: Reading) -> None:
    """Refuse boards that wait in a ring or for no board of ours, and rules that no day can meet."""
    for board in boards:
        at = f"boards.{board.key}"
        for name, other in (("after", board.after_board), ("rule", board.cadence.follows)):
            if other and other in _leading_nowhere(board, boards) and reading.sound(at, name):
                others = ", ".join(one.key for one in boards if one is not board)
                allowed = f"a board that does not itself wait for this one: {others}"
                reading.add(f"{at}.{name}", shown(other), allowed)
        if board.key == LEARNING_HUB and board.cadence.follows and reading.sound(at, "rule"):
            allowed = "a weekday of the month: the year's learning is counted by the Learning Hub's months"
            reading.add(f"{at}.rule", shown(board.cadence.follows), allowed)
        if board.after_board and not board.after_working_days:
            reading.add(f"{at}.after_working_days", NOTHING, "a number of working days")
        _check_waits(board, at, reading)


def _leading_nowhere(board: Board, boards: tuple[Board, ...]) -> set[str]:
    """Give those a board waits for that do not exist or wait for it in turn."""
    waits = {one.key: {one.after_board, one.cadence.follows} - {""} for one in boards}
    return {
        other for other in waits[board.key] if other not in waits or board.key in _all_before(other, waits)
    }


def _all_before(key: str, waits: dict[str, set[str]]) -> set[str]:
    """Give a board and all it waits for, those they wait for included."""
    found: set[str] = set()
    left = {key}
    while left:
        one = left.pop()
        found.add(one)
        left |= waits.get(one, set()) - found
    return found


def _check_waits(board: Board, at: str, reading: Reading) -> None:
    """Papers cannot be due before the meeting they come from, nor the board meet before its own least wait."""
    cadence, least = board.cadence, board.after_working_days
    if cadence.follows == board.after_board and 0 < cadence.working_days < least:
        found = f"{cadence.working_days} working days after {cadence.follows}"
        reading.add(
            f"{at}.rule", shown(found), f"at least {least} working days, which after_working_days asks"
        )
    wait = max(cadence.working_days, least)
    if wait and board.papers_working_days > wait and reading.sound(at, "papers_working_days"):
        allowed = f"at most {wait}: earlier, the findings they hold do not exist"
        reading.add(f"{at}.papers_working_days", str(board.papers_working_days), allowed)
