"""2025 to 2035: both examples and 200 invented partnerships keep every rule, by a calendar of the test's own."""

from __future__ import annotations

from calendar import monthcalendar, monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, time, timedelta

import pytest
from dateutil.easter import easter
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from practice.boards import Board, BoardMeeting, Cadence, ExtraMeeting
from practice.cadence import on_rule
from practice.calendars import ClosedDays
from practice.clocks import LONDON
from practice.partnership import Partnership
from practice.planning import RulesClash, plan
from tests.practice.boards_made import BEXLEY, HUB, PARTNERSHIP_BOARD, PRESENT_DAY, QEB, of

FIRST, LAST = date(2025, 1, 1), date(2035, 12, 31)
DAY, QUARTER = timedelta(days=1), timedelta(days=92)


def monday_from(day: date) -> date:
    return day + DAY * (-day.weekday() % 7)


def bank_holidays(year: int) -> set[date]:
    """Those outside Christmas, by https://www.gov.uk/bank-holidays; no extra one is known for these years."""
    new_year = date(year, 1, 1)
    return {
        new_year if new_year.weekday() < 5 else monday_from(new_year),
        easter(year) - 2 * DAY,
        easter(year) + DAY,
        monday_from(date(year, 5, 1)),
        monday_from(date(year, 5, 25)),
        monday_from(date(year, 8, 25)),
    }


def christmas(year: int) -> set[date]:
    """Christmas Day and Boxing Day; each at a weekend has the next weekday that is neither."""
    days = [date(year, 12, 25), date(year, 12, 26)]
    found = {day for day in days if day.weekday() < 5}
    for day in days:
        if day.weekday() >= 5:
            found.add(
                next(
                    after
                    for n in range(1, 5)
                    if (after := day + DAY * n).weekday() < 5 and after not in found
                )
            )
    return found


CLOSED = frozenset(day for year in range(2024, 2038) for day in bank_holidays(year))


AT_CHRISTMAS = frozenset(day for year in range(2023, 2038) for day in christmas(year))


def working_days_between(before: date, after: date) -> int:
    """Count those later than `before`, up to and with `after`, by the calendar above."""
    days = [before + DAY * n for n in range(1, (after - before).days + 1)]
    return sum(day.weekday() < 5 and day not in CLOSED and day not in AT_CHRISTMAS for day in days)


def ruled_day(cadence: Cadence, slot: str) -> date:
    """The day the rule names in the slot's month, counted on a wall calendar."""
    year, month = map(int, slot.split("-"))
    column = [week[cadence.weekday] for week in monthcalendar(year, month)]
    days = [day for day in column if day]
    return date(year, month, days[cadence.nth - 1 if cadence.nth > 0 else -1])


def may_meet(board: Board, day: date) -> bool:
    over_christmas = (day.month == 12 and day.day >= 24) or (day.month == 1 and day.day <= 2)
    shut = any(days.first <= day <= days.last for days in board.never)
    return day.weekday() < 5 and day not in CLOSED and not over_christmas and not shut


def expected_slots(board: Board) -> set[str]:
    """The months of the cadence from 2026 to 2034, counted month by month; a year at each end may have moved."""
    cadence = board.cadence
    found = set()
    for number in range(2026 * 12, 2035 * 12):
        year, month = number // 12, number % 12 + 1
        since = number - (cadence.first.year * 12 + cadence.first.month - 1)
        meets = month in cadence.months if cadence.months else since % cadence.every_months == 0
        if since >= 0 and meets:
            found.add(f"{year}-{month:02}")
    return found


def check(rules: Partnership, meetings: tuple[BoardMeeting, ...]) -> None:
    """Hold a plan of the whole decade against every rule."""
    boards = {board.key: board for board in rules.boards}
    days = [one.starts_at.date() for one in meetings]
    assert len(set(days)) == len(days)
    for one in meetings:
        board = boards[one.board]
        assert may_meet(board, one.starts_at.date()), one
        assert board.extra_of(one.slot) or one.starts_at.time() == board.start
        local = one.starts_at.replace(tzinfo=LONDON)
        assert local.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) == one.starts_at
        assert one.why
    for board in rules.boards:
        check_board(board, boards, meetings)
    check_moves(rules, meetings)


def check_board(board: Board, boards: dict[str, Board], meetings: tuple[BoardMeeting, ...]) -> None:
    """Every meeting of the cadence once, each far enough after the one whose findings it takes."""
    own = [one for one in meetings if one.board == board.key and not board.extra_of(one.slot)]
    planned = [one.slot for one in own]
    assert len(set(planned)) == len(planned)
    assert expected_slots(boards[board.cadence.follows or board.key]) <= set(planned)
    before = [one.starts_at.date() for one in meetings if one.board == board.after_board and is_regular(one)]
    for one in own:
        day = one.starts_at.date()
        heard = max((other for other in before if other <= day), default=None)
        assert heard is None or working_days_between(heard, day) >= board.after_working_days, one


