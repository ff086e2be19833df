"""The cards that say what became of a press: receipt, draft saved, what was sent, how the request ended.

The receipt and the ends stand in the chat, so they never repeat what was typed; the view of what was sent
does, and is made for that person alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from cards.elements import CardElement, ExecuteAction
from cards.pieces import (
    Card,
    button,
    card,
    heading,
    paragraphs,
    strong,
    text,
    title,
    typed_text,
    urgent,
    way_back,
)
from cards.verbs import Verb
from cards.views import (
    About,
    DraftSavedView,
    End,
    EndedView,
    OtherStandsView,
    ReceiptView,
    SentView,
    Setting,
)
from practice.answers import Content
from practice.dates_in_words import london_day
from practice.day_words import day_words
from practice.questions import QUESTIONS, Measure
from practice.words import WORDS, say

_UNDONE = (End.NOT_THERE, End.DECLINED, End.LEAVE)


def receipt_card(view: ReceiptView, setting: Setting) -> Card:
    """Thank, give the reference, and say what happens next; the last line is for a hard day."""
    asked, tokens = view.about, setting.tokens
    body = [
        title(WORDS["receipt.title"]),
        *paragraphs(say("receipt.body", tokens, ref=view.ref, **asked.facts(setting))),
        urgent(setting),
        *hard_day(setting),
    ]
    actions = [
        button(WORDS["button.see"], Verb.ANSWER_SEE, asked),
        *_second_thoughts(asked),
        button(WORDS["button.voice"], Verb.VOICE_OPEN, asked),
    ]
    return card(body, actions, stands=asked)


def sent_card(view: SentView, setting: Setting) -> Card:
    """Show a person what they sent."""
    asked = view.about
    body: list[CardElement] = [
        title(WORDS["sent.title"]),
        text(say("sent.body", setting.tokens, ref=view.ref, **asked.facts(setting))),
        *_words_of(view.content),
        *_taps_of(view.content, asked.measures),
        urgent(setting),
    ]
    return card(body, [*_second_thoughts(asked), way_back(asked)])


def other_stands_card(view: OtherStandsView, setting: Setting) -> Card:
    """Say that what was now typed is not kept, and which button leads to sending it all the same."""
    asked = view.about
    body = [
        title(WORDS["other.title"]),
        text(say("prompt.meeting", setting.tokens, **asked.facts(setting))),
        strong(WORDS["other.answered"] if asked.answered else WORDS["other.draft"]),
        text(WORDS["other.copy"]),
        urgent(setting),
    ]
    change = button(WORDS["button.change"], Verb.ANSWER_CHANGE, asked)
    answer = button(WORDS["button.answer"], Verb.PROMPT_OPEN, asked)
    return card(body, [change if asked.answered else answer])


def draft_saved_card(view: DraftSavedView, setting: Setting) -> Card:
    asked = view.about
    body = [
        heading(
            say(
                "draft.saved",
                setting.tokens,
                draft_days=str(setting.draft_days),
                closes=asked.closes(setting),
            )
        ),
        text(say("prompt.meeting", setting.tokens, **asked.facts(setting))),
        urgent(setting),
    ]
    answer = button(WORDS["button.answer"], Verb.PROMPT_OPEN, asked, style="positive")
    others = [button(WORDS["button.list"], Verb.DIGEST_REFRESH, asked)] if asked.contact_id else []
    return card(body, [answer, *others])


def ended_card(view: EndedView, setting: Setting) -> Card:
    """Say how the request ended; words typed too late are given back to be copied, or said to be gone."""
    asked, late = view.about, _too_late(view)
    body = [
        heading(end_in_words(view, setting)),
        *_on_your_mind(view, setting),
        text(say("prompt.meeting", setting.tokens, **asked.facts(setting))),
        *late,
        urgent(setting),
    ]
    return card(body, undo(view, setting), stands=None if late else asked)


def _too_late(view: EndedView) -> list[CardElement]:
    if view.dropped:
        return [strong(WORDS["end.dropped"])]
    return [text(WORDS["end.typed"]), *_words_of(view.typed)] if view.typed.words else []


def not_yours_card(setting: Setting) -> Card:
    return card([heading(WORDS["end.notyours"]), urgent(setting)])


def taps_in_words(content: Content, measure: Measure) -> str:
    chosen = content.taps.get(measure.key, ())
    return ", ".join(words for stored, words in measure.choices if stored in chosen)


def _words_of(content: Content) -> Iterator[CardElement]:
    for question in QUESTIONS:
        if typed := content.words.get(question):
            yield strong(WORDS[question])
            yield typed_text(typed)


def _taps_of(content: Content, measures: tuple[Measure, ...]) -> Iterator[CardElement]:
    for measure in measures:
        if said := taps_in_words(content, measure):
            yield strong(measure.question)
            yield text(said)


def _on_your_mind(view: EndedView, setting: Setting) -> list[CardElement]:
    """Point to staff support from a hold, which never says its reason."""
    return _support("end.held.hard", setting) if view.end is End.HELD else []


def hard_day(setting: Setting) -> list[CardElement]:
    """Give the last line after an answer was sent."""
    return _support("receipt.hard", setting)


def _support(key: str, setting: Setting) -> list[CardElement]:
    """Point to staff support, where the partnership has named it."""
    return [text(say(key, setting.tokens))] if setting.tokens.get("wellbeing_link") else []


def _second_thoughts(asked: About) -> list[ExecuteAction]:
    return [
        button(WORDS["button.change"], Verb.ANSWER_CHANGE, asked),
        button(WORDS["button.takeback"], Verb.ANSWER_TAKE_BACK, asked, style="destructive"),
    ]


def end_in_words(view: EndedView, setting: Setting) -> str:  # noqa: PLR0911 - one line for each end
    """Say how it ended; raises ValueError for a leave without the day somebody is back."""
    match view.end:
        case End.NOT_THERE:
            return WORDS["end.notthere"]
        case End.DECLINED:
            return WORDS["end.skip"]
        case End.EXPIRED:
            return say("end.expired", setting.tokens, closes=view.about.closes(setting))
        case End.CANCELLED:
            return WORDS["end.cancelled"]
        case End.TAKEN_BACK:
            return WORDS["takeback.done"]
        case End.HELD:
            return WORDS["end.held"]
        case End.LEAVE:
            return _leave_in_words(view, setting)


def _leave_in_words(view: EndedView, setting: Setting) -> str:
    if view.back is None:
        raise ValueError("A leave has a day on which the person is back.")
    return say("end.leave", setting.tokens, back=day_words(view.back, setting.today.year))


def undo(view: EndedView, setting: Setting) -> list[ExecuteAction]:
    """Offer Undo after the person's own choice, for as long as the request's life lasts."""
    closes_at = view.about.closes_at
    over = closes_at is not None and london_day(closes_at) < setting.today
    if view.end not in _UNDONE or over:
        return []
    return [button(WORDS["button.undo"], Verb.PROMPT_UNDO, view.about)]
