"""What the store adds to what the list says, for an export: whose an answer is, and which meetings may bring more.

A writer is told from others and never named: the functions give an id of the directory, for counting alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import literal, select

from bot.store.instants import from_micros
from bot.store.schema import answer_links, filed, meetings, prompts
from bot.store.statements import Statement
from bot.store.transaction import SqlTransaction
from practice.prompts import ENDS

_WRITERS = Statement(
    select(filed.c.key, prompts.c.person_id).select_from(
        filed.join(answer_links, answer_links.c.answer_id == filed.c.subject).join(
            prompts, prompts.c.id == answer_links.c.prompt_id
        )
    )
)
_NOT_ENDED = Statement(
    select(meetings.c.starts_at)
    .where(
        meetings.c.id.in_(
            select(prompts.c.meeting_id).where(
                prompts.c.state.not_in([literal(state.value) for state in sorted(ENDS)])
            )
        )
    )
    .distinct()
)


def writers(tx: SqlTransaction) -> Mapping[str, str]:
    """Give whose each filed answer is, by its item's key; an answer whose link was destroyed is not there."""
    return {row.key: row.person_id for row in tx.fetch_all(_WRITERS)}


def unfinished_starts(tx: SqlTransaction) -> list[datetime]:
    """Say when the meetings began of which some request has not ended yet."""
    return [from_micros(row.starts_at) for row in tx.fetch_all(_NOT_ENDED)]
