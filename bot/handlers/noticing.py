"""From a calendar to planned prompts: meetings that ended are noticed once, whichever poll sees them."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.handlers.answering import new_reference
from bot.handlers.board_ports import Calendar
from bot.handlers.filing import file_counts, half_hour
from bot.handlers.outages import mark_alive
from bot.handlers.ports import Kind, Store, Transaction
from bot.handlers.reaching import asked_already
from practice.asking import Asking, Invited, asking
from practice.clocks import LONDON
from practice.meetings import Meeting, SeenMeeting
from practice.outcomes import Done, Parked, RetryAfter
from practice.partnership import Partnership
from practice.prompts import Happening, Prompt, PromptState, after
from practice.working_time import next_open

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=30)
"""How often the intake mailbox is read, in working hours."""

LOOK_BACK = timedelta(days=3)
"""How far before the last reading the first one of a day starts: invitations arrive late, and weekends pass.

Later ones read their own day again, and no more: they are many, and the next morning looks back once more.
"""

CURSOR = "intake"
FIRST_LOOK = timedelta(days=1)
"""On a first start only the last day is read: nobody is asked about last month."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What reading the intake mailbox needs."""

    store: Store
    calendar: Calendar
    partnership: Partnership


async def read_intake(intake: Intake, now: datetime) -> Done | RetryAfter:
    """Read the meetings that ended since the last reading, notice the new ones, and plan the next reading."""
    cursor = await intake.store.write(lambda tx: _alive(tx, now))
    found = await intake.calendar.meetings(_since(cursor, now), now)
    if isinstance(found, Parked):  # The next reading is never given up: the mailbox may be mended by then.
        return RetryAfter(EVERY.total_seconds(), found.reason)
    if isinstance(found, RetryAfter):
        return found
    seen, unreadable = found
    if unreadable:
        log.warning("intake.unreadable", extra={"count": unreadable})
    ended = [meeting for meeting in seen if meeting.ends_at <= now]

    def keep(tx: Transaction) -> None:
        for meeting in ended:
            notice(tx, meeting, intake.partnership, now)
        tx.save_cursor(CURSOR, now.isoformat())
        tx.add_work(Kind.POLL, CURSOR, _next_reading(now, intake.partnership))

    await intake.store.write(keep)
    return Done()


def _alive(tx: Transaction, now: datetime) -> str:
    mark_alive(tx, now)
    return tx.cursor(CURSOR)


def _since(cursor: str, now: datetime) -> datetime:
    """Say from when to read, given when the last reading was.

    A clock that was wrong may have left a time to come: the look back makes up for what it skipped.
    """
    if not cursor:
        return now - FIRST_LOOK
    last = min(datetime.fromisoformat(cursor), now)
    midnight = datetime.combine(now.astimezone(LONDON), time.min, LONDON)
    return midnight if midnight <= last < now else last - LOOK_BACK


def _next_reading(now: datetime, partnership: Partnership) -> datetime:
    """Read at every full and half hour of working time."""
    return next_open(half_hour(now) + EVERY, partnership.hours)


def notice(tx: Transaction, seen: SeenMeeting, partnership: Partnership, now: datetime) -> None:
    """Keep a meeting and plan its prompts; a meeting that is known already changes nothing."""
    if tx.meeting_by_source(seen.source_key):
        return
    decided = asking(seen, partnership)
    meeting = _kept(tx, seen, decided)
    tx.save_meeting(meeting)
    file_counts(tx, meeting.id, now)
    for invited in decided.invited:
        _plan(tx, meeting, invited, now)


def _kept(tx: Transaction, seen: SeenMeeting, decided: Asking) -> Meeting:
    return Meeting(
        id=tx.new_id(),
        ref=new_reference(tx),
        source_key=seen.source_key,
        type_key=decided.type_key,
        starts_at=seen.starts_at,
        ends_at=seen.ends_at,
        how=seen.how,
        came_from=seen.came_from,
        status=decided.status,
        in_sample=decided.in_sample,
        sample_reason=decided.sample_reason,
        outsiders=decided.outsiders,
    )


def _plan(tx: Transaction, meeting: Meeting, invited: Invited, now: datetime) -> None:
    """Plan one prompt; one not to be asked is kept with its reason, so that nobody is called silent."""
    known = tx.person_by_address(invited.address)
    planned = Prompt(
        id=tx.new_id(),
        meeting_id=meeting.id,
        agency_key=invited.agency_key,
        address="" if invited.reason else invited.address,
        state=PromptState.PLANNED,
        due_at=invited.due_at,
        closes_at=invited.closes_at,
        person_id=known.id if known else "",
    )
    twice = known is not None and asked_already(tx, planned, known.id)
    if reason := invited.reason or ("same_person" if twice else ""):
        tx.save_prompt(after(planned, Happening.LEAVE_OUT, reason=reason))
        return
    tx.save_prompt(planned)
    if known is None:
        tx.add_work(Kind.FIND, planned.id, now)
    tx.add_work(Kind.DELIVER, planned.id, invited.due_at)
    tx.add_work(Kind.CLOSE, planned.id, invited.closes_at)
