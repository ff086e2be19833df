"""A calendar's event as a meeting that was seen: pure wire format, and the place where subjects end.

No model here has a member for a subject, a body, a location or a name, so none can go further. An event that
cannot be read is counted by the caller; what was in it goes into no message.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, NaiveDatetime

from practice.meetings import CameFrom, How, SeenMeeting
from practice.people import Attendee, AttendeeKind

MEMBERS = (
    "id",
    "iCalUId",
    "originalStart",
    "start",
    "end",
    "categories",
    "attendees",
    "isCancelled",
    "isOnlineMeeting",
    "type",
)
"""What is asked for of each event: never its subject, its body, where it is or who organised it."""


class _Quiet(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)


class _Moment(_Quiet):
    date_time: NaiveDatetime = Field(alias="dateTime")
    zone: Literal["UTC", "Etc/UTC", "tzone://Microsoft/Utc"] = Field(alias="timeZone")

    @property
    def instant(self) -> datetime:
        return self.date_time.replace(tzinfo=UTC)


class _Address(_Quiet):
    address: str | None = ""


class _Status(_Quiet):
    response: str | None = ""


class _Attendee(_Quiet):
    kind: AttendeeKind | None = Field(None, alias="type")
    status: _Status | None = None
    email: _Address | None = Field(None, alias="emailAddress")


class _Event(_Quiet):
    uid: str = Field(alias="iCalUId", min_length=1)
    original_start: AwareDatetime | None = Field(None, alias="originalStart")
    start: _Moment
    end: _Moment
    categories: list[str] | None = None
    attendees: list[_Attendee] | None = None
    cancelled: bool | None = Field(False, alias="isCancelled")
    online: bool | None = Field(False, alias="isOnlineMeeting")


def read_event(body: object, mailbox: str) -> SeenMeeting | None:
    """Read one event; None for one that cannot be. `mailbox` is the one invited, and nobody to be asked."""
    try:
        event = _Event.model_validate(body)
        return SeenMeeting(
            source_key=source_key(event.uid, event.original_start),
            starts_at=event.start.instant,
            ends_at=event.end.instant,
            categories=tuple(event.categories or ()),
            attendees=_people(event, mailbox),
            came_from=CameFrom.CALENDAR,
            how=How.ONLINE if event.online else How.NOT_KNOWN,
            cancelled=bool(event.cancelled),
        )
    except (ValueError, OverflowError):
        return None


def source_key(uid: str, original_start: datetime | None) -> str:
    """Name a meeting the same in every calendar it stands in, whichever trigger saw it.

    iCalUId is one for each occurrence of a series, says the page; Microsoft once announced one for a whole
    series, so an occurrence's original start, which stays when it is moved, is part of the name.
    https://learn.microsoft.com/en-us/graph/api/resources/event
    https://devblogs.microsoft.com/microsoft365dev/microsoft-graph-calendar-events-icaluid-update/
    """
    start = original_start.astimezone(UTC).isoformat() if original_start else ""
    return hashlib.sha256(f"{uid}\n{start}".encode()).hexdigest()


def _people(event: _Event, mailbox: str) -> tuple[Attendee, ...]:
    found = (_person(attendee) for attendee in event.attendees or ())
    return tuple(person for person in found if person.address not in {"", mailbox.lower()})


def _person(attendee: _Attendee) -> Attendee:
    address = ((attendee.email and attendee.email.address) or "").strip().lower()
    declined = attendee.status is not None and attendee.status.response == "declined"
    return Attendee(address, attendee.kind or AttendeeKind.REQUIRED, declined)
