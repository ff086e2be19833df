"""Two devices, one answer: both versions side by side, and the choice between them.

The version just typed is in input fields, so that it travels with the press; actions carry ids only.
"""

from __future__ import annotations

from collections.abc import Iterator

from cards.elements import CardElement
from cards.pieces import Card, button, card, strong, text, title, typed_text, urgent
from cards.questions import measure_input, question_input
from cards.replies import taps_in_words
from cards.verbs import Verb
from cards.views import About, BothView, Setting
from practice.answers import Content
from practice.questions import QUESTIONS, Measure
from practice.words import WORDS, say

ROOM = 16_000
"""Characters of both versions together that fit in a card of 25 KB."""

EXCERPT = 200
"""How much of each standing answer is shown when both do not fit: it is safe with us."""


def both_card(view: BothView, setting: Setting) -> Card:
    """Show what differs of the version that stands, above the fields that hold the one just typed."""
    asked = view.about
    body: list[CardElement] = [
        title(WORDS["both.title"]),
        text(WORDS["both.answered"] if asked.answered else WORDS["both.draft"]),
        urgent(setting),
        *_questions(view, setting),
        *_measures(view),
    ]
    actions = [
        button(WORDS["button.keep"], Verb.ANSWER_KEEP, asked),
        button(WORDS["button.replace"], Verb.ANSWER_REPLACE, asked),
    ]
    return card(body, actions)


def _questions(view: BothView, setting: Setting) -> Iterator[CardElement]:
    whole = _length(view.standing) + _length(view.typed) <= ROOM
    for question in QUESTIONS:
        first, this = (content.words.get(question, "") for content in (view.standing, view.typed))
        label = WORDS[question]
        if first != this:
            yield strong(label)
            yield text(WORDS["both.first"])
            shown = first if whole or len(first) <= EXCERPT else first[:EXCERPT] + "…"
            yield typed_text(shown or WORDS["both.none"])
            label = say("both.this", setting.tokens, question=label)
        yield question_input(question, label, view.typed)


def _measures(view: BothView) -> Iterator[CardElement]:
    for measure in _touched(view.about, view):
        first, this = (taps_in_words(content, measure) for content in (view.standing, view.typed))
        if first != this:
            yield strong(measure.question)
            yield text(f"{WORDS['both.first']} {first or WORDS['both.none']}")
        yield measure_input(measure, view.typed)


def _touched(asked: About, view: BothView) -> list[Measure]:
    taps = {*view.standing.taps, *view.typed.taps}
    return [measure for measure in asked.measures if measure.key in taps]


def _length(content: Content) -> int:
    return sum(len(words) for words in content.words.values())
