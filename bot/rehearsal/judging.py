"""Judges a rehearsal at its end: reads the store and the stand-in's own state, and compares the two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.rehearsal.comparing import (
    Comparison,
    compare_cards,
    compare_events,
    compare_items,
    compare_promises,
    compare_references,
)
from bot.store import inspection
from bot.store.store import SqlStore
from bot.store.transaction import SqlTransaction
from practice.boards import EventState
from practice.filing import MEETINGS, REVIEWS, counts_of, meeting_row, review_row
from practice.partnership import Partnership


@dataclass(frozen=True, slots=True)
class Kept:
    """What the store holds: fields each list should show by key, event keys, cards and counts."""

    states: dict[str, int]
    sent: int
    unconfirmed: int
    meetings: int
    references: tuple[str, ...]
    reviews: Mapping[str, Mapping[str, object]]
    meeting_items: Mapping[str, Mapping[str, object]]
    events: Mapping[str, str]
    activities: Mapping[str, str]
    certain: tuple[str, ...]


async def judge(
    store: SqlStore, partnership: Partnership, state: Mapping[str, Any], promised: set[str]
) -> tuple[Kept, Comparison, dict[str, int]]:
    """Compare, and count what stands outside: items of answers, and events that are not cancelled."""
    kept = await store.read(lambda tx: _kept(tx, partnership))
    items = {found["name"]: found["items"] for found in state["lists"]}
    comparison = Comparison()
    compare_items(kept.reviews, items.get(REVIEWS, []), comparison)
    compare_items(kept.meeting_items, items.get(MEETINGS, []), comparison)
    compare_references(items.get(REVIEWS, []), comparison)
    compare_events(kept.events, state["events"], comparison)
    compare_cards(kept.activities, kept.certain, state["messages"], comparison)
    compare_promises(promised, kept.references, comparison)
    standing = [item for item in items.get(REVIEWS, []) if not item["deleted"]]
    ours = [event for event in state["events"] if event["key"] and not event["cancelled"]]
    return kept, comparison, {"filed": len(standing), "events": len(ours)}


def _kept(tx: SqlTransaction, partnership: Partnership) -> Kept:
    counts = inspection.prompt_counts(tx)
    meetings = tx.meetings()
    answers = tx.answers()
    prompts = {meeting.id: tx.prompts_of_meeting(meeting.id) for meeting in meetings}
    by_id = {meeting.id: meeting for meeting in meetings}
    keys = {filed.subject: filed.key for filed in tx.filed_rows()}
    reviews = [
        review_row(keys.get(answer.id, answer.ref), answer, by_id[answer.meeting_id], partnership)
        for answer in answers
    ]
    rows = [
        meeting_row(keys.get(meeting.id, meeting.ref), meeting, counts_of(prompts[meeting.id]), partnership)
        for meeting in meetings
    ]
    sent = [prompt for group in prompts.values() for prompt in group if prompt.activity_id]
    return Kept(
        states={state.value: count for state, count in counts.by_state.items()},
        sent=counts.ever_sent,
        unconfirmed=counts.was_unconfirmed,
        meetings=len(meetings),
        references=tuple(answer.ref for answer in answers),
        reviews={row.key: row.fields for row in reviews},
        meeting_items={row.key: row.fields for row in rows},
        events={
            event.key: event.meeting.starts_at.isoformat()
            for event in tx.board_events()
            if event.state is not EventState.CANCELLED
        },
        activities={prompt.activity_id: prompt.id for prompt in sent},
        certain=tuple(prompt.id for prompt in sent),
    )
