"""A meeting that somebody moved in Outlook, and nobody has settled: the cards about its new day are answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.handlers.asking_seats import order
from bot.handlers.by_hand import Looking, look
from bot.handlers.deputies import say_so
from bot.handlers.messages import InShort, QuorumNotice
from bot.handlers.ports import Kind
from bot.handlers.telling import entry_of
from bot.store import SqlStore
from practice.boards import Seat
from practice.by_hand import Theirs
from practice.deputies import Said
from practice.outcomes import Done
from practice.people import Person
from practice.quorum import Reply
from practice.quorum_rules import QuorumRule
from tests.handlers.boardrooms import EVENT, IN_TEN, POLICE, SUBJECT, Office
from tests.handlers.made import asked_for, press
from tests.practice.boards_made import HUB, PARTNERSHIP_BOARD, of

DEPUTY = "police.deputy@example.org"
SEATS = (Seat("police", "Police", "Police", holder=POLICE, deputy=DEPUTY),)
RULES = of(replace(HUB, seats=SEATS, quorum_rule=QuorumRule(members=1)), PARTNERSHIP_BOARD)
LATER = timedelta(days=1)
TOMORROW = IN_TEN + LATER
"""Ten working days before the meeting as it stands in Outlook."""


@pytest.fixture
async def office(store: SqlStore) -> Office:
    """The police declined, and the meeting was moved by a day."""
    made = Office(store, rules=RULES)
    made.calendar.replies = {POLICE: Reply.DECLINED}
    await made.keep(replace(EVENT, attendees=(POLICE,)))
    await store.write(lambda tx: tx.save_person(DEPUTY, Person("d", "police")))
    moved_to = Theirs(EVENT.meeting.starts_at + LATER, EVENT.meeting.ends_at + LATER)
    made.calendar.seen = {EVENT.event_id: moved_to}
    return made


async def noticed(office: Office) -> None:
    event = await office.store.read(lambda tx: tx.board_event(SUBJECT))
    assert event
    await look(Looking(office.store, office.calendar), [event], IN_TEN)


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (Kind.ASK, "quorum.asking"),
        (Kind.REMIND_SEATS, "quorum.reminding"),
        (Kind.DATES, "quorum.looking"),
    ],
)
async def test_a_button_of_a_card_about_the_new_day_does_what_it_says(
    office: Office, kind: Kind, says: str
) -> None:
    """The card stays about that day, and the work is asked for."""
    assert await office.quorum(now=TOMORROW) == Done()
    card = office.messenger.notices[0][1]
    assert isinstance(card, QuorumNotice)
    by = replace(press(by="a"), activity_id="")
    shown = await office.store.write(lambda tx: order(tx, by, card.name, RULES, TOMORROW, kind))
    assert shown == InShort("Learning Hub", (EVENT.meeting.starts_at + LATER).date(), "29:1", says)
    assert (await asked_for(office.store))[kind, entry_of(card.name, "a")] == TOMORROW


@pytest.mark.parametrize(
    ("day", "deleted", "says"),
    [
        ("2026-04-23", False, "deputy.yes"),
        ("2026-04-22", False, "deputy.over"),
        ("2026-04-22", True, "deputy.over"),
    ],
)
async def test_a_deputy_answers_of_the_day_on_which_the_meeting_stands(
    office: Office,
    day: str,
    deleted: bool,
    says: str,
) -> None:
    """Of the day before the move, and of a meeting that was deleted, it is over."""
    if deleted:
        office.calendar.seen = {EVENT.event_id: Theirs()}
    await noticed(office)
    question = f"deputy/{SUBJECT}/{day}"
    await office.store.write(lambda tx: tx.save_cursor(entry_of(question, "d"), "message-3"))
    by = replace(press(by="d"), activity_id="message-3")
    shown = await office.store.write(lambda tx: say_so(tx, by, question, RULES, IN_TEN, Said.YES))
    assert isinstance(shown, InShort)
    assert shown.says == says
