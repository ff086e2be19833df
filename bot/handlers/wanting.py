"""What the store wants to stand in a list, read a little at a time so that nobody's press waits for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from bot.handlers.filing import row_of
from bot.handlers.ports import Filed, Kind, Store, Transaction
from practice.checking import Difference, Differs, Wanted
from practice.filing import MEETINGS, REVIEWS
from practice.partnership import Partnership

LISTS = {MEETINGS: Kind.FILE_MEETING, REVIEWS: Kind.FILE_ANSWER}
AT_ONCE = 200
"""Answers or meetings in one look into the store."""


async def all_wanted(store: Store, name: str, partnership: Partnership) -> list[Wanted]:
    """Say of every answer or meeting how its item should stand."""
    ids = await store.read(partial(_ids, name=name))
    found: list[Wanted] = []
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        found += await store.read(
            partial(wanted_of, name=name, subjects=some, partnership=partnership),
        )
    return found


def _ids(tx: Transaction, name: str) -> Sequence[str]:
    return tx.meeting_ids() if name == MEETINGS else tx.answer_ids()


def wanted_of(tx: Transaction, name: str, subjects: Sequence[str], partnership: Partnership) -> list[Wanted]:
    """Say of some of them how their items should stand; what is gone is left out."""
    waiting = tx.waiting_work(LISTS[name])
    if name == MEETINGS:
        waiting |= tx.meetings_in_sending()
    each = (_wanted(tx, name, subject, partnership, waiting=subject in waiting) for subject in subjects)
    return [one for one in each if one]


def _wanted(
    tx: Transaction, name: str, subject: str, partnership: Partnership, *, waiting: bool
) -> Wanted | None:
    filed = tx.filed(subject) or Filed(subject, key="")
    row = row_of(tx, LISTS[name], filed, partnership)
    if row is None:
        return None
    ref = str(row.fields["Ref"])
    return Wanted(subject, ref, filed.key, row.digest, filed.item_id, filed.etag, filed.digest, waiting)


def still_differing(
    tx: Transaction, found: Sequence[Difference], wanted: Mapping[str, Wanted], partnership: Partnership
) -> tuple[Difference, ...]:
    """Keep the differences to which nothing has happened in the store while the list was read."""
    return tuple(one for one in found if _as_before(tx, one, wanted, partnership))


def _as_before(
    tx: Transaction, one: Difference, wanted: Mapping[str, Wanted], partnership: Partnership
) -> bool:
    if one.kind is Differs.UNKNOWN:
        return one.item is not None and not tx.knows_key(one.item.key)
    return wanted_of(tx, one.where, (one.subject,), partnership) == [wanted[one.subject]]