def check_moves(rules: Partnership, meetings: tuple[BoardMeeting, ...]) -> None:
    """What is not on its rule's day, or is on a day better avoided, says so; and what left its month had to.

    It left it only where no day of it was good and free.

    At the ends of the decade what was waited for may lie outside it.
    """
    taken = {one.starts_at.date() for one in meetings}
    waited = {board.key: waited_for(board, rules, meetings) for board in rules.boards}
    for board in rules.boards:
        own = [one for one in meetings if one.board == board.key and is_regular(one)]
        for one in own:
            assert ("in spite of" in one.why) is not is_good(board, one.starts_at.date()), one
        for one in own if not board.cadence.follows else ():
            ruled, day = ruled_day(board.cadence, one.slot), one.starts_at.date()
            assert one.why.startswith(f"Moved from {ruled:%A} {ruled.day} {ruled:%B %Y}: ") is (day != ruled)
            inside = FIRST + QUARTER < ruled < LAST - QUARTER
            if inside and (day.year, day.month) != (ruled.year, ruled.month):
                month = [ruled.replace(day=n) for n in range(1, monthrange(ruled.year, ruled.month)[1] + 1)]
                good = [day for day in month if is_good(board, day) and day not in taken]
                assert not any(late_enough(board, ruled, day, waited[board.key]) for day in good), one


def is_good(board: Board, day: date) -> bool:
    avoided = any(days.first <= day <= days.last for days in board.rather_not)
    return may_meet(board, day) and not avoided and day - DAY not in CLOSED | AT_CHRISTMAS


def waited_for(
    board: Board, rules: Partnership, meetings: tuple[BoardMeeting, ...]
) -> list[tuple[date, date]]:
    """The ruled day and the day of each meeting whose findings the board waits for."""
    other = next((one for one in rules.boards if one.key == board.after_board), board)
    own = [one for one in meetings if one.board == board.after_board and is_regular(one)]
    return [(ruled_day(other.cadence, one.slot), one.starts_at.date()) for one in own]


def late_enough(board: Board, ruled: date, day: date, waits: list[tuple[date, date]]) -> bool:
    """Whether a day is far enough from the meeting whose findings are due, and from the one that comes last before."""
    due = max((both for both in waits if both[0] <= ruled), default=None)
    before = [due[1]] if due else []
    before += [max(other for _, other in waits if other <= day)] if any(o <= day for _, o in waits) else []
    return all(
        other < day and working_days_between(other, day) >= board.after_working_days for other in before
    )


def is_regular(meeting: BoardMeeting) -> bool:
    return not meeting.slot.startswith("extra-")


def at_half_past_nine(rules: Partnership) -> Partnership:
    return replace(rules, boards=tuple(replace(board, start=time(9, 30)) for board in rules.boards))


@pytest.mark.slow
@pytest.mark.parametrize("rules", [BEXLEY, PRESENT_DAY])
def test_the_examples_keep_every_rule_for_eleven_years(rules: Partnership) -> None:
    """With their own times, and with every board at half past nine in both halves of the year."""
    for each in (rules, at_half_past_nine(rules)):
        check(each, plan(each, FIRST, LAST))


def from_2024(nth: int, weekday: int, every: int, months: tuple[int, ...]) -> Cadence:
    month = date(2024, months[0] if months else 1, 1)
    rule = Cadence(month, weekday, nth, 0 if months else every, months)
    return replace(rule, first=on_rule(rule, month))


CADENCES = st.builds(
    from_2024,
    st.sampled_from((1, 2, 3, 4, -1)),
    st.integers(0, 4),
    st.integers(2, 6),
    st.just(()) | st.lists(st.integers(1, 12), min_size=1, max_size=4, unique=True).map(sorted).map(tuple),
)
FOLLOWING = st.builds(
    lambda days: Cadence(date(2024, 1, 1), follows="learning-hub", working_days=days), st.integers(10, 25)
)
PERIODS = st.lists(
    st.builds(
        lambda first, length: ClosedDays(first, first + DAY * length, "the festival"),
        st.dates(FIRST, LAST),
        st.integers(0, 20),
    ),
    max_size=8,
).map(tuple)
EXTRA_DAYS = st.lists(st.dates(FIRST, LAST), max_size=3, unique=True)


def extras(board: Board, days: list[date]) -> Iterator[ExtraMeeting]:
    for number, day in enumerate(days):
        if may_meet(board, day):
            yield ExtraMeeting(f"item-{number}", "one item", day, time(13), 60)


@st.composite
def partnerships(draw: st.DrawFn) -> Partnership:
    """Three boards at half past nine, by any rules a file may hold."""
    never, rather_not = draw(PERIODS), draw(PERIODS)
    hub = replace(HUB, cadence=draw(CADENCES))
    board = replace(PARTNERSHIP_BOARD, cadence=draw(CADENCES))
    waits = draw(st.integers(1, 15))
    qeb = replace(QEB, start=time(9, 30), cadence=draw(CADENCES | FOLLOWING), after_working_days=waits)
    boards = [replace(one, never=never, rather_not=rather_not) for one in (hub, qeb, board)]
    boards[1] = replace(boards[1], extras=tuple(extras(boards[1], draw(EXTRA_DAYS))))
    return of(*boards)


@pytest.mark.slow
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(partnerships(), st.dates(FIRST, LAST - 366 * DAY))
def test_invented_partnerships_keep_every_rule_for_eleven_years(rules: Partnership, first: date) -> None:
    """Whatever their rules, and a year among them says the same; rules that no days can meet are tested elsewhere."""
    try:
        meetings = plan(rules, FIRST, LAST)
    except RulesClash:
        assume(False)
        raise
    check(rules, meetings)
    last = first + 365 * DAY
    assert plan(rules, first, last) == tuple(one for one in meetings if first <= one.starts_at.date() <= last)
