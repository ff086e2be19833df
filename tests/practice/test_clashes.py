"""Rules that cannot be met: the report names the two whose change would help, for every meeting without a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from practice.calendars import ClosedDays
from practice.planning import RulesClash, plan
from tests.practice.boards_made import HUB, QEB, of

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
WHERE = "it meets in May 2026, the month before or the fortnight after"


def shut(name: str, first: date, last: date) -> ClosedDays:
    return ClosedDays(first, last, name)


def clashes(*never: ClosedDays, gap: int = 10) -> list[tuple[str, str, str]]:
    """The clashes of a Hub in May, and of a QEB that waits for it, with the days closed to the QEB alone."""
    hub = replace(HUB, cadence=replace(HUB.cadence, first=date(2026, 4, 22), every_months=12))
    cadence = replace(QEB.cadence, first=date(2026, 5, 20), every_months=12)
    qeb = replace(QEB, cadence=cadence, never=never, after_working_days=gap)
    with pytest.raises(RulesClash) as caught:
        plan(of(hub, qeb), *YEAR)
    return [(clash.board, clash.rule, clash.other) for clash in caught.value.clashes]


def test_a_rule_that_closes_every_day_clashes_with_where_the_meeting_may_be() -> None:
    """Whatever other rule closes some of the same days."""
    works, gap = "nothing meets on the days of: the works", "at least 60 working days after the Learning Hub"
    whole = shut("the works", date(2026, 3, 1), date(2026, 6, 30))
    assert clashes(whole) == [(QEB.name, works, WHERE)]
    some = shut("the works", date(2026, 4, 1), date(2026, 4, 30))
    assert clashes(some, gap=60) == [(QEB.name, gap, WHERE)]


def test_two_rules_that_close_every_day_together_are_both_named() -> None:
    """Either of them alone would leave days: the wait closes April and the first of May, the works the rest."""
    works = shut("the works", date(2026, 5, 5), date(2026, 6, 30))
    gap = "at least 10 working days after the Learning Hub"
    assert clashes(works) == [(QEB.name, "nothing meets on the days of: the works", gap)]


def test_where_it_takes_three_rules_the_one_that_closes_most_is_named() -> None:
    """The works in April, a move in May, a course in June."""
    found = clashes(
        shut("the works", date(2026, 4, 1), date(2026, 5, 3)),
        shut("the move", date(2026, 5, 4), date(2026, 5, 31)),
        shut("the course", date(2026, 6, 1), date(2026, 6, 30)),
        gap=1,
    )
    assert found == [(QEB.name, "nothing meets on the days of: the works", WHERE)]
