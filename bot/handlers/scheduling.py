"""From a planned year to Outlook events: what is wanted is saved first, then made so, once each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.handlers.ports import Calendar, Kind, Store, Transaction
from practice.boards import BoardEvent, EventState
from practice.outcomes import Conflict, Done, Parked, RetryAfter

_CONFLICT_PAUSE = 5.0


@dataclass(frozen=True, slots=True)
class Scheduling:
    """What scheduling needs."""

    store: Store
    calendar: Calendar


def save_changes(tx: Transaction, changed: Sequence[BoardEvent], now: datetime) -> None:
    """Save what the calendar should hold, and ask for each change to be made."""
    for event in changed:
        tx.save_board_event(event)
        tx.add_work(Kind.EVENT, event.work_subject, now)


async def apply_event(scheduling: Scheduling, subject: str) -> Done | RetryAfter | Parked:
    """Make one event in the shared mailbox equal to what is wanted; doing it twice changes nothing."""
    event = await scheduling.store.read(lambda tx: tx.board_event(subject))
    if event is None or event.state in (EventState.STANDING, EventState.CANCELLED):
        return Done()
    outcome = await _effect(scheduling.calendar, event)
    if isinstance(outcome, Conflict):
        return RetryAfter(_CONFLICT_PAUSE, outcome.reason)
    if isinstance(outcome, Done):
        await scheduling.store.write(lambda tx: _record(tx, event, outcome))
    return Done() if isinstance(outcome, Done) else outcome


async def _effect(calendar: Calendar, event: BoardEvent) -> Done | RetryAfter | Parked | Conflict:
    if event.state is EventState.CANCELLING:
        return await calendar.cancel(event)
    return await (calendar.change(event) if event.event_id else calendar.create(event))


def _record(tx: Transaction, sent: BoardEvent, done: Done) -> None:
    """Write down what stands now; a change that was asked for meanwhile keeps its place in the queue."""
    known = tx.board_event(sent.work_subject)
    if known is None:
        return
    state = known.state
    if sent.state is EventState.CANCELLING:
        state = EventState.CANCELLED
    elif known == sent:
        state = EventState.STANDING
    tx.save_board_event(replace(known, event_id=known.event_id or done.outside_id, state=state))
