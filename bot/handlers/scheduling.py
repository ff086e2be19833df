"""From a planned year to Outlook events: what is wanted is saved first, then made so, once each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.handlers.board_ports import Calendar, Made
from bot.handlers.by_hand import found_in_the_way
from bot.handlers.following import keep_changed_people
from bot.handlers.our_times import forget_our_times, keep_our_times, our_times
from bot.handlers.ports import Kind, Store, Transaction
from practice.boards import BoardEvent, EventState
from practice.by_hand import NOT_YET_SEEN, ByHand, Theirs, Times
from practice.outcomes import Done, Parked, RetryAfter

MOST_LOOKS = 6
"""For an event that was made and cannot be found: the waits between them grow, so that is one to fifteen minutes."""

_LOOKS = "looks:"
_AS_WANTED = (EventState.STANDING, EventState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Scheduling:
    """What scheduling needs."""

    store: Store
    calendar: Calendar


def save_changes(tx: Transaction, changed: Sequence[BoardEvent], now: datetime) -> None:
    """Save what the calendar should hold, and ask for each change to be made."""
    for event in changed:
        keep_our_times(tx, event)
        keep_changed_people(tx, event)
        tx.save_board_event(event)
        tx.add_work(Kind.EVENT, event.work_subject, now)


async def apply_events(
    scheduling: Scheduling, subjects: Sequence[str]
) -> Sequence[Done | RetryAfter | Parked]:
    """Make up to four events in the shared mailbox equal to what is wanted; doing it twice changes nothing.

    There is an outcome for each, in order. One that somebody changed in Outlook is not written to: that is
    remembered, and waits for a person.
    """
    found = await scheduling.store.read(lambda tx: _wanted(tx, subjects))
    wanted = [event for event, _ in found]
    ours = {event.work_subject: times for event, times in found}
    outcomes = await scheduling.calendar.make(wanted, ours) if wanted else []
    made = list(zip(wanted, outcomes, strict=True))
    if any(isinstance(outcome, Done | ByHand) or _unseen(outcome) for outcome in outcomes):
        made = await scheduling.store.write(lambda tx: _record_all(tx, made))
    ended = {event.work_subject: _ended(outcome) for event, outcome in made}
    return [ended.get(subject, Done()) for subject in subjects]


def _wanted(tx: Transaction, subjects: Sequence[str]) -> list[tuple[BoardEvent, Sequence[Times]]]:
    known = [tx.board_event(subject) for subject in subjects]
    return [(event, our_times(tx, event)) for event in known if event and event.state not in _AS_WANTED]


def _ended(outcome: Made) -> Done | RetryAfter | Parked:
    """What somebody did is left as it is until it is settled."""
    if isinstance(outcome, Done):
        return Done()
    if isinstance(outcome, ByHand):
        return Parked("event_moved" if outcome.theirs.starts_at else "event_deleted")
    return outcome


def _record_all(tx: Transaction, made: Sequence[tuple[BoardEvent, Made]]) -> list[tuple[BoardEvent, Made]]:
    counted = [(event, _counted(tx, event, outcome)) for event, outcome in made]
    for event, outcome in counted:
        if isinstance(outcome, Done):
            _record(tx, event, outcome)
        elif isinstance(outcome, ByHand):
            found_in_the_way(tx, event.work_subject, outcome)
    return counted


def _counted(tx: Transaction, event: BoardEvent, outcome: Made) -> Made:
    """Count the looks for an event that was made and is not found; the last one says that somebody deleted it."""
    name = _LOOKS + event.work_subject
    looks = int(tx.cursor(name) or "0")
    if not _unseen(outcome):
        if looks:
            tx.save_cursor(name, "")
        return outcome
    tx.save_cursor(name, str(looks + 1) if looks + 1 < MOST_LOOKS else "")
    return outcome if looks + 1 < MOST_LOOKS else ByHand(Theirs())


def _unseen(outcome: Made) -> bool:
    return isinstance(outcome, RetryAfter) and outcome.reason == NOT_YET_SEEN


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
        forget_our_times(tx, known)
    tx.save_board_event(replace(known, event_id=known.event_id or done.outside_id, state=state))
