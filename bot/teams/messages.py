"""A message in the chat: a press from an old client, or words, of which only "settings" means anything.

An old client cannot run Action.Execute and sends its fallback, Action.Submit, as a message with a value. What
answers a message stands in the chat, so it never repeats what was typed.
https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards
"""

from __future__ import annotations

from typing import Final

import cards
from bot.handlers.ports import Conversation, StoreUnavailable
from bot.handlers.views import Contacts, HowOften
from bot.teams.activities import Received
from bot.teams.adapter import Reply
from bot.teams.invokes import TROUBLES
from bot.teams.pressing import Pressed, Pressing
from bot.teams.rendering import Rendering
from practice.words import WORDS

SETTINGS: Final = "settings"
"""The one word that is understood: the cards promise it. Nothing anybody writes is kept or logged."""


class Messages:
    """Answers messages with new messages."""

    def __init__(self, pressing: Pressing, rendering: Rendering) -> None:
        self._pressing = pressing
        self._rendering = rendering

    async def answer(self, received: Received, chat: Conversation) -> Reply:
        """Answer a press like a press, and words with whom to contact."""
        if not isinstance(received.value, dict):
            asks = received.text.strip().lower() == SETTINGS
            return Reply(self._rendering.message(HowOften() if asks else Contacts(), chat.member_id))
        submitted = cards.read_press(str(received.value.get("verb")), received.value)
        if isinstance(submitted, cards.Unreadable):
            return _in_words(TROUBLES[submitted.trouble])
        try:
            view = await self._pressing.decide(Pressed(chat, received.reply_to_id, submitted), stays=True)
        except StoreUnavailable:
            return _in_words(WORDS["press.notsaved"])
        return Reply(self._rendering.message(view, chat.member_id, submitted.contact_id))


def _in_words(sentence: str) -> Reply:
    return Reply({"type": "message", "text": sentence})
