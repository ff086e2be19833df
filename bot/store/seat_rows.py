"""The Seats list as it was last read: one sealed value, because it names people."""

from __future__ import annotations

import base64

from pydantic import TypeAdapter

from bot.store.filing_rows import FilingRows
from practice.seat_list import KeptSeats

_NAME = "seats"
_PLACE = ("cursors", "value", _NAME)
_KEPT = TypeAdapter(KeptSeats)


class SeatRows(FilingRows):
    __slots__ = ()

    def seats(self) -> KeptSeats | None:
        """Give what is known of the list; None while it was neither written nor read."""
        key_id, _, value = self.cursor(_NAME).rpartition(":")
        if not value:
            return None
        return _KEPT.validate_json(self.unseal(key_id, base64.b64decode(value), *_PLACE))

    def save_seats(self, kept: KeptSeats) -> None:
        sealed = self.seal(_KEPT.dump_json(kept).decode(), *_PLACE)
        self.save_cursor(_NAME, f"{sealed.key_id}:{base64.b64encode(sealed.value).decode()}")
