"""A deputy who said yes is invited, one who thought better of it is not: attendees alone, so nobody else is told."""

from __future__ import annotations

from datetime import datetime

from bot.handlers.answered_deputies import keep_shown
from bot.handlers.by_hand import UNREADABLE, Looking, look, noticed_of
from bot.handlers.deputies import coming, says_of
from bot.handlers.notices import About, as_told, in_short, told_to
from bot.handlers.ports import Kind, Transaction
from bot.handlers.scheduling import save_changes
from bot.handlers.seating import with_seats
from bot.handlers.settled import wait_until_settled
from bot.handlers.telling import is_message
from bot.handlers.watching import Watching
from practice.boards import LIVE, BoardEvent
from practice.clocks import LONDON
from practice.outcomes import Done, Parked, RetryAfter
from practice.reseating import reseated


async def after_saying(watching: Watching, entry: str, now: datetime) -> Done | RetryAfter | Parked:
    """Invite them or not, and let their card, and then the coordinators', say how it is."""
    told, _ = told_to(entry)
    store = watching.telling.store
    event = await store.read(lambda tx: _to_come(tx, told, now))
    if event and event.event_id and await look(Looking(store, watching.calendar), [event], now):
        return UNREADABLE
    await store.write(lambda tx: _invite(tx, watching, entry, now))
    return await _repaint(watching, entry, now)


def _to_come(tx: Transaction, told: About, now: datetime) -> BoardEvent | None:
    """Give the event until the day of the question is over, wherever it stands."""
    event = tx.board_event(told.subject)
    over = told.day < now.astimezone(LONDON).date()
    return event if event and event.state in LIVE and not over else None


def _invite(tx: Transaction, watching: Watching, entry: str, now: datetime) -> None:
    """Ask for the event with its people of now; one that somebody changed in Outlook waits until that is settled."""
    told, _ = told_to(entry)
    event = _to_come(tx, told, now)
    if event is None:
        return
    if noticed_of(tx, event):
        wait_until_settled(tx, event, entry)
    elif as_told(tx, told, now):
        seated = with_seats(tx, watching.partnership)
        boards = {board.key: board for board in seated.boards}
        today = now.astimezone(LONDON).date()
        save_changes(tx, [*reseated([event], boards, today, coming(tx, seated))], now)
    tx.add_work(Kind.QUORUM_NOW, told.subject, now)


async def _repaint(watching: Watching, entry: str, now: datetime) -> Done | RetryAfter | Parked:
    """Let the card say how it is, and keep what it says: it follows again once that is no longer so."""
    store, rules = watching.telling.store, watching.partnership
    told, person = told_to(entry)
    kept, chat, key = await store.read(
        lambda tx: (tx.cursor(entry), tx.conversation(person), says_of(tx, rules, entry, now))
    )
    says = in_short(told, chat.member_id, key, rules) if chat and key else None
    if chat is None or says is None or not is_message(kept):
        return Done()
    painted = await watching.telling.messenger.repaint(chat, kept, says)
    if isinstance(painted, Done):
        await store.write(lambda tx: keep_shown(tx, entry, key))
    return painted
