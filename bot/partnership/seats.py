"""Reads the seats of a board: who sits on them, for whom, and that nobody is invited who should not be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.partnership.faults import shown
from bot.partnership.fields import Address, Day, Role, Switch, Text
from bot.partnership.mail_domains import inside
from bot.partnership.reading import NOTHING, Reading, Shape
from practice.boards import Board, Seat, SeatRole
from practice.day_words import long_day
from practice.people import Agency, agency_of


class SeatShape(Shape):
    name: Text
    agency: Text = ""
    role: Role = SeatRole.VOTING
    statutory: Switch = False
    holder: Address = ""
    deputy: Address = ""
    first: Day = date.min
    last: Day = date.max
    chair: Switch = False
    vacant: Switch = False
    """Said where nobody holds the seat, so that a holder is never forgotten."""


def read_seats(
    tables: list[Any], domains: Sequence[str], agencies: tuple[Agency, ...], at: str, reading: Reading
) -> tuple[Seat, ...]:
    """Read a board's `seats`, one by one, so that one bad seat does not hide another.

    Holders and deputies have an address in one of `domains`; an invitation goes to nobody else.
    """
    seats: dict[str, Seat] = {}
    for place, table in reading.tables(tables, at):
        shape = reading.shape(SeatShape, table, place)
        seat = _seat(shape, agencies)
        if seat.key in seats and reading.sound(place, "name"):
            reading.add(f"{place}.name", shown(seat.name), "a name of its own; another seat has this one")
        if reading.sound(place, "holder", "vacant"):
            _check_holder(shape, place, reading)
        _check_domains(seat, domains, place, reading)
        for other in seats.values():
            _check_sits_once(seat, other, place, reading)
        seats[seat.key] = seat
    return tuple(seats.values())


def _seat(shape: SeatShape, agencies: tuple[Agency, ...]) -> Seat:
    key = re.sub(r"[^a-z0-9]+", "-", shape.name.lower()).strip("-")
    agency = shape.agency or shape.name
    of = agency_of(shape.holder or shape.deputy, agencies)
    return Seat(
        key,
        shape.name,
        agency,
        shape.role,
        shape.statutory,
        shape.holder,
        shape.deputy,
        shape.first,
        shape.last,
        shape.chair,
        of.group if of else "",
    )


def _check_holder(shape: SeatShape, at: str, reading: Reading) -> None:
    if bool(shape.holder) == shape.vacant:
        found = "both" if shape.holder else NOTHING
        reading.add(
            f"{at}.holder, {at}.vacant", found, "one of the two: who holds the seat, or vacant = true"
        )
    if shape.holder and shape.holder == shape.deputy:
        reading.add(f"{at}.deputy", shown(shape.deputy), "somebody other than the holder")
    if shape.last < shape.first and reading.sound(at, "first", "last"):
        reading.add(f"{at}.last", shown(long_day(shape.last)), f"{long_day(shape.first)} or later")


def _check_domains(seat: Seat, domains: Sequence[str], at: str, reading: Reading) -> None:
    for name, address in (("holder", seat.holder), ("deputy", seat.deputy)):
        known = any(inside(address.rpartition("@")[2], domain) for domain in domains)
        if address and not known and reading.sound(at, name):
            allowed = (
                f"an address in a domain of an agency or of `domains`: {', '.join(domains) or 'none yet'}"
            )
            reading.add(f"{at}.{name}", shown(address), allowed)


def _check_sits_once(seat: Seat, other: Seat, at: str, reading: Reading) -> None:
    """One person has one vote: two seats of a board at one time are a slip, or one seat with a longer name."""
    together = seat.first <= other.last and other.first <= seat.last
    if seat.holder and seat.holder == other.holder and together and reading.sound(at, "holder"):
        reading.add(
            f"{at}.holder", shown(seat.holder), f"somebody else; this one sits as {other.name} already"
        )


def warn_of_empty_boards(boards: tuple[Board, ...]) -> tuple[str, ...]:
    return tuple(
        f"No seat of the {board.name} has a holder: its invitations go to nobody."
        for board in boards
        if not any(seat.holder for seat in board.seats)
    )
