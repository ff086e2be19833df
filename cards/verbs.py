"""What a press can ask for, and the ids under which inputs come back: one table for both directions."""

from __future__ import annotations

from enum import StrEnum

from practice.pacing import HowOften

_TAP = "m_"
_ROLE = "r"
_ROLE_DIGITS = 3


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
    LEAVE_ASK = "leave.ask"
    LEAVE_SET = "leave.set"
    LESS_ASK = "less.ask"
    LESS_SET = "less.set"
    DIGEST_REFRESH = "digest.refresh"
    DIGEST_SKIP_ALL = "digest.skip_all"
    QUORUM_LEAVE = "quorum.leave"
    QUORUM_ASK = "quorum.ask"
    QUORUM_REMIND = "quorum.remind"
    QUORUM_DATES = "quorum.dates"
    DEPUTY_YES = "deputy.yes"
    DEPUTY_NO = "deputy.no"


OF_NOTICES = frozenset(
    {
        Verb.QUORUM_LEAVE,
        Verb.QUORUM_ASK,
        Verb.QUORUM_REMIND,
        Verb.QUORUM_DATES,
        Verb.DEPUTY_YES,
        Verb.DEPUTY_NO,
    }
)
"""What is pressed on a card about a board's meeting, which names its notice and no request."""


PACES = tuple(choice.value for choice in HowOften)
"""How often somebody lets us ask, as stored: as now, at most once a week or a month, not for 3 or 12 months."""


def tap_id(measure_key: str) -> str:
    """Name a measure's input: "child" is "m_child", without the dot that some hosts read as a path."""
    return _TAP + measure_key


def tap_key(input_id: str) -> str:
    """Give the measure's key for an input's id; "" for an id that is no measure's."""
    return input_id.removeprefix(_TAP) if input_id.startswith(_TAP) else ""


def role_value(place: int) -> str:
    """Name a role by its place in the list that was offered, for its own words may hold a comma."""
    return f"{_ROLE}{place}"


def role_place(value: str) -> int | None:
    """Give the place back, from 0; None when none was chosen. Raises ValueError for what we never offer."""
    if not value:
        return None
    digits = value.removeprefix(_ROLE)
    if digits == value or not (digits.isascii() and digits.isdigit()) or len(digits) > _ROLE_DIGITS:
        raise ValueError("This is not one of the roles that were offered.")
    return int(digits)


def joined(values: tuple[str, ...]) -> str:
    """Write a multi-select value as clients do: joined by commas, so that no stored value may hold one.

    https://learn.microsoft.com/en-us/adaptive-cards/schema-explorer/input-choice-set
    """
    if any("," in value for value in values):
        raise ValueError("A stored choice holds no comma.")
    return ",".join(values)


def parted(value: str) -> tuple[str, ...]:
    return tuple(part for part in (piece.strip() for piece in value.split(",")) if part)
