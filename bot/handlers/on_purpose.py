"""Items that were deleted on purpose: somebody says so once, and from then on they are no difference.

What was said ends with what it was said of: when the item is there again, or when its writer changes the answer,
whose filing then waits for a person.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bot.handlers.checking import Found
from bot.handlers.filing import MEANT
from bot.handlers.ports import Transaction
from bot.handlers.wanting import LISTS


def say_meant(tx: Transaction, found: Found, refs: Collection[str], now: datetime) -> Found:
    """Keep that these deletions were meant; work that is parked because of one has nothing to wait for any more."""
    meant = [one for one in found.differences if one.ref in refs and one.was_deleted]
    for one in meant:
        tx.save_cursor(f"{MEANT} {one.subject}", now.isoformat())
        if one.subject in tx.parked_work(LISTS[one.where]):
            tx.drop_work(LISTS[one.where], one.subject)
    left = tuple(one for one in found.differences if one not in meant)
    return replace(found, differences=left, gone=(*found.gone, *meant))


def missed_again(found: Found, refs: Collection[str]) -> Found:
    """Take what was said back for items that are named; one that was taken back by its writer stays away."""
    back = tuple(one for one in found.gone if one.ref in refs and not one.taken_back)
    gone = tuple(one for one in found.gone if one not in back)
    return replace(found, differences=(*found.differences, *back), gone=gone)
