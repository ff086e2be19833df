"""What a coordinator presses on a quorum card: people are written to, once each, by the worker and in working hours.

Who may is asked again before anything leaves, as a group's members change; nothing asks the directory in a press.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.handlers.deputies import question_of
from bot.handlers.judging import judge_now
from bot.handlers.leaving_it import LEFT
from bot.handlers.messages import AnswerNotice, DeputyNotice, InShort
from bot.handlers.notices import QUORUM, About, about, as_told, in_short, pressed_on, told_to
from bot.handlers.ports import Kind, Transaction
from bot.handlers.presses import Press
from bot.handlers.telling import entry_of, is_message
from bot.handlers.views import NotYours
from bot.handlers.watching import Watching, meeting_ahead, shut_now
from bot.handlers.writing_to_seats import Letter, reminder_of, stand, write_to_each
from practice.boards import Board, BoardEvent
from practice.deputies import to_ask, to_remind
from practice.outcomes import Done, Parked, RetryAfter
from practice.partnership import Partnership
from practice.quorum import Judgement

log = logging.getLogger(__name__)

_SAYS = {Kind.ASK: "quorum.asking", Kind.REMIND_SEATS: "quorum.reminding", Kind.DATES: "quorum.looking"}
"""What the card says in the meantime, for each kind of work a press asks for."""

_FOLLOWED = "followed/"
"""Before the kind of work and what is kept of a card: how people stood when the cards last followed."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a coordinator wants done about a meeting, and how it stands now."""

    told: About
    person: str
    event: BoardEvent
    board: Board
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class _Post:
    """What is written to people because of a press: the kind of work it asked for, and the messages' name."""

    kind: Kind
    name: str
    letters: Sequence[Letter]


def order(
    tx: Transaction, press: Press, notice: str, partnership: Partnership, now: datetime, kind: Kind
) -> InShort | NotYours:
    """Ask for what a button is for; whoever left the card before has thought better of it."""
    entry = pressed_on(tx, press, notice, QUORUM)
    if not entry:
        return NotYours()
    told = about(notice)
    wanted = as_told(tx, told, now) is not None
    if wanted:
        tx.save_cursor(LEFT + entry, "")
        tx.save_cursor(_followed(kind, entry), "")
        tx.add_work(kind, entry, now)
    says = _SAYS[kind] if wanted else "quorum.over"
    return in_short(told, press.conversation.member_id, says, partnership) or NotYours()


async def ask_deputies(watching: Watching, entry: str, now: datetime) -> Done | RetryAfter | Parked:
    """Ask the deputies of those who declined, and let the coordinators' cards say so."""
    if shut := shut_now(watching.partnership, now):
        return shut
    wish = await wish_of(watching, entry, now)
    if not isinstance(wish, Wish):
        return wish
    name = question_of(wish.event)
    letters = [
        Letter(row.seat.deputy, DeputyNotice(wish.board, wish.event.meeting, row.seat.name, name))
        for row in to_ask(wish.judgement)
    ]
    return await _write(watching, wish, _Post(Kind.ASK, name, letters), now)


async def remind_seats(watching: Watching, entry: str, now: datetime) -> Done | RetryAfter | Parked:
    """Remind those who have not answered, once for each of the two cards, and let the cards say so."""
    if shut := shut_now(watching.partnership, now):
        return shut
    wish = await wish_of(watching, entry, now)
    if not isinstance(wish, Wish):
        return wish
    message = AnswerNotice(wish.board, wish.event.meeting)
    letters = [Letter(row.holder, message) for row in to_remind(wish.judgement)]
    post = _Post(Kind.REMIND_SEATS, reminder_of(wish.told.name), letters)
    return await _write(watching, wish, post, now)


async def _write(watching: Watching, wish: Wish, post: _Post, now: datetime) -> Done | RetryAfter | Parked:
    outcome = await write_to_each(watching.telling, watching.partnership, post.name, post.letters)
    await watching.telling.store.write(lambda tx: _follow(tx, wish, post, now))
    return outcome


def _follow(tx: Transaction, wish: Wish, post: _Post, now: datetime) -> None:
    """Let the cards follow a press, and afterwards what changed: somebody may be tried again for weeks."""
    followed = _followed(post.kind, entry_of(wish.told.name, wish.person))
    stands = stand(tx, post.name, post.letters)
    if tx.cursor(followed) != stands:
        tx.save_cursor(followed, stands)
        tx.add_work(Kind.QUORUM_NOW, wish.told.subject, now)


def _followed(kind: Kind, entry: str) -> str:
    return f"{_FOLLOWED}{kind}/{entry}"


async def wish_of(watching: Watching, entry: str, now: datetime) -> Wish | Done | RetryAfter | Parked:
    """Find what is wanted, if there is still time and whoever pressed is a coordinator still."""
    told, person = told_to(entry)
    found = await meeting_ahead(watching, told.subject, now)
    if isinstance(found, RetryAfter):
        return found
    if isinstance(found, Done) or found[0].meeting.starts_at.date() != told.day:
        return await _say(watching, entry, told, person, "quorum.over")
    people = await watching.telling.coordinators.people()
    if isinstance(people, RetryAfter | Parked):
        return people
    if person not in people:
        log.warning("quorum.not_a_coordinator")
        return await _say(watching, entry, told, person, "quorum.not_named")
    event, board = found
    judged = await judge_now(watching.telling.store, watching.calendar, event, board)
    return Wish(told, person, event, board, judged) if isinstance(judged, Judgement) else judged


async def _say(
    watching: Watching, entry: str, told: About, person: str, why: str
) -> Done | RetryAfter | Parked:
    """Let the card that was pressed say why nothing is done."""
    kept, chat = await watching.telling.store.read(lambda tx: (tx.cursor(entry), tx.conversation(person)))
    says = in_short(told, chat.member_id, why, watching.partnership) if chat else None
    if chat is None or says is None or not is_message(kept):
        return Done()
    return await watching.telling.messenger.repaint(chat, kept, says)
