"""Personal messages to those who sit on a board, or deputise, at a coordinator's wish: once each.

They are about a meeting the person sits in, and count towards nobody's weekly limits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.handlers.messages import NewMessage
from bot.handlers.ports import Transaction
from bot.handlers.telling import Telling, entry_of, send_once, soonest
from practice.boards import Seat
from practice.outcomes import Done, Parked, Refusal, RetryAfter, Undeliverable
from practice.partnership import Partnership
from practice.people import Person, agency_of

_UNREACHED = "unreached/"


@dataclass(frozen=True, slots=True)
class Letter:
    """A message for whoever has the address; it concerns a seat."""

    seat: Seat
    address: str
    message: NewMessage


def reminder_of(card: str) -> str:
    """Name the reminder to answer after the coordinators' card it was asked for on, whoever's that was."""
    return f"answer/{card.partition('/')[2]}"


async def write_to_each(
    telling: Telling, partnership: Partnership, name: str, letters: Sequence[Letter]
) -> Done | RetryAfter | Parked:
    """Send each its message of this name; who cannot be reached is remembered, and keeps it from nobody else."""
    return soonest([await _write(telling, partnership, name, letter) for letter in letters])


def unreached(tx: Transaction, name: str, seat: Seat) -> str:
    """Say why the one who was to be written to about a seat could not be reached; "" where they were."""
    return tx.cursor(f"{_UNREACHED}{name}/{seat.key}")


def was_written_to(tx: Transaction, name: str, address: str) -> bool:
    """Tell whether whoever has the address was sent the message of this name, or may have been."""
    person = tx.person_by_address(address)
    return bool(person and tx.cursor(entry_of(name, person.id)))


async def _write(
    telling: Telling, partnership: Partnership, name: str, letter: Letter
) -> Done | RetryAfter | Parked:
    outcome = await _sent(telling, partnership, name, letter)
    reason = outcome.refusal if isinstance(outcome, Undeliverable) else ""
    kept = f"{_UNREACHED}{name}/{letter.seat.key}"
    await telling.store.write(lambda tx: tx.save_cursor(kept, reason))
    return Done() if isinstance(outcome, Undeliverable) else outcome


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
