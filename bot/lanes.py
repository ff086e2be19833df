"""Which lane does which kind of work, at what pace: the worker's half of the composition root."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.handlers.asking_seats import ask_deputies, remind_seats
from bot.handlers.attending import Attending, after_meeting
from bot.handlers.board_list import file_all, file_made
from bot.handlers.board_ports import Calendar, Coordinators, Schedules, SeatReader
from bot.handlers.by_hand import SUBJECT as CALENDAR
from bot.handlers.by_hand import Looking, look_at_night
from bot.handlers.checking import Checking, check
from bot.handlers.closing import close
from bot.handlers.delivering import Delivery, deliver, find_person, remind
from bot.handlers.filing import Filing, file_rows
from bot.handlers.following import follow_made
from bot.handlers.forgetting import forget_address, forget_draft
from bot.handlers.holding import kept_by_a_hold, run_out
from bot.handlers.inviting import after_saying
from bot.handlers.leaving_it import repaint_left
from bot.handlers.noticing import Intake, read_intake
from bot.handlers.other_dates import show_dates
from bot.handlers.ports import (
    Directory,
    Installer,
    Kind,
    ListReader,
    Lists,
    Messenger,
    Store,
    Transaction,
    Work,
)
from bot.handlers.repainting import repaint
from bot.handlers.scheduling import Scheduling, apply_events
from bot.handlers.seating import Seating, read_seats
from bot.handlers.standing_cards import repaint_quorum
from bot.handlers.telling import Telling
from bot.handlers.watching import Watching, tell_of_papers, tell_of_quorum
from bot.work.lanes import Gate, Handle, Lane, WorkOutcome, one_by_one
from practice.outcomes import Done, RetryAfter
from practice.partnership import Partnership

AT_ONCE = 8
"""Cards under way together: the connector allows dozens a second, and each takes a fraction of one."""

BATCH = 20
"""Requests in one $batch. https://learn.microsoft.com/en-us/graph/json-batching"""

MAILBOX = 4
"""Requests at a time for one mailbox. https://learn.microsoft.com/en-us/graph/throttling-limits"""

_DAY = 86_400.0
"""Seconds: how often what a hold keeps is looked at again."""

_CLOSING = (Kind.CLOSE, Kind.FORGET_DRAFT, Kind.FORGET_ADDRESS, Kind.RELEASE)
_FILING = (Kind.FILE_ANSWER, Kind.FILE_MEETING, Kind.FILE_BOARD)
"""One lane, because they share one quota: two would each take all the room there is."""

_DELIVERING = {Kind.DELIVER: deliver, Kind.REMIND: remind, Kind.FIND: find_person}

_OF_BOARDS = {
    Kind.QUORUM: tell_of_quorum,
    Kind.PAPERS: tell_of_papers,
    Kind.ASK: ask_deputies,
    Kind.REMIND_SEATS: remind_seats,
    Kind.DATES: show_dates,
    Kind.SAID: after_saying,
    Kind.QUORUM_NOW: repaint_quorum,
}


@dataclass(frozen=True, slots=True)
class Outside:
    """Every way out, and what deciding needs."""

    store: Store
    partnership: Partnership
    messenger: Messenger
    directory: Directory
    lists: Lists
    reader: ListReader
    calendar: Calendar
    schedules: Schedules
    seats: SeatReader
    coordinators: Coordinators
    gate: Gate
    """How fast Teams may be asked; deliveries and repaints share it."""
    site_gate: Gate
    """How fast SharePoint may be asked."""
    installer: Installer | None = None
    board_lists: Lists | None = None
    board_reader: ListReader | None = None
    """The lists of the boards' site."""


def lanes(outside: Outside) -> tuple[Lane, ...]:
    """Give each kind of effect a lane of its own, so that a slow service holds up no other."""
    return (
        Lane("people", (Kind.FIND,), _deliveries(outside), at_once=AT_ONCE),
        Lane(
            "deliveries",
            (Kind.DELIVER, Kind.REMIND),
            _deliveries(outside),
            at_once=AT_ONCE,
            gate=outside.gate,
        ),
        Lane("closing", _CLOSING, _closing(outside), at_once=AT_ONCE),
        Lane("repaints", (Kind.REPAINT,), _repaints(outside), at_once=AT_ONCE, gate=outside.gate),
        Lane("filing", _FILING, _filing(outside), batch=BATCH, gate=outside.site_gate),
        Lane("events", (Kind.EVENT,), _events(outside), batch=MAILBOX),
        Lane("boards", (*_OF_BOARDS, Kind.LEFT), _boards(outside), gate=outside.gate),
        Lane("attendance", (Kind.ATTEND,), _attendance(outside)),
        Lane("intake", (Kind.POLL,), _intake(outside)),
        Lane("seats", (Kind.SEATS,), _seats(outside)),
        Lane("checks", (Kind.CHECK,), _checks(outside)),
    )


