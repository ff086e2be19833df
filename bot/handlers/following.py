"""The coordinators' cards follow an event once its people are others in Outlook too, and not only as wanted.

Until then Outlook says what whoever is no longer invited had answered there, which counts for more than what they
said in Teams.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.handlers.board_list import attendance
from bot.handlers.ports import Kind, Transaction
from practice.boards import BoardEvent, EventState

_CHANGED = "people:"
"""Before an event's subject: the cursor that remembers, while a change waits, that its people are others."""


def keep_changed_people(tx: Transaction, wanted: BoardEvent) -> None:
    """Before a change is saved: only then can it be told from what was wanted before."""
    known = tx.board_event(wanted.work_subject)
    if known and set(known.attendees) != set(wanted.attendees):
        tx.save_cursor(_CHANGED + wanted.work_subject, "changed")


def follow_made(tx: Transaction, subjects: Iterable[str], now: datetime) -> None:
    """Ask for the cards about events that were made just now, where there are any and their people changed."""
    for subject in subjects:
        event = tx.board_event(subject) if tx.cursor(_CHANGED + subject) else None
        if event:
            _follow(tx, event, now)


def _follow(tx: Transaction, event: BoardEvent, now: datetime) -> None:
    """A change that was asked for meanwhile is followed as well, once it is made."""
    if event.state is not EventState.WANTED:
        tx.save_cursor(_CHANGED + event.work_subject, "")
    if attendance(tx, event).verdict:
        tx.add_work(Kind.QUORUM_NOW, event.work_subject, now)
