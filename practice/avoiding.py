"""What stops a board from meeting on a day, and which days are tried instead (content.md, section 24.4)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from practice.boards import Board
from practice.day_words import long_day
from practice.working_days import add_working_days, bank_holiday, is_over_christmas

_DAY = timedelta(days=1)
_SATURDAY = 5
_INTO_NEXT_MONTH = 14
_INTO_MONTH_BEFORE = 28
_CHRISTMAS = "nothing meets from 24 December to 2 January"
_BANK_HOLIDAY = "nothing meets on a bank holiday"
FIXED_RULES = frozenset({_CHRISTMAS, _BANK_HOLIDAY})
"""Rules that no partnership can change."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a day is out: `rule` as the rule is stated, `why` as it applies to that day."""

    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A board's meeting: the month of its slot, the day its cadence names and the day it got."""

    month: date
    on_rule: date
    day: date


@dataclass(slots=True)
class Diary:
    """The days already given to boards. Each board is planned in the order of its slots."""

    boards: dict[str, Board]
    days: dict[date, str] = field(default_factory=dict)
    meetings: dict[str, list[Placed]] = field(default_factory=dict)
    without_day: dict[str, list[Placed]] = field(default_factory=dict)
    """Meetings for which no day was found, on the day their cadence names: others may follow them."""

    def add(self, board: Board, placed: Placed) -> None:
        self.days[placed.day] = board.key
        self.meetings.setdefault(board.key, []).append(placed)

    def awaited(self, board: Board, on_rule: date) -> date | None:
        """Give the day of the meeting whose findings reach the one due `on_rule`; None before the first."""
        earlier = self.meetings.get(board.after_board, [])
        place = bisect_right(earlier, on_rule, key=lambda placed: placed.on_rule)
        return earlier[place - 1].day if place else None

    def latest(self, board: Board, day: date) -> date | None:
        """Give the last day up to `day` on which the board that `board` waits for really meets."""
        return max((p.day for p in self.meetings.get(board.after_board, []) if p.day <= day), default=None)


def obstacle(board: Board, on_rule: date, day: date, diary: Diary) -> Obstacle | None:
    """Name the hard rule that keeps a board from a weekday; None where it may meet."""
    return next(obstacles(board, on_rule, day, diary), None)


def obstacles(board: Board, on_rule: date, day: date, diary: Diary) -> Iterator[Obstacle]:
    """Name every hard rule that keeps a board from a weekday, the one that is told first."""
    yield from _closing(board, day)
    if taken := diary.days.get(day):
        yield Obstacle("no two meetings on one day", f"the {diary.boards[taken].name} meets that day")
    if found := _too_soon(board, on_rule, day, diary):
        yield found


def closed(board: Board, day: date) -> Obstacle | None:
    """Name what closes a day to a board whatever the others do; None where it may meet."""
    return next(_closing(board, day), None)


def _closing(board: Board, day: date) -> Iterator[Obstacle]:
    if day.weekday() >= _SATURDAY:
        yield Obstacle("nothing meets at a weekend", "it is at a weekend")
    if is_over_christmas(day):
        yield Obstacle(_CHRISTMAS, _CHRISTMAS)
    if name := bank_holiday(day):
        yield Obstacle(_BANK_HOLIDAY, name)
    for days in board.never:
        if days.first <= day <= days.last:
            yield Obstacle(f"nothing meets on the days of: {days.name}", days.name)


def _too_soon(board: Board, on_rule: date, day: date, diary: Diary) -> Obstacle | None:
    """Both the meeting whose findings it takes and whichever comes last before it must be far enough back."""
    for before in (diary.awaited(board, on_rule), diary.latest(board, day)):
        if before and add_working_days(before, board.after_working_days) > day:
            name = diary.boards[board.after_board].name
            rule = f"at least {board.after_working_days} working days after the {name}"
            return Obstacle(rule, f"it must be {rule} of {long_day(before)}")
    return None


def better_avoided(board: Board, day: date) -> tuple[str, ...]:
    """Name what speaks against a day and may be given up, as nouns: "the school holidays"; () for a good day."""
    found = [days.name for days in board.rather_not if days.first <= day <= days.last]
    if name := bank_holiday(day - _DAY):
        found.append(f"the day after a bank holiday ({name})")
    return tuple(dict.fromkeys(found))


def candidates(on_rule: date, *, keep_weekday: bool = True) -> Iterator[date]:
    """Give the weekdays to try, best first.

    The rule's own day; the same weekday elsewhere in the month, nearest first, the later of two; the month's
    other days likewise; the first fortnight of the next month; the month before, from its end. A rule that
    names no weekday names a least wait, so that the month's later days are tried before its earlier ones.
    """
    yield on_rule
    month = [on_rule.replace(day=1) + _DAY * n for n in range(31)]
    own = [day for day in month if day.month == on_rule.month]
    after = [own[-1] + _DAY * n for n in range(1, _INTO_NEXT_MONTH + 1)]
    before = [own[0] - _DAY * n for n in range(1, _INTO_MONTH_BEFORE + 1)]
    own.remove(on_rule)
    own.sort(key=lambda day: (_second_best(day, on_rule, keep_weekday), abs(day - on_rule), on_rule - day))
    yield from (day for day in (*own, *after, *before) if day.weekday() < _SATURDAY)


def _second_best(day: date, on_rule: date, keep_weekday: bool) -> bool:
    return day.weekday() != on_rule.weekday() if keep_weekday else day < on_rule
