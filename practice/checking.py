"""Compares what should stand in a list with what stands there, by key and content hash: pure, and nothing is mended.

The store is asked what it wants filed, and the list is asked for nothing but keys, hashes and versions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from practice.board_list import BOARD_MEETINGS
from practice.clocks import LONDON
from practice.filing import MEETINGS, REVIEWS
from practice.working_time import local

NIGHTLY = time(2)
"""London time. Clocks change at one o'clock, so two o'clock is there once on every day of the year."""


def next_check(now: datetime) -> datetime:
    """Give the next two o'clock at night in London after `now`, as an aware UTC time."""
    today = now.astimezone(LONDON).date()
    tonight = local(today, NIGHTLY)
    return tonight if tonight > now else local(today + timedelta(days=1), NIGHTLY)


class Differs(StrEnum):
    """How a list can differ from the store."""

    MISSING = "missing"
    BEHIND = "behind"
    TOUCHED = "touched"
    NEWER = "newer"
    EDITED = "edited"
    ELSEWHERE = "elsewhere"
    TWICE = "twice"
    KEYLESS = "keyless"
    UNKNOWN = "unknown"


HOLDING_MORE = frozenset({Differs.NEWER, Differs.EDITED})
"""The list holds what the store does not: in a review these may be somebody's last words."""

EMPTIED = frozenset({Differs.NEWER, Differs.TOUCHED})
"""How an item may stand that says more than is left of an answer which was taken back."""

_MENDED = frozenset({Differs.MISSING, Differs.BEHIND, Differs.ELSEWHERE})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the store says of one item: its key and the digest it should have, and where and how it was filed last.

    `waiting` says that it is still to be filed, or may be about to change; `taken_back` that the writer took the
    answer back, which is final; `meant` that somebody said its item was deleted on purpose.
    """

    subject: str
    ref: str
    key: str
    digest: str
    item_id: str = ""
    etag: str = ""
    filed_digest: str = ""
    waiting: bool = False
    taken_back: bool = False
    meant: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What is read of one item of a list. Key and digest are empty where somebody made the item by hand."""

    item_id: str
    key: str = ""
    digest: str = ""
    etag: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it should be: `ref` is a reference or an id, never a name and never words.

    `where` is the list's name. `item` is what stands there, `subject` the answer or meeting it belongs to.
    `was_filed` says that an item that is missing stood there once, `taken_back` that nothing of the answer may stand.
    """

    kind: Differs
    where: str
    ref: str
    subject: str = ""
    item: Standing | None = None
    was_filed: bool = False
    taken_back: bool = False

    @property
    def was_deleted(self) -> bool:
        """Tell whether an item stood there and was deleted."""
        return self.kind is Differs.MISSING and self.was_filed

    @property
    def only_when_named(self) -> bool:
        """Tell whether somebody may have had a reason, such as a name: it is filed again only if asked for by name."""
        if self.where == BOARD_MEETINGS:
            return self.kind in HOLDING_MORE
        touched = self.kind is Differs.TOUCHED and not self.taken_back
        return self.where == REVIEWS and (self.was_deleted or touched)

    @property
    def mendable(self) -> bool:
        """Tell whether filing again puts it right and loses nothing.

        The store is never written over words that only the list holds: they may be somebody's last answer, or what
        the coordinator left of it. A meeting's row has nothing but what the store knows, and an answer that was
        taken back leaves nothing, whatever stands there: somebody may have restored its item.
        """
        if self.where == MEETINGS:
            return self.kind in _MENDED | HOLDING_MORE
        if self.taken_back and self.kind in EMPTIED:
            return True
        return self.kind in _MENDED and not self.only_when_named


@dataclass(frozen=True, slots=True)
class Compared:
    """A list beside the store. `touched` are items with the right hash whose version is not the one we filed.

    `gone` are items that were deleted and that nobody misses: somebody said so, or the answer was taken back.
    `versions` are those of all items that stand, `restored` the subjects of those that were deleted on purpose and
    stand again.
    """

    differences: tuple[Difference, ...]
    touched: Mapping[str, Standing]
    waiting: int
    by_hand: int
    gone: tuple[Difference, ...] = ()
    versions: frozenset[str] = frozenset()
    restored: frozenset[str] = frozenset()


def compare(where: str, wanted: Sequence[Wanted], standing: Sequence[Standing]) -> Compared:
    """Find what differs. Items without a key are somebody's own: counted, and left alone.

    One with a number that we know lost its key, as where the column was deleted: it is not missing. Numbers are given
    once in a list, and those of another list are forgotten with it.
    """
    by_key: dict[str, list[Standing]] = {}
    for item in standing:
        by_key.setdefault(item.key, []).append(item)
    unkeyed = by_key.pop("", [])
    keyless = {item.item_id: item for item in unkeyed}
    found = _only_in_the_list(where, wanted, by_key)
    gone: list[Difference] = []
    touched: dict[str, Standing] = {}
    for one in wanted:
        copies = by_key.get(one.key, [])
        told = _told(where, one, copies, keyless)
        if told:
            (gone if _is_away(told, one) else found).append(told)
        elif copies and copies[0].etag != one.etag and not one.waiting:
            touched[one.subject] = copies[0]
    by_hand = len(unkeyed) - sum(one.kind is Differs.KEYLESS for one in found)
    waiting, versions = sum(one.waiting for one in wanted), frozenset(item.etag for item in standing)
    restored = frozenset(one.subject for one in wanted if one.meant and one.key in by_key)
    return Compared(tuple(found), touched, waiting, by_hand, tuple(gone), versions, restored)


def _is_away(told: Difference, one: Wanted) -> bool:
    """Tell whether nobody misses an item. What is meant holds in a list that was made anew, too."""
    return told.kind is Differs.MISSING and (one.meant or (one.taken_back and told.was_deleted))


def _told(
    where: str, one: Wanted, copies: Sequence[Standing], keyless: Mapping[str, Standing]
) -> Difference | None:
    kind = _difference(one, copies)
    if kind is None:
        return None
    if kind is Differs.MISSING and one.item_id in keyless:
        return Difference(Differs.KEYLESS, where, one.ref, one.subject, keyless[one.item_id])
    first = copies[0] if copies else None
    if where == REVIEWS and first is not None and _touched(kind, one, first):
        kind = Differs.TOUCHED
    return Difference(kind, where, one.ref, one.subject, first, bool(one.item_id), one.taken_back)


def _only_in_the_list(
    where: str, wanted: Iterable[Wanted], by_key: Mapping[str, Sequence[Standing]]
) -> list[Difference]:
    known = {one.key for one in wanted}
    return [
        Difference(Differs.UNKNOWN, where, item.item_id, item=item)
        for key, copies in by_key.items()
        if key not in known
        for item in copies
    ]


def _difference(one: Wanted, copies: Sequence[Standing]) -> Differs | None:
    """Say how an item differs; what waits to be filed differs by right, unless it stands there twice."""
    if len(copies) > 1:
        return Differs.TWICE
    if one.waiting:
        return None
    if not copies:
        return Differs.MISSING
    (item,) = copies
    if item.digest not in (one.digest, one.filed_digest):
        return Differs.NEWER
    if item.item_id != one.item_id:
        return Differs.ELSEWHERE
    return None if item.digest == one.digest else Differs.BEHIND


def _touched(kind: Differs, one: Wanted, item: Standing) -> bool:
    """Tell whether an item would be written again that somebody changed: words may have been removed from it."""
    return kind in _MENDED and item.digest != one.digest and item.etag != one.etag