def _deliveries(outside: Outside) -> Handle:
    delivery = Delivery(
        outside.store, outside.messenger, outside.directory, outside.partnership, outside.installer
    )

    async def handle(work: Work, now: datetime) -> WorkOutcome:
        return await _DELIVERING[work.kind](delivery, work.subject, now)

    return one_by_one(handle)


def _closing(outside: Outside) -> Handle:
    async def handle(work: Work, now: datetime) -> WorkOutcome:
        return await outside.store.write(lambda tx: _end(tx, work, outside.partnership, now))

    return one_by_one(handle)


def _end(tx: Transaction, work: Work, partnership: Partnership, now: datetime) -> WorkOutcome:
    match work.kind:
        case Kind.RELEASE:
            run_out(tx, work.subject, partnership, now)
        case Kind.FORGET_DRAFT | Kind.FORGET_ADDRESS if kept_by_a_hold(tx, work.subject, now):
            return RetryAfter(_DAY, "on_hold")
        case Kind.FORGET_DRAFT:
            forget_draft(tx, work.subject)
        case Kind.FORGET_ADDRESS:
            forget_address(tx, work.subject)
        case _:
            close(tx, work.subject, partnership, now)
    return Done()


def _repaints(outside: Outside) -> Handle:
    async def handle(work: Work, _now: datetime) -> WorkOutcome:
        return await repaint(outside.store, outside.messenger, outside.partnership, work.subject)

    return one_by_one(handle)


def _filing(outside: Outside) -> Handle:
    filing = Filing(outside.store, outside.lists, outside.partnership, boards=outside.board_lists)

    async def handle(works: Sequence[Work], now: datetime) -> Sequence[WorkOutcome]:
        return await file_rows(filing, works, now)

    return handle


def _events(outside: Outside) -> Handle:
    scheduling = Scheduling(outside.store, outside.calendar)

    async def handle(works: Sequence[Work], now: datetime) -> Sequence[WorkOutcome]:
        outcomes = await apply_events(scheduling, [work.subject for work in works])
        made = [work.subject for work, one in zip(works, outcomes, strict=True) if isinstance(one, Done)]

        def follow(tx: Transaction) -> None:
            file_made(tx, made, now)
            follow_made(tx, made, now)

        await outside.store.write(follow)
        return outcomes

    return handle


def _boards(outside: Outside) -> Handle:
    telling = Telling(
        outside.store, outside.messenger, outside.directory, outside.coordinators, outside.installer
    )
    watching = Watching(telling, outside.calendar, outside.partnership, outside.schedules)

    async def handle(work: Work, now: datetime) -> WorkOutcome:
        if work.kind is Kind.LEFT:
            return await repaint_left(outside.store, outside.messenger, outside.partnership, work.subject)
        return await _OF_BOARDS[work.kind](watching, work.subject, now)

    return one_by_one(handle)


def _attendance(outside: Outside) -> Handle:
    attending = Attending(outside.store, outside.calendar, outside.partnership)

    async def handle(work: Work, now: datetime) -> WorkOutcome:
        return await after_meeting(attending, work.subject, now)

    return one_by_one(handle)


def _intake(outside: Outside) -> Handle:
    intake = Intake(outside.store, outside.calendar, outside.partnership)

    async def handle(_work: Work, now: datetime) -> WorkOutcome:
        return await read_intake(intake, now)

    return one_by_one(handle)


def _seats(outside: Outside) -> Handle:
    seating = Seating(outside.store, outside.seats, outside.calendar, outside.directory, outside.partnership)

    async def handle(_work: Work, now: datetime) -> WorkOutcome:
        return await read_seats(seating, now)

    return one_by_one(handle)


def _checks(outside: Outside) -> Handle:
    checking = Checking(outside.store, outside.reader, outside.partnership, boards=outside.board_reader)
    looking = Looking(outside.store, outside.calendar)

    async def handle(work: Work, now: datetime) -> WorkOutcome:
        if work.subject != CALENDAR:
            return await check(checking, now)
        looked = await look_at_night(looking, now)
        await outside.store.write(lambda tx: file_all(tx, outside.partnership, now))
        return looked

    return one_by_one(handle)
