"""The five review questions, whose wording the model fixes, and the measures beside them."""

from __future__ import annotations

from dataclasses import dataclass

QUESTIONS = ("q1", "q2", "q3", "q4", "q5")
"""Keys of the five questions; their words stand in `practice.words`."""

CARD_LIMIT = 3_000
"""Characters of one answer on a card: five of 3,500 make a card of 23 KB, and 28 KB is the safe limit."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A quick question. `choices` are (stored value, words) pairs; `many` allows several at once."""

    key: str
    question: str
    choices: tuple[tuple[str, str], ...]
    many: bool = False
    column: str = ""

    def allows(self, value: str) -> bool:
        return any(value == stored for stored, _ in self.choices)
