"""The coordinators' cards about a meeting follow how it stands, after a press or a deputy's answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.handlers.deputies import question_of
from bot.handlers.judging import judge_now
from bot.handlers.leaving_it import LEFT
from bot.handlers.messages import QuorumNotice
from bot.handlers.notices import QUORUM
from bot.handlers.ports import Conversation, Transaction
from bot.handlers.telling import entry_of, is_message, is_unsure, soonest
from bot.handlers.watched import QUORUM_DAYS
from bot.handlers.watching import Watching, meeting_ahead
from bot.handlers.writing_to_seats import dates_of, may_have_missed, reminder_of, unreached, was_written_to
from practice.boards import Board, BoardEvent
from practice.clocks import LONDON
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
    shown = await store.read(lambda tx: [_notice(tx, event, board, judged, card, now) for card in cards])
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


def _notice(
    tx: Transaction, event: BoardEvent, board: Board, judged: Judgement, card: _Card, now: datetime
) -> QuorumNotice:
    """Draw from how it stands, and from what was done on the card: people who answered since are not spoken of."""
    reminder, question = reminder_of(card.name), question_of(event)
    waiting = [row.holder for row in judged.rows if row.answer is SeatAnswer.NO_ANSWER]
    to_reach = [
        *((reminder, who) for who in waiting),
        *_deputies(judged, question, SeatAnswer.DEPUTY_NOT_ASKED),
    ]
    missed = [(who, unreached(tx, name, who)) for name, who in to_reach]
    sent = [*((reminder, who) for who in waiting), *_deputies(judged, question, SeatAnswer.DEPUTY_ASKED)]
    unsure = [who for name, who in sent if may_have_missed(tx, name, who)]
    return QuorumNotice(
        board,
        event.meeting,
        judged,
        card.name,
        tuple(dict.fromkeys((who, reason) for who, reason in missed if reason)),
        tuple(dict.fromkeys(who for who in waiting if was_written_to(tx, reminder, who))),
        tuple(dict.fromkeys(unsure)),
        _dates_unsure(tx, event, card, now),
    )


def _deputies(judged: Judgement, question: str, answer: SeatAnswer) -> list[tuple[str, str]]:
    return [(question, row.seat.deputy) for row in judged.rows if row.answer is answer]


def _dates_unsure(tx: Transaction, event: BoardEvent, card: _Card, now: datetime) -> date | None:
    """Give today where nobody knows whether the dates arrived for which this coordinator asked today."""
    name = dates_of(event, event.meeting.starts_at.date(), now)
    unsure = is_unsure(tx.cursor(entry_of(name, card.chat.person_id)))
    return now.astimezone(LONDON).date() if unsure else None
