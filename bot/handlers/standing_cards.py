"""The coordinators' cards about a meeting follow how it stands, after a press or a deputy's answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.handlers.deputies import question_of
from bot.handlers.judging import judge_now
from bot.handlers.leaving_it import LEFT
from bot.handlers.messages import QuorumNotice
from bot.handlers.notices import QUORUM
from bot.handlers.ports import Conversation, Transaction
from bot.handlers.telling import entry_of, is_message, soonest
from bot.handlers.watched import QUORUM_DAYS
from bot.handlers.watching import Watching, meeting_ahead
from bot.handlers.writing_to_seats import reminder_of, unreached, was_written_to
from practice.boards import Board, BoardEvent
from practice.outcomes import Done, Parked, RetryAfter
from practice.quorum import Judgement, SeatAnswer


@dataclass(frozen=True, slots=True)
class _Card:
    """A coordinator's card as it stands in their chat."""

    name: str
    chat: Conversation
    activity_id: str


async def repaint_quorum(watching: Watching, subject: str, now: datetime) -> Done | RetryAfter | Parked:
    """Judge the meeting anew, and let each card that was not left say so; painting it again changes nothing."""
    found = await meeting_ahead(watching, subject, now)
    if not isinstance(found, tuple):
        return found
    people = await watching.telling.coordinators.people()
    if isinstance(people, RetryAfter | Parked):
        return people
    event, board = found
    store, messenger = watching.telling.store, watching.telling.messenger
    cards = await store.read(lambda tx: [card for one in people for card in _cards(tx, event, one)])
    judged = await judge_now(store, watching.calendar, event, board) if cards else Done()
    if not isinstance(judged, Judgement):
        return judged
    shown = await store.read(lambda tx: [_notice(tx, event, board, judged, card.name) for card in cards])
    outcomes = [
        await messenger.repaint(card.chat, card.activity_id, notice)
        for card, notice in zip(cards, shown, strict=True)
    ]
    return soonest(outcomes)


def _cards(tx: Transaction, event: BoardEvent, person: str) -> list[_Card]:
    chat = tx.conversation(person)
    day = f"{event.meeting.starts_at:%Y-%m-%d}"
    names = [f"{QUORUM}/{event.work_subject}/{days}/{day}" for days in QUORUM_DAYS]
    kept = [(name, entry_of(name, person)) for name in names]
    return [
        _Card(name, chat, tx.cursor(entry))
        for name, entry in kept
        if chat and is_message(tx.cursor(entry)) and not tx.cursor(LEFT + entry)
    ]


def _notice(tx: Transaction, event: BoardEvent, board: Board, judged: Judgement, name: str) -> QuorumNotice:
    """Draw from how it stands, and from what was done on the card: people who answered since are not spoken of."""
    question, reminder = question_of(event), reminder_of(name)
    waiting = [row for row in judged.rows if row.answer is SeatAnswer.NO_ANSWER]
    missed = {row.holder: unreached(tx, reminder, row.seat) for row in waiting}
    to_deputise = [row.seat for row in judged.rows if row.answer is SeatAnswer.DEPUTY_NOT_ASKED]
    missed |= {seat.deputy: unreached(tx, question, seat) for seat in to_deputise}
    reminded = dict.fromkeys(row.holder for row in waiting if was_written_to(tx, reminder, row.holder))
    not_reached = tuple((who, reason) for who, reason in missed.items() if reason)
    return QuorumNotice(board, event.meeting, judged, name, not_reached, tuple(reminded))
