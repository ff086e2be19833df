"""What the store wants to stand in a list, read a little at a time so that nobody's press waits for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from bot.handlers.ports import Filed, Kind, Store, Transaction
from practice.checking import Difference, Differs, Wanted
from practice.filing import MEETINGS, REVIEWS, Row, counts_of, meeting_row, review_row
from practice.meetings import Meeting
from practice.partnership import Partnership

LISTS = {MEETINGS: Kind.FILE_MEETING, REVIEWS: Kind.FILE_ANSWER}
AT_ONCE = 200
"""Answers or meetings in one look into the store."""


async def all_wanted(store: Store, name: str, partnership: Partnership) -> list[Wanted]:
    """Say of every answer or meeting how its item should stand."""
    found: list[Wanted] = []
    first = ""
    while True:
        some = await store.read(partial(_wanted_from, name=name, first=first, partnership=partnership))
        found += some
        if len(some) < AT_ONCE:
            return found
        first = some[-1].subject + "\0"  # The very next text there can be.


def _wanted_from(
    tx: Transaction, name: str, first: str, partnership: Partnership, most: int = AT_ONCE
) -> list[Wanted]:
    waiting = tx.waiting_work(LISTS[name])
    if name == MEETINGS:
        waiting |= tx.meetings_in_sending()
        each = _meetings(tx, first, most, partnership)
    else:
        each = _reviews(tx, first, most, partnership)
    return [
        Wanted(
            row.subject,
            str(row.fields["Ref"]),
            filed.key,
            row.digest,
            filed.item_id,
            filed.etag,
            filed.digest,
            row.subject in waiting,
        )
        for row, filed in each
    ]


def _meetings(
    tx: Transaction, first: str, most: int, partnership: Partnership
) -> Iterator[tuple[Row, Filed]]:
    for meeting, filed, asked in tx.meetings_from(first, most):
        yield meeting_row(filed.key, meeting, counts_of(asked), partnership), filed


def _reviews(tx: Transaction, first: str, most: int, partnership: Partnership) -> Iterator[tuple[Row, Filed]]:
    meetings: dict[str, Meeting | None] = {}
    for answer, filed in tx.answers_from(first, most):
        if answer.meeting_id not in meetings:
            meetings[answer.meeting_id] = tx.meeting(answer.meeting_id)
        if meeting := meetings[answer.meeting_id]:
            yield review_row(filed.key, answer, meeting, partnership), filed


async def still_differing(
    store: Store, found: Sequence[Difference], wanted: Mapping[str, Wanted], partnership: Partnership
) -> tuple[Difference, ...]:
    """Keep the differences to which nothing has happened in the store while the list was read."""
    kept: list[Difference] = []
    for start in range(0, len(found), AT_ONCE):
        some = found[start : start + AT_ONCE]
        kept += await store.read(partial(_kept, some=some, wanted=wanted, partnership=partnership))
    return tuple(kept)


def _kept(
    tx: Transaction, some: Sequence[Difference], wanted: Mapping[str, Wanted], partnership: Partnership
) -> list[Difference]:
    return [one for one in some if _as_before(tx, one, wanted, partnership)]


def _as_before(
    tx: Transaction, one: Difference, wanted: Mapping[str, Wanted], partnership: Partnership
) -> bool:
    if one.kind is Differs.UNKNOWN:
        return one.item is not None and not tx.knows_key(one.item.key)
    return _wanted_from(tx, one.where, one.subject, partnership, most=1) == [wanted[one.subject]]
