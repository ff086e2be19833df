"""What a card submitted, checked at the border: known verbs, strings, sizes. Who pressed is not read here.

Nothing of what was typed is repeated in a refusal.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from cards.verbs import OF_NOTICES, PACES, Verb, parted, role_place, tap_key
from practice.answers import Voice
from practice.questions import QUESTIONS

TYPED_LIMIT = 66_000
"""Bytes of one press as they go into the card that gives it back: over what the largest answers take, so that a
long one is refused in words and given back, on a card that stays under the 80 KB that Teams advises for a message.
"""


class Trouble(StrEnum):
    UNKNOWN_VERB = "unknown_verb"
    BAD_DATA = "bad_data"
    TOO_BIG = "too_big"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A press that no card of ours can have made, or that is too big to be given back."""

    trouble: Trouble


@dataclass(frozen=True, slots=True)
class Press:
    """What was pressed, on which request and revision, with words and taps as submitted: not yet accepted.

    `voice`, its id empty, comes with Add this alone. `prompt_id` may be empty for the pace alone, `contact_id`
    is the digest's that was pressed, `role` a place in the roles offered, from 0, `back` a day in London, and
    `pace` one of `PACES`, or empty.
    """

    verb: Verb
    prompt_id: str
    revision: int
    words: dict[str, str] = field(default_factory=dict)
    taps: dict[str, tuple[str, ...]] = field(default_factory=dict)
    voice: Voice | None = None
    contact_id: str = ""
    role: int | None = None
    back: date | None = None
    pace: str = ""
    notice: str = ""
    """What somebody was told about a board's meeting, by its name."""


def _plain(value: object) -> object:
    """Take an input left alone, which some clients send as null, for an empty one."""
    return "" if value is None else value


def _role(value: object) -> int | None:
    plain = _plain(value)
    if not isinstance(plain, str):
        raise ValueError("A role is text.")  # noqa: TRY004 - pydantic makes a refusal of this one alone
    return role_place(plain)


def _day(value: object) -> date | None:
    """Read a day as clients write it, and in no other of the ways that ISO 8601 knows."""
    plain = _plain(value)
    if plain == "":
        return None
    if not isinstance(plain, str) or not _DAY.fullmatch(plain):
        raise ValueError("A day is written YYYY-MM-DD.")
    return date.fromisoformat(plain)


def _pace(value: str) -> str:
    if value and value not in PACES:
        raise ValueError("This is not one of the paces that were offered.")
    return value


_AS_JSON = json.JSONEncoder(ensure_ascii=False)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLAIN = r"^[^\x00-\x1f\x7f]*$"
"""An id of ours has no control characters; a database may refuse one that is looked up."""

_Id = Annotated[str, Field(strict=True, max_length=64, pattern=_PLAIN)]
_Text = Annotated[str, Field(strict=True), BeforeValidator(_plain)]


class _Inputs(BaseModel):
    """The data of an action, merged with the card's inputs; other keys are measures or noise."""

    model_config = ConfigDict(extra="allow", hide_input_in_errors=True)

    prompt: _Id
    rev: Annotated[int, Field(ge=0, le=2**31)]
    q1: _Text = ""
    q2: _Text = ""
    q3: _Text = ""
    q4: _Text = ""
    q5: _Text = ""
    voice_who: _Text = ""
    voice_age: _Text = ""
    voice_how: _Text = ""
    voice_words: _Text = ""
    voice_summary: _Text = ""
    voice_permission: _Text = ""
    contact: _Id = ""
    notice: Annotated[str, Field(strict=True, max_length=160, pattern=_PLAIN)] = ""
    role: Annotated[int | None, BeforeValidator(_role)] = None
    back: Annotated[date | None, BeforeValidator(_day)] = None
    pace: Annotated[_Text, AfterValidator(_pace)] = ""


def read_press(verb: str, data: object) -> Press | Unreadable:
    """Read a press from the verb and the data of an Action.Execute, or of its Action.Submit."""
    if verb not in _VERBS:
        return Unreadable(Trouble.UNKNOWN_VERB)
    if not isinstance(data, dict):
        return Unreadable(Trouble.BAD_DATA)
    if sum(_bytes(value) for value in data.values() if isinstance(value, str)) > TYPED_LIMIT:
        return Unreadable(Trouble.TOO_BIG)
    try:
        inputs = _Inputs.model_validate(data)
    except ValidationError:
        return Unreadable(Trouble.BAD_DATA)
    return _press(Verb(verb), inputs)


def _bytes(typed: str) -> int:
    """Count a text as JSON in UTF-8, where a letter takes up to four bytes, and a newline two."""
    return len(_AS_JSON.encode(typed).encode("utf-8", "surrogatepass"))


def _press(verb: Verb, inputs: _Inputs) -> Press | Unreadable:
    taps = _taps(inputs.model_extra or {})
    about = inputs.notice if verb in OF_NOTICES else inputs.prompt
    if taps is None or not (about or verb in _OF_NO_REQUEST):
        return Unreadable(Trouble.BAD_DATA)
    words = {question: typed for question in QUESTIONS if (typed := getattr(inputs, question))}
    voice = _voice(inputs) if verb is Verb.VOICE_ADD else None
    return Press(
        verb,
        inputs.prompt,
        inputs.rev,
        words,
        taps,
        voice,
        inputs.contact,
        inputs.role,
        inputs.back,
        inputs.pace,
        inputs.notice,
    )


def _taps(extra: dict[str, object]) -> dict[str, tuple[str, ...]] | None:
    """Read the measures' inputs; None when one of them is not text."""
    taps: dict[str, tuple[str, ...]] = {}
    for input_id, value in extra.items():
        if key := tap_key(input_id):
            plain = _plain(value)
            if not isinstance(plain, str):
                return None
            if chosen := parted(plain):
                taps[key] = chosen
    return taps


def _voice(inputs: _Inputs) -> Voice:
    return Voice(
        id="",
        who=inputs.voice_who,
        age=inputs.voice_age,
        how=parted(inputs.voice_how),
        words=inputs.voice_words,
        summary=inputs.voice_summary,
        permission=inputs.voice_permission,
    )


_OF_NO_REQUEST = (Verb.LESS_ASK, Verb.LESS_SET)
_VERBS = frozenset(verb.value for verb in Verb)
