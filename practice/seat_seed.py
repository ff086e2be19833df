"""What is written into the Seats list once: the seats of the partnership's file, its first seed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date

from practice.boards import Board, Seat
from practice.filing import Row

SEATS = "Seats"
HOLDER, DEPUTY = "holder", "deputy"


def reference(board: Board, seat: Seat) -> str:
    return f"{board.key}/{seat.key}"


def cell(ref: str, part: str) -> str:
    return f"{ref}/{part}"


def seat_row(board: Board, seat: Seat, numbers: Mapping[str, str]) -> Row:
    """Give the item of a seat. Its key comes from the reference, so that a broken-off seeding makes no doubles."""
    ref = reference(board, seat)
    fields: dict[str, object] = {
        "Title": seat.name,
        "Ref": ref,
        "Board": board.name,
        "Agency": seat.agency,
        "StatutoryPartner": seat.statutory,
        "Role": seat.role.value,
        "HolderLookupId": _number(numbers, seat.holder),
        "DeputyLookupId": _number(numbers, seat.deputy),
        "StartsOn": None if seat.first == date.min else seat.first,
        "EndsOn": None if seat.last == date.max else seat.last,
    }
    return Row(subject=ref, key=_digest(ref), fields=fields, digest=_digest(fields))


def unknown_cells(boards: Iterable[Board], numbers: Mapping[str, str]) -> dict[str, str]:
    """Give the addresses of the seed that the site does not know, by cell."""
    cells = (
        (cell(reference(board, seat), part), address)
        for board in boards
        for seat in board.seats
        for part, address in ((HOLDER, seat.holder), (DEPUTY, seat.deputy))
    )
    return {name: address for name, address in cells if address and address.casefold() not in numbers}


def _number(numbers: Mapping[str, str], address: str) -> int | None:
    number = numbers.get(address.casefold())
    return int(number) if number else None


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()
