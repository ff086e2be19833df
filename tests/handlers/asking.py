"""A board of two seats whose police declined, and what a coordinator and a deputy do about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.handlers.asking_seats import ask_deputies, order
from bot.handlers.deputies import say_so
from bot.handlers.inviting import after_saying
from bot.handlers.messages import DeputyNotice, QuorumNotice
from bot.handlers.ports import Kind
from bot.handlers.standing_cards import repaint_quorum
from bot.handlers.telling import entry_of
from bot.store import SqlStore
from practice.boards import BoardEvent, Seat
from practice.deputies import Said
from practice.outcomes import Done
from practice.quorum import Reply
from practice.quorum_rules import QuorumRule
from tests.handlers.boardrooms import EVENT, IN_TEN, POLICE, SUBJECT, TEN, Office
from tests.handlers.made import press
from tests.practice.boards_made import HUB, PARTNERSHIP_BOARD, of

DEPUTY, HEALTH = "police.deputy@example.org", "health.seat@example.org"
SEATS = (
    Seat("police", "Police", "Police", holder=POLICE, deputy=DEPUTY),
    Seat("health", "Health", "Health", holder=HEALTH, deputy="health.deputy@example.org"),
)
RULES = of(replace(HUB, seats=SEATS, quorum_rule=QuorumRule(members=1)), PARTNERSHIP_BOARD)
CARD = f"quorum/{TEN}/2026-04-22"
QUESTION = f"deputy/{SUBJECT}/2026-04-22"


async def asking_office(store: SqlStore) -> Office:
    """The police declined, both coordinators have their cards; health has not answered."""
    made = Office(store, rules=RULES)
    made.directory.told = {DEPUTY: "d", "health.deputy@example.org": "e", POLICE: "p", HEALTH: "h"}
    made.calendar.replies = {POLICE: Reply.DECLINED, HEALTH: Reply.NONE}
    await made.keep(replace(EVENT, attendees=(POLICE, HEALTH)))
    await made.quorum()
    return made


async def pressed(office: Office, by: str = "a", kind: Kind = Kind.ASK, now: datetime = IN_TEN) -> object:
    notice = replace(press(by=by), activity_id="")
    return await office.store.write(lambda tx: order(tx, notice, CARD, office.rules, now, kind))


async def asked(office: Office, by: str = "a", now: datetime = IN_TEN) -> object:
    """Press, and let the worker do what was asked for."""
    await pressed(office, by, now=now)
    return await ask_deputies(office.watching, entry_of(CARD, by), now)


async def says(office: Office, word: Said, *, again: bool = False, now: datetime = IN_TEN) -> object:
    by = replace(press(by="d"), activity_id="message-3")
    return await office.store.write(lambda tx: say_so(tx, by, QUESTION, office.rules, now, word, again=again))


async def said(office: Office, word: Said) -> BoardEvent:
    """Press, let the worker do what follows, and give the event as it is wanted then."""
    await says(office, word)
    assert await after_saying(office.watching, entry_of(QUESTION, "d"), IN_TEN) == Done()
    return await event_of(office)


async def event_of(office: Office) -> BoardEvent:
    found = await office.store.read(lambda tx: tx.board_event(SUBJECT))
    assert found is not None
    return found


async def painted(office: Office) -> list[QuorumNotice]:
    """Let the coordinators' cards follow; those that were painted now."""
    office.messenger.repaints.clear()
    assert await repaint_quorum(office.watching, SUBJECT, IN_TEN) == Done()
    return [one for _, _, one in office.messenger.repaints if isinstance(one, QuorumNotice)]


def questions(office: Office) -> list[tuple[str, str]]:
    return [(person, one.seat) for person, one in office.messenger.notices if isinstance(one, DeputyNotice)]
