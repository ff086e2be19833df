"""The Board meetings list: when a board's meeting is filed there, and the row that the store wants."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.handlers.by_hand import noticed_of
from bot.handlers.ports import Filed, Kind, Transaction
from practice.board_list import Attendance, board_row
from practice.boards import BoardEvent
from practice.filing import Row
from practice.partnership import Partnership
from practice.quorum import Verdict

_KNOWN = "attendance:"
"""Before an event's subject: the cursor that remembers who had accepted, and whether the meeting was held."""


def file_boards(tx: Transaction, events: Iterable[BoardEvent], due_at: datetime) -> None:
    """Ask for meetings to be filed. What stands already is not written again, so this may be asked for freely."""
    for event in events:
        tx.add_work(Kind.FILE_BOARD, event.work_subject, due_at)


def file_all(tx: Transaction, partnership: Partnership, due_at: datetime) -> None:
    """Ask for each meeting that is not as it was filed, whatever changed it. What is parked waits for a person.

    The others are not asked for: what waits in the queue is no difference to the comparison at night.
    """
    parked = tx.parked_work(Kind.FILE_BOARD)
    changed = [event for event in tx.board_events() if _changed(tx, event, partnership)]
    file_boards(tx, [event for event in changed if event.work_subject not in parked], due_at)


def _changed(tx: Transaction, event: BoardEvent, partnership: Partnership) -> bool:
    filed = tx.filed(event.work_subject)
    row = wanted_row(tx, filed, partnership) if filed and filed.item_id and filed.etag else None
    return filed is None or row is None or row.digest != filed.digest


def file_made(tx: Transaction, subjects: Sequence[str], now: datetime) -> None:
    """Ask for what was made in the calendar just now to be filed."""
    for subject in subjects:
        tx.add_work(Kind.FILE_BOARD, subject, now)


def wanted_row(tx: Transaction, filed: Filed, partnership: Partnership) -> Row | None:
    """Build the item of a board's meeting as it should stand now; None for one that nobody planned."""
    event = tx.board_event(filed.subject)
    if event is None:
        return None
    return board_row(
        filed.key,
        event,
        partnership.board(event.meeting.board),
        noticed_of(tx, event),
        attendance(tx, event),
        item_id=filed.item_id,
        etag=filed.etag,
    )


def attendance(tx: Transaction, event: BoardEvent) -> Attendance:
    """Give what is known of who comes. What was known of another time says nothing, as people answer anew.

    Exchange clears the answers of a meeting that moves: MS-OXOCAL, "Clearing Previous Responses",
    https://msdn.microsoft.com/en-us/library/ee237675(v=exchg.80).aspx.
    """
    at = event.meeting.starts_at
    kept = tx.cursor(_KNOWN + event.work_subject)
    known = _read(kept) if kept else Attendance(at)
    return known if known.at == at else Attendance(at)


def keep_attendance(tx: Transaction, event: BoardEvent, known: Attendance, now: datetime) -> None:
    """Keep who comes, and ask for the list to say so."""
    tx.save_cursor(_KNOWN + event.work_subject, _written(known))
    file_boards(tx, [event], now)


def _written(known: Attendance) -> str:
    kept = {
        "at": known.at.isoformat(),
        "verdict": known.verdict,
        "accepted": known.accepted,
        "held": known.held,
        "final": known.final,
    }
    return json.dumps(kept)


def _read(kept: str) -> Attendance:
    read = json.loads(kept)
    verdict = Verdict(read["verdict"]) if read["verdict"] else None
    return Attendance(
        datetime.fromisoformat(read["at"]), verdict, read["accepted"], held=read["held"], final=read["final"]
    )
