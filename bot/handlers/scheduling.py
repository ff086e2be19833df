"""From a planned year to Outlook events: what is wanted is saved first, then made so, once each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.handlers.board_ports import Calendar
from bot.handlers.ports import Kind, Store, Transaction
from practice.boards import BoardEvent, EventState
from practice.outcomes import Done, Parked, RetryAfter

_AS_WANTED = (EventState.STANDING, EventState.CANCELLED)


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


async def apply_events(
    scheduling: Scheduling, subjects: Sequence[str]
) -> Sequence[Done | RetryAfter | Parked]:
    """Make up to four events in the shared mailbox equal to what is wanted; doing it twice changes nothing.

    There is an outcome for each, in order.
    """
    known = await scheduling.store.read(lambda tx: [tx.board_event(subject) for subject in subjects])
    wanted = [event for event in known if event and event.state not in _AS_WANTED]
    outcomes = await scheduling.calendar.make(wanted) if wanted else []
    made = list(zip(wanted, outcomes, strict=True))
    done = [(event, outcome) for event, outcome in made if isinstance(outcome, Done)]
    if done:
        await scheduling.store.write(lambda tx: _record_all(tx, done))
    ended = {event.work_subject: outcome for event, outcome in made if not isinstance(outcome, Done)}
    return [ended.get(subject, Done()) for subject in subjects]


def _record_all(tx: Transaction, done: Sequence[tuple[BoardEvent, Done]]) -> None:
    for event, outcome in done:
        _record(tx, event, outcome)


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
