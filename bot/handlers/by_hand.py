"""Events that somebody moved or deleted in Outlook: noticed, remembered, and settled by a person."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.handlers.board_ports import EventReader
from bot.handlers.our_times import our_times, take_as_ours
from bot.handlers.ports import Kind, Store, Transaction
from bot.handlers.settled import go_on
from bot.handlers.watched import look_again
from practice.boards import LIVE, BoardEvent, EventState
from practice.by_hand import ByHand, Theirs, by_hand, moved, times_of
from practice.checking import next_check
from practice.clocks import LONDON
from practice.event_changes import Slot, slot_of
from practice.outcomes import UNTIL_MENDED, Done, RetryAfter

log = logging.getLogger(__name__)

SUBJECT = "calendar"
_NOTICED, _ADOPTED = "outlook:", "adopted:"
"""Before an event's subject, and before a board and its slot: the cursors that remember."""

UNREADABLE = RetryAfter(UNTIL_MENDED, "unreadable_calendar")
"""Whoever has to look first tries again."""


@dataclass(frozen=True, slots=True)
class Looking:
    """What looking at the boards' events needs."""

    store: Store
    calendar: EventReader


def noticed(tx: Transaction) -> dict[Slot, Theirs]:
    """Give what waits for a person, by slot."""
    kept = {slot_of(event.meeting): tx.cursor(_NOTICED + event.work_subject) for event in _live(tx)}
    return _read(kept)


def noticed_of(tx: Transaction, event: BoardEvent) -> Theirs | None:
    """Give what waits for a person of one event; None where nothing does."""
    kept = tx.cursor(_NOTICED + event.work_subject)
    return _theirs(json.loads(kept)) if kept else None


def still_to_settle(tx: Transaction, now: datetime) -> list[tuple[BoardEvent, Theirs]]:
    """Give what waits for a person of meetings that are not over, by our day and by theirs."""
    left, today = noticed(tx), now.astimezone(LONDON).date()
    both = [(event, left[slot_of(event.meeting)]) for event in _live(tx) if slot_of(event.meeting) in left]
    return [
        (event, theirs)
        for event, theirs in both
        if max(event.meeting.starts_at, theirs.starts_at or event.meeting.starts_at).date() >= today
    ]


def adopted(tx: Transaction) -> dict[Slot, Theirs]:
    """Give what was adopted, by slot."""
    slots = {slot_of(event.meeting) for event in tx.board_events()}
    return _read({slot: tx.cursor(_ADOPTED + "/".join(slot)) for slot in slots})


async def look(looking: Looking, events: Sequence[BoardEvent], now: datetime) -> tuple[str, ...]:
    """Look at events as they stand, and remember what somebody changed; why each that could not be read was not."""
    found = await looking.calendar.standing(events) if events else []
    read = [(event, one) for event, one in zip(events, found, strict=True) if isinstance(one, Theirs)]
    await looking.store.write(lambda tx: _remember(tx, read, now))
    return tuple(one.reason for one in found if not isinstance(one, Theirs))


def to_come(tx: Transaction, now: datetime) -> list[BoardEvent]:
    """Give the events that stand in Outlook, as far as is known, and whose day is not over."""
    today = now.astimezone(LONDON).date()
    return [event for event in _live(tx) if event.event_id and event.meeting.starts_at.date() >= today]


async def look_at_night(looking: Looking, now: datetime) -> Done | RetryAfter:
    """Look at every event to come, and ask for the next look."""
    events = await looking.store.read(lambda tx: to_come(tx, now))
    unread = await look(looking, events, now)
    if unread:
        return UNREADABLE
    waiting = await looking.store.write(lambda tx: _again(tx, now))
    if waiting:
        log.warning("calendar.changed_by_hand", extra={"count": waiting})
    return Done()


def look_later(tx: Transaction, now: datetime) -> None:
    """At a start: ask for the next look, unless it is asked for."""
    if SUBJECT not in tx.waiting_work(Kind.CHECK):
        tx.add_work(Kind.CHECK, SUBJECT, next_check(now))


def adopt(tx: Transaction, slot: Slot) -> Theirs | None:
    """Make theirs ours; None where nothing waits. An adopted deletion ends the event."""
    event, theirs = _waiting(tx, slot)
    if event is None or theirs is None:
        return None
    tx.save_cursor(_ADOPTED + "/".join(slot), _written(theirs))
    kept = replace(event, meeting=moved(event.meeting, theirs))
    _settle(tx, kept if theirs.starts_at else replace(event, state=EventState.CANCELLED))
    return theirs


