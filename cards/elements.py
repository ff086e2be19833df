"""The shapes an Adaptive Card is made of, as far as we use them: plain dicts, whose keys mypy checks.

https://adaptivecards.io/explorer/ (version 1.5); tests hold every card against Microsoft's schema.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

Style: TypeAlias = Literal["positive", "destructive"]
Data: TypeAlias = dict[str, str | int]
"""What comes back with a press, beside the card's inputs."""


class TextBlock(TypedDict):
    type: Literal["TextBlock"]
    text: str
    wrap: Literal[True]
    style: NotRequired[Literal["heading"]]
    size: NotRequired[Literal["Medium", "Large"]]
    weight: NotRequired[Literal["Bolder"]]
    color: NotRequired[Literal["Attention"]]
    spacing: NotRequired[Literal["Large"]]


class TextRun(TypedDict):
    type: Literal["TextRun"]
    text: str


class RichTextBlock(TypedDict):
    type: Literal["RichTextBlock"]
    inlines: list[TextRun]


class TextInput(TypedDict):
    type: Literal["Input.Text"]
    id: str
    label: str
    isMultiline: bool
    value: NotRequired[str]


class Choice(TypedDict):
    title: str
    value: str


class ChoiceSetInput(TypedDict):
    """`isMultiSelect` and `value` are left out where they say nothing; values are joined by commas."""

    type: Literal["Input.ChoiceSet"]
    id: str
    label: str
    choices: list[Choice]
    style: Literal["compact", "expanded"]
    wrap: bool
    isMultiSelect: NotRequired[Literal[True]]
    value: NotRequired[str]


class DateInput(TypedDict):
    """`min` and `max` are days as YYYY-MM-DD."""

    type: Literal["Input.Date"]
    id: str
    label: str
    min: str
    max: str
    errorMessage: str


class SubmitAction(TypedDict):
    type: Literal["Action.Submit"]
    title: str
    data: Data
    style: NotRequired[Style]


class ExecuteAction(TypedDict):
    """`fallback` is what clients without Action.Execute show in its place."""

    type: Literal["Action.Execute"]
    title: str
    verb: str
    data: Data
    style: NotRequired[Style]
    tooltip: NotRequired[str]
    associatedInputs: NotRequired[Literal["none"]]
    fallback: NotRequired[SubmitAction]


class ActionSet(TypedDict):
    type: Literal["ActionSet"]
    actions: list[ExecuteAction]


class RefreshDefinition(TypedDict):
    action: ExecuteAction
    userIds: NotRequired[list[str]]


CardElement: TypeAlias = TextBlock | RichTextBlock | TextInput | ChoiceSetInput | DateInput | ActionSet


class AdaptiveCard(TypedDict):
    type: Literal["AdaptiveCard"]
    version: Literal["1.5"]
    lang: Literal["en-GB"]
    body: list[CardElement]
    refresh: NotRequired[RefreshDefinition]
