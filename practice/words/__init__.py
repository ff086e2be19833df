"""The words on screen, each once, under its key; so that a wording can be reviewed and changed in one place.

Texts only: nothing here may know of a card, a page or a person. Curly names such as {front_door} are tokens
of the partnership, or facts given with the call.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from string import Formatter

from practice.words.asking import ASKING
from practice.words.buttons import BUTTONS
from practice.words.checking import CHECKING
from practice.words.exporting import EXPORTING
from practice.words.pacing import PACING
from practice.words.planning import PLANNING
from practice.words.provisioning import PROVISIONING
from practice.words.quorum import QUORUM
from practice.words.reaching import REACHING
from practice.words.reading import READING
from practice.words.replies import REPLIES
from practice.words.safety import SAFETY
from practice.words.seats import SEATS
from practice.words.status import STATUS
from practice.words.stuck import STUCK
from practice.words.voices import VOICES

__all__ = ["WORDS", "MissingTokenError", "say"]

WORDS: dict[str, str] = {
    **SAFETY,
    **ASKING,
    **PACING,
    **VOICES,
    **REPLIES,
    **BUTTONS,
    **READING,
    **REACHING,
    **STATUS,
    **STUCK,
    **CHECKING,
    **PROVISIONING,
    **SEATS,
    **QUORUM,
    **PLANNING,
    **EXPORTING,
}


class MissingTokenError(LookupError):
    """A sentence wants a token that nobody gave: better no sentence than one with a hole."""

    def __init__(self, key: str, token: str) -> None:
        super().__init__(f"The words {key!r} need {token!r}, which is missing or empty.")


def say(key: str, tokens: Mapping[str, str], **more: str) -> str:
    """Fill the words under `key`; `more` wins over `tokens`. Raises KeyError or MissingTokenError."""
    text = WORDS[key]
    values: dict[str, str] = {}
    for name in _names_in(text):
        values[name] = more.get(name) or tokens.get(name, "")
        if not values[name]:
            raise MissingTokenError(key, name)
    return text.format_map(values)


@lru_cache(maxsize=512)
def _names_in(text: str) -> tuple[str, ...]:
    return tuple(name for _, name, _, _ in Formatter().parse(text) if name)
