"""From the boards' rules to the dates of their meetings, each with its reason; pure, and blind to today.

Rules: content.md, section 24.4. A meeting that must move stays in its month when it can.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from graphlib import TopologicalSorter

from practice.avoiding import Diary
from practice.boards import Board, BoardMeeting, extra_slot
from practice.cadence import slot_name
from practice.day_words import long_day, month_and_year
from practice.partnership import Partnership
from practice.placing import Clash, place, place_extra, wanted
from practice.working_days import LAST_YEAR

_MONTH = timedelta(days=31)


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


def called_off(board: Board, first: date, last: date) -> Iterator[str]:
    """Say which meetings of the window do not take place and why, so that none is dropped silently."""
    days = {extra_slot(extra.key): extra.day for extra in board.extras}
    for slot, why in board.called_off:
        extra = days.get(slot)
        month = date.fromisoformat(f"{slot}-01") if extra is None else extra.replace(day=1)
        if first.replace(day=1) <= month <= last:
            yield f"{board.name}, {long_day(extra) if extra else month_and_year(month)}: {why}"


@lru_cache(maxsize=16)
def _plan_until(every: tuple[Board, ...], until: date) -> tuple[tuple[BoardMeeting, ...], tuple[Clash, ...]]:
    """Plan the boards that wait for no other first, so that the others can give way to them.

    Extra meetings stand before all of them: people chose their days.
    """
    boards = {board.key: board for board in every}
    waits = {key: {board.after_board, board.cadence.follows} - {""} for key, board in boards.items()}
    diary = Diary(boards)
    meetings = [
        place_extra(board, extra, diary)
        for board in every
        for extra in board.extras
        if not board.why_off(extra_slot(extra.key))
    ]
    clashes: list[Clash] = []
    for key in TopologicalSorter(waits).static_order():
        for asked in wanted(boards[key], diary, until):
            if boards[key].why_off(slot_name(asked.month)):
                continue
            found = place(boards[key], asked, diary)
            if isinstance(found, Clash):
                clashes.append(found)
            else:
                meetings.append(found)
    return tuple(meetings), tuple(clashes)
