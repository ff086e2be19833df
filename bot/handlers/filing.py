"""From answers and meetings to list items: each work row makes its item equal to what the store holds now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.handlers.ports import Filed, Kind, Lists, Store, Transaction, Work
from practice.filing import MEETINGS, REVIEWS, Row, counts_of, meeting_row, review_row
from practice.meetings import Meeting
from practice.outcomes import Conflict, Done, Parked, RetryAfter
from practice.partnership import Partnership

_HALF_HOUR = timedelta(minutes=30)
_CONFLICT_PAUSE = 5.0
_LISTS = {Kind.FILE_ANSWER: REVIEWS, Kind.FILE_MEETING: MEETINGS}


@dataclass(frozen=True, slots=True)
class Filing:
    """What filing needs."""

    store: Store
    lists: Lists
    partnership: Partnership


def file_counts(tx: Transaction, meeting_id: str, now: datetime) -> None:
    """Ask for a meeting's counts to be filed at the next half hour: many changes make one write."""
    tx.add_work(Kind.FILE_MEETING, meeting_id, half_hour(now) + _HALF_HOUR)


def half_hour(now: datetime) -> datetime:
    """Cut a moment to the full or half hour before it."""
    return now.replace(minute=now.minute // 30 * 30, second=0, microsecond=0)


async def file_rows(
    filing: Filing, works: Sequence[Work], _now: datetime
) -> Sequence[Done | RetryAfter | Parked]:
    """File up to twenty pieces of work, those of one list in one request; give an outcome for each, in order."""
    ended: dict[int, Done | RetryAfter | Parked] = {}
    for kind, name in _LISTS.items():
        if chosen := [work for work in works if work.kind is kind]:
            outcomes = await _file(filing, name, chosen)
            ended |= {work.id: outcome for work, outcome in zip(chosen, outcomes, strict=True)}
    return [ended[work.id] for work in works]


async def _file(filing: Filing, name: str, works: Sequence[Work]) -> Sequence[Done | RetryAfter | Parked]:
    list_id = await _list(filing, name)
    if isinstance(list_id, RetryAfter | Parked):
        return [list_id for _ in works]
    rows = await filing.store.write(lambda tx: [_row(tx, work, filing.partnership) for work in works])
    wanted = [row for row in rows if row is not None]
    outcomes = await filing.lists.file(list_id, wanted) if wanted else []
    ended = dict(zip((row.subject for row in wanted), outcomes, strict=True))
    await filing.store.write(lambda tx: _record(tx, wanted, ended))
    return [_for_worker(ended.get(work.subject, Done())) for work in works]


async def _list(filing: Filing, name: str) -> str | RetryAfter | Parked:
    """Find the list, creating both when this partnership has none yet; what was found is remembered."""
    known = await filing.store.read(lambda tx: {each: tx.list_id(each) for each in (REVIEWS, MEETINGS)})
    if known[name]:
        return known[name]
    ready = await filing.lists.ready({each: found for each, found in known.items() if found})
    if isinstance(ready, RetryAfter | Parked):
        return ready

    def remember(tx: Transaction) -> None:
        for each, list_id in ready.items():
            tx.save_list_id(each, list_id)

    await filing.store.write(remember)
    return ready[name]


def _row(tx: Transaction, work: Work, partnership: Partnership) -> Row | None:
    """Build the item as it should stand; None when it stands already. A new item's key is saved first."""
    filed = tx.filed(work.subject)
    if filed is None:
        filed = Filed(work.subject, key=tx.new_id())
        tx.save_filed(filed)
    built = row_of(tx, work.kind, filed, partnership)
    return None if built is None or (filed.item_id and filed.digest == built.digest) else built


def row_of(tx: Transaction, kind: Kind, filed: Filed, partnership: Partnership) -> Row | None:
    """Build the item of an answer or a meeting as it should stand now; None for one that is gone."""
    if kind is Kind.FILE_MEETING:
        meeting = tx.meeting(filed.subject)
        return _meeting_row(tx, meeting, filed, partnership) if meeting else None
    answer = tx.answer(filed.subject)
    meeting = tx.meeting(answer.meeting_id) if answer else None
    if answer is None or meeting is None:
        return None
    return review_row(filed.key, answer, meeting, partnership, item_id=filed.item_id, etag=filed.etag)


def _meeting_row(tx: Transaction, meeting: Meeting, filed: Filed, partnership: Partnership) -> Row:
    counts = counts_of(tx.prompts_of_meeting(meeting.id))
    return meeting_row(filed.key, meeting, counts, partnership, item_id=filed.item_id, etag=filed.etag)


def _record(
    tx: Transaction, rows: Sequence[Row], ended: dict[str, Done | RetryAfter | Parked | Conflict]
) -> None:
    for row in rows:
        outcome = ended[row.subject]
        if isinstance(outcome, Done):
            tx.save_filed(Filed(row.subject, row.key, outcome.outside_id, outcome.etag, row.digest))


def _for_worker(outcome: Done | RetryAfter | Parked | Conflict) -> Done | RetryAfter | Parked:
    """Somebody edited the item again and again while we wrote: try once more when they may have finished."""
    return RetryAfter(_CONFLICT_PAUSE, outcome.reason) if isinstance(outcome, Conflict) else outcome
