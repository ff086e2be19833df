"""The Seats list on the boards' site: who sits where by what it says, and what is wrong with it.

The partnership's file is its first seed; from then on the list is the owner (design.md, "System of record").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from practice.boards import Board, Seat, SeatRole
from practice.day_words import long_day
from practice.partnership import Partnership
from practice.people import agency_of
from practice.seat_seed import DEPUTY, HOLDER, cell, reference
from practice.seats import HAS_LEFT
from practice.words import say


@dataclass(frozen=True, slots=True)
class ListedSeat:
    """An item of the list. `holder` and `deputy` are the numbers by which the site knows people, "" where empty."""

    id: str
    ref: str
    board: str
    name: str
    agency: str = ""
    role: str = ""
    statutory: bool = False
    holder: str = ""
    deputy: str = ""
    first: date = date.min
    last: date = date.max


@dataclass(frozen=True, slots=True)
class UnreadableRow:
    """A row of the list that cannot be read: its number, the columns at fault, and its seat where that is known."""

    id: str
    columns: tuple[str, ...]
    ref: str


@dataclass(frozen=True, slots=True)
class SeatChanges:
    """What changed in the list. `whole`: it was read from the start, so what is not among the items is gone.

    `link` is where the next reading goes on.
    """

    items: tuple[ListedSeat, ...]
    gone: tuple[str, ...]
    link: str
    whole: bool
    unreadable: tuple[UnreadableRow, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptSeats:
    """What the store knows of the list; nobody sits by it before it was read.

    `people` are addresses by the site's numbers. `waiting` are addresses of the seed that the site did not know,
    by cell, until somebody fills it. `missing` are addresses that the directory does not have, with the day on
    which they were missed first; `left` are those that were missed on two days.
    An `unreadable` row counts as it was read before, or as the partnership's file has it.
    """

    items: tuple[ListedSeat, ...] = ()
    people: Mapping[str, str] = field(default_factory=dict)
    waiting: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, date] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    unreadable: tuple[UnreadableRow, ...] = ()
    read_at: datetime | None = None

    def address(self, item: ListedSeat, part: str) -> str:
        """Give who is in a cell: by the list, or by the seed while the site does not know them."""
        number = item.holder if part == HOLDER else item.deputy
        return self.people.get(number, "") if number else self.waiting.get(cell(item.ref, part), "")


def after_changes(kept: KeptSeats, changes: SeatChanges) -> KeptSeats:
    """Take over what changed; the last state of an item counts, and a filled cell waits for nobody."""
    unread = {row.id for row in changes.unreadable}
    items = {item.id: item for item in kept.items if not changes.whole or item.id in unread}
    items |= {item.id: item for item in changes.items}
    items = {number: item for number, item in items.items() if number not in changes.gone}
    filled = {
        cell(item.ref, part)
        for item in items.values()
        for part, number in ((HOLDER, item.holder), (DEPUTY, item.deputy))
        if number
    }
    waiting = {name: address for name, address in kept.waiting.items() if name not in filled}
    return replace(kept, items=tuple(items.values()), waiting=waiting, unreadable=_unreadable(kept, changes))


def after_lookup(kept: KeptSeats, missing: Iterable[str], today: date) -> KeptSeats:
    """Take over who was not found.

    One empty answer takes nobody off a board: a filter of Graph's was seen to miss what is there.
    https://github.com/microsoftgraph/microsoft-graph-explorer-v4/issues/3763
    """
    known = dict.fromkeys(kept.left, date.min) | dict(kept.missing)
    since = {address: known.get(address, today) for address in missing}
    left = tuple(address for address, first in since.items() if first < today)
    return replace(kept, missing=since, left=left)


def _unreadable(kept: KeptSeats, changes: SeatChanges) -> tuple[UnreadableRow, ...]:
    told = {item.id for item in changes.items} | {row.id for row in changes.unreadable} | {*changes.gone}
    before = [row for row in kept.unreadable if not changes.whole and row.id not in told]
    return (*before, *changes.unreadable)


@dataclass(frozen=True, slots=True)
class SeatFault:
    """Something wrong with the list: the key of its words, and what they name."""

    key: str
    facts: Mapping[str, str]

    @property
    def sentence(self) -> str:
        return say(self.key, self.facts)


def seated(partnership: Partnership, kept: KeptSeats | None) -> tuple[Partnership, tuple[SeatFault, ...]]:
    """Give the partnership with the seats as the list has them, and what is wrong with the list.

    Nobody outside the partnership's domains is invited, nor anybody who left.
    A board of which the list has no seat keeps the file's.
    """
    if kept is None or kept.read_at is None:
        return partnership, ()
    by_name = {board.name.casefold(): board for board in partnership.boards}
    items: dict[str, list[ListedSeat]] = {board.key: [] for board in partnership.boards}
    faults = [_unread(row) for row in kept.unreadable]
    for item in kept.items:
        board = by_name.get(item.board.casefold())
        if board:
            items[board.key].append(item)
        else:
            faults.append(SeatFault("seats.unknown_board", {"seat": item.name, "board": item.board or "-"}))
    boards = []
    for board in partnership.boards:
        own = _in_order(board, items[board.key])
        faults += _faults(board, own, kept, partnership.domains)
        boards.append(_seated(board, own, kept, partnership))
    return replace(partnership, boards=tuple(boards)), tuple(faults)


def _in_order(board: Board, items: Sequence[ListedSeat]) -> list[ListedSeat]:
    """Give the file's order, so that an invitation that names deputies is worded as before; then as they were added."""
    places = {reference(board, seat): place for place, seat in enumerate(board.seats)}
    return sorted(items, key=lambda item: (places.get(item.ref, len(places)), len(item.id), item.id))


