"""What a press can ask for, and the ids under which inputs come back: one table for both directions."""

from __future__ import annotations

from enum import StrEnum

_TAP = "m_"


class Verb(StrEnum):
    ANSWER_SEND = "answer.send"
    ANSWER_SEE = "answer.see"
    ANSWER_CHANGE = "answer.change"
    ANSWER_TAKE_BACK = "answer.take_back"
    ANSWER_KEEP = "answer.keep"
    ANSWER_REPLACE = "answer.replace"
    DRAFT_SAVE = "draft.save"
    PROMPT_OPEN = "prompt.open"
    PROMPT_REFRESH = "prompt.refresh"
    PROMPT_MORE = "prompt.more"
    PROMPT_NOT_THERE = "prompt.not_there"
    PROMPT_SKIP = "prompt.skip"
    PROMPT_UNDO = "prompt.undo"
    VOICE_OPEN = "voice.open"
    VOICE_ADD = "voice.add"
    CONTACTS_OPEN = "contacts.open"


def tap_id(measure_key: str) -> str:
    """Name a measure's input: "child" is "m_child", without the dot that some hosts read as a path."""
    return _TAP + measure_key


def tap_key(input_id: str) -> str:
    """Give the measure's key for an input's id; "" for an id that is no measure's."""
    return input_id.removeprefix(_TAP) if input_id.startswith(_TAP) else ""


def joined(values: tuple[str, ...]) -> str:
    """Write a multi-select value as clients do: joined by commas, so that no stored value may hold one.

    https://learn.microsoft.com/en-us/adaptive-cards/schema-explorer/input-choice-set
    """
    if any("," in value for value in values):
        raise ValueError("A stored choice holds no comma.")
    return ",".join(values)


def parted(value: str) -> tuple[str, ...]:
    return tuple(part for part in (piece.strip() for piece in value.split(",")) if part)
