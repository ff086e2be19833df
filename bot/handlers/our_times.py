"""Where an event stood last, and where each change of ours since may have put it: any other time is somebody's."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from bot.handlers.ports import Transaction
from practice.boards import BoardEvent, EventState
from practice.by_hand import Times, times_of

_OURS = "ours:"
"""Before an event's subject: the cursor that remembers while a change waits. An event that stands needs none."""


def our_times(tx: Transaction, event: BoardEvent) -> tuple[Times, ...]:
    """Give them; none where an earlier version saved the change, and where it stood cannot be told."""
    kept = tx.cursor(_OURS + event.work_subject)
    return tuple(_read(first, last) for first, last in json.loads(kept)) if kept else ()


def keep_our_times(tx: Transaction, wanted: BoardEvent) -> None:
    """Before a change is saved: whether it is made is known only when its answer has come."""
    known = tx.board_event(wanted.work_subject)
    if known is None or known.state is EventState.STANDING:
        _save(tx, wanted, [times_of(known or wanted)])
    elif ours := our_times(tx, known):
        _save(tx, wanted, [*ours, times_of(known)])


def take_as_ours(tx: Transaction, event: BoardEvent, times: Times) -> None:
    """A person has said that this time may be written over."""
    _save(tx, event, [*our_times(tx, event), times])


def forget_our_times(tx: Transaction, event: BoardEvent) -> None:
    """It stands where it is wanted, and nothing of it waits."""
    if tx.cursor(_OURS + event.work_subject):
        tx.save_cursor(_OURS + event.work_subject, "")


def _save(tx: Transaction, event: BoardEvent, times: Iterable[Times]) -> None:
    kept = [[time.isoformat() for time in both] for both in dict.fromkeys(times)]
    tx.save_cursor(_OURS + event.work_subject, json.dumps(kept))


def _read(first: str, last: str) -> Times:
    return datetime.fromisoformat(first), datetime.fromisoformat(last)
