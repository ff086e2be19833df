"""Asks who is free for the planned meetings, and finds dates that suit more; nothing is kept or written."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.beside import beside_the_service
from bot.credentials import signing_in
from bot.handlers.by_hand import adopted
from bot.handlers.ports import Clock, Transaction
from bot.settings import Settings
from bot.speaking_graph import speaking_graph
from graph_sync.schedules import OutlookSchedules
from practice.boards import Board, BoardMeeting, EventState
from practice.by_hand import Theirs, with_adopted
from practice.clocks import LONDON
from practice.event_changes import Slot, slot_of
from practice.free_busy import Calendar, Turnout, better_dates, turnout, window
from practice.outcomes import Parked, RetryAfter
from practice.partnership import Partnership
from practice.planning import plan, whole_plan

_TRIES = 3
_LONGEST_WAIT = 10.0
"""Seconds between two tries; whoever sits at the command is not kept longer."""


@dataclass(frozen=True, slots=True)
class Dates:
    """A meeting with who is free for it, and better dates. `planned` None: the calendars could not be read, `why`."""

    board: Board
    meeting: BoardMeeting
    planned: Turnout | None = None
    better: tuple[Turnout, ...] = ()
    why: str = ""


async def look_for_dates(
    settings: Settings, clock: Clock, partnership: Partnership, first: date, last: date
) -> Sequence[Dates]:
    """Look at every meeting to come that is not in the calendar yet: there its own invitation makes people busy."""
    today = clock.now().astimezone(LONDON).date()
    async with (
        beside_the_service(settings, first=True) as (store, _),
        signing_in(settings, clock) as sign_in,
        speaking_graph(settings, partnership.name, sign_in) as graph,
    ):
        standing, theirs = await store.read(lambda tx: (_standing(tx), adopted(tx)))
        schedules = OutlookSchedules(graph, settings.calendar_mailbox)
        asked = [
            _look(partnership, meeting, schedules, today, theirs)
            for meeting in plan(partnership, first, last)
            if meeting.starts_at.date() > today and slot_of(meeting) not in standing
        ]
        return await asyncio.gather(*asked)


def _standing(tx: Transaction) -> set[Slot]:
    gone = (EventState.CANCELLED, EventState.CANCELLING)
    return {slot_of(event.meeting) for event in tx.board_events() if event.state not in gone}


async def _look(
    partnership: Partnership,
    meeting: BoardMeeting,
    schedules: OutlookSchedules,
    today: date,
    theirs: Mapping[Slot, Theirs],
) -> Dates:
    """`theirs` are the times that were adopted from Outlook: other boards meet then."""
    board = next(board for board in partnership.boards if board.key == meeting.board)
    holders = sorted({seat.holder for seat in board.seats if seat.holder})
    since, until = window(meeting)
    calendars = await _patiently(schedules, holders, meeting)
    if not isinstance(calendars, dict):
        return Dates(board, meeting, why=calendars.reason)
    meetings = with_adopted(whole_plan(partnership, since.date(), until.date()), theirs)
    planned = turnout(board, meeting, meeting.starts_at.date(), calendars)
    better = better_dates(board, meeting, partnership.boards, meetings, calendars, today)
    return Dates(board, meeting, planned, better)


async def _patiently(
    schedules: OutlookSchedules, holders: Sequence[str], meeting: BoardMeeting
) -> dict[str, Calendar] | RetryAfter | Parked:
    """Ask again where the service says to; not for ever."""
    for _ in range(_TRIES - 1):
        found = await schedules.calendars(holders, *window(meeting))
        if not isinstance(found, RetryAfter) or found.seconds > _LONGEST_WAIT:
            return found
        await asyncio.sleep(found.seconds)
    return await schedules.calendars(holders, *window(meeting))
