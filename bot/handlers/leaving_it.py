"""A coordinator leaves a board's quorum as it is: the card says so, at once and wherever else it is looked at."""

from __future__ import annotations

from datetime import date, datetime

from bot.handlers.messages import NoticeLeft
from bot.handlers.ports import Kind, Messenger, Store, Transaction
from bot.handlers.presses import Press, remember
from bot.handlers.telling import TOLD, entry_of, is_message
from bot.handlers.views import NotYours
from practice.outcomes import Done, Parked, RetryAfter
from practice.partnership import Partnership


def leave_it(
    tx: Transaction, press: Press, notice: str, partnership: Partnership, now: datetime
) -> NoticeLeft | NotYours:
    """Take the card's content away, if it is this person's; pressing it proves that it arrived."""
    entry = entry_of(notice, press.conversation.person_id)
    known = tx.cursor(entry)
    left = _left(entry, press.conversation.member_id, partnership) if known else None
    if left is None:
        return NotYours()
    remember(tx, press.conversation)
    if press.activity_id and not is_message(known):
        tx.save_cursor(entry, press.activity_id)
    tx.add_work(Kind.LEFT, entry, now)
    return left


async def repaint_left(
    store: Store, messenger: Messenger, partnership: Partnership, entry: str
) -> Done | RetryAfter | Parked:
    """Put the short card in the place of the one that stands; painting it again changes nothing."""
    person = entry.rpartition("/")[2]
    activity_id, chat = await store.read(lambda tx: (tx.cursor(entry), tx.conversation(person)))
    left = _left(entry, chat.member_id, partnership) if chat else None
    if chat is None or left is None or not is_message(activity_id):
        return Done()
    return await messenger.repaint(chat, activity_id, left)


def _left(entry: str, member_id: str, partnership: Partnership) -> NoticeLeft | None:
    """Read board and day from what the message is named by: kind, board, slot, generation, days, day, person."""
    _, board_key, *_, day, _ = entry.removeprefix(TOLD).split("/")
    board = partnership.board(board_key)
    return NoticeLeft(board.name, date.fromisoformat(day), member_id) if board else None
