"""Writes the partnership file's seats into the Seats list, once; from then on the list is the owner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.handlers.ports import Store, Transaction
from bot.handlers.seating import LINK, SEEDED, read_soon
from graph_sync.batching import MOST
from graph_sync.exchange import Filing
from graph_sync.provisioning import Step
from graph_sync.seats import SharePointSeats
from graph_sync.site_lists import NotDone, done
from practice.filing import Row
from practice.outcomes import Conflict, RetryAfter
from practice.partnership import Partnership
from practice.seat_list import KeptSeats
from practice.seat_seed import SEATS, seat_row, unknown_cells
from practice.words import say

_PAUSE = 5.0
_BEGUN = "seats:begun"
"""Cursor: the list that was seeded in part at least; what people add to it meanwhile leaves nobody out."""


@dataclass(slots=True)
class Seeding:
    """One seeding. Without `writing` it only looks; `steps` and `notes` are what it did, or would do, and found."""

    store: Store
    seats: SharePointSeats
    partnership: Partnership
    now: datetime
    writing: bool
    steps: tuple[Step, ...] = ()
    notes: tuple[str, ...] = ()

    async def run(self) -> None:
        """Write what is missing; raises NotDone. Broken off anywhere, the next run makes no doubles."""
        list_id, seeded = await self.store.read(lambda tx: (tx.list_id(SEATS), tx.cursor(SEEDED)))
        named = tuple(seat.name for board in self.partnership.boards for seat in board.seats)
        if (seeded and seeded == list_id) or not (named and (list_id or not self.writing)):
            return
        step = Step(SEATS, "", "seeded", named)
        if not self.writing:
            self.steps = (step,)
            return
        people = done(await self.seats.people())
        numbers = {address: number for number, address in people.items()}
        rows = [seat_row(board, seat, numbers) for board in self.partnership.boards for seat in board.seats]
        waiting = unknown_cells(self.partnership.boards, numbers)
        standing = {item.key for item in done(await self.seats.standing(list_id))}
        begun = await self.store.read(lambda tx: tx.cursor(_BEGUN) == list_id)
        if not begun and standing - {
            row.key for row in rows
        }:  # People have written into it already: nothing is added.
            waiting = {}
        else:
            await self.store.write(lambda tx: tx.save_cursor(_BEGUN, list_id))
            await self._write(list_id, [row for row in rows if row.key not in standing])
            self.steps, self.notes = (step,), _notes(waiting)
        await self.store.write(lambda tx: self._remember(tx, list_id, waiting))

    async def _write(self, list_id: str, rows: Sequence[Row]) -> None:
        """Try every seat; what was not done, or may not have been, is looked at once more by the next run."""
        outcomes: list[Filing] = []
        for at in range(0, len(rows), MOST):
            outcomes += await self.seats.file(list_id, rows[at : at + MOST])
        for outcome in outcomes:
            if isinstance(outcome, Conflict):
                raise NotDone(RetryAfter(_PAUSE, "not_yet_seen"))
            done(outcome)

    def _remember(self, tx: Transaction, list_id: str, waiting: Mapping[str, str]) -> None:
        """The list is read anew: what was known of an earlier one says nothing of it."""
        tx.save_seats(KeptSeats(waiting=waiting))
        tx.save_cursor(LINK, "")
        tx.save_cursor(SEEDED, list_id)
        tx.save_cursor(_BEGUN, "")
        read_soon(tx, self.now)


def _notes(waiting: Mapping[str, str]) -> tuple[str, ...]:
    people = ", ".join(sorted(set(waiting.values())))
    return (say("provision.seats_unknown", {"people": people}),) if people else ()
