"""Looks at what the store knows of the Seats list, for `doctor`. Nobody is named: `plan show` does that."""

from __future__ import annotations

from bot.beside import beside_the_service
from bot.doctor.findings import Check, Finding, Result
from bot.doctor.said import found
from bot.handlers.ports import Transaction
from bot.handlers.seating import SEEDED
from bot.settings import Settings
from bot.store.keys import KeysRefused
from bot.store.refusals import StoreRefused
from practice.partnership import Partnership
from practice.seat_list import KeptSeats, SeatFault, seated
from practice.seat_seed import SEATS

_SHUT = "The database cannot be looked at."
_NOT_YET = "The Seats list was not read yet."


async def seats(settings: Settings) -> Result:
    """Tell what is wrong with the list, as it was last read."""
    try:
        async with beside_the_service(settings) as (store, partnership):
            stands, seeded, kept = await store.read(_known)
    except (KeysRefused, StoreRefused):
        return Result(Check.SEATS, unchecked=_SHUT)
    if stands and not seeded and any(board.seats for board in partnership.boards):
        return Result(Check.SEATS, (found("seats_unseeded"),))
    if kept is None or kept.read_at is None:
        return Result(Check.SEATS, unchecked=_NOT_YET)
    return Result(Check.SEATS, tuple(_findings(partnership, kept)))


def _known(tx: Transaction) -> tuple[bool, bool, KeptSeats | None]:
    list_id = tx.list_id(SEATS)
    return bool(list_id), tx.cursor(SEEDED) == list_id, tx.seats()


def _findings(partnership: Partnership, kept: KeptSeats) -> list[Finding]:
    return [_finding(fault) for fault in seated(partnership, kept)[1]]


def _finding(fault: SeatFault) -> Finding:
    """The same words as `plan show` has, without the person."""
    return found(f"seat_{fault.key.partition('.')[2]}", **fault.facts)
