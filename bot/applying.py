"""Puts a planned year into the calendar: saves what is wanted, then waits until the worker has made it so."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.app import Service, running
from bot.beside import beside_the_service
from bot.handlers.answered_deputies import follow_answered
from bot.handlers.attending import attend
from bot.handlers.board_list import file_all, file_boards
from bot.handlers.board_ports import EventReader
from bot.handlers.by_hand import Looking, adopted, look, noticed
from bot.handlers.deputies import coming
from bot.handlers.ports import Kind, PacedClock, Store, Transaction
from bot.handlers.scheduling import save_changes
from bot.handlers.seating import with_seats
from bot.handlers.unsettled import unsettled
from bot.handlers.watching import watch
from bot.settings import Settings
from bot.settling import outlook
from bot.store.refusals import Refused, StoreRefused
from bot.store.store import SqlStore
from bot.store.stuck import held_up, reasons_of
from practice.boards import BoardEvent, EventState
from practice.clocks import LONDON
from practice.event_changes import Cancel, Change, Create, changes, slot_of
from practice.event_previews import Preview, preview
from practice.partnership import Partnership
from practice.planning import plan
from practice.words import say

AS_PLANNED = "The calendar is as planned: nothing to change."

_PATIENCE = 60.0
"""Real seconds after which what is not done is left to the service."""

_PAUSE = 0.2
_UNTIL_MADE = timedelta(minutes=1)
"""Until the list says what is planned: by then it may be made, and one write says both."""

_OVER = (EventState.STANDING, EventState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Applied:
    """How many events were created, changed and cancelled; `waiting` are those not yet made so."""

    created: int
    changed: int
    cancelled: int
    waiting: int
    over: int
    """Meetings of the window that are over: nobody is invited to those."""
    by_hand: tuple[str, ...] = ()
    """A sentence for each event that somebody changed in Outlook; it is left alone until it is settled."""
    unread: int = 0
    """Events that could not be read in Outlook; then nothing was saved."""
    reasons: tuple[str, ...] = ()
    """Why events could not be read, or are not made yet: constant codes, each once."""

    @property
    def sentence(self) -> str:
        over = (
            f" {self.over} meetings of this time are over; nobody is invited to those." if self.over else ""
        )
        return self._done + over

    @property
    def _done(self) -> str:
        if self.unread:
            return say("plan.unread", {}, count=str(self.unread))
        if not (self.created or self.changed or self.cancelled or self.waiting):
            return AS_PLANNED
        done = f"{self.created} created, {self.changed} changed, {self.cancelled} cancelled."
        if not self.waiting:
            return done
        return f"{done} {self.waiting} not done yet: leave them to the service, or run this again."


async def save_plan(
    store: Store,
    partnership: Partnership,
    first: date,
    last: date,
    now: datetime,
    calendar: EventReader | None = None,
) -> Applied:
    """Save the difference between the plan and what is known, and ask for it to be made; nothing is made yet.

    With `calendar`, events that would be written to are looked at first: what somebody changed there is left.
    """
    year = _Year(partnership, first, last, now)
    unread = await _unread(store, year, calendar) if calendar else ()
    if unread:
        why = tuple(sorted(set(unread)))
        return Applied(0, 0, 0, await store.read(_waiting), 0, unread=len(unread), reasons=why)
    counts = await store.write(year.save)
    waiting = await store.read(_waiting)
    by_hand = await store.read(lambda tx: unsettled(tx, partnership, now))
    return Applied(counts[Create], counts[Change], counts[Cancel], waiting, year.over, by_hand)


@dataclass(frozen=True, slots=True)
class _Year:
    """What is planned from one day to another, by the partnership's rules of now."""

    rules: Partnership
    first: date
    last: date
    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(LONDON).date()

    @property
    def over(self) -> int:
        meetings = plan(self.rules, self.first, self.last)
        return sum(meeting.starts_at.date() < self.today for meeting in meetings)

    def differs(self, tx: Transaction) -> Sequence[Create | Change | Cancel]:
        """Compare the plan with what is known."""
        seated = with_seats(tx, self.rules)
        theirs, left, deputies = adopted(tx), noticed(tx), coming(tx, seated)
        return changes(seated, tx.board_events(), self.first, self.last, self.today, theirs, left, deputies)

    def save(self, tx: Transaction) -> Counter[type]:
        """Save the difference and ask for what follows from it; how much there was of each kind."""
        _another_chance(tx, self.now)
        found = self.differs(tx)
        changed = [_event(tx, change) for change in found]
        save_changes(tx, changed, self.now)
        watch(tx, changed, self.rules, self.now)
        attend(tx, changed, self.now)
        follow_answered(tx, self.rules, self.now)
        file_boards(tx, changed, self.now + _UNTIL_MADE)
        file_all(tx, self.rules, self.now + _UNTIL_MADE)
        return Counter(map(type, found))


