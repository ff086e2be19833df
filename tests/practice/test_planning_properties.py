"""What holds for the boards' dates in every window of ten years, and for rules nobody has written yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from practice.boards import BoardMeeting, Cadence
from practice.cadence import on_rule, slot_name, slots
from practice.partnership import Partnership
from practice.planning import RulesClash, plan, whole_plan
from practice.working_days import add_working_days, is_over_christmas, is_working_day
from tests.practice.boards_made import BEXLEY, HUB, PARTNERSHIP_BOARD, PRESENT_DAY, QEB, of

CADENCES = st.builds(
    lambda day, nth, every: on_first_rule(Cadence(day, day.weekday() % 5, nth, every)),
    st.dates(date(2024, 1, 1), date(2025, 12, 31)),
    st.sampled_from((1, 2, 3, 4, -1)),
    st.integers(1, 6),
)
ON_LAST_MONDAYS = Cadence(date(2024, 1, 29), 0, -1, 1)
"""Both boards monthly on one day: after Easter no day is left ten working days after the Hub."""

WINDOW_DAYS = st.dates(date(2025, 1, 1), date(2035, 12, 31))


def on_first_rule(cadence: Cadence) -> Cadence:
    return replace(cadence, first=on_rule(cadence, cadence.first.replace(day=1)))


def days_of(meetings: tuple[BoardMeeting, ...], board: str) -> list[date]:
    return [meeting.starts_at.date() for meeting in meetings if meeting.board == board]


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.sampled_from((BEXLEY, PRESENT_DAY)), WINDOW_DAYS, st.integers(0, 800))
def test_every_window_of_ten_years_keeps_every_rule(rules: Partnership, first: date, length: int) -> None:
    """No weekend, no bank holiday, nothing over Christmas, never two on a day, never a QEB too soon."""
    last = first + timedelta(days=length)
    meetings = plan(rules, first, last)
    days = [meeting.starts_at.date() for meeting in meetings]
    assert all(is_working_day(day) and not is_over_christmas(day) for day in days)
    assert len(set(days)) == len(days)
    hubs = days_of(plan(rules, first - timedelta(days=90), last), "learning-hub")
    for qeb in days_of(meetings, "qeb"):
        assert add_working_days(max(hub for hub in hubs if hub < qeb), 10) <= qeb


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.sampled_from((BEXLEY, PRESENT_DAY)), WINDOW_DAYS, st.integers(0, 400), st.integers(0, 3000))
def test_a_window_says_what_a_longer_one_says(
    rules: Partnership, first: date, length: int, longer: int
) -> None:
    """A meeting has one date, whatever is asked."""
    last = first + timedelta(days=length)
    whole = plan(rules, first - timedelta(days=longer), last + timedelta(days=longer))
    assert plan(rules, first, last) == tuple(
        meeting for meeting in whole if first <= meeting.starts_at.date() <= last
    )


@pytest.mark.parametrize("rules", [BEXLEY, PRESENT_DAY])
def test_every_slot_of_every_board_is_in_the_plan_once(rules: Partnership) -> None:
    """From 2025 to 2035 nothing is dropped and nothing doubled."""
    planned = [(one.board, one.slot) for one in whole_plan(rules, date(2025, 1, 1), date(2034, 12, 31))]
    assert sorted(planned) == sorted(
        (board.key, slot_name(month))
        for board in rules.boards
        for month in slots(board.cadence, date(2035, 12, 31))
    )


def plan_or_clash(rules: Partnership, first: date, last: date) -> tuple[BoardMeeting, ...] | None:
    try:
        return plan(rules, first, last)
    except RulesClash:
        return None


def test_two_monthly_boards_on_one_day_clash_after_easter_and_say_so() -> None:
    """No day of March 2026 or the fortnight after is ten working days after a Hub on its last Monday."""
    rules = of(replace(HUB, cadence=ON_LAST_MONDAYS), replace(QEB, cadence=ON_LAST_MONDAYS))
    with pytest.raises(
        RulesClash, match=r"March 2026: .at least 10 working days after the Learning Hub. conflicts"
    ):
        plan(rules, date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(CADENCES, CADENCES, CADENCES, st.dates(date(2025, 1, 1), date(2030, 12, 31)))
def test_any_three_cadences_keep_the_hard_rules(
    hub: Cadence, qeb: Cadence, board: Cadence, first: date
) -> None:
    """However the boards' rules fall: dates are open, apart, and the same in a longer window."""
    rules = of(
        replace(HUB, cadence=hub), replace(QEB, cadence=qeb), replace(PARTNERSHIP_BOARD, cadence=board)
    )
    last = first + timedelta(days=365)
    whole = plan_or_clash(rules, first, last + timedelta(days=365))
    assume(whole is not None)
    assert whole is not None
    days = [meeting.starts_at.date() for meeting in whole]
    assert all(is_working_day(day) and not is_over_christmas(day) for day in days)
    assert len(set(days)) == len(days)
    assert plan(rules, first, last) == tuple(one for one in whole if one.starts_at.date() <= last)
