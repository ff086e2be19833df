"""From answers and meetings to list items: each work row makes its item equal to what the store holds now.

The Board meetings list is on the boards' site, where only `provision` makes lists: until then its work waits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.handlers.board_list import wanted_row
from bot.handlers.ports import AGAIN, Filed, Kind, Lists, Store, Transaction, Work
from practice.answers import Answer, AnswerState
from practice.attribution import filed_at
from practice.board_list import BOARD_MEETINGS
from practice.digests import marks, unchanged
from practice.filing import MEETINGS, REVIEWS, TAKEN_BACK, Row, counts_of, meeting_row, review_row
from practice.found_lists import FoundList
from practice.meetings import Meeting
from practice.outcomes import ITEM_DELETED, Conflict, Done, Parked, RetryAfter
from practice.partnership import Partnership
from practice.showing import PeopleAsked, shown

MADE = "list:"
"""Before a list's name: the cursor that says how far its making got."""

SEEN, MEANT = "seen", "meant"
"""Cursors, before a subject: the version of its item in which our columns were seen as we wrote them, and that
somebody said its item was deleted on purpose. Neither outlives the next outcome of filing."""

_HALF_HOUR = timedelta(minutes=30)
_HOUR = timedelta(hours=1)
_YEAR = timedelta(days=365)
_CONFLICT_PAUSE = 5.0
_LISTS = {Kind.FILE_ANSWER: REVIEWS, Kind.FILE_MEETING: MEETINGS, Kind.FILE_BOARD: BOARD_MEETINGS}
_NOT_MADE = RetryAfter(86_400.0, "list_not_made")
"""Whoever makes the list asks for the work again, so that it need not come earlier."""

_DELETED = Parked(ITEM_DELETED)
_AWAY = Done("")
"""Nothing was written, and nothing is to be: its item was deleted on purpose."""
Outcome = Done | RetryAfter | Parked | Conflict


class Asked:
    """How many people were asked in the last twelve months; counted anew once an hour, as it takes a while."""

    def __init__(self) -> None:
        self._counted: Sequence[PeopleAsked] = ()
        self._at: datetime | None = None

    async def of_late(self, store: Store, now: datetime) -> Sequence[PeopleAsked]:
        if self._at is None or now - self._at >= _HOUR:
            self._counted = await store.read(lambda tx: tx.people_asked(now - _YEAR))
            self._at = now
        return self._counted


@dataclass(frozen=True, slots=True)
class Filing:
    """What filing needs; `boards` are the lists of the boards' site."""

    store: Store
    lists: Lists
    partnership: Partnership
    asked: Asked = field(default_factory=Asked)
    boards: Lists | None = None


def file_answer(tx: Transaction, answer: Answer, partnership: Partnership, now: datetime) -> None:
    """Ask for an answer to be filed: a new one when its time gives nothing away, one taken back at once."""
    chance = int.from_bytes(tx.random_bytes(), "big") / 2**64
    known = tx.filed(answer.id) if answer.state is AnswerState.TAKEN_BACK else None
    at_once = known is not None and bool(known.item_id)
    at = now if at_once else filed_at(now, partnership.attribution, chance)
    tx.add_work(Kind.FILE_ANSWER, answer.id, at)


def file_counts(tx: Transaction, meeting_id: str, now: datetime) -> None:
    """Ask for a meeting's counts to be filed at the next half hour: many changes make one write."""
    tx.add_work(Kind.FILE_MEETING, meeting_id, half_hour(now) + _HALF_HOUR)


