"""How a board's meeting stands now: what people answered in Outlook, and what deputies said in Teams."""

from __future__ import annotations

from bot.handlers.board_ports import Calendar
from bot.handlers.deputies import said
from bot.handlers.ports import Store
from practice.boards import Board, BoardEvent
from practice.deputies import with_deputies
from practice.outcomes import Parked, RetryAfter
from practice.quorum import Judgement, judge


async def judge_now(
    store: Store, calendar: Calendar, event: BoardEvent, board: Board
) -> Judgement | RetryAfter | Parked:
    answers = await calendar.answers(event)
    if isinstance(answers, RetryAfter | Parked):
        return answers
    of_deputies = await store.read(lambda tx: said(tx, board, event))
    return judge(board, event.meeting.starts_at.date(), with_deputies(answers, of_deputies))
