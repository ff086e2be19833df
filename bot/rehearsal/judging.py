"""Judges a rehearsal at its end: reads the store and the stand-in's own state, and compares the two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.handlers.board_list import wanted_row
from bot.handlers.checking import DRIFTED, last_check
from bot.handlers.messages import SentContact
from bot.handlers.ports import Filed
from bot.rehearsal.comparing import (
    Comparison,
    compare_cards,
    compare_contacts,
    compare_events,
    compare_items,
    compare_names,
    compare_references,
)
from bot.rehearsal.notices import compare_notices
from bot.rehearsal.promises import Given, Promises, compare_promises
from bot.store import inspection
from bot.store.store import SqlStore
from bot.store.transaction import SqlTransaction
from practice.answers import Answer, AnswerState
from practice.board_list import BOARD_MEETINGS
from practice.boards import BoardEvent, EventState
from practice.filing import MEETINGS, REVIEWS, counts_of, meeting_row, review_row
from practice.partnership import Partnership
from practice.prompts import Prompt


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
    board_items: Mapping[str, Mapping[str, object]]
    events: Mapping[str, BoardEvent]
    prompts: tuple[Prompt, ...]
    contacts: tuple[SentContact, ...]
    told: Mapping[str, str]
    """What the coordinators were told about the boards, with the message's id where it is known."""
    parked: tuple[str, ...]
    """Work that a fault of ours stopped: however equal everything else is, it was not done."""
    checks: tuple[str, ...]
    """What the service's own comparisons at night found, or that there was none."""
    answers: Mapping[str, Given]
    plain: str
    """Every meeting, request and answer as it reads, to be searched for names."""


async def judge(
    store: SqlStore, partnership: Partnership, state: Mapping[str, Any], promised: Promises
) -> tuple[Kept, Comparison, dict[str, int]]:
    """Compare, and count what stands outside: items of answers, and events that are not cancelled."""
    kept = await store.read(lambda tx: _kept(tx, partnership))
    items = {found["name"]: found["items"] for found in state["lists"]}
    comparison = Comparison()
    compare_items(kept.reviews, items.get(REVIEWS, []), comparison)
    compare_items(kept.meeting_items, items.get(MEETINGS, []), comparison)
    compare_items(kept.board_items, items.get(BOARD_MEETINGS, []), comparison)
    for name in (REVIEWS, BOARD_MEETINGS):
        compare_references(items.get(name, []), comparison)
    compare_events(kept.events, state["events"], comparison)
    compare_cards(kept.prompts, kept.contacts, state["messages"], comparison)
    compare_notices(kept.told, state["messages"], comparison)
    compare_contacts(kept.contacts, partnership.etiquette, partnership.hours, comparison)
    comparison.differences += kept.parked
    comparison.differences += kept.checks
    compare_promises(promised.all(), kept.answers, comparison)
    compare_names(_places(kept, state), comparison)
    standing = [item for item in items.get(REVIEWS, []) if not item["deleted"]]
    ours = [event for event in state["events"] if event["key"] and not event["cancelled"]]
    return kept, comparison, {"filed": len(standing), "events": len(ours)}


def _places(kept: Kept, state: Mapping[str, Any]) -> dict[str, object]:
    """Give all that the service put anywhere, by a name for the place that repeats nothing of it."""
    items = {
        f"item {item['id']} of {found['name']}": item["fields"]
        for found in state["lists"]
        for item in found["items"]
    }
    messages = {f"message {message['id']}": message for message in state["messages"]}
    return {"the store": kept.plain, **items, **messages}


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
    boards = [
        wanted_row(tx, Filed(event.work_subject, keys.get(event.work_subject, event.key)), partnership)
        for event in tx.board_events()
    ]
    return Kept(
        states={state.value: count for state, count in counts.by_state.items()},
        sent=counts.ever_sent,
        unconfirmed=counts.was_unconfirmed,
        meetings=len(meetings),
        references=tuple(answer.ref for answer in answers),
        reviews={row.key: row.fields for row in reviews},
        meeting_items={row.key: row.fields for row in rows},
        board_items={row.key: row.fields for row in boards if row},
        events={event.key: event for event in tx.board_events() if event.state is not EventState.CANCELLED},
        prompts=tuple(prompt for group in prompts.values() for prompt in group),
        contacts=tuple(tx.contacts()),
        told=inspection.told(tx),
        parked=tuple(f"{row.kind} is parked: {row.reason}" for row in inspection.stopped_by_faults(tx)),
        checks=_checks(tx),
        answers={answer.ref: _given(answer) for answer in answers},
        plain=repr((meetings, prompts, answers)),
    )


def _checks(tx: SqlTransaction) -> tuple[str, ...]:
    """Say what the service found amiss by itself, in whichever night: it may have been mended since."""
    if last_check(tx) is None:
        return ("the service never compared the lists with its store",)
    drifted = last_check(tx, DRIFTED)
    return (f"the service found differences on {drifted.at}: {drifted.counts}",) if drifted else ()


def _given(answer: Answer) -> Given:
    """Words that stand although they were taken back are not taken back."""
    gone = answer.state is AnswerState.TAKEN_BACK and answer.content.empty
    return None if gone else answer.content
