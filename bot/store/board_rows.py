"""Board events in the store: what is wanted in Outlook and what was last sent there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from bot.store.rows import Rows
from bot.store.schema import board_events
from bot.store.statements import AnyRow, Statement, rows_by, upsert
from practice.boards import BoardEvent, BoardMeeting, EventState

_ALL = Statement(select(board_events).order_by(board_events.c.starts_at, board_events.c.work_subject))
_BY_SUBJECT = rows_by(board_events, "work_subject")
_SAVE = upsert(board_events, "work_subject")


class BoardRows(Rows):
    __slots__ = ()

    def board_events(self) -> Sequence[BoardEvent]:
        return [self._event(row) for row in self.fetch_all(_ALL)]

    def board_event(self, work_subject: str) -> BoardEvent | None:
        row = self.fetch_one(_BY_SUBJECT, work_subject=work_subject)
        return self._event(row) if row else None

    def save_board_event(self, event: BoardEvent) -> None:
        attendees = json.dumps(event.attendees)
        sealed = self.seal(attendees, "board_events", "attendees", event.work_subject)
        self.change(
            _SAVE,
            work_subject=event.work_subject,
            board=event.meeting.board,
            slot=event.meeting.slot,
            starts_at=event.meeting.starts_at.isoformat(),
            ends_at=event.meeting.ends_at.isoformat(),
            purpose=event.meeting.purpose,
            why=event.meeting.why,
            scoping=event.meeting.scoping,
            generation=event.generation,
            key=event.key,
            state=event.state.value,
            subject=event.subject,
            body_html=event.body_html,
            attendees=sealed.value,
            key_id=sealed.key_id,
            hide_attendees=event.hide_attendees,
            place=event.place,
            event_id=event.event_id,
            cancel_comment=event.cancel_comment,
            teams_meeting=event.teams_meeting,
        )

    def _event(self, row: AnyRow) -> BoardEvent:
        attendees = self.unseal(row.key_id, row.attendees, "board_events", "attendees", row.work_subject)
        return BoardEvent(
            meeting=_meeting(row),
            generation=row.generation,
            key=row.key,
            state=EventState(row.state),
            subject=row.subject,
            body_html=row.body_html,
            attendees=tuple(json.loads(attendees)),
            hide_attendees=bool(row.hide_attendees),
            place=row.place,
            event_id=row.event_id,
            cancel_comment=row.cancel_comment,
            teams_meeting=bool(row.teams_meeting),
        )


def _meeting(row: AnyRow) -> BoardMeeting:
    return BoardMeeting(
        board=row.board,
        slot=row.slot,
        starts_at=datetime.fromisoformat(row.starts_at),
        ends_at=datetime.fromisoformat(row.ends_at),
        purpose=row.purpose,
        why=row.why,
        scoping=bool(row.scoping),
    )
