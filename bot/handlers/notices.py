"""What people are told about a board's meeting, by name: whose it is, which meeting, and whether it lies ahead.

A name is its kind, the event (board, slot, generation), perhaps the days before it, and the meeting's day: so one
that moves is told of anew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.handlers.by_hand import noticed_of
from bot.handlers.messages import InShort
from bot.handlers.ports import Transaction
from bot.handlers.presses import Press, remember
from bot.handlers.telling import TOLD, entry_of, is_message
from practice.boards import LIVE, BoardEvent
from practice.by_hand import moved
from practice.clocks import LONDON
from practice.partnership import Partnership

QUORUM, DEPUTY = "quorum", "deputy"


@dataclass(frozen=True, slots=True)
class About:
    """Which meeting a notice is about; `subject` names its event, `day` is the meeting's as it was told."""

    name: str
    subject: str
    day: date

    @property
    def board(self) -> str:
        return self.subject.partition("/")[0]


def about(name: str) -> About:
    """Read a name that we gave: anybody else's was never sent to anybody."""
    _, *event, day = name.split("/")
    return About(name, "/".join(event[:3]), date.fromisoformat(day))


def told_to(entry: str) -> tuple[About, str]:
    """Read from what is kept of a notice to somebody which it was, and to whom."""
    name, _, person = entry.removeprefix(TOLD).rpartition("/")
    return about(name), person


def pressed_on(tx: Transaction, press: Press, name: str, kind: str) -> str:
    """Give what is kept of the notice if whoever pressed it was sent it; "" for anybody else's.

    Pressing it proves that it arrived, and in which message.
    """
    entry = entry_of(name, press.conversation.person_id)
    known = tx.cursor(entry) if name.startswith(f"{kind}/") else ""
    if not known:
        return ""
    remember(tx, press.conversation)
    if press.activity_id and not is_message(known):
        tx.save_cursor(entry, press.activity_id)
    return entry


def in_short(told: About, member_id: str, says: str, partnership: Partnership) -> InShort | None:
    """Say a sentence of the meeting; None where its board is no longer in the partnership's file."""
    board = partnership.board(told.board)
    return InShort(board.name, told.day, member_id, says) if board else None


def ahead(event: BoardEvent | None, now: datetime) -> bool:
    """Tell whether a meeting is still wanted and has not begun."""
    return bool(event and event.state in LIVE and event.meeting.starts_at.replace(tzinfo=LONDON) > now)


def lasting(event: BoardEvent | None, now: datetime) -> bool:
    """Tell whether a meeting is still wanted and is not over."""
    return bool(event and event.state in LIVE and event.meeting.ends_at.replace(tzinfo=LONDON) > now)


def as_told(tx: Transaction, told: About, now: datetime) -> BoardEvent | None:
    """Give the event, as it is known, if its meeting lies ahead on the day that was told.

    Its day is that on which somebody put it in Outlook, as the cards say that day; one deleted there is on no day.
    """
    event = tx.board_event(told.subject)
    theirs = noticed_of(tx, event) if event else None
    if event is None or (theirs and theirs.starts_at is None):
        return None
    stands = replace(event, meeting=moved(event.meeting, theirs))
    return event if ahead(stands, now) and stands.meeting.starts_at.date() == told.day else None
