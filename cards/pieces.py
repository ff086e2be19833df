"""The pieces every card is made of, and the card round them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final, TypeAlias

from cards.elements import (
    ActionSet,
    AdaptiveCard,
    CardElement,
    Choice,
    ChoiceSetInput,
    Data,
    DateInput,
    ExecuteAction,
    RefreshDefinition,
    RichTextBlock,
    Style,
    SubmitAction,
    TextBlock,
    TextInput,
)
from cards.requests import About, Setting
from cards.verbs import Verb, joined
from practice.words import WORDS, say

Card: TypeAlias = dict[str, Any]
VERSION: Final = "1.5"
"""The highest schema that Teams draws for cards sent by a bot.

https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
"""


_ROW, _FRAME = 38, 5
"""Characters in a row of buttons at 320 px, and how many of them the frame of each button takes."""


def title(words: str) -> TextBlock:
    return {**heading(words), "size": "Large"}


def subtitle(words: str) -> TextBlock:
    return {**heading(words), "size": "Medium", "spacing": "Large"}


def heading(words: str) -> TextBlock:
    """Give a sentence that is the card's heading as well, so that a screen reader finds where to begin."""
    return {**strong(words), "style": "heading"}


def text(words: str) -> TextBlock:
    """Give our own words; what people typed goes into `typed_text`, or Markdown would rewrite it."""
    return {"type": "TextBlock", "text": words, "wrap": True}


def strong(words: str) -> TextBlock:
    return {**text(words), "weight": "Bolder"}


def paragraphs(words: str) -> list[TextBlock]:
    return [text(line) for line in words.split("\n")]


def error(words: str) -> TextBlock:
    """Give what is wrong, in words; the colour only supports it."""
    return {**strong(words), "color": "Attention"}


def not_saved(setting: Setting, *, emptied: bool) -> str:
    """Say that we failed to keep what was typed; `emptied` where the card does not hold it either."""
    key = "prompt.somethingwrong.emptied" if emptied else "prompt.somethingwrong"
    return say(key, setting.tokens)


def typed_text(words: str) -> RichTextBlock:
    """Give back what a person typed, letter for letter: a text run knows no Markdown and keeps newlines."""
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": words}]}


def text_input(input_id: str, label: str, value: str = "") -> TextInput:
    """Ask for words. There is no maxLength: some clients would cut off pasted text with it, without a word.

    A length over the limit is refused in words instead, with everything still in the box.
    https://github.com/microsoft/AdaptiveCards/issues/4621
    """
    asked: TextInput = {"type": "Input.Text", "id": input_id, "label": label, "isMultiline": True}
    return {**asked, "value": value} if value else asked


def choice_input(
    input_id: str, label: str, choices: Iterable[tuple[str, str]], chosen: tuple[str, ...] = (), *, many: bool
) -> ChoiceSetInput:
    """Ask for one choice in a drop-down, or for several with boxes to tick.

    Radio buttons would save a tap, but six measures of five choices are thirty rows before the Send button
    on a phone of 320 px; a drop-down is one row, and the phone's own picker.
    """
    asked: ChoiceSetInput = {
        "type": "Input.ChoiceSet",
        "id": input_id,
        "label": label,
        "choices": [Choice(title=words, value=stored) for stored, words in choices],
        "style": "expanded" if many else "compact",
        "wrap": True,
    }
    if many:
        asked["isMultiSelect"] = True
    if value := joined(chosen):
        asked["value"] = value
    return asked


def date_input(input_id: str, label: str, between: tuple[date, date], wrong: str) -> DateInput:
    """Ask for a day; `wrong` is said by clients that check the two bounds themselves. Not all do.

    https://adaptivecards.io/explorer/Input.Date.html
    """
    first, last = (day.isoformat() for day in between)
    return {
        "type": "Input.Date",
        "id": input_id,
        "label": label,
        "min": first,
        "max": last,
        "errorMessage": wrong,
    }


def button(
    words: str,
    verb: Verb,
    asked: About | None,
    style: Style | None = None,
    notice: str = "",
) -> ExecuteAction:
    """Make a button that carries ids only; old clients press the same thing as a message.

    Without a request the ids are there, and empty.

    https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards
    """
    ids = {**_ids(asked), **({"notice": notice} if notice else {})}
    old: SubmitAction = {"type": "Action.Submit", "title": words, "data": {**ids, "verb": verb.value}}
    made = _execute(words, verb, ids)
    if style:
        old["style"] = made["style"] = style
    return {**made, "fallback": old}


def _execute(words: str, verb: Verb, ids: Data) -> ExecuteAction:
    return {"type": "Action.Execute", "title": words, "verb": verb.value, "data": ids}


def _ids(asked: About | None) -> Data:
    if asked is None:
        return {"prompt": "", "rev": 0}
    ids: Data = {"prompt": asked.prompt_id, "rev": asked.revision}
    return {**ids, "contact": asked.contact_id} if asked.contact_id else ids


def way_back(asked: About) -> ExecuteAction:
    """Lead back to the request; on an answered line of a digest that is the digest, where the receipt is a line."""
    if not asked.answered:
        words = WORDS["button.questions"]
    else:
        words = WORDS["button.list"] if asked.contact_id else WORDS["button.receipt"]
    return button(words, Verb.PROMPT_OPEN, asked)


def urgent(setting: Setting) -> TextBlock:
    return strong(say("urgent.short", setting.tokens))


def card(
    body: Sequence[CardElement],
    actions: Sequence[ExecuteAction] = (),
    stands: About | None = None,
    refresh: Verb = Verb.PROMPT_REFRESH,
) -> Card:
    """Put a card together; the first text is always the neutral line, which a lock screen may show.

    `stands` makes the card refresh itself when it is looked at: for a card that stands in a chat, never for
    one that holds what a person is typing, which a refresh would sweep away. `refresh` is what it then asks for.
    """
    whole: AdaptiveCard = {
        "type": "AdaptiveCard",
        "version": VERSION,
        "lang": "en-GB",
        "body": [text(WORDS["preview.line"]), *body, *rows(actions)],
    }
    if stands:
        whole["refresh"] = _refresh(stands, refresh)
    return dict(whole)


def rows(actions: Sequence[ExecuteAction]) -> list[ActionSet]:
    """Set the buttons in rows that fit 320 px: Teams on a phone hides what a longer row pushes out.

    https://github.com/microsoft/AdaptiveCards/issues/4758
    """
    rows: list[list[ExecuteAction]] = []
    left = 0
    for action in actions:
        wanted = len(action["title"]) + _FRAME
        if wanted > left:
            rows.append([])
            left = _ROW
        rows[-1].append(action)
        left -= wanted
    return [{"type": "ActionSet", "actions": row} for row in rows]


def _refresh(asked: About, verb: Verb) -> RefreshDefinition:
    """Refresh for the one person; without `userIds` Teams refreshes for all in a chat of up to 60."""
    whole: RefreshDefinition = {"action": _execute(WORDS["button.refresh"], verb, _ids(asked))}
    return {**whole, "userIds": [asked.member_id]} if asked.member_id else whole
