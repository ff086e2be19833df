"""The exports that were made, oldest first: one sealed value.

Nothing in it names anybody. It is sealed because a digest confirms a guess: whoever has one of two exports could
otherwise try what the other one said until the digest is the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import TypeAdapter

from bot.store.sealed_cursors import SealedCursors
from practice.exports import Export

_NAME = "exports"
_MADE = TypeAdapter(tuple[Export, ...])


class ExportRows(SealedCursors):
    __slots__ = ()

    def exports(self) -> tuple[Export, ...]:
        kept = self.sealed_cursor(_NAME)
        return _MADE.validate_json(kept) if kept else ()

    def save_exports(self, made: Sequence[Export]) -> None:
        self.save_sealed_cursor(_NAME, _MADE.dump_json(tuple(made)).decode())
