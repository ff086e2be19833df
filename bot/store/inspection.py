"""What the store holds, counted and listed for the rehearsal's comparison; it changes nothing.

The functions are for `SqlStore.read`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, literal, select

from bot.handlers.ports import Filed
from bot.handlers.telling import TOLD
from bot.store.schema import cursors, prompts, work
from bot.store.statements import AnyRow, Statement
from bot.store.transaction import SqlTransaction
from practice.answers import Content
from practice.boards import BoardEvent
from practice.meetings import Meeting
from practice.prompts import PromptState

_BY_STATE = Statement(select(prompts.c.state, func.count()).group_by(prompts.c.state))
_MARKS = Statement(
    select(*(func.count(case((mark, 1))) for mark in (prompts.c.ever_sent, prompts.c.was_unconfirmed)))
)


_TOLD = Statement(select(cursors).where(cursors.c.name.startswith(literal(TOLD))))
_FAULTS = Statement(select(work).where(work.c.reason.startswith(literal("error:"))))


@dataclass(frozen=True, slots=True)
class PromptCounts:
    """How many prompts stand in each state (every state is there), and what happened to them on the way."""

    by_state: dict[PromptState, int]
    ever_sent: int
    was_unconfirmed: int


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    id: str
    ref: str
    digest: str
    content: Content


def prompt_counts(tx: SqlTransaction) -> PromptCounts:
    counted = {PromptState(row[0]): row[1] for row in tx.fetch_all(_BY_STATE)}
    marks = tx.fetch_all(_MARKS)[0]
    return PromptCounts(
        by_state={state: counted.get(state, 0) for state in PromptState},
        ever_sent=marks[0],
        was_unconfirmed=marks[1],
    )


def stopped_by_faults(tx: SqlTransaction) -> Sequence[AnyRow]:
    """Read the work that code of ours failed at, set aside or about to be tried again."""
    return tx.fetch_all(_FAULTS)


def told(tx: SqlTransaction) -> dict[str, str]:
    """Give what each coordinator was told, or may have been, by its name and theirs: the message's id, or a word."""
    return {row.name: row.value for row in tx.fetch_all(_TOLD) if row.value}


def kept_answers(tx: SqlTransaction) -> list[KeptAnswer]:
    return [KeptAnswer(kept.id, kept.ref, kept.content.digest, kept.content) for kept in tx.answers()]


def filed_rows(tx: SqlTransaction) -> list[Filed]:
    return tx.filed_rows()


def kept_meetings(tx: SqlTransaction) -> list[Meeting]:
    return tx.meetings()


def kept_board_events(tx: SqlTransaction) -> Sequence[BoardEvent]:
    return tx.board_events()
