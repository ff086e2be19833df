"""The Seats list as it was last read: one sealed value, because it names people."""

from __future__ import annotations

from pydantic import TypeAdapter

from bot.store.sealed_cursors import SealedCursors
from practice.seat_list import KeptSeats

_NAME = "seats"
_KEPT = TypeAdapter(KeptSeats)


class SeatRows(SealedCursors):
    __slots__ = ()

    def seats(self) -> KeptSeats | None:
        """Give what is known of the list; None while it was neither written nor read."""
        kept = self.sealed_cursor(_NAME)
        return _KEPT.validate_json(kept) if kept else None

    def save_seats(self, kept: KeptSeats) -> None:
        self.save_sealed_cursor(_NAME, _KEPT.dump_json(kept).decode())