def _another_chance(tx: Transaction, now: datetime) -> None:
    """Ask anew for what was set aside; what somebody changed in Outlook waits until it is settled."""
    left = noticed(tx)
    for event in tx.board_events():
        if event.state not in _OVER and slot_of(event.meeting) not in left:
            tx.add_work(Kind.EVENT, event.work_subject, now)


async def _unread(store: Store, year: _Year, calendar: EventReader) -> tuple[str, ...]:
    """Look in Outlook at the events that would be written to; why each that could not be read was not."""
    touched = await store.read(lambda tx: _touched(tx, year.differs(tx)))
    return await look(Looking(store, calendar), touched, year.now)


def _touched(tx: Transaction, found: Sequence[Create | Change | Cancel]) -> list[BoardEvent]:
    """Give the events in Outlook that would be written to, as they are known now; also those waited for already."""
    subjects = {one.event.work_subject for one in found if not isinstance(one, Create)}
    left = noticed(tx)
    return [
        event
        for event in tx.board_events()
        if event.event_id
        and event.state is not EventState.CANCELLED
        and (event.work_subject in subjects or event.state not in _OVER or slot_of(event.meeting) in left)
    ]


def _event(tx: Transaction, change: Create | Change | Cancel) -> BoardEvent:
    return change.event(tx.new_id()) if isinstance(change, Create) else change.event


async def preview_plan(settings: Settings, clock: PacedClock, first: date, last: date) -> Preview:
    """Say what applying would do; nothing is saved, and nobody is asked or told."""
    today = clock.now().astimezone(LONDON).date()
    async with beside_the_service(settings, first=True) as (store, partnership):
        known, theirs, left = await store.read(lambda tx: (tx.board_events(), adopted(tx), noticed(tx)))
        by_hand = await store.read(lambda tx: unsettled(tx, partnership, clock.now()))
        seated = await store.read(lambda tx: with_seats(tx, partnership))
        deputies = await store.read(lambda tx: coming(tx, seated))
    found = changes(seated, known, first, last, today, theirs, left, deputies)
    return preview(found, known, partnership.boards, by_hand)


async def apply_plan(settings: Settings, clock: PacedClock, first: date, last: date) -> Applied:
    """Plan, save and make so: with our own worker, or with that of the service that is running already."""
    try:
        async with running(settings, clock) as service:
            await service.only(Kind.SEATS).drain()
            async with outlook(settings, clock, service.partnership) as calendar:
                rules, now = service.partnership, clock.now()
                saved = await save_plan(service.store, rules, first, last, now, calendar)
            await _made(service)
            return await _as_made(service.store, rules, saved, now)
    except StoreRefused as refused:
        if refused.reason is not Refused.IN_USE:
            raise
    return await _beside_the_service(settings, clock, first, last)


async def _made(service: Service) -> None:
    """Do the calendar's work until none is left to try, but not for ever; what is due much later is left."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_PATIENCE):
            await service.only(Kind.EVENT).drain()
            while await _due_soon(service):
                await asyncio.sleep(_PAUSE)
                await service.only(Kind.EVENT).drain()


async def _due_soon(service: Service) -> bool:
    due = (await service.queue.next_due()).get(Kind.EVENT)
    return due is not None and due <= service.clock.now() + timedelta(seconds=_PATIENCE)


async def _beside_the_service(
    settings: Settings, clock: PacedClock, first: date, last: date, patience: float = _PATIENCE
) -> Applied:
    """Save the plan, and watch the running service make it so, while it may within `patience` seconds."""
    async with beside_the_service(settings) as (store, partnership):
        async with outlook(settings, clock, partnership) as calendar:
            saved = await save_plan(store, partnership, first, last, clock.now(), calendar)
        until = clock.now() + timedelta(seconds=patience)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience):
                # Another process does the work.
                while await store.read(lambda tx: _waiting(tx) > held_up(tx, Kind.EVENT, until)):  # noqa: ASYNC110
                    await asyncio.sleep(_PAUSE)
        return await _as_made(store, partnership, saved, clock.now())


async def _as_made(store: SqlStore, partnership: Partnership, saved: Applied, now: datetime) -> Applied:
    """Give what was applied with what waits by now: what somebody deleted may be known only since it was tried."""
    waiting, by_hand = await store.read(lambda tx: (_waiting(tx), unsettled(tx, partnership, now)))
    why = await store.read(lambda tx: reasons_of(tx, Kind.EVENT)) if waiting else ()
    return replace(saved, waiting=waiting, by_hand=by_hand, reasons=saved.reasons or why)


def _waiting(tx: Transaction) -> int:
    """Count what is still to be made; what waits for a person is told apart."""
    left = noticed(tx)
    return sum(event.state not in _OVER and slot_of(event.meeting) not in left for event in tx.board_events())
