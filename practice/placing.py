"""Finds the day of one meeting and explains it: the cadence's own day, or the best other one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import combinations

from practice.avoiding import FIXED_RULES, Diary, Placed, better_avoided, candidates, obstacle, obstacles
from practice.board_defaults import SCOPING_PURPOSE, extra_purpose, purpose
from practice.boards import Board, BoardMeeting, ExtraMeeting, extra_slot
from practice.cadence import on_rule, rule_day_words, slot_name, slots
from practice.day_words import joined, long_day, month_and_year, month_name
from practice.working_days import add_working_days, working_days_after

_EXTRA_WHY = "An extra meeting: the partnership chose this day"


@dataclass(frozen=True, slots=True)
class Clash:
    """A meeting for which no day exists: its board's name, its month and the two rules that conflict."""

    board: str
    month: date
    rule: str
    other: str

    def __str__(self) -> str:
        return f'{self.board}, {month_and_year(self.month)}: "{self.rule}" conflicts with "{self.other}"'


@dataclass(frozen=True, slots=True)
class Wanted:
    """A meeting before its day is found: the month of its slot, and the day its cadence names.

    `without` says which other meeting it would follow, where that one has no day itself.
    """

    month: date
    on_rule: date
    without: str = ""

    def placed(self, day: date) -> Placed:
        return Placed(self.month, self.on_rule, day)


def wanted(board: Board, diary: Diary, until: date) -> Iterator[Wanted]:
    """Give every meeting of a board's cadence, in order, to the month of `until`.

    A board that follows another is asked after that one was planned.
    """
    cadence = board.cadence
    if not cadence.follows:
        yield from (Wanted(month, on_rule(cadence, month)) for month in slots(cadence, until))
        return
    name = diary.boards[cadence.follows].name
    followed = [(placed, "") for placed in diary.meetings.get(cadence.follows, [])]
    followed += [
        (placed, f"the {name} of {month_and_year(placed.on_rule)} has no day")
        for placed in diary.without_day.get(cadence.follows, [])
    ]
    for placed, without in sorted(followed, key=lambda pair: pair[0].month):
        day = add_working_days(placed.day, cadence.working_days)
        if day >= cadence.first:
            yield Wanted(placed.month, day, without)


def place(board: Board, asked: Wanted, diary: Diary) -> BoardMeeting | Clash:
    """Find the meeting's day and note it in the diary; a clash where there is none."""
    found = _find(board, asked, diary)
    if isinstance(found, Clash):
        diary.without_day.setdefault(board.key, []).append(asked.placed(asked.on_rule))
        return found
    why = _why(board, asked, found, diary)
    diary.add(board, asked.placed(found))
    month = asked.on_rule.month
    scoping = board.open_first_meeting and slot_name(asked.month) == slot_name(board.cadence.first)
    words = SCOPING_PURPOSE if scoping else board.own_purpose(month) or purpose(board.key, month)
    return _meeting(board, slot_name(asked.month), found, board.start, board.minutes, words, why, scoping)


def place_extra(board: Board, extra: ExtraMeeting, diary: Diary) -> BoardMeeting:
    """Give an extra meeting the day that was chosen for it; others then give way to it."""
    diary.days[extra.day] = board.key
    slot, words = extra_slot(extra.key), extra_purpose(extra.item)
    return _meeting(board, slot, extra.day, extra.start, extra.minutes, words, _EXTRA_WHY, scoping=False)


def _meeting(
    board: Board, slot: str, day: date, start: time, minutes: int, words: str, why: str, scoping: bool
) -> BoardMeeting:
    starts_at = datetime.combine(day, start)
    ends_at = starts_at + timedelta(minutes=minutes)
    return BoardMeeting(board.key, slot, starts_at, ends_at, words, why, scoping)


def _find(board: Board, asked: Wanted, diary: Diary) -> date | Clash:
    """Give the first day that nothing speaks against, or else the first of those with the least against them."""
    month = asked.on_rule.replace(day=1)
    if asked.without:
        return Clash(board.name, month, _follows_words(board, diary), asked.without)
    open_days: list[tuple[int, date]] = []
    for day in candidates(asked.on_rule, keep_weekday=not board.cadence.follows):
        if obstacle(board, asked.on_rule, day, diary):
            continue
        avoided = better_avoided(board, day)
        if not avoided:
            return day
        open_days.append((len(avoided), day))
    if open_days:
        return min(open_days, key=lambda open_day: open_day[0])[1]
    return _clash(board, asked, diary)


def _clash(board: Board, asked: Wanted, diary: Diary) -> Clash:
    """Name the rule that closes every day by itself, against where a meeting may be; else two that do together.

    Days that bank holidays and Christmas close are closed whatever else is changed, so that they decide nothing.
    """
    month = asked.on_rule.replace(day=1)
    days = candidates(asked.on_rule, keep_weekday=not board.cadence.follows)
    refusals = [{one.rule for one in obstacles(board, asked.on_rule, day, diary)} for day in days]
    counted = [rules for rules in refusals if not rules & FIXED_RULES]
    ranked = [rule for rule, _ in Counter(rule for rules in counted for rule in sorted(rules)).most_common()]
    where = f"it meets in {month_and_year(month)}, the month before or the fortnight after"
    sides = [(rule, where) for rule in ranked] + [*combinations(ranked, 2)]
    together = next((pair for pair in sides if all(rules.intersection(pair) for rules in counted)), sides[0])
    return Clash(board.name, month, *together)


def _why(board: Board, asked: Wanted, day: date, diary: Diary) -> str:
    """Explain a date in one sentence, without its full stop."""
    given_up = better_avoided(board, day)
    suffix = f", in spite of {joined(given_up)} because no other day would do" if given_up else ""
    if day == asked.on_rule:
        return _as_ruled(board, asked, diary) + suffix
    blocked = obstacle(board, asked.on_rule, asked.on_rule, diary)
    kept = [name for name in better_avoided(board, asked.on_rule) if name not in given_up]
    reason = blocked.why if blocked else joined(kept)
    if day.month != asked.on_rule.month:
        reason += f", and no other day of {month_name(asked.on_rule.month)} would do"
    return f"Moved from {long_day(asked.on_rule)}: {reason}{suffix}"


def _as_ruled(board: Board, asked: Wanted, diary: Diary) -> str:
    if board.cadence.follows:
        followed = next(p for p in diary.meetings[board.cadence.follows] if p.month == asked.month)
        return f"{_follows_words(board, diary)} of {long_day(followed.day)}"
    words = rule_day_words(board.cadence, asked.month)
    sentence = words[0].upper() + words[1:]
    before = diary.awaited(board, asked.on_rule)
    if before is None:
        return sentence
    days = working_days_after(before, asked.on_rule)
    return f"{sentence}, {days} working days after the {diary.boards[board.after_board].name} of {long_day(before)}"


def _follows_words(board: Board, diary: Diary) -> str:
    cadence = board.cadence
    return f"{cadence.working_days} working days after the {diary.boards[cadence.follows].name}"
