"""What is watched of a board's meeting: its work in the queue, and asking for it anew when its day may be another."""

from __future__ import annotations

from datetime import datetime

from bot.handlers.ports import Kind, Transaction
from practice.boards import BoardEvent

QUORUM_DAYS = (10, 5)
"""Working days before a meeting (content.md, section 15)."""

ON_THE_DAY = 0


def quorum_of(event: BoardEvent, days: int) -> str:
    """Name the work that tells of a meeting's quorum so many working days before it."""
    return f"{event.work_subject}/{days}"


def look_again(tx: Transaction, event: BoardEvent, now: datetime) -> None:
    """Ask for all of it at once: what is not due by the day on which the meeting stands waits for that day.

    What was told of a day is not told of it again.
    """
    for days in (*QUORUM_DAYS, ON_THE_DAY):
        tx.add_work(Kind.QUORUM, quorum_of(event, days), now)
    tx.add_work(Kind.PAPERS, event.work_subject, now)
