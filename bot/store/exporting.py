"""What the store adds to what the list says, for an export: whose an answer is, and which meetings may bring more.

A writer is told from others and never named: the functions give an id of the directory, for counting alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import and_, bindparam, literal, not_, or_, select

from bot.handlers.ports import Kind
from bot.store.instants import from_micros, to_micros
from bot.store.schema import answer_links, answers, filed, meetings, prompts, work
from bot.store.statements import Statement
from bot.store.transaction import SqlTransaction
from bot.store.work_rows import WorkState
from practice.outcomes import ITEM_DELETED
from practice.prompts import ENDS

_WRITERS = Statement(
    select(filed.c.key, prompts.c.person_id).select_from(
        filed.join(answer_links, answer_links.c.answer_id == filed.c.subject).join(
            prompts, prompts.c.id == answer_links.c.prompt_id
        )
    )
)
_parked = work.c.state == WorkState.PARKED.value
_left_alone = and_(_parked, work.c.reason == ITEM_DELETED)
_not_filed = select(work.c.subject).where(
    work.c.kind == Kind.FILE_ANSWER.value, work.c.state != WorkState.DONE.value, not_(_left_alone)
)
_UNFINISHED = Statement(
    select(meetings.c.starts_at)
    .where(
        or_(
            meetings.c.id.in_(
                select(prompts.c.meeting_id).where(
                    or_(
                        prompts.c.state.not_in([literal(state.value) for state in sorted(ENDS)]),
                        prompts.c.closes_at > bindparam("now"),
                    )
                )
            ),
            meetings.c.id.in_(select(answers.c.meeting_id).where(answers.c.id.in_(_not_filed))),
        )
    )
    .distinct()
)
_PARKED = Statement(
    select(meetings.c.starts_at)
    .where(meetings.c.id.in_(select(answers.c.meeting_id).where(answers.c.id.in_(_not_filed.where(_parked)))))
    .distinct()
)


def writers(tx: SqlTransaction) -> Mapping[str, str]:
    """Give whose each filed answer is, by its item's key; an answer whose link was destroyed is not there."""
    return {row.key: row.person_id for row in tx.fetch_all(_WRITERS)}


def unfinished_starts(tx: SqlTransaction, now: datetime) -> list[datetime]:
    """Say when the meetings began (UTC) that may bring the list another answer after `now` (UTC).

    What somebody chose can be undone or answered until it closes; an answer reaches the list by queued work, and
    work that is parked waits for a person. Only what is parked because somebody deleted the item is over: it is
    never made again unasked, and would hold its period up for ever.
    """
    rows = tx.fetch_all(_UNFINISHED, now=to_micros(now))
    return [from_micros(row.starts_at) for row in rows]


def parked_starts(tx: SqlTransaction) -> list[datetime]:
    """Say when the meetings began (UTC) of which an answer is held up until a person mends its filing."""
    return [from_micros(row.starts_at) for row in tx.fetch_all(_PARKED)]
