"""Personal messages to those who sit on a board, or deputise, at a coordinator's wish: once each.

They are about a meeting the person sits in, and count towards nobody's weekly limits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.handlers.messages import NewMessage
from bot.handlers.ports import Transaction
from bot.handlers.telling import Telling, entry_of, is_unsure, send_once, soonest
from practice.boards import BoardEvent
from practice.clocks import LONDON
from practice.outcomes import Done, Parked, Refusal, RetryAfter, Undeliverable
from practice.partnership import Partnership
from practice.people import Person, agency_of

_UNREACHED = "unreached/"
"""Before the cursor with the reason, which names whom it is about by a keyed hash: seats change hands."""

_REFUSED = "http_4"
"""How the reason begins where the connector refused a request and said of nobody that they are why."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message for whoever has the address."""

    address: str
    message: NewMessage


def reminder_of(card: str) -> str:
    """Name the reminder to answer after the coordinators' card it was asked for on, whoever's that was."""
    return f"answer/{card.partition('/')[2]}"


def dates_of(event: BoardEvent, day: date, now: datetime) -> str:
    """Name the dates by the day on which they are asked for: another day other people are free."""
    return f"dates/{event.work_subject}/{now.astimezone(LONDON).date()}/{day}"


async def write_to_each(
    telling: Telling, partnership: Partnership, name: str, letters: Sequence[Letter]
) -> Done | RetryAfter | Parked:
    """Send each its message of this name; who cannot be reached is remembered, and keeps it from nobody else."""
    return soonest([await _write(telling, partnership, name, letter) for letter in letters])


def unreached(tx: Transaction, name: str, address: str) -> str:
    """Say why whoever has the address could not be reached with this message; "" where they were, or nobody tried."""
    return next(filter(None, map(tx.cursor, _kept(tx, name, address))), "")


def stand(tx: Transaction, name: str, letters: Sequence[Letter]) -> str:
    """Say how each stands that was to be written to, so that a change shows; nobody is named but by a keyed hash."""
    return " ".join(("stand", *(_stands(tx, name, one.address) for one in letters)))


def _stands(tx: Transaction, name: str, address: str) -> str:
    written = was_written_to(tx, name, address)
    return f"{_kept(tx, name, address)[0]} {written} {unreached(tx, name, address)}"


def _keep(tx: Transaction, name: str, address: str, reason: str) -> None:
    now, *older = _kept(tx, name, address)
    tx.save_cursor(now, reason)
    for entry in filter(tx.cursor, older):
        tx.save_cursor(entry, "")


def _kept(tx: Transaction, name: str, address: str) -> list[str]:
    return [f"{_UNREACHED}{name}/{mark}" for mark in tx.address_marks(address)]


def was_written_to(tx: Transaction, name: str, address: str) -> bool:
    """Tell whether whoever has the address was sent the message of this name, or may have been."""
    return bool(_message(tx, name, address))


def may_have_missed(tx: Transaction, name: str, address: str) -> bool:
    """Tell whether nobody knows if the message of this name reached whoever has the address."""
    return is_unsure(_message(tx, name, address))


def _message(tx: Transaction, name: str, address: str) -> str:
    person = tx.person_by_address(address)
    return tx.cursor(entry_of(name, person.id)) if person else ""


async def _write(
    telling: Telling, partnership: Partnership, name: str, letter: Letter
) -> Done | RetryAfter | Parked:
    outcome = await _sent(telling, partnership, name, letter)
    reason = _reason(outcome)
    if reason is not None:
        await telling.store.write(lambda tx: _keep(tx, name, letter.address, reason))
    return Done() if isinstance(outcome, Undeliverable) else outcome


def _reason(outcome: Done | RetryAfter | Undeliverable | Parked) -> str | None:
    """Say why they could not be reached, "" where they were; None where this try says nothing about them.

    A request the connector refuses without a reason it documents may be because of them, and is tried again.
    """
    if isinstance(outcome, Undeliverable):
        return outcome.refusal
    if isinstance(outcome, RetryAfter) and outcome.reason.startswith(_REFUSED):
        return outcome.reason
    return "" if isinstance(outcome, Done) else None


async def _sent(
    telling: Telling, partnership: Partnership, name: str, letter: Letter
) -> Done | RetryAfter | Undeliverable | Parked:
    """Ask the directory each time: an address may be somebody else's by now."""
    found = await telling.directory.person_id(letter.address)
    if isinstance(found, RetryAfter | Parked):
        return found
    if not found:
        return Undeliverable(Refusal.UNKNOWN_ADDRESS)
    agency = agency_of(letter.address, partnership.agencies)
    person = Person(found, agency.key if agency else "")
    await telling.store.write(lambda tx: tx.save_person(letter.address, person))
    return await send_once(telling, found, entry_of(name, found), letter.message)
