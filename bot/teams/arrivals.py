"""Who has the app: chats are remembered when it is installed for a person and forgotten when it goes.

What waits for an installation is due as soon as it is told.

https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.handlers.ports import Conversation, Store, Transaction
from bot.handlers.reaching import wake_waiting
from bot.teams.activities import Received


async def keep_track(store: Store, received: Received, chat: Conversation, now: datetime) -> None:
    """Save or forget the person's chat, as a conversationUpdate or an installationUpdate says."""
    change = _change(received, chat, now)
    if change is not None:
        await store.write(change)


def _change(received: Received, chat: Conversation, now: datetime) -> Callable[[Transaction], None] | None:
    bot = received.recipient
    if received.action == "add" or received.added:
        return lambda tx: _remember(tx, chat, now)
    if received.action == "remove" or bot in received.removed:
        return lambda tx: tx.forget_conversation(chat.person_id)
    return None


def _remember(tx: Transaction, chat: Conversation, now: datetime) -> None:
    if tx.conversation(chat.person_id) != chat:
        tx.save_conversation(chat)
    wake_waiting(tx, chat.person_id, now)
