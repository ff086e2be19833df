"""Deputies' answers that wait behind an event which somebody moved or deleted in Outlook, until that is settled."""

from __future__ import annotations

import json
from datetime import datetime

from bot.handlers.ports import Kind, Transaction
from practice.boards import BoardEvent

_WAITS = "waits:"
"""Before an event's subject: the cursor that names the answers."""


def wait_until_settled(tx: Transaction, event: BoardEvent, entry: str) -> None:
    """Keep that nobody has been invited, or taken off, by this answer yet."""
    _save(tx, event, [*dict.fromkeys([*_waiting(tx, event), entry])])


def go_on(tx: Transaction, event: BoardEvent, now: datetime) -> None:
    """Put back, adopted or restored: what each of them means for the event is looked at again."""
    waiting = _waiting(tx, event)
    for entry in waiting:
        tx.add_work(Kind.SAID, entry, now)
    if waiting:
        _save(tx, event, [])


def _waiting(tx: Transaction, event: BoardEvent) -> list[str]:
    kept = tx.cursor(_WAITS + event.work_subject)
    return [str(entry) for entry in json.loads(kept)] if kept else []


def _save(tx: Transaction, event: BoardEvent, waiting: list[str]) -> None:
    tx.save_cursor(_WAITS + event.work_subject, json.dumps(waiting) if waiting else "")