def _seated(board: Board, items: Sequence[ListedSeat], kept: KeptSeats, partnership: Partnership) -> Board:
    in_file = {reference(board, seat): seat for seat in board.seats}
    read = {item.id for item in kept.items}
    unread = {row.ref for row in kept.unreadable if row.id not in read}
    seats = (
        *(_seat(item, in_file.get(item.ref), kept, partnership) for item in items),
        *(seat for ref, seat in in_file.items() if ref in unread),
    )
    return replace(board, seats=seats) if seats else board


def _seat(item: ListedSeat, in_file: Seat | None, kept: KeptSeats, partnership: Partnership) -> Seat:
    """Give a seat as the list has it. Which is the chair's is the file's alone: the list has no column for that."""
    holder, deputy = (kept.address(item, part) for part in (HOLDER, DEPUTY))
    of = agency_of(holder or deputy, partnership.agencies)
    sits, may_come = (_may_sit(one, kept, partnership.domains) for one in (holder, deputy))
    return Seat(
        key=item.id,
        name=item.name,
        agency=item.agency or item.name,
        role=next((role for role in SeatRole if role.value == item.role), SeatRole.VOTING),
        statutory=item.statutory,
        holder=holder if sits else "",
        deputy=deputy if may_come else "",
        first=item.first,
        last=item.last,
        chair=bool(in_file and in_file.chair),
        group=of.group if of else "",
        left=holder if holder in kept.left else "",
    )


def _unread(row: UnreadableRow) -> SeatFault:
    return SeatFault("seats.unreadable", {"row": row.id, "columns": ", ".join(sorted(row.columns)) or "-"})


def _faults(
    board: Board, items: Sequence[ListedSeat], kept: KeptSeats, domains: Sequence[str]
) -> Iterator[SeatFault]:
    if not items and board.seats:
        yield SeatFault("seats.no_seats", {"board": board.name})
    for item in items:
        facts = {"seat": item.name, "board": board.name}
        if item.last < item.first:
            days = {"first": long_day(item.first), "last": long_day(item.last)}
            yield SeatFault("seats.from_after_to", facts | days)
        for part in (HOLDER, DEPUTY):
            yield from _of_cell(item, part, facts, kept, domains)
    yield from _twice(board, items, kept)


def _of_cell(
    item: ListedSeat, part: str, facts: Mapping[str, str], kept: KeptSeats, domains: Sequence[str]
) -> Iterator[SeatFault]:
    number = item.holder if part == HOLDER else item.deputy
    address = kept.address(item, part)
    known = {**facts, "part": part, "holder": address}
    if number and not address:
        yield SeatFault("seats.no_address", known)
    elif address and not _ours(address, domains):
        yield SeatFault("seats.outside", known)
    elif address in kept.left:
        yield SeatFault(HAS_LEFT if part == HOLDER else "seats.deputy_left", known)
    elif address and not number:
        yield SeatFault("seats.waiting", known)


def _twice(board: Board, items: Sequence[ListedSeat], kept: KeptSeats) -> Iterator[SeatFault]:
    for place, item in enumerate(items):
        holder = kept.address(item, HOLDER)
        for other in items[:place]:
            together = item.first <= other.last and other.first <= item.last
            if holder and together and holder == kept.address(other, HOLDER):
                facts = {"holder": holder, "board": board.name, "seat": item.name, "other": other.name}
                yield SeatFault("seats.twice", facts)


def _may_sit(address: str, kept: KeptSeats, domains: Sequence[str]) -> bool:
    return address not in kept.left and _ours(address, domains)


def _ours(address: str, domains: Sequence[str]) -> bool:
    domain = address.rpartition("@")[2].casefold()
    return any(domain == one or domain.endswith("." + one) for one in domains)