def restore(tx: Transaction, slot: Slot, now: datetime) -> bool:
    """Want ours again, also where theirs was adopted before; whether there was anything to restore.

    A deleted event ends, so that applying the plan makes a new one; a moved one is written over.
    """
    event, theirs = _waiting(tx, slot)
    known = slot in adopted(tx)
    tx.save_cursor(_ADOPTED + "/".join(slot), "")
    if event is None or theirs is None:
        return known
    look_again(tx, event, now)
    go_on(tx, event, now)
    if theirs.starts_at is None:
        _settle(tx, replace(event, state=EventState.CANCELLED))
    elif known:  # Theirs again until the plan is applied: what was adopted before is nobody's wish any more.
        _settle(tx, replace(event, meeting=moved(event.meeting, theirs)))
    else:
        _settle(tx, replace(event, state=EventState.WANTED))
        _may_be_written_over(tx, event, theirs)
        tx.add_work(Kind.EVENT, event.work_subject, now)
    return True


def found_in_the_way(tx: Transaction, subject: str, found: ByHand) -> None:
    """Remember what kept a change from being written, unless it was settled meanwhile."""
    event = tx.board_event(subject)
    if event is None or event.state not in LIVE:
        return
    if found.event_id and not event.event_id:
        tx.save_board_event(replace(event, event_id=found.event_id))
    if by_hand(event, found.theirs, our_times(tx, event)):
        tx.save_cursor(_NOTICED + subject, _written(found.theirs))


def _may_be_written_over(tx: Transaction, event: BoardEvent, theirs: Theirs) -> None:
    """Where it stood before our change counts on: that may not have been written yet."""
    if event.state is EventState.STANDING:
        take_as_ours(tx, event, times_of(event))
    if theirs.starts_at and theirs.ends_at:
        take_as_ours(tx, event, (theirs.starts_at, theirs.ends_at))


def _waiting(tx: Transaction, slot: Slot) -> tuple[BoardEvent | None, Theirs | None]:
    event = next((event for event in _live(tx) if slot_of(event.meeting) == slot), None)
    return event, noticed(tx).get(slot)


def _settle(tx: Transaction, event: BoardEvent) -> None:
    tx.save_board_event(event)
    tx.save_cursor(_NOTICED + event.work_subject, "")
    tx.drop_work(Kind.EVENT, event.work_subject)


def _again(tx: Transaction, now: datetime) -> int:
    """Ask for the next look; whatever found what waits, its meetings are watched by the day it gives them."""
    tx.add_work(Kind.CHECK, SUBJECT, next_check(now))
    waiting = still_to_settle(tx, now)
    for event, _ in waiting:
        look_again(tx, event, now)
    return len(waiting)


def _remember(tx: Transaction, read: Sequence[tuple[BoardEvent, Theirs]], now: datetime) -> None:
    """Keep what differs, unless the event was written to since it was looked at."""
    for event, theirs in read:
        if tx.board_event(event.work_subject) == event:
            kept = _written(theirs) if by_hand(event, theirs, our_times(tx, event)) else ""
            _keep(tx, event, kept, now)


def _keep(tx: Transaction, event: BoardEvent, kept: str, now: datetime) -> None:
    """Where that is news, let its cards follow, and whatever waited for an event that was put back."""
    name = _NOTICED + event.work_subject
    if tx.cursor(name) == kept:
        return
    tx.save_cursor(name, kept)
    look_again(tx, event, now)
    if kept:
        return
    go_on(tx, event, now)
    if event.state is EventState.WANTED:
        tx.add_work(Kind.EVENT, event.work_subject, now)


def _live(tx: Transaction) -> list[BoardEvent]:
    return [event for event in tx.board_events() if event.state in LIVE]


def _written(theirs: Theirs) -> str:
    times = (theirs.starts_at, theirs.ends_at)
    return json.dumps([time.isoformat() if time else "" for time in times])


def _read(kept: Mapping[Slot, str]) -> dict[Slot, Theirs]:
    return {slot: _theirs(json.loads(text)) for slot, text in kept.items() if text}


def _theirs(times: Sequence[str]) -> Theirs:
    return Theirs(*(datetime.fromisoformat(time) if time else None for time in times))
