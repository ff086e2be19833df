"""A button pressed on a card: the invoke is parsed, and its answer made, here.

botbuilder's own parsing loses `trigger` and refuses valid values, and it serialises its answer twice, so that
every card ends in a 500. The format:
https://learn.microsoft.com/en-us/adaptive-cards/authoring-cards/universal-action-model
"""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

import cards
from bot.handlers.ports import Conversation, StoreUnavailable
from bot.teams.activities import Received
from bot.teams.adapter import Answer
from bot.teams.pressing import Pressed, Pressing
from bot.teams.rendering import Rendering
from cards.rendering import CONTENT_TYPE
from practice.words import WORDS

ACTION: Final = "adaptiveCard/action"
_ERROR: Final = "application/vnd.microsoft.error"

TROUBLES: Final = {
    cards.Trouble.UNKNOWN_VERB: WORDS["press.unknown"],
    cards.Trouble.BAD_DATA: WORDS["press.unreadable"],
    cards.Trouble.TOO_BIG: WORDS["press.toobig"],
}


class _Action(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, hide_input_in_errors=True)

    verb: Annotated[str, Field(max_length=64)]
    data: Any = None


class _Invoke(BaseModel):
    """`trigger` is not read: a refresh has a verb of its own, and old clients leave the trigger out."""

    model_config = ConfigDict(strict=True, frozen=True, hide_input_in_errors=True)

    action: _Action


class Invokes:
    """Answers presses with the card that follows, in the same response."""

    def __init__(self, pressing: Pressing, rendering: Rendering) -> None:
        self._pressing = pressing
        self._rendering = rendering

    async def answer(self, received: Received, chat: Conversation | None, *, again: bool) -> Answer:
        """Answer one press, `again` if it was taken already; a stranger is not told whether there is such a request."""
        if chat is None:
            return _error(400, "BadRequest", WORDS["press.nothere"])
        submitted = _submitted(received.value)
        if isinstance(submitted, cards.Unreadable):
            return _error(400, "BadRequest", TROUBLES[submitted.trouble])
        try:
            view = await self._pressing.decide(Pressed(chat, received.reply_to_id, submitted, again=again))
        except StoreUnavailable:
            return _error(500, "InternalServerError", WORDS["press.notsaved"])
        card = self._rendering.card(view, chat.member_id, submitted.voice, submitted.contact_id)
        return Answer({"statusCode": 200, "type": CONTENT_TYPE, "value": card})


def _submitted(value: object) -> cards.Press | cards.Unreadable:
    try:
        action = _Invoke.model_validate(value).action
    except ValidationError:
        return cards.Unreadable(cards.Trouble.BAD_DATA)
    return cards.read_press(action.verb, action.data)


def _error(status: int, code: str, message: str) -> Answer:
    return Answer({"statusCode": status, "type": _ERROR, "value": {"code": code, "message": message}})
