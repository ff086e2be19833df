"""Watches the boards' meetings for the coordinators: will they be quorate, and when are their papers due.

Planned when an event is wanted or changed, and again when somebody moves it in Outlook or puts it back: everything
is due by the day on which it stands there. That day is in each message's name, so that one that moves is watched
anew, and none is told of twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.handlers.attending import judged as keep_judged
from bot.handlers.board_ports import Calendar, Schedules
from bot.handlers.by_hand import UNREADABLE, Looking, look, noticed_of
from bot.handlers.judging import judge_now
from bot.handlers.messages import DayNotice, PapersNotice, QuorumNotice
from bot.handlers.notices import ahead, lasting
from bot.handlers.ports import Kind, Transaction
from bot.handlers.seating import with_seats
from bot.handlers.telling import Telling, tell, untold
from bot.handlers.watched import ON_THE_DAY, QUORUM_DAYS, quorum_of
from practice.boards import LIVE, Board, BoardEvent
from practice.by_hand import moved
from practice.clocks import LONDON
from practice.outcomes import UNTIL_MENDED, Done, Parked, RetryAfter
from practice.papers import papers_day, reminded_of
from practice.partnership import Partnership
from practice.quorum import Verdict
from practice.working_days import add_working_days
from practice.working_time import next_open, opens

_NOT_THERE_YET = RetryAfter(UNTIL_MENDED, "no_event_yet")
_DELETED = RetryAfter(UNTIL_MENDED, "event_deleted")


@dataclass(frozen=True, slots=True)
class Watching:
    """What watching needs."""

    telling: Telling
    calendar: Calendar
    partnership: Partnership
    schedules: Schedules


def watch(tx: Transaction, events: Iterable[BoardEvent], partnership: Partnership, now: datetime) -> None:
    """Ask for what is due of each event from today on, and take back what is not due any more."""
    this_day = now.astimezone(LONDON).date()
    for event in events:
        for kind, subject, day in _wanted(_as_noticed(tx, event), partnership):
            if event.state in LIVE and day >= this_day:
                tx.add_work(kind, subject, opens(day, partnership.hours))
            else:
                tx.drop_work(kind, subject)


def watch_all(tx: Transaction, partnership: Partnership, now: datetime) -> None:
    """At every start, for events that an earlier version planned: what is due by now is in the queue or is over."""
    for event in tx.board_events():
        for kind, subject, day in _wanted(_as_noticed(tx, event), partnership):
            due_at = opens(day, partnership.hours)
            if event.state in LIVE and due_at > now:
                tx.add_work(kind, subject, due_at)


def _wanted(event: BoardEvent, partnership: Partnership) -> Iterator[tuple[Kind, str, date]]:
    """Give each piece of work with its day; to the open scoping meeting anybody may come, and nobody is counted."""
    board = partnership.board(event.meeting.board)
    if board is None:
        return
    if not event.meeting.scoping:
        for days in (*QUORUM_DAYS, ON_THE_DAY):
            yield Kind.QUORUM, quorum_of(event, days), _days_before(event, days)
    if reminded_of(board):
        yield Kind.PAPERS, event.work_subject, papers_day(board, event.meeting)


def _days_before(event: BoardEvent, days: int) -> date:
    return add_working_days(event.meeting.starts_at.date(), -days)


async def tell_of_quorum(watching: Watching, subject: str, now: datetime) -> Done | RetryAfter | Parked:
    """Read what people have answered, judge it and tell each coordinator, if there is still time to act.

    On the day it is said only that the board cannot decide, also while the meeting lasts.
    """
    of_event, _, days = subject.rpartition("/")
    found = await meeting_ahead(watching, of_event, now, ahead if int(days) else lasting)
    if not isinstance(found, tuple):
        return found
    event, board = found
    if not_now := _not_now(event, Kind.QUORUM, subject, watching.partnership, now):
        return not_now
    name = f"quorum/{subject}/{event.meeting.starts_at:%Y-%m-%d}"
    people = await untold(watching.telling, name)
    if isinstance(people, RetryAfter | Parked):
        return people
    notice = await _notice(watching, event, board, name, now) if people else None
    if notice is None or isinstance(notice, RetryAfter | Parked):
        return notice or Done()
    return await tell(watching.telling, people, name, notice)


async def _notice(
    watching: Watching, event: BoardEvent, board: Board, name: str, now: datetime
) -> QuorumNotice | DayNotice | RetryAfter | Parked | None:
    """Give what is to be said as people have answered; None on the day of a board that can decide."""
    if not event.event_id:
        return _NOT_THERE_YET
    judged = await judge_now(watching.telling.store, watching.calendar, event, board)
    if isinstance(judged, RetryAfter | Parked):
        return judged
    await watching.telling.store.write(lambda tx: keep_judged(tx, event, judged, now))
    if not name.startswith(f"quorum/{event.work_subject}/{ON_THE_DAY}/"):
        return QuorumNotice(board, event.meeting, judged, name)
    return None if judged.verdict is Verdict.QUORATE else DayNotice(board, event.meeting, judged)


async def tell_of_papers(watching: Watching, subject: str, now: datetime) -> Done | RetryAfter | Parked:
    """Remind each coordinator on the day on which the papers reach people, or as soon after it as we can."""
    found = await meeting_ahead(watching, subject, now)
    if not isinstance(found, tuple):
        return found
    event, board = found
    if not_now := _not_now(event, Kind.PAPERS, subject, watching.partnership, now):
        return not_now
    name = f"papers/{subject}/{event.meeting.starts_at:%Y-%m-%d}"
    people = await untold(watching.telling, name)
    if isinstance(people, RetryAfter | Parked):
        return people
    return await tell(watching.telling, people, name, PapersNotice(board, event.meeting))


async def meeting_ahead(
    watching: Watching,
    subject: str,
    now: datetime,
    still: Callable[[BoardEvent | None, datetime], bool] = ahead,
) -> tuple[BoardEvent, Board] | Done | RetryAfter:
    """Find a meeting that is still wanted and has not begun, or is `still` what is asked, as it stands in Outlook."""
    event, noticed, board = await watching.telling.store.read(
        lambda tx: _known(tx, subject, watching.partnership)
    )
    if event is None or board is None or not (still(event, now) or still(noticed, now)):
        return Done()
    stands = await _as_it_stands(watching, event, now)
    if isinstance(stands, RetryAfter):
        return stands
    return (stands, board) if still(stands, now) else Done()


async def _as_it_stands(watching: Watching, event: BoardEvent, now: datetime) -> BoardEvent | RetryAfter:
    """Look before anybody is told: where somebody moved it, their time is said, and one they deleted waits."""
    store = watching.telling.store
    if event.event_id and await look(Looking(store, watching.calendar), [event], now):
        return UNREADABLE
    theirs = await store.read(lambda tx: noticed_of(tx, event))
    if theirs and theirs.starts_at is None:
        return _DELETED
    return replace(event, meeting=moved(event.meeting, theirs))


def _known(
    tx: Transaction, subject: str, partnership: Partnership
) -> tuple[BoardEvent | None, BoardEvent | None, Board | None]:
    """Give the event, the same as it was last seen in Outlook, and its board with whoever sits on it by now."""
    event = tx.board_event(subject)
    if event is None:
        return None, None, None
    return event, _as_noticed(tx, event), with_seats(tx, partnership).board(event.meeting.board)


def _as_noticed(tx: Transaction, event: BoardEvent) -> BoardEvent:
    return replace(event, meeting=moved(event.meeting, noticed_of(tx, event)))


def _not_now(
    event: BoardEvent, kind: Kind, subject: str, partnership: Partnership, now: datetime
) -> RetryAfter | Done | None:
    """Wait for the day by which the meeting stands, and for working hours; of some meetings nothing is told.

    Nor is it where a later card about the same meeting is due already, after an outage or a long wait.
    """
    dues = {
        name: opens(day, partnership.hours) for of, name, day in _wanted(event, partnership) if of is kind
    }
    due = dues.get(subject)
    if due is None or any(due < later <= now for later in dues.values()):
        return Done()
    if due > now:
        return RetryAfter((due - now).total_seconds(), "not_yet_due")
    return shut_now(partnership, now)


def shut_now(partnership: Partnership, now: datetime) -> RetryAfter | None:
    opens = next_open(now, partnership.calendar_of(""))
    return RetryAfter((opens - now).total_seconds(), "outside_working_hours") if opens > now else None
