"""The five questions and the quick ones, as inputs and as text; the card that asks them."""

from __future__ import annotations

from collections.abc import Iterator

from cards.elements import CardElement, ChoiceSetInput, ExecuteAction, TextInput
from cards.pacing import reminder, welcome
from cards.pieces import (
    Card,
    button,
    card,
    choice_input,
    error,
    not_saved,
    subtitle,
    text,
    text_input,
    title,
    urgent,
)
from cards.verbs import Verb, tap_id
from cards.views import About, PromptView, Setting
from practice.answers import Content, Fault, Problem
from practice.questions import CARD_LIMIT, QUESTIONS, Measure
from practice.words import WORDS, say


def prompt_card(view: PromptView, setting: Setting) -> Card:
    """Ask the five questions, holding what was typed, with what is wrong at the top and at its field."""
    asked, tokens = view.about, setting.tokens
    wrong = _what_is_wrong(view, setting)
    body: list[CardElement] = [
        *([error(wrong)] if wrong else []),
        *welcome(view.welcome, setting),
        title(WORDS["prompt.title"]),
        text(say("prompt.meeting", tokens, **asked.facts(setting))),
        *reminder(view.remind, asked, setting),
        text(WORDS["prompt.panel"] if asked.panel else WORDS["prompt.intro"]),
        urgent(setting),
        text(WORDS["names.line"]),
        text(WORDS["case.line"]),
        *_questions(view.content, view.fault, wrong),
        *_quick(asked, view.content),
        text(WORDS["privacy.line"]),
    ]
    neutral = view.content.empty and not wrong
    return card(body, _buttons(view), stands=asked if neutral else None)


def label_of(question: str) -> str:
    """Give a question with its hint on the next line: inside the label, so that both are read out."""
    hint = WORDS.get(f"{question}.hint")
    return f"{WORDS[question]}\n{hint}" if hint else WORDS[question]


def question_input(question: str, label: str, content: Content) -> TextInput:
    return text_input(question, label, content.words.get(question, ""))


def measure_input(measure: Measure, content: Content) -> ChoiceSetInput:
    return choice_input(
        tap_id(measure.key),
        measure.question,
        measure.choices,
        content.taps.get(measure.key, ()),
        many=measure.many,
    )


def _questions(content: Content, fault: Fault | None, wrong: str) -> Iterator[CardElement]:
    for question in QUESTIONS:
        if fault and fault.question == question:
            yield error(wrong)
        yield question_input(question, label_of(question), content)


def _quick(asked: About, content: Content) -> Iterator[CardElement]:
    if asked.measures:
        yield subtitle(WORDS["prompt.quick"])
    for measure in asked.measures:
        yield measure_input(measure, content)


def _what_is_wrong(view: PromptView, setting: Setting) -> str:
    if view.not_saved:
        return not_saved(setting, emptied=view.emptied)
    if view.fault is None:
        return ""
    if view.fault.problem is Problem.NOTHING:
        return WORDS["prompt.none"]
    return say(
        "prompt.long.emptied" if view.emptied else "prompt.long",
        setting.tokens,
        question=WORDS[view.fault.question],
        over=_characters(view.fault.over),
        limit=f"{CARD_LIMIT:,}",
    )


def _characters(count: int) -> str:
    return WORDS["prompt.long.one"] if count == 1 else say("prompt.long.some", {}, n=f"{count:,}")


def _buttons(view: PromptView) -> list[ExecuteAction]:
    """Give the buttons; the welcome names Who to contact, so that one stands on its card as well."""
    asked = view.about
    contacts = [button(WORDS["button.contacts"], Verb.CONTACTS_OPEN, asked)] if view.welcome else []
    send = button(WORDS["button.send"], Verb.ANSWER_SEND, asked, style="positive")
    if asked.answered:
        return [send, button(WORDS["button.leave"], Verb.PROMPT_OPEN, asked), *contacts]
    return [
        send,
        button(WORDS["button.save"], Verb.DRAFT_SAVE, asked),
        button(WORDS["button.notthere"], Verb.PROMPT_NOT_THERE, asked),
        button(WORDS["button.more"], Verb.PROMPT_MORE, asked),
        *contacts,
    ]
