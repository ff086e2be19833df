"""A coordinator leaves a board's quorum as it is: the card says so, at once and wherever else it is looked at."""

from __future__ import annotations

from datetime import datetime

from bot.handlers.messages import InShort
from bot.handlers.notices import QUORUM, in_short, pressed_on, told_to
from bot.handlers.ports import Conversation, Kind, Messenger, Store, Transaction
from bot.handlers.presses import Press
from bot.handlers.telling import is_message
from bot.handlers.views import NotYours
from practice.outcomes import Done, Parked, RetryAfter
from practice.partnership import Partnership

LEFT = "left/"
"""Before what is kept of a notice: the cursor that says that it was left, and is painted no more."""


def leave_it(
    tx: Transaction, press: Press, notice: str, partnership: Partnership, now: datetime
) -> InShort | NotYours:
    """Take the card's content away, if it is this person's."""
    entry = pressed_on(tx, press, notice, QUORUM)
    left = _left(entry, press.conversation.member_id, partnership) if entry else None
    if left is None:
        return NotYours()
    tx.save_cursor(LEFT + entry, "left")
    tx.add_work(Kind.LEFT, entry, now)
    return left


async def repaint_left(
    store: Store, messenger: Messenger, partnership: Partnership, entry: str
) -> Done | RetryAfter | Parked:
    """Put the short card in the place of the one that stands; painting it again changes nothing.

    Whoever pressed something else on it meanwhile has it back, and keeps it.
    """
    activity_id, chat = await store.read(lambda tx: _stands(tx, entry))
    left = _left(entry, chat.member_id, partnership) if chat else None
    if chat is None or left is None or not is_message(activity_id):
        return Done()
    return await messenger.repaint(chat, activity_id, left)


def _stands(tx: Transaction, entry: str) -> tuple[str, Conversation | None]:
    """Give the message and the chat of what is left still."""
    if not tx.cursor(LEFT + entry):
        return "", None
    return tx.cursor(entry), tx.conversation(told_to(entry)[1])


def _left(entry: str, member_id: str, partnership: Partnership) -> InShort | None:
    return in_short(told_to(entry)[0], member_id, "quorum.left", partnership)
