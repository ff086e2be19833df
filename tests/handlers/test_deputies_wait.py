"""A deputy answers while somebody has moved the event: whoever said yes is invited once that is settled."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.handlers.by_hand import Looking, look_at_night, restore
from bot.handlers.deputies import say_so
from bot.handlers.inviting import after_saying
from bot.handlers.ports import Kind
from bot.handlers.scheduling import Scheduling, apply_events
from bot.handlers.telling import entry_of
from bot.settling import adopt_and_follow
from bot.store import SqlStore, WorkQueue
from practice.boards import Seat
from practice.by_hand import Theirs
from practice.deputies import Said
from practice.event_changes import slot_of
from practice.outcomes import Done
from practice.people import Person
from practice.quorum import Reply
from practice.quorum_rules import QuorumRule
from tests.handlers.boardrooms import EVENT, IN_TEN, POLICE, SUBJECT, Office
from tests.handlers.made import press
from tests.practice.boards_made import HUB, PARTNERSHIP_BOARD, of

DEPUTY = "police.deputy@example.org"
SEATS = (Seat("police", "Police", "Police", holder=POLICE, deputy=DEPUTY),)
RULES = of(replace(HUB, seats=SEATS, quorum_rule=QuorumRule(members=1)), PARTNERSHIP_BOARD)
ENTRY = entry_of(f"deputy/{SUBJECT}/2026-04-22", "d")
NIGHT = IN_TEN + timedelta(hours=16)


@pytest.fixture
async def office(store: SqlStore) -> Office:
    """The police declined, and their deputy was asked."""
    made = Office(store, rules=RULES)
    made.calendar.replies = {POLICE: Reply.DECLINED}
    await made.keep(replace(EVENT, attendees=(POLICE,)))
    await store.write(lambda tx: tx.save_person(DEPUTY, Person("d", "police")))
    await store.write(lambda tx: tx.save_cursor(ENTRY, "message-3"))
    return made


async def says(office: Office, word: Said) -> None:
    by = replace(press(by="d"), activity_id="message-3")
    await office.store.write(
        lambda tx: say_so(tx, by, ENTRY.split("/", 1)[1].rsplit("/", 1)[0], RULES, IN_TEN, word)
    )


async def works(office: Office) -> int:
    """Do what is asked for of deputies' answers, and make the event as it is wanted; how many answers."""
    queue = WorkQueue(office.store, lambda: 0.0)
    claimed = await queue.claim([Kind.SAID], 20, NIGHT, 60)
    for work in claimed:
        assert await after_saying(office.watching, work.subject, IN_TEN) == Done()
        await queue.complete(work)
    await apply_events(Scheduling(office.store, office.calendar), [SUBJECT])
    return len(claimed)


async def invited(office: Office) -> tuple[str, ...]:
    found = await office.store.read(lambda tx: tx.board_event(SUBJECT))
    assert found
    return found.attendees


def moves(office: Office, by: timedelta) -> None:
    moved_to = Theirs(EVENT.meeting.starts_at + by, EVENT.meeting.ends_at + by)
    office.calendar.seen = {EVENT.event_id: moved_to} if by else {}


@pytest.mark.parametrize("by", [timedelta(hours=1), timedelta(days=7)])
async def test_a_yes_counts_once_the_event_is_put_back(office: Office, by: timedelta) -> None:
    """Also where this answer is the first to see that it was moved, and to another day; and it waits once only."""
    moves(office, by)
    await says(office, Said.YES)
    assert await works(office) == 1
    assert await works(office) == 0
    assert await invited(office) == (POLICE,)
    moves(office, timedelta(0))
    await look_at_night(Looking(office.store, office.calendar), NIGHT)
    assert await works(office) == 1
    assert await invited(office) == (POLICE, DEPUTY)
    await look_at_night(Looking(office.store, office.calendar), NIGHT)
    assert await works(office) == 0


async def test_the_last_word_counts(office: Office) -> None:
    """Yes, and then no, while it waits."""
    moves(office, timedelta(hours=1))
    for word in (Said.YES, Said.NO):
        await says(office, word)
        assert await works(office) == 1
    moves(office, timedelta(0))
    await look_at_night(Looking(office.store, office.calendar), NIGHT)
    assert await works(office) == 1
    assert await invited(office) == (POLICE,)


@pytest.mark.parametrize("how", ["adopted", "restored"])
@pytest.mark.parametrize(
    ("by", "comes"), [(timedelta(hours=1), (True, True)), (timedelta(days=7), (False, True))]
)
async def test_a_yes_is_of_its_day(office: Office, how: str, by: timedelta, comes: tuple[bool, bool]) -> None:
    """Settled, whoever said yes is invited if the meeting is on that day; on another it was not their question."""
    moves(office, by)
    await says(office, Said.YES)
    await works(office)
    if how == "adopted":
        await office.store.write(lambda tx: adopt_and_follow(tx, slot_of(EVENT.meeting), RULES, NIGHT))
    else:
        await office.store.write(lambda tx: restore(tx, slot_of(EVENT.meeting), NIGHT))
    assert await works(office) == 1
    assert (DEPUTY in await invited(office)) is comes[how == "restored"]


async def test_an_answer_about_an_event_that_is_gone_leads_nowhere(office: Office) -> None:
    """Deleted, and kept so: nobody is invited, and nothing waits."""
    await says(office, Said.YES)
    office.calendar.seen = {EVENT.event_id: Theirs()}
    await works(office)
    await office.store.write(lambda tx: adopt_and_follow(tx, slot_of(EVENT.meeting), RULES, NIGHT))
    assert await works(office) == 1
    assert await works(office) == 0
    assert await invited(office) == (POLICE,)
