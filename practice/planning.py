"""From the boards' rules to the dates of their meetings, each with its reason; pure, and blind to today.

Rules: content.md, section 24.4. A meeting that must move stays in its month when it can.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from graphlib import TopologicalSorter

from practice.avoiding import Diary, Placed, candidates, in_school_holidays, obstacle
from practice.board_defaults import SCOPING_PURPOSE, purpose
from practice.boards import Board, BoardMeeting
from practice.cadence import on_rule, rule_day_words, slot_name, slots
from practice.day_words import long_day, month_name
from practice.partnership import Partnership
from practice.working_days import LAST_YEAR, working_days_after

_MONTH = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Clash:
    """A meeting for which no day exists: its board's name, its month and the two rules that conflict."""

    board: str
    month: date
    rule: str
    other: str

    def __str__(self) -> str:
        month = f"{month_name(self.month.month)} {self.month.year}"
        return f'{self.board}, {month}: "{self.rule}" conflicts with "{self.other}"'


class WindowRefused(ValueError):
    """The window cannot be planned; the text says why."""


class RulesClash(Exception):
    """No day can be found for some meetings of the window; each clash says between which two rules."""

    def __init__(self, clashes: Iterable[Clash]) -> None:
        self.clashes = tuple(clashes)
        super().__init__("\n".join(str(clash) for clash in self.clashes))


def plan(partnership: Partnership, first: date, last: date) -> tuple[BoardMeeting, ...]:
    """Plan every board meeting from `first` to `last`, both included, in order of time.

    A meeting has the same date whatever window is asked for. Raises RulesClash where a meeting that belongs
    to the window has no day, WindowRefused for a window upside down or beyond the known bank holidays.
    """
    meetings = whole_plan(partnership, first, last)
    return tuple(meeting for meeting in meetings if first <= meeting.starts_at.date() <= last)


def whole_plan(partnership: Partnership, first: date, last: date) -> tuple[BoardMeeting, ...]:
    """Plan every meeting from each board's first one to the end of the year after the window, in order.

    So nothing outside the window that a meeting inside it depends on is forgotten. Raises as `plan`.
    """
    if last < first:
        raise WindowRefused("The window ends before it starts.")
    if last.year > LAST_YEAR:
        raise WindowRefused(f"Bank holidays are known until {LAST_YEAR}, and the window ends later.")
    meetings, clashes = _plan_until(partnership.boards, date(min(last.year + 1, LAST_YEAR), 12, 31))
    # A meeting may move into a neighbouring month, so a neighbour's that has no day belongs here too.
    months = (first.replace(day=1) - _MONTH).replace(day=1), last + _MONTH
    asked = [clash for clash in clashes if months[0] <= clash.month <= months[1]]
    if asked:
        raise RulesClash(asked)
    return tuple(sorted(meetings, key=lambda meeting: (meeting.starts_at, meeting.board)))


@lru_cache(maxsize=16)
def _plan_until(every: tuple[Board, ...], until: date) -> tuple[tuple[BoardMeeting, ...], tuple[Clash, ...]]:
    """Plan the boards that wait for no other first, so that the others can give way to them."""
    boards = {board.key: board for board in every}
    waits = {key: [board.after_board] if board.after_board else [] for key, board in boards.items()}
    diary = Diary(boards)
    meetings: list[BoardMeeting] = []
    clashes: list[Clash] = []
    for key in TopologicalSorter(waits).static_order():
        for month in slots(boards[key].cadence, until):
            found = _place(boards[key], month, diary)
            if isinstance(found, Clash):
                clashes.append(found)
            else:
                meetings.append(found)
    return tuple(meetings), tuple(clashes)


def _place(board: Board, month: date, diary: Diary) -> BoardMeeting | Clash:
    wanted = on_rule(board.cadence, month)
    refusals: Counter[str] = Counter()
    open_days = []
    for day in candidates(wanted):
        found = obstacle(board, wanted, day, diary)
        if found:
            refusals[found.rule] += 1
        elif in_school_holidays(board, day):
            open_days.append(day)
        else:
            return _settle(board, month, Placed(wanted, day), diary)
    if open_days:
        return _settle(board, month, Placed(wanted, open_days[0]), diary)
    words = f"it meets in {month_name(month.month)} {month.year}, the month before or the fortnight after"
    return Clash(board.name, month, refusals.most_common(1)[0][0], words)


def _settle(board: Board, month: date, placed: Placed, diary: Diary) -> BoardMeeting:
    why = _why(board, month, placed, diary)
    diary.add(board, placed)
    starts_at = datetime.combine(placed.day, board.start)
    scoping = board.open_first_meeting and slot_name(month) == slot_name(board.cadence.first)
    return BoardMeeting(
        board=board.key,
        slot=slot_name(month),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=board.minutes),
        purpose=SCOPING_PURPOSE if scoping else purpose(board.key, month.month),
        why=why,
        scoping=scoping,
    )


def _why(board: Board, month: date, placed: Placed, diary: Diary) -> str:
    """Explain a date in one sentence, without its full stop."""
    given_up = ", in the school holidays because no other day would do"
    suffix = given_up if in_school_holidays(board, placed.day) else ""
    if placed.day == placed.on_rule:
        return _as_ruled(board, month, placed, diary) + suffix
    blocked = obstacle(board, placed.on_rule, placed.on_rule, diary)
    reason = blocked.why if blocked else "it is in the school holidays"
    if placed.day.month != month.month:
        reason += f", and no other day of {month_name(month.month)} would do"
    return f"Moved from {long_day(placed.on_rule)}: {reason}{suffix}"


def _as_ruled(board: Board, month: date, placed: Placed, diary: Diary) -> str:
    words = rule_day_words(board.cadence, month)
    sentence = words[0].upper() + words[1:]
    before = diary.awaited(board, placed.on_rule)
    if before is None:
        return sentence
    days = working_days_after(before, placed.day)
    return f"{sentence}, {days} working days after the {diary.boards[board.after_board].name} of {long_day(before)}"
