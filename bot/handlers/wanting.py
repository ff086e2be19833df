"""What the store wants to stand in a list, read a little at a time so that nobody's press waits for it.

At night that is what was filed last: a change and the work to file it are saved in one transaction, so only what is
parked is built anew. Whoever asks by command has every row built anew, which opens every answer there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from bot.handlers.filing import MEANT, row_of
from bot.handlers.ports import Filed, Kind, Store, Transaction
from practice.board_list import BOARD_MEETINGS
from practice.checking import Difference, Differs, Wanted
from practice.filing import MEETINGS, REVIEWS, Row, counts_of, meeting_row, review_row
from practice.meetings import Meeting
from practice.partnership import Partnership

LISTS = {MEETINGS: Kind.FILE_MEETING, REVIEWS: Kind.FILE_ANSWER, BOARD_MEETINGS: Kind.FILE_BOARD}
AT_ONCE = 200
"""Answers or meetings in one look into the store."""


Expected = tuple[str, str, Filed]
"""A reference, the digest its item should have, and what was filed last."""


async def all_wanted(store: Store, name: str, partnership: Partnership, *, anew: bool) -> list[Wanted]:
    """Say of every answer or meeting how its item should stand."""
    look = partial(_wanted_from, name=name, partnership=partnership, anew=anew)
    found: list[Wanted] = []
    first = ""
    while True:
        some = await store.read(partial(look, first=first))
        found += some
        if len(some) < AT_ONCE:
            return found
        first = next_after(some[-1].subject)


def next_after(subject: str) -> str:
    """Give the next text of all: no subject has a control character, and PostgreSQL no NUL."""
    return subject + "\1"


def _wanted_from(
    tx: Transaction, name: str, first: str, partnership: Partnership, most: int = AT_ONCE, *, anew: bool
) -> list[Wanted]:
    waiting = tx.waiting_work(LISTS[name])
    if name == MEETINGS:
        waiting |= tx.meetings_in_sending()
    expected = _built if anew else _as_filed
    back = tx.taken_back(first, most) if name == REVIEWS else frozenset[str]()
    meant = tx.cursors_of(MEANT)
    return [
        Wanted(
            filed.subject,
            ref,
            filed.key,
            digest,
            filed.item_id,
            filed.etag,
            filed.digest,
            filed.subject in waiting,
            filed.subject in back,
            filed.subject in meant,
        )
        for ref, digest, filed in expected(tx, name, first, most, partnership)
    ]


def _as_filed(
    tx: Transaction, name: str, first: str, most: int, partnership: Partnership
) -> Iterator[Expected]:
    parked = tx.parked_work(LISTS[name])
    for ref, filed in tx.filed_from(LISTS[name], first, most):
        row = row_of(tx, LISTS[name], filed, partnership) if filed.subject in parked else None
        yield ref, row.digest if row else filed.digest, filed


def _built(tx: Transaction, name: str, first: str, most: int, partnership: Partnership) -> Iterable[Expected]:
    each = _ROWS[name](tx, first, most, partnership)
    return ((str(row.fields["Ref"]), row.digest, filed) for row, filed in each)


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


def _boards(tx: Transaction, first: str, most: int, partnership: Partnership) -> Iterator[tuple[Row, Filed]]:
    for _, filed in tx.filed_from(Kind.FILE_BOARD, first, most):
        if row := row_of(tx, Kind.FILE_BOARD, filed, partnership):
            yield row, filed


_ROWS = {MEETINGS: _meetings, REVIEWS: _reviews, BOARD_MEETINGS: _boards}


async def still_differing(
    store: Store,
    found: Sequence[Difference],
    wanted: Mapping[str, Wanted],
    partnership: Partnership,
    *,
    anew: bool,
) -> tuple[Difference, ...]:
    """Keep the differences to which nothing has happened in the store while the list was read."""

    def kept(tx: Transaction, some: Sequence[Difference]) -> list[Difference]:
        return [one for one in some if _as_before(tx, one, wanted, partnership, anew=anew)]

    left: list[Difference] = []
    for start in range(0, len(found), AT_ONCE):
        left += await store.read(partial(kept, some=found[start : start + AT_ONCE]))
    return tuple(left)


def _as_before(
    tx: Transaction, one: Difference, wanted: Mapping[str, Wanted], partnership: Partnership, *, anew: bool
) -> bool:
    if one.kind is Differs.UNKNOWN:
        return one.item is not None and not tx.knows_key(one.item.key)
    now = _wanted_from(tx, one.where, one.subject, partnership, most=1, anew=anew)
    return now == [wanted[one.subject]]