def half_hour(now: datetime) -> datetime:
    """Cut a moment to the full or half hour before it."""
    return now.replace(minute=now.minute // 30 * 30, second=0, microsecond=0)


async def file_rows(
    filing: Filing, works: Sequence[Work], now: datetime
) -> Sequence[Done | RetryAfter | Parked]:
    """File up to twenty pieces of work, those of one list in one request; give an outcome for each, in order."""
    ended: dict[int, Done | RetryAfter | Parked] = {}
    for kind, name in _LISTS.items():
        if chosen := [work for work in works if work.kind is kind]:
            outcomes = await _file(filing, name, chosen, now)
            ended |= {work.id: outcome for work, outcome in zip(chosen, outcomes, strict=True)}
    return [ended[work.id] for work in works]


async def _file(
    filing: Filing, name: str, works: Sequence[Work], now: datetime
) -> Sequence[Done | RetryAfter | Parked]:
    lists = filing.boards if name == BOARD_MEETINGS else filing.lists
    list_id = await _list(filing, name)
    if lists is None:
        return [_NOT_MADE for _ in works]
    if isinstance(list_id, RetryAfter | Parked):
        return [list_id for _ in works]
    asked = await filing.asked.of_late(filing.store, now) if name == REVIEWS else ()
    rows = await filing.store.write(lambda tx: [_row(tx, work, filing.partnership, asked) for work in works])
    wanted = [row for row in rows if row is not None]
    outcomes = await lists.file(list_id, wanted) if wanted else []
    ended = {row.subject: _ended(row, outcome) for row, outcome in zip(wanted, outcomes, strict=True)}
    if name != REVIEWS and _DELETED in ended.values():
        ended |= await filing.store.read(lambda tx: _left_away(tx, ended))
    await filing.store.write(lambda tx: _record(tx, wanted, ended))
    return [_for_worker(ended.get(work.subject, Done())) for work in works]


async def _list(filing: Filing, name: str) -> str | RetryAfter | Parked:
    """Find the list, creating both when this partnership has none yet; what was found is remembered."""
    known = await filing.store.read(lambda tx: {each: tx.list_id(each) for each in _LISTS.values()})
    if known[name] or name == BOARD_MEETINGS:
        return known[name] or _NOT_MADE
    ready = await filing.lists.ready({each: found for each, found in known.items() if found})
    if isinstance(ready, RetryAfter | Parked):
        return ready

    def remember(tx: Transaction) -> None:
        for each, found in ready.items():
            remember_list(tx, each, found)

    await filing.store.write(remember)
    return ready[name].id


def remember_list(tx: Transaction, name: str, found: FoundList) -> None:
    """Keep a list's id, and how it was made where that was found: docs/decisions/0019."""
    tx.save_list_id(name, found.id)
    if found.memory:
        tx.save_cursor(MADE + name, found.memory)


def _row(tx: Transaction, work: Work, partnership: Partnership, asked: Sequence[PeopleAsked]) -> Row | None:
    """Build the item as it should stand; None when it stands already. A new item's key is saved first.

    So is that a change leaves: until its outcome is known no version is, or an answer changed back meanwhile
    would be taken for the one that stands. What is only filed once more is never taken for that, and keeps its
    version, so that a try that failed is like the first.
    """
    filed = tx.filed(work.subject) or Filed(work.subject, key=tx.new_id())
    built = row_of(tx, work.kind, filed, partnership, asked)
    if built is None:
        return None
    refilled = frozenset(mark.removeprefix(AGAIN) for mark in filed.marks if mark.startswith(AGAIN))
    known = filed.digest == built.digest
    if filed.item_id and filed.etag and known and not refilled:
        return None
    tx.save_filed(filed if refilled and known else replace(filed, etag=""))
    now = marks(built.fields)
    same = built.guarded if known else unchanged(now, filed.marks) & built.guarded
    row = replace(built, marks=now, before=filed.digest, as_before=same, refilled=refilled)
    if refilled:
        return replace(row, etag=tx.cursor(f"{SEEN} {work.subject}") or row.etag)
    return replace(row, again=work.kind is not Kind.FILE_ANSWER and bool(filed.item_id) and not filed.digest)


def row_of(
    tx: Transaction,
    kind: Kind,
    filed: Filed,
    partnership: Partnership,
    asked: Sequence[PeopleAsked] = (),
) -> Row | None:
    """Build the item of an answer or a meeting as it should stand now; None for one that is gone.

    `asked` only counts for a new item: what is shown of its writer is not compared.
    """
    if kind is Kind.FILE_BOARD:
        return wanted_row(tx, filed, partnership)
    if kind is Kind.FILE_MEETING:
        meeting = tx.meeting(filed.subject)
        return _meeting_row(tx, meeting, filed, partnership) if meeting else None
    answer = tx.answer(filed.subject)
    meeting = tx.meeting(answer.meeting_id) if answer else None
    if answer is None or meeting is None:
        return None
    role = "" if filed.item_id else tx.role_of_writer(answer.id)
    who = shown(answer.agency_key, role, asked, partnership)
    return review_row(filed.key, answer, meeting, partnership, who, item_id=filed.item_id, etag=filed.etag)


def _meeting_row(tx: Transaction, meeting: Meeting, filed: Filed, partnership: Partnership) -> Row:
    counts = counts_of(tx.prompts_of_meeting(meeting.id))
    return meeting_row(filed.key, meeting, counts, partnership, item_id=filed.item_id, etag=filed.etag)


def _ended(row: Row, outcome: Outcome) -> Outcome:
    """Somebody deleted the item of an answer before it was taken back: what was to be taken away is gone."""
    gone = outcome == _DELETED and row.fields.get("Status") == TAKEN_BACK
    return Done(row.item_id, row.etag) if gone else outcome


def _left_away(tx: Transaction, ended: Mapping[str, Outcome]) -> dict[str, Outcome]:
    """End well what was to be written to an item that was deleted on purpose, where nobody's words are in question."""
    gone = (subject for subject, outcome in ended.items() if outcome == _DELETED)
    return {subject: _AWAY for subject in gone if tx.cursor(f"{MEANT} {subject}")}


def _record(tx: Transaction, rows: Sequence[Row], ended: dict[str, Outcome]) -> None:
    """A refusal for good leaves the version as it was known; whatever else is no answer leaves it unknown."""
    for row in rows:
        outcome = ended[row.subject]
        if outcome is _AWAY:
            continue
        if row.item_id and (isinstance(outcome, Done) or outcome == _DELETED):
            tx.delete_cursor(f"{SEEN} {row.subject}")
            tx.delete_cursor(f"{MEANT} {row.subject}")
        if isinstance(outcome, Done):
            marked = frozenset(row.marks.values())
            tx.save_filed(Filed(row.subject, row.key, outcome.outside_id, outcome.etag, row.digest, marked))
        elif isinstance(outcome, Parked) and (known := tx.filed(row.subject)):
            tx.save_filed(replace(known, etag=row.etag))


def _for_worker(outcome: Outcome) -> Done | RetryAfter | Parked:
    """Somebody edited the item again and again while we wrote: try once more when they may have finished."""
    return RetryAfter(_CONFLICT_PAUSE, outcome.reason) if isinstance(outcome, Conflict) else outcome
