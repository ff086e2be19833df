"""A coordinator asks for other dates: the worker reads who is free, and they come as a message; nothing moves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.handlers.asking_seats import Wish, wish_of
from bot.handlers.by_hand import adopted
from bot.handlers.messages import DatesNotice
from bot.handlers.ports import Kind
from bot.handlers.seating import with_seats
from bot.handlers.telling import entry_of, tell
from bot.handlers.watching import Watching
from bot.handlers.writing_to_seats import dates_of
from practice.by_hand import Theirs, with_adopted
from practice.clocks import LONDON
from practice.event_changes import Slot, slot_of
from practice.free_busy import Calendar, other_dates, window
from practice.outcomes import Done, Parked, RetryAfter
from practice.partnership import Partnership
from practice.planning import RulesClash, WindowRefused, whole_plan


async def show_dates(watching: Watching, entry: str, now: datetime) -> Done | RetryAfter | Parked:
    """Send whoever pressed up to three dates, once a day; and let the card they pressed be what it was."""
    wish = await wish_of(watching, entry, now)
    if not isinstance(wish, Wish):
        return wish
    store, name = watching.telling.store, dates_of(wish.event, wish.told.day, now)
    outcome: Done | RetryAfter | Parked = Done()
    if not await store.read(lambda tx: tx.cursor(entry_of(name, wish.person))):
        outcome = await _look_and_tell(watching, wish, name, now)
    await store.write(lambda tx: tx.add_work(Kind.QUORUM_NOW, wish.told.subject, now))
    return outcome


async def _look_and_tell(
    watching: Watching, wish: Wish, name: str, now: datetime
) -> Done | RetryAfter | Parked:
    holders = sorted({seat.holder for seat in wish.board.seats if seat.holder})
    calendars = await watching.schedules.calendars(holders, *window(wish.event.meeting))
    if isinstance(calendars, RetryAfter):
        return calendars
    notice = DatesNotice(wish.board, wish.event.meeting, (), "quorum.dates.unread")
    if not isinstance(calendars, Parked):
        rules, theirs = await watching.telling.store.read(
            lambda tx: (with_seats(tx, watching.partnership), adopted(tx))
        )
        notice = _found(wish, rules, theirs, calendars, now)
    return await tell(watching.telling, [wish.person], name, notice)


def _found(
    wish: Wish,
    rules: Partnership,
    theirs: Mapping[Slot, Theirs],
    calendars: Mapping[str, Calendar],
    now: datetime,
) -> DatesNotice:
    """Keep every rule of the whole plan, with the seats and the adopted times of now."""
    board, meeting = wish.board, wish.event.meeting
    since, until = window(meeting)
    try:
        plan = with_adopted(whole_plan(rules, since.date(), until.date()), theirs)
    except (RulesClash, WindowRefused):
        return DatesNotice(board, meeting, (), "quorum.dates.clash")
    today = now.astimezone(LONDON).date()
    dates = other_dates(board, meeting, rules.boards, plan, calendars, today)
    extra = board.extra_of(slot_of(meeting)[1]) is not None
    says = "quorum.dates.extra" if extra else "quorum.dates.move"
    return DatesNotice(board, meeting, tuple(map(str, dates)), says if dates else "quorum.dates.none")
