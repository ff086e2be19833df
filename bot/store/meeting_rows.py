"""Meetings in the store: type, times and our reference, never a subject."""

from __future__ import annotations

from sqlalchemy import select

from bot.store.instants import from_micros, to_micros
from bot.store.rows import Rows
from bot.store.schema import meetings
from bot.store.statements import AnyRow, Statement, rows_by, upsert
from practice.meetings import CameFrom, How, Meeting, MeetingStatus

_BY_ID = rows_by(meetings, "id")
_BY_REF = rows_by(meetings, "ref")
_BY_SOURCE = rows_by(meetings, "source_key")
_SAVE = upsert(meetings, "id")
_ALL = Statement(select(meetings).order_by(meetings.c.starts_at, meetings.c.id))


class MeetingRows(Rows):
    __slots__ = ()

    def meeting(self, meeting_id: str) -> Meeting | None:
        row = self.fetch_one(_BY_ID, id=meeting_id)
        return meeting_of(row) if row else None

    def meeting_by_ref(self, ref: str) -> Meeting | None:
        row = self.fetch_one(_BY_REF, ref=ref)
        return meeting_of(row) if row else None

    def meeting_by_source(self, source_key: str) -> Meeting | None:
        row = self.fetch_one(_BY_SOURCE, source_key=source_key)
        return meeting_of(row) if row else None

    def meetings(self) -> list[Meeting]:
        """Read every meeting, in the order of their starts: for inspection."""
        return [meeting_of(row) for row in self.fetch_all(_ALL)]

    def save_meeting(self, meeting: Meeting) -> None:
        self.change(
            _SAVE,
            id=meeting.id,
            ref=meeting.ref,
            source_key=meeting.source_key,
            type_key=meeting.type_key,
            starts_at=to_micros(meeting.starts_at),
            ends_at=to_micros(meeting.ends_at),
            how=meeting.how.value,
            came_from=meeting.came_from.value,
            status=meeting.status.value,
            in_sample=meeting.in_sample,
            sample_reason=meeting.sample_reason,
            outsiders=meeting.outsiders,
        )


def meeting_of(row: AnyRow) -> Meeting:
    return Meeting(
        id=row.id,
        ref=row.ref,
        source_key=row.source_key,
        type_key=row.type_key,
        starts_at=from_micros(row.starts_at),
        ends_at=from_micros(row.ends_at),
        how=How(row.how),
        came_from=CameFrom(row.came_from),
        status=MeetingStatus(row.status),
        in_sample=bool(row.in_sample),
        sample_reason=row.sample_reason,
        outsiders=row.outsiders,
    )
