"""The pieces every card is made of, and the card round them: typed elements in, one plain dict out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Literal

from microsoft_teams.cards.core import (
    ActionSet,
    AdaptiveCard,
    CardElement,
    Choice,
    ChoiceSetInput,
    DateInput,
    ExecuteAction,
    RefreshDefinition,
    RichTextBlock,
    SubmitAction,
    TextBlock,
    TextInput,
    TextRun,
)

from cards.requests import About, Setting
from cards.verbs import Verb, joined
from practice.words import WORDS, say

Card = dict[str, Any]
VERSION: Literal["1.5"] = "1.5"
"""The highest schema that Teams draws for cards sent by a bot.

https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
"""


_ROW, _FRAME = 38, 5
"""Characters in a row of buttons at 320 px, and how many of them the frame of each button takes."""


def title(words: str) -> TextBlock:
    return TextBlock(text=words, style="heading", size="Large", weight="Bolder", wrap=True)


def subtitle(words: str) -> TextBlock:
    return TextBlock(text=words, style="heading", size="Medium", weight="Bolder", wrap=True, spacing="Large")


def heading(words: str) -> TextBlock:
    """Give a sentence that is the card's heading as well, so that a screen reader finds where to begin."""
    return TextBlock(text=words, style="heading", weight="Bolder", wrap=True)


def text(words: str) -> TextBlock:
    """Give our own words; what people typed goes into `typed_text`, or Markdown would rewrite it."""
    return TextBlock(text=words, wrap=True)


def strong(words: str) -> TextBlock:
    return TextBlock(text=words, wrap=True, weight="Bolder")


def paragraphs(words: str) -> list[TextBlock]:
    return [text(line) for line in words.split("\n")]


def error(words: str) -> TextBlock:
    """Give what is wrong, in words; the colour only supports it."""
    return TextBlock(text=words, wrap=True, weight="Bolder", color="Attention")


def not_saved(setting: Setting, *, emptied: bool) -> str:
    """Say that we failed to keep what was typed; `emptied` where the card does not hold it either."""
    key = "prompt.somethingwrong.emptied" if emptied else "prompt.somethingwrong"
    return say(key, setting.tokens)


def typed_text(words: str) -> RichTextBlock:
    """Give back what a person typed, letter for letter: a text run knows no Markdown and keeps newlines."""
    return RichTextBlock(inlines=[TextRun(text=words)])


def text_input(input_id: str, label: str, value: str = "") -> TextInput:
    """Ask for words. There is no maxLength: some clients would cut off pasted text with it, without a word.

    A length over the limit is refused in words instead, with everything still in the box.
    https://github.com/microsoft/AdaptiveCards/issues/4621
    """
    return TextInput(id=input_id, label=label, is_multiline=True, value=value or None)


def choice_input(
    input_id: str, label: str, choices: Iterable[tuple[str, str]], chosen: tuple[str, ...] = (), *, many: bool
) -> ChoiceSetInput:
    """Ask for one choice in a drop-down, or for several with boxes to tick.

    Radio buttons would save a tap, but six measures of five choices are thirty rows before the Send button
    on a phone of 320 px; a drop-down is one row, and the phone's own picker.
    """
    return ChoiceSetInput(
        id=input_id,
        label=label,
        choices=[Choice(title=words, value=stored) for stored, words in choices],
        style="expanded" if many else "compact",
        is_multi_select=many or None,
        wrap=True,
        value=joined(chosen) or None,
    )


def date_input(input_id: str, label: str, between: tuple[date, date], wrong: str) -> DateInput:
    """Ask for a day; `wrong` is said by clients that check the two bounds themselves. Not all do.

    https://adaptivecards.io/explorer/Input.Date.html
    """
    first, last = (day.isoformat() for day in between)
    return DateInput(id=input_id, label=label, min=first, max=last, error_message=wrong)


def button(
    words: str,
    verb: Verb,
    asked: About | None,
    style: Literal["positive", "destructive"] | None = None,
    notice: str = "",
) -> ExecuteAction:
    """Make a button that carries ids only; old clients press the same thing as a message.

    Without a request the ids are there, and empty.

    https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards
    """
    ids = {**_ids(asked), **({"notice": notice} if notice else {})}
    return ExecuteAction(
        title=words,
        verb=verb.value,
        style=style,
        data=ids,
        fallback=SubmitAction(title=words, style=style, data={**ids, "verb": verb.value}),
    )


def _ids(asked: About | None) -> dict[str, str | int]:
    if asked is None:
        return {"prompt": "", "rev": 0}
    ids: dict[str, str | int] = {"prompt": asked.prompt_id, "rev": asked.revision}
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
    whole = AdaptiveCard(
        version=VERSION,
        lang="en-GB",
        body=[text(WORDS["preview.line"]), *body, *rows(actions)],
        refresh=_refresh(stands, refresh) if stands else None,
    )
    return whole.model_dump(by_alias=True, exclude_none=True)


def rows(actions: Sequence[ExecuteAction]) -> list[ActionSet]:
    """Set the buttons in rows that fit 320 px: Teams on a phone hides what a longer row pushes out.

    https://github.com/microsoft/AdaptiveCards/issues/4758
    """
    rows: list[list[ExecuteAction]] = []
    left = 0
    for action in actions:
        wanted = len(action.title or "") + _FRAME
        if wanted > left:
            rows.append([])
            left = _ROW
        rows[-1].append(action)
        left -= wanted
    return [ActionSet(actions=list(row)) for row in rows]


def _refresh(asked: About, verb: Verb) -> RefreshDefinition:
    """Refresh for the one person; without `userIds` Teams refreshes for all in a chat of up to 60."""
    return RefreshDefinition(
        action=ExecuteAction(
            title=WORDS["button.refresh"],
            verb=verb.value,
            data=_ids(asked),
        ),
        user_ids=[asked.member_id] if asked.member_id else None,
    )
