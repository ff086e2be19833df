"""What became of every request of a period: planned is the sum of the named states and of what still waits.

Nobody is named here. People who were never asked are counted apart, so that they do not count as silent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from practice.prompts import ENDS, OPEN, PromptState
from practice.words import WORDS, say

NAMED = tuple(state for state in PromptState if state in ENDS)
"""The eight named ends, in the order in which they are shown."""

_WAITING = {PromptState.PLANNED.value, *(state.value for state in OPEN)}


@dataclass(frozen=True, slots=True)
class Group:
    """How many requests stand in one state for one reason; both as the store has them."""

    state: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class ReviewCounts:
    """A period's requests. `planned` was counted for itself; the rest are its parts."""

    planned: int
    named: Mapping[PromptState, int]
    waiting: int
    not_asked_reasons: Mapping[str, int]

    @property
    def parts(self) -> int:
        return sum(self.named.values()) + self.waiting

    @property
    def adds_up(self) -> bool:
        """Tell whether every request stands in one state we have a name for."""
        return self.planned == self.parts


def counted(planned: int, groups: Iterable[Group]) -> ReviewCounts:
    """Add up the groups; a state without a name is in no part, so that the sum shows it."""
    states: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for group in groups:
        states[group.state] += group.count
        if group.state == PromptState.NOT_ASKED:
            reasons[group.reason] += group.count
    named = {state: states[state.value] for state in NAMED}
    return ReviewCounts(
        planned, named, sum(states[state] for state in _WAITING), dict(sorted(reasons.items()))
    )


def state_words(state: PromptState) -> str:
    """Say a named end as the coordinator reads it."""
    return say(f"status.{state}", {})


def reason_words(reason: str) -> str:
    """Say why somebody was not asked; a reason without words of its own is shown as it is stored."""
    key = f"unasked.{reason}"
    return say(key, {}) if key in WORDS else reason.replace("_", " ")
