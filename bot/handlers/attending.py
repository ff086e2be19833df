"""Once a board has met: the list says so, and on the next working day it says who had accepted by then.

Who came is the coordinator's to say. An answer given late, on the way to the meeting, still counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.handlers.board_list import attendance, keep_attendance
from bot.handlers.board_ports import Calendar
from bot.handlers.by_hand import noticed_of
from bot.handlers.deputies import said
from bot.handlers.ports import Kind, Store, Transaction
from bot.handlers.seating import with_seats
from practice.boards import LIVE, BoardEvent
from practice.clocks import LONDON
from practice.deputies import with_deputies
from practice.outcomes import Done, Parked, RetryAfter
from practice.partnership import Partnership
from practice.quorum import Judgement, judge
from practice.working_time import days_later

_GONE = "event_deleted"
"""The reason with which a calendar says that an event is not there any more."""


@dataclass(frozen=True, slots=True)
class Attending:
    """What keeping attendance needs."""

    store: Store
    calendar: Calendar
    partnership: Partnership


def attend(tx: Transaction, events: Iterable[BoardEvent], now: datetime) -> None:
    """Ask for each meeting to be looked at when it is over, and take that back where it is off."""
    for event in events:
        if event.state not in LIVE:
            tx.drop_work(Kind.ATTEND, event.work_subject)
        elif not attendance(tx, event).final:
            tx.add_work(Kind.ATTEND, event.work_subject, max(_aware(event.meeting.ends_at), now))


def attend_all(tx: Transaction, now: datetime) -> None:
    """At every start, for meetings that an earlier version planned; what waits or is parked is left so."""
    known = tx.waiting_work(Kind.ATTEND) | tx.parked_work(Kind.ATTEND)
    attend(tx, [event for event in tx.board_events() if event.work_subject not in known], now)


def judged(tx: Transaction, event: BoardEvent, judgement: Judgement, now: datetime) -> None:
    """Keep how a meeting was judged before it is held."""
    known = attendance(tx, event)
    told = replace(known, verdict=judgement.verdict, accepted=judgement.accepted)
    keep_attendance(tx, event, told, now)


async def after_meeting(attending: Attending, subject: str, now: datetime) -> Done | RetryAfter | Parked:
    """Say that a meeting was held; from the next working day on read once more what people had answered."""
    event = await attending.store.write(lambda tx: _to_be_read(tx, subject, attending.partnership, now))
    if event is None:
        return Done()
    answers = await attending.calendar.answers(event)
    if isinstance(answers, RetryAfter) or (isinstance(answers, Parked) and answers.reason != _GONE):
        return answers

    def keep(tx: Transaction) -> None:
        board = with_seats(tx, attending.partnership).board(event.meeting.board)
        # An event that was deleted after the meeting leaves what was known before.
        if board and not isinstance(answers, Parked) and not event.meeting.scoping:
            reckoned = with_deputies(answers, said(tx, board, event))
            judged(tx, event, judge(board, event.meeting.starts_at.date(), reckoned), now)
        keep_attendance(tx, event, replace(attendance(tx, event), final=True), now)

    await attending.store.write(keep)
    return Done()


def _to_be_read(tx: Transaction, subject: str, partnership: Partnership, now: datetime) -> BoardEvent | None:
    """Give the event whose answers are to be read now; else do what can be done, and ask again for later."""
    event = tx.board_event(subject)
    ends = _ends(tx, event) if event else None
    if event is None or ends is None:
        return None
    known, afterwards = attendance(tx, event), days_later(ends, 1, partnership.hours)
    if ends <= now and not known.held:
        keep_attendance(tx, event, replace(known, held=True), now)
    if afterwards <= now:
        return event
    tx.add_work(Kind.ATTEND, subject, ends if now < ends else afterwards)
    return None


def _ends(tx: Transaction, event: BoardEvent) -> datetime | None:
    """Say when the meeting ends, in Outlook if somebody moved it there; None for one nobody was invited to.

    Nor is there an end for one that somebody deleted there, while nobody has said what becomes of it.
    """
    theirs = noticed_of(tx, event)
    if event.state not in LIVE or not event.event_id:
        return None
    ends = theirs.ends_at if theirs else event.meeting.ends_at
    return _aware(ends) if ends else None


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=LONDON)
