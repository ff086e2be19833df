"""A board with two seats whose deputies can be asked, and what coordinators and deputies press."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.handlers.asking_seats import ask_deputies, order, remind_seats
from bot.handlers.deputies import say_so
from bot.handlers.messages import InShort, QuorumNotice
from bot.handlers.ports import Kind
from bot.handlers.standing_cards import repaint_quorum
from bot.handlers.telling import entry_of
from bot.store import SqlStore
from practice.boards import Seat
from practice.deputies import Said
from practice.outcomes import Done
from practice.partnership import Partnership
from practice.quorum import Reply
from practice.quorum_rules import QuorumRule
from tests.handlers.boardrooms import EVENT, IN_TEN, POLICE, SUBJECT, TEN, Office
from tests.handlers.made import press
from tests.practice.boards_made import HUB, PARTNERSHIP_BOARD, of

DEPUTY, HEALTH, HEALTH_DEPUTY = (
    "police.deputy@example.org",
    "health.seat@example.org",
    "health.deputy@example.org",
)
POLICE_SEAT = Seat("police", "Police", "Police", holder=POLICE, deputy=DEPUTY)
HEALTH_SEAT = Seat("health", "Health", "Health", holder=HEALTH, deputy=HEALTH_DEPUTY)
DECLINED = {POLICE: Reply.DECLINED, HEALTH: Reply.NONE}
CARD = f"quorum/{TEN}/2026-04-22"
QUESTION = f"deputy/{SUBJECT}/2026-04-22"


def sitting(*seats: Seat) -> Partnership:
    return of(replace(HUB, seats=seats, quorum_rule=QuorumRule(members=1)), PARTNERSHIP_BOARD)


async def office_of(store: SqlStore, *seats: Seat, replies: Mapping[str, Reply] = DECLINED) -> Office:
    """Both coordinators have their cards; unless it is said otherwise, the police declined."""
    seats = seats or (POLICE_SEAT, HEALTH_SEAT)
    made = Office(store, rules=sitting(*seats))
    made.directory.told = {DEPUTY: "d", HEALTH_DEPUTY: "e", POLICE: "p", HEALTH: "h"}
    made.calendar.replies = dict(replies)
    await made.keep(replace(EVENT, attendees=tuple(seat.holder for seat in seats)))
    await made.quorum()
    return made


async def pressed(office: Office, kind: Kind = Kind.ASK, by: str = "a") -> InShort:
    by_press = replace(press(by=by), activity_id="")
    shown = await office.store.write(lambda tx: order(tx, by_press, CARD, office.rules, IN_TEN, kind))
    assert isinstance(shown, InShort)
    return shown


async def asking(office: Office, now: datetime = IN_TEN) -> object:
    """Let the worker ask the deputies, as the first coordinator wished."""
    return await ask_deputies(office.watching, entry_of(CARD, "a"), now)


async def asked(office: Office) -> object:
    await pressed(office)
    return await asking(office)


async def reminded(office: Office) -> object:
    await pressed(office, Kind.REMIND_SEATS)
    return await remind_seats(office.watching, entry_of(CARD, "a"), IN_TEN)


async def says(office: Office, word: Said) -> InShort:
    by = replace(press(by="d"), activity_id="message-3")
    shown = await office.store.write(lambda tx: say_so(tx, by, QUESTION, office.rules, IN_TEN, word))
    assert isinstance(shown, InShort)
    return shown


async def painted(office: Office) -> QuorumNotice:
    """Let the coordinators' cards follow; the first's."""
    office.messenger.repaints.clear()
    assert await repaint_quorum(office.watching, SUBJECT, IN_TEN) == Done()
    return next(one for _, _, one in office.messenger.repaints if isinstance(one, QuorumNotice))
