"""A cursor whose value is sealed, bound to its name: for what is read and written as one."""

from __future__ import annotations

import base64

from bot.store.filing_rows import FilingRows


class SealedCursors(FilingRows):
    __slots__ = ()

    def sealed_cursor(self, name: str) -> str:
        """Give what was saved under the name; empty before the first time."""
        key_id, _, value = self.cursor(name).rpartition(":")
        return self.unseal(key_id, base64.b64decode(value), "cursors", "value", name) if value else ""

    def save_sealed_cursor(self, name: str, value: str) -> None:
        sealed = self.seal(value, "cursors", "value", name)
        self.save_cursor(name, f"{sealed.key_id}:{base64.b64encode(sealed.value).decode()}")
