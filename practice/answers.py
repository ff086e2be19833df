"""What a person says about a meeting, and the rules by which it is accepted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from practice.questions import CARD_LIMIT, QUESTIONS, Measure


@dataclass(frozen=True, slots=True)
class Content:
    """The words (question key -> text) and taps (measure key -> chosen values); empty ones are left out."""

    words: Mapping[str, str] = field(default_factory=dict)
    taps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not self.words and not self.taps

    @property
    def digest(self) -> str:
        """SHA-256 over a canonical form: the same content has the same digest, on every machine."""
        canonical = json.dumps(
            {"words": dict(self.words), "taps": {key: sorted(taps) for key, taps in self.taps.items()}},
            sort_keys=True,
            ensure_ascii=True,
        )
        return hashlib.sha256(canonical.encode()).hexdigest()


NOTHING_TYPED = Content()


class AnswerState(StrEnum):
    SENT = "sent"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person sent for one prompt. `revision` counts its changes, from 1; `sent_at` is aware, UTC.

    `settled` is false while a check waits for a decision: its words are then not filed.
    """

    id: str
    ref: str
    meeting_id: str
    agency_key: str
    content: Content
    revision: int
    state: AnswerState
    sent_at: datetime
    settled: bool = True
    voice: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """Words of a child, young person, parent or carer, as a practitioner recorded them.

    Values are the stored codes of content.md section 4; a refused permission keeps no words.
    """

    id: str
    who: str
    age: str
    how: tuple[str, ...]
    words: str
    summary: str
    permission: str


class Problem(StrEnum):
    """Why an answer cannot be accepted as it stands; nothing typed is lost."""

    NOTHING = "nothing"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem and, for `too_long`, the question and by how many characters."""

    problem: Problem
    question: str = ""
    over: int = 0


def tidy(text: str) -> str:
    """Make text storable everywhere: newlines as LF, no NUL or lone surrogates, no space at the ends."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return plain.encode("utf-8", "replace").decode("utf-8").strip()


def read_content(
    words: Mapping[str, str], taps: Mapping[str, tuple[str, ...]], measures: tuple[Measure, ...]
) -> Content:
    """Keep what belongs to the five questions and to the measures asked; drop what is empty or unknown."""
    kept = {key: tidy(words[key]) for key in QUESTIONS if key in words}
    chosen = {
        measure.key: tuple(value for value in taps.get(measure.key, ()) if measure.allows(value))
        for measure in measures
    }
    return Content(
        words={key: text for key, text in kept.items() if text},
        taps={
            key: values if measure_is_many(key, measures) else values[:1]
            for key, values in chosen.items()
            if values
        },
    )


def measure_is_many(key: str, measures: tuple[Measure, ...]) -> bool:
    return any(measure.many for measure in measures if measure.key == key)


def problem_with(content: Content, limit: int = CARD_LIMIT) -> Fault | None:
    """Say what stops the content from being accepted: any one question or measure is enough."""
    if content.empty:
        return Fault(Problem.NOTHING)
    for key, text in content.words.items():
        if len(text) > limit:
            return Fault(Problem.TOO_LONG, key, len(text) - limit)
    return None
