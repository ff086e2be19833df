"""Who has the app: chats are remembered when it is installed for a person and forgotten when it goes.

https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events
"""

from __future__ import annotations

from collections.abc import Callable

from bot.handlers.ports import Conversation, Store, Transaction
from bot.teams.activities import Received


async def keep_track(store: Store, received: Received, chat: Conversation) -> None:
    """Save or forget the person's chat, as a conversationUpdate or an installationUpdate says."""
    change = _change(received, chat)
    if change is not None:
        await store.write(change)


def _change(received: Received, chat: Conversation) -> Callable[[Transaction], None] | None:
    bot = received.recipient
    if received.action == "add" or received.added:
        return lambda tx: _remember(tx, chat)
    if received.action == "remove" or bot in received.removed:
        return lambda tx: tx.forget_conversation(chat.person_id)
    return None


def _remember(tx: Transaction, chat: Conversation) -> None:
    if tx.conversation(chat.person_id) != chat:
        tx.save_conversation(chat)
