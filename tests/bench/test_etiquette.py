"""The simulation of the etiquette: the rules keep every promise, and the referee would see a broken one."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bench.etiquette import simulated
from bench.referee import RULES, Closed, Referee
from practice.contacting import Candidate, LeftOut
from practice.pacing import AS_NOW, HowOften, Pace
from practice.prompts import Prompt, PromptState
from tests.practice.etiquette_made import at, new, reminder

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("seed", [1, 2])
def test_ten_weeks_break_no_rule_and_every_request_has_a_named_end(seed: int) -> None:
    """With leave, holds, outages and choices; the ten years are measured by the bench."""
    service = simulated(random.Random(seed), weeks=10)
    assert service.referee.breaches == {}
    assert service.referee.sent["messages"] > 2_000
    assert sum(service.ends.values()) > 4_000


def seen(*moments_and_items: tuple[object, Sequence[Candidate]], **beside: object) -> set[str]:
    """Let a referee see messages to one person; give the rules it found broken."""
    referee = Referee()
    usual = {"closed": Closed(), "pace": AS_NOW, "meetings_in_week": 1, "back_at": None}
    for moment, items in moments_and_items:
        referee.message("p", moment, tuple(items), **{**usual, **beside})  # type: ignore[arg-type]
    return set(referee.breaches)


@pytest.mark.parametrize(
    ("rule", "broken"),
    [
        (0, seen((at(7), [reminder("a", at(6))]))),
        (0, seen((at(6, 16, 30), [reminder("a", at(6))]))),
        (1, seen((at(6), [reminder("a", at(6))]), closed=Closed(frozenset({date(2026, 3, 6)})))),
        (2, seen(*((at(day), [reminder(f"{day}", at(2))]) for day in (2, 3, 4, 6)))),
        (3, seen((at(2), [new(name, at(2)) for name in "abc"]))),
        (4, seen((at(2), [new("a", at(2)), new("b", at(2))]), meetings_in_week=9)),
        (5, seen(*((at(day), [reminder("a", at(2))]) for day in (2, 10, 18)))),
        (6, seen((at(2), [new("a", at(2))]), pace=Pace(HowOften.NOT_3_MONTHS, at(9)))),
        (
            6,
            seen(
                (at(2), [new("a", at(2))]),
                (at(3), [new("b", at(2))]),
                pace=Pace(HowOften.WEEKLY, at(90)),
            ),
        ),
        (8, seen((at(17), [new("a", at(2))]))),
        (8, seen((at(17), [reminder("a", at(2), closes_at=at(17))]))),
        (9, seen((at(2), [new("a", at(2))]), (at(3), [new("a", at(2))]))),
        (
            10,
            seen((at(3), [reminder("a", at(2))]), (at(3, 12), [reminder("b", at(2))]), back_at=at(3, 8)),
        ),
    ],
)
def test_the_referee_sees_a_broken_rule(rule: int, broken: set[str]) -> None:
    """Each rule by a message that breaks it."""
    assert RULES[rule] in broken


def test_the_referee_asks_for_a_reason_and_a_named_end() -> None:
    """Too late is a reason only for what had waited before an outage."""
    referee = Referee()
    prompt = Prompt("p", "m", "police", "", PromptState.NOT_ASKED, at(5), reason=LeftOut.TOO_LATE)
    referee.end(prompt, at(5) + timedelta(hours=1))
    assert not referee.breaches
    referee.end(prompt, at(4))
    referee.end(replace(prompt, state=PromptState.PLANNED), None)
    referee.held(True)
    assert referee.breaches == {RULES[11]: 1, RULES[12]: 1, RULES[7]: 1}
