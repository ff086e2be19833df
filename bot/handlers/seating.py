"""From the Seats list to who is invited: the list is read by what changed, and only attendees follow from it."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.handlers.answered_deputies import follow_answered
from bot.handlers.board_ports import EventReader, SeatReader
from bot.handlers.by_hand import UNREADABLE, Looking, look, noticed
from bot.handlers.deputies import coming
from bot.handlers.ports import Directory, Kind, Store, Transaction
from bot.handlers.scheduling import save_changes
from practice.boards import BoardEvent
from practice.clocks import LONDON
from practice.event_changes import slot_of
from practice.outcomes import Done, Parked, RetryAfter
from practice.partnership import Partnership
from practice.reseating import reseated
from practice.seat_list import KeptSeats, SeatChanges, after_changes, after_lookup, seated
from practice.working_time import next_open

log = logging.getLogger(__name__)

SUBJECT = "seats"
SEEDED = "seats:seeded"
"""Cursor: the id of the list that holds the partnership file's seats. Before that nobody sits by it."""

LINK = "seats:link"
"""Cursor: where the next reading goes on."""

EVERY = timedelta(hours=1)
"""How often the list is read, in working hours."""


@dataclass(frozen=True, slots=True)
class Seating:
    """What reading the Seats list needs."""

    store: Store
    seats: SeatReader
    calendar: EventReader
    directory: Directory
    partnership: Partnership


async def read_seats(seating: Seating, now: datetime) -> Done | RetryAfter:
    """Read what changed, find who it is, and ask for the events whose people changed; plan the next reading."""
    list_id, link, kept = await seating.store.read(_known)
    if not list_id:  # Seeding asks for this again.
        return Done()
    changes = await seating.seats.changes(list_id, link)
    if not isinstance(changes, SeatChanges):
        return _later(changes)
    after = after_changes(kept, changes)
    if changes.items or changes.gone or _another_day(kept, now):
        looked_up = await _looked_up(seating, after, now)
        if not isinstance(looked_up, KeptSeats):
            return _later(looked_up)
        after = looked_up
    after = replace(after, read_at=now)
    touched = await seating.store.read(lambda tx: _standing(tx, after, seating.partnership, now))
    if await look(Looking(seating.store, seating.calendar), touched, now):
        return UNREADABLE

    def keep(tx: Transaction) -> None:
        # Else it was seeded anew meanwhile, and is to be read from the start.
        if tx.cursor(SEEDED) == list_id:
            _keep(tx, after, changes.link, seating.partnership, now)

    await seating.store.write(keep)
    return Done()


def with_seats(tx: Transaction, partnership: Partnership) -> Partnership:
    """Give the partnership with the seats as the list has them, once it has been read."""
    return seated(partnership, tx.seats())[0]


def read_soon(tx: Transaction, now: datetime) -> None:
    """Ask for the list to be read, where it is the owner by now."""
    if tx.cursor(SEEDED):
        tx.add_work(Kind.SEATS, SUBJECT, now)


def _known(tx: Transaction) -> tuple[str, str, KeptSeats]:
    return tx.cursor(SEEDED), tx.cursor(LINK), tx.seats() or KeptSeats()


def _later(outcome: RetryAfter | Parked) -> RetryAfter:
    """Come again: reading is never given up, as the list may be mended by then."""
    return outcome if isinstance(outcome, RetryAfter) else RetryAfter(EVERY.total_seconds(), outcome.reason)


def _another_day(kept: KeptSeats, now: datetime) -> bool:
    """Once a day everybody is looked up again: that somebody left changes nothing in the list."""
    last = kept.read_at
    return last is None or last.astimezone(LONDON).date() != now.astimezone(LONDON).date()


async def _looked_up(seating: Seating, kept: KeptSeats, now: datetime) -> KeptSeats | RetryAfter | Parked:
    """Find the addresses of those who are chosen in the list, and who of them the directory does not have."""
    people = await seating.seats.people()
    if not isinstance(people, Mapping):
        return people
    chosen = {number for item in kept.items for number in (item.holder, item.deputy)}
    named = replace(kept, people={number: address for number, address in people.items() if number in chosen})
    missing = await _missing(seating.directory, [*named.people.values()])
    if not isinstance(missing, list):
        return missing
    return after_lookup(named, missing, now.astimezone(LONDON).date())


async def _missing(directory: Directory, addresses: Sequence[str]) -> list[str] | RetryAfter | Parked:
    """Look everybody up, one after another: it is once a day, and nobody waits for it."""
    missing = []
    for address in addresses:
        found = await directory.has(address)
        if not isinstance(found, bool):
            return found
        if not found:
            missing.append(address)
    return missing


def _keep(tx: Transaction, kept: KeptSeats, link: str, partnership: Partnership, now: datetime) -> None:
    """Ask for what follows; an event that somebody changed in Outlook waits until a person has settled it."""
    _, faults = seated(partnership, kept)
    if faults:
        log.warning("seats.faults", extra={"count": len(faults)})
    left = noticed(tx)
    changed = _reseated(tx, kept, partnership, now)
    save_changes(tx, [event for event in changed if slot_of(event.meeting) not in left], now)
    tx.save_seats(kept)
    follow_answered(tx, partnership, now)
    tx.save_cursor(LINK, link)
    tx.add_work(Kind.SEATS, SUBJECT, next_open(now + EVERY, partnership.hours))


def _reseated(tx: Transaction, kept: KeptSeats, partnership: Partnership, now: datetime) -> list[BoardEvent]:
    now_seated = seated(partnership, kept)[0]
    boards = {board.key: board for board in now_seated.boards}
    today = now.astimezone(LONDON).date()
    return [*reseated(tx.board_events(), boards, today, coming(tx, now_seated))]


def _standing(tx: Transaction, kept: KeptSeats, partnership: Partnership, now: datetime) -> list[BoardEvent]:
    """Give the events that would be written to, as they are known to stand."""
    known = (tx.board_event(event.work_subject) for event in _reseated(tx, kept, partnership, now))
    return [event for event in known if event and event.event_id]
