"""What became of requests, counted in the database: no address or answer is unsealed for it.

The functions are for `SqlStore.read`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, case, func, literal, select

from bot.store.instants import to_micros
from bot.store.schema import meetings, prompts
from bot.store.statements import Statement
from bot.store.transaction import SqlTransaction
from practice.prompts import PromptState
from practice.reading_budget import Counted
from practice.review_counts import Group

_WEEK = timedelta(days=7)

_joined = prompts.join(meetings, prompts.c.meeting_id == meetings.c.id)
_in_period = meetings.c.ends_at.between(bindparam("since"), bindparam("until"))
_PLANNED = Statement(select(func.count()).select_from(_joined).where(_in_period))
_GROUPS = Statement(
    select(prompts.c.state, prompts.c.reason, func.count())
    .select_from(_joined)
    .where(_in_period)
    .group_by(prompts.c.state, prompts.c.reason)
)
_ANSWERED = func.sum(case((prompts.c.state == literal(PromptState.ANSWERED.value), 1), else_=0))
_SENT = Statement(
    select(meetings.c.type_key, func.count(), _ANSWERED)
    .select_from(_joined)
    .where(prompts.c.sent_at > bindparam("since"), prompts.c.sent_at <= bindparam("until"))
    .group_by(meetings.c.type_key)
)


def planned_between(tx: SqlTransaction, since: datetime, until: datetime) -> int:
    """Count the requests of meetings that ended in a period, both ends included."""
    rows = tx.fetch_all(_PLANNED, since=to_micros(since), until=to_micros(until))
    return int(rows[0][0])


def groups_between(tx: SqlTransaction, since: datetime, until: datetime) -> list[Group]:
    """Count the same requests by state and reason, as they are stored."""
    rows = tx.fetch_all(_GROUPS, since=to_micros(since), until=to_micros(until))
    return [Group(*row) for row in rows]


def weeks_before(tx: SqlTransaction, now: datetime, weeks: int) -> Sequence[Mapping[str, Counted]]:
    """Count by type what was sent and answered in each of the last weeks, from the first with any on."""
    found = [_week(tx, now - number * _WEEK) for number in reversed(range(weeks))]
    first = next((place for place, week in enumerate(found) if week), len(found))
    return found[first:]


def _week(tx: SqlTransaction, until: datetime) -> Mapping[str, Counted]:
    rows = tx.fetch_all(_SENT, since=to_micros(until - _WEEK), until=to_micros(until))
    return {row[0]: Counted(row[1], row[2]) for row in rows}
