"""Every night the store is compared with the lists and with its own messages. Drift is counted, and nothing is mended.

Filing goes on meanwhile, so whatever seems to differ is looked at in the store once more, and counts only if
nothing has happened to it since.
"""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from bot.handlers.filing import MEANT
from bot.handlers.ports import Filed, Kind, ListReader, Store, Transaction
from bot.handlers.touched import edited, forget_gone, seen_as_filed
from bot.handlers.wanting import LISTS, all_wanted, still_differing
from practice.accounting import Amiss, account
from practice.board_list import BOARD_MEETINGS
from practice.checking import Compared, Difference, Differs, compare, next_check
from practice.outcomes import UNTIL_MENDED, Done, Parked, RetryAfter
from practice.partnership import Partnership

log = logging.getLogger(__name__)

SUBJECT = "store"
CHECKED, DRIFTED = "checked", "drifted"
"""Cursors: how the last comparison ended, and the last one that found something."""


@dataclass(frozen=True, slots=True)
class Checking:
    """What comparing needs. `anew`: every row is built anew, not only what is parked.

    `boards` reads the boards' site, whose list is left out until it was made.
    """

    store: Store
    reader: ListReader
    partnership: Partnership
    anew: bool = False
    boards: ListReader | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a comparison found. `waiting` is still to be filed; `by_hand` are items that somebody made in a list.

    `unread` is why the boards' list was not compared, "" where it was: its site is another one, and may be shut
    while the coordinator's is open. `gone` are deleted items that nobody misses, which is no difference.
    `versions` are those of all items that stand; `restored` were deleted on purpose, and stand again.
    """

    differences: tuple[Difference, ...]
    amiss: tuple[tuple[Amiss, str], ...]
    waiting: int
    by_hand: int
    unread: str = ""
    gone: tuple[Difference, ...] = ()
    versions: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    restored: frozenset[str] = frozenset()

    @property
    def counts(self) -> dict[str, int]:
        """How many of each kind, always in the same order; empty when nothing differs."""
        many = Counter([*(one.kind for one in self.differences), *(amiss for amiss, _ in self.amiss)])
        return {kind.value: many[kind] for kind in (*Differs, *Amiss) if many[kind]}


@dataclass(frozen=True, slots=True)
class Checked:
    """How an earlier comparison ended; `at` is UTC."""

    at: datetime
    counts: Mapping[str, int]


async def check(checking: Checking, now: datetime) -> Done | RetryAfter:
    """Compare, remember how it ended, and ask for the next comparison."""
    found = await look(checking)
    if isinstance(found, Parked):  # It is never given up: the lists may be mended by then.
        return RetryAfter(UNTIL_MENDED, found.reason)
    if isinstance(found, RetryAfter):
        return found
    if found.counts:
        log.warning("check.differs", extra={"counts": found.counts})
    if found.unread:
        log.warning("check.boards_unread", extra={"reason": found.unread})
    else:
        await forget_gone(checking.store, found.versions)
        await checking.store.write(lambda tx: _forget_restored(tx, found))
    await checking.store.write(lambda tx: _remember(tx, found, now))
    return Done()


def _forget_restored(tx: Transaction, found: Found) -> None:
    """Forget that deleting an item was meant once it stands again: if it goes once more, somebody has to be asked."""
    for subject in found.restored:
        tx.delete_cursor(f"{MEANT} {subject}")


def check_later(tx: Transaction, now: datetime) -> None:
    """At a start: ask for the next comparison, unless it is asked for; one that was missed is made up for."""
    if SUBJECT not in tx.waiting_work(Kind.CHECK):
        tx.add_work(Kind.CHECK, SUBJECT, next_check(now))


def last_check(tx: Transaction, which: str = CHECKED) -> Checked | None:
    """Read how the last comparison ended, or the last that found something; None when there was none."""
    kept = tx.cursor(which)
    if not kept:
        return None
    read = json.loads(kept)
    return Checked(datetime.fromisoformat(read["at"]), read["counts"])


def _remember(tx: Transaction, found: Found, now: datetime) -> None:
    kept = json.dumps({"at": now.isoformat(), "counts": found.counts})
    tx.save_cursor(CHECKED, kept)
    if found.counts:
        tx.save_cursor(DRIFTED, kept)
    tx.add_work(Kind.CHECK, SUBJECT, next_check(now))


async def look(checking: Checking) -> Found | RetryAfter | Parked:
    """Compare the lists and the messages with the store; nothing is changed in either."""
    each: list[Compared] = []
    unread = ""
    for name in LISTS:
        compared = await _compared(checking, name)
        if isinstance(compared, Parked) and name == BOARD_MEETINGS:
            unread = compared.reason
        elif not isinstance(compared, Compared):
            return compared
        else:
            each.append(compared)
    return Found(
        tuple(difference for one in each for difference in one.differences),
        await checking.store.read(lambda tx: account(tx.requests(), tx.messages())),
        sum(one.waiting for one in each),
        sum(one.by_hand for one in each),
        unread,
        tuple(item for one in each for item in one.gone),
        frozenset[str]().union(*(one.versions for one in each)),
        frozenset[str]().union(*(one.restored for one in each)),
    )


async def _compared(checking: Checking, name: str) -> Compared | RetryAfter | Parked:
    store, partnership = checking.store, checking.partnership
    list_id = await store.read(lambda tx: tx.list_id(name))
    reader = checking.boards if name == BOARD_MEETINGS else checking.reader
    if reader is None or (name == BOARD_MEETINGS and not list_id):
        return Compared((), {}, 0, 0)
    wanted = {one.subject: one for one in await all_wanted(store, name, partnership, anew=checking.anew)}
    standing = await reader.standing(list_id) if list_id else ()
    if isinstance(standing, RetryAfter | Parked):
        return standing
    compared = compare(name, tuple(wanted.values()), standing)
    changed = await edited(store, reader, partnership, name, compared.touched)
    if isinstance(changed, RetryAfter | Parked):
        return changed
    by_somebody = (
        Difference(Differs.EDITED, name, wanted[each].ref, each, compared.touched[each]) for each in changed
    )
    differing = await store.read(lambda tx: [seen_as_filed(tx, one) for one in compared.differences])
    found = (*differing, *by_somebody)
    still = partial(still_differing, store, wanted=wanted, partnership=partnership, anew=checking.anew)
    return replace(compared, differences=await still(found), gone=await still(compared.gone))


def mend(
    tx: Transaction, differences: Sequence[Difference], now: datetime, again: Collection[str] = ()
) -> tuple[Difference, ...]:
    """Ask for what differs to be filed as the store has it, by ordinary filing; give what is left to a person.

    `again` are references that somebody named. Nothing is deleted, and no column but our own is written.
    """
    mended = [one for one in differences if one.mendable or (one.only_when_named and one.ref in again)]
    for one in mended:
        _file_again(tx, one, now)
    return tuple(one for one in differences if one not in mended)


def _file_again(tx: Transaction, one: Difference, now: datetime) -> None:
    """Know of the item what is known of it now; filing then makes it, or changes it, under the same key."""
    tx.delete_cursor(f"{MEANT} {one.subject}")
    known, item = tx.filed(one.subject), one.item
    if known and item is None:
        tx.save_filed(Filed(one.subject, known.key))
    elif known and item:
        digest = "" if one.kind is Differs.EDITED else item.digest
        known_by_column = digest == known.digest and not one.only_when_named
        marks = known.marks if known_by_column else frozenset()
        tx.save_filed(Filed(one.subject, known.key, item.item_id, item.etag, digest, marks))
    tx.add_work(LISTS[one.where], one.subject, now)
