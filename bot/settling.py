"""What somebody changed in Outlook, told to whoever asks and settled as they say, beside the service."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from datetime import datetime

from bot.beside import beside_the_service
from bot.credentials import signing_in
from bot.handlers.answered_deputies import follow_answered
from bot.handlers.attending import attend
from bot.handlers.board_list import file_all, file_boards
from bot.handlers.by_hand import Looking, adopt, look, restore, to_come
from bot.handlers.ports import PacedClock, Transaction
from bot.handlers.settled import go_on
from bot.handlers.unsettled import unsettled
from bot.handlers.watching import watch
from bot.settings import Settings
from bot.speaking_graph import speaking_graph
from graph_sync.calendar import OutlookCalendar
from practice.boards import BoardEvent
from practice.event_changes import Slot, slot_of
from practice.partnership import Partnership


@contextlib.asynccontextmanager
async def outlook(
    settings: Settings, clock: PacedClock, partnership: Partnership
) -> AsyncIterator[OutlookCalendar]:
    """Reach the boards' calendar for as long as the block lasts."""
    async with (
        signing_in(settings, clock) as sign_in,
        speaking_graph(settings, partnership.name, sign_in) as graph,
    ):
        yield OutlookCalendar(
            graph,
            boards_mailbox=settings.calendar_mailbox,
            intake_mailbox=settings.intake_mailbox,
            categories={},
        )


async def look_at_outlook(settings: Settings, clock: PacedClock) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Look at every event to come; why each unread one was not read, and a sentence for each that was changed."""
    async with (
        beside_the_service(settings) as (store, partnership),
        outlook(settings, clock, partnership) as calendar,
    ):
        events = await store.read(lambda tx: to_come(tx, clock.now()))
        unread = await look(Looking(store, calendar), events, clock.now())
        await store.write(lambda tx: file_all(tx, partnership, clock.now()))
        return unread, await store.read(lambda tx: unsettled(tx, partnership, clock.now()))


async def settle(settings: Settings, clock: PacedClock, slot: Slot, *, theirs: bool) -> bool:
    """Adopt theirs, or want ours again; whether there was anything to settle."""
    async with beside_the_service(settings) as (store, partnership):
        if theirs:
            return await store.write(lambda tx: adopt_and_follow(tx, slot, partnership, clock.now()))
        return await store.write(lambda tx: _restored(tx, slot, clock.now()))


def adopt_and_follow(tx: Transaction, slot: Slot, partnership: Partnership, now: datetime) -> bool:
    """Adopt theirs, and let what waited for that or goes by the day follow: quorum, papers, deputies' answers."""
    found = adopt(tx, slot) is not None
    events = _of_slot(tx, slot)
    watch(tx, events, partnership, now)
    attend(tx, events, now)
    file_boards(tx, events, now)
    for event in events:
        go_on(tx, event, now)
    follow_answered(tx, partnership, now)
    return found


def _restored(tx: Transaction, slot: Slot, now: datetime) -> bool:
    found = restore(tx, slot, now)
    file_boards(tx, _of_slot(tx, slot), now)
    return found


def _of_slot(tx: Transaction, slot: Slot) -> list[BoardEvent]:
    return [event for event in tx.board_events() if slot_of(event.meeting) == slot]
