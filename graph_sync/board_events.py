"""A board meeting as an Outlook event, and what of it has to change: pure wire format.

Exchange rewrites a body's HTML, so a digest of the body as we sent it stands beside it, in a property of our
own; times, people and places come back readable and are compared as they stand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, tzinfo

from pydantic import BaseModel, ConfigDict, Field, NaiveDatetime, ValidationError

from practice.boards import BoardEvent
from practice.clocks import LONDON

ZONE = "GMT Standard Time"
"""Europe/London, in the words of Windows: used here and nowhere else."""

_NAMESPACE = "{0f1f6c5e-2a3d-4b5c-8e9f-7a6b5c4d3e2f}"
KEY_PROPERTY = f"String {_NAMESPACE} Name BtpKey"
BODY_PROPERTY = f"String {_NAMESPACE} Name BtpText"
"""https://learn.microsoft.com/en-us/graph/api/resources/extended-properties-overview"""

_ZONES: Mapping[str, tzinfo] = {ZONE: LONDON, "Europe/London": LONDON, "UTC": UTC}
_Part = dict[str, object]


class _Quiet(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)


class _Moment(_Quiet):
    date_time: NaiveDatetime = Field(alias="dateTime")
    zone: str = Field(alias="timeZone")


class _Place(_Quiet):
    name: str | None = Field("", alias="displayName")


class _Address(_Quiet):
    address: str = ""


class _Attendee(_Quiet):
    email: _Address = Field(alias="emailAddress")


class _Property(_Quiet):
    id: str
    value: str


class Standing(_Quiet):
    """An event as the mailbox has it, without its body."""

    id: str
    etag: str = Field("", alias="@odata.etag")
    subject: str | None = ""
    start: _Moment
    end: _Moment
    location: _Place | None = None
    attendees: list[_Attendee] = []
    hidden: bool | None = Field(False, alias="hideAttendees")
    cancelled: bool | None = Field(False, alias="isCancelled")
    online: bool | None = Field(False, alias="isOnlineMeeting")
    own: list[_Property] | None = Field(None, alias="singleValueExtendedProperties")


def read_standing(body: object) -> Standing | None:
    """Read an event; None when it cannot be read."""
    try:
        return Standing.model_validate(body)
    except ValidationError:
        return None


def new_event(event: BoardEvent, category: str) -> dict[str, object]:
    """Give the event to create. Its POST sends the invitations; its transactionId makes a repeat harmless.

    https://learn.microsoft.com/en-us/graph/api/user-post-events
    """
    parts = _subject(event) | _time(event) | _place(event) | _people(event) | _body(event)
    properties = [_own(KEY_PROPERTY, event.key), _own(BODY_PROPERTY, _digest(event))]
    return (
        parts
        | _teams(event)
        | {
            "hideAttendees": event.hide_attendees,
            "responseRequested": True,
            "categories": [category],
            "transactionId": event.key,
            "singleValueExtendedProperties": properties,
        }
    )


def changes(event: BoardEvent, standing: Standing) -> dict[str, object]:
    """Give only what has to be written, because attendees alone tell only those who come or go.

    Where the standing event is an online meeting, its join block has yet to be put under a new body.

    https://learn.microsoft.com/en-us/graph/api/event-update
    """
    wanted: dict[str, object] = {}
    for differs, part in _PARTS:
        if differs(event, standing):
            wanted |= part(event)
    return wanted if standing.online or "body" not in wanted else wanted | _teams(event)


def with_join_block(event: BoardEvent, wanted: Mapping[str, object], block: str) -> dict[str, object]:
    """Put the join block of an online meeting under the new body that `changes` gave."""
    return {**wanted, "body": _html(f"{event.body_html}{block}")}


def without_words(wanted: Mapping[str, object]) -> dict[str, object]:
    """Leave the body out of what `changes` gave, and what we note of it."""
    return {
        part: value for part, value in wanted.items() if part not in {"body", "singleValueExtendedProperties"}
    }


def visible_changes(event: BoardEvent, standing: Standing) -> bool:
    """Whether the answer to a POST shows an older event, made by an earlier try.

    The body is not compared, nor are the people: Exchange may answer with other addresses of theirs.
    """
    return any(differs(event, standing) for differs, part in _PARTS if part in {_subject, _time, _place})


def _subject(event: BoardEvent) -> _Part:
    return {"subject": event.subject}


def _time(event: BoardEvent) -> _Part:
    meeting = event.meeting
    return {
        "start": {"dateTime": meeting.starts_at.isoformat(timespec="seconds"), "timeZone": ZONE},
        "end": {"dateTime": meeting.ends_at.isoformat(timespec="seconds"), "timeZone": ZONE},
    }


def _place(event: BoardEvent) -> _Part:
    return {"location": {"displayName": event.place}}


def _people(event: BoardEvent) -> _Part:
    return {
        "attendees": [
            {"emailAddress": {"address": address}, "type": "required"} for address in event.attendees
        ]
    }


def _hidden(event: BoardEvent) -> _Part:
    return {"hideAttendees": event.hide_attendees}


def _body(event: BoardEvent) -> _Part:
    return {"body": _html(event.body_html)}


def _html(content: str) -> _Part:
    return {"contentType": "html", "content": content}


def _new_body(event: BoardEvent) -> _Part:
    return _body(event) | {"singleValueExtendedProperties": [_own(BODY_PROPERTY, _digest(event))]}


def _teams(event: BoardEvent) -> _Part:
    """https://learn.microsoft.com/en-us/graph/outlook-calendar-online-meetings."""
    return (
        {"isOnlineMeeting": True, "onlineMeetingProvider": "teamsForBusiness"} if event.teams_meeting else {}
    )


def _own(name: str, value: str) -> dict[str, str]:
    return {"id": name, "value": value}


def _digest(event: BoardEvent) -> str:
    """Tell apart what was sent, and not what stands: nobody is told twice of a link the mailbox may not make."""
    sent = event.body_html + ("\nteams" if event.teams_meeting else "")
    return hashlib.sha256(sent.encode()).hexdigest()


def _instant(moment: _Moment) -> datetime | None:
    zone = _ZONES.get(moment.zone)
    return moment.date_time.replace(tzinfo=zone, microsecond=0) if zone else None


def local(moment: _Moment) -> datetime | None:
    """Give a moment as a naive local time; None in a zone we do not know."""
    found = _instant(moment)
    return found.astimezone(LONDON).replace(tzinfo=None) if found else None


def _other_time(event: BoardEvent, standing: Standing) -> bool:
    wanted = (event.meeting.starts_at.replace(tzinfo=LONDON), event.meeting.ends_at.replace(tzinfo=LONDON))
    return wanted != (_instant(standing.start), _instant(standing.end))


def _other_people(event: BoardEvent, standing: Standing) -> bool:
    invited = {one.email.address.casefold() for one in standing.attendees}
    return invited != {address.casefold() for address in event.attendees}


def _other_body(event: BoardEvent, standing: Standing) -> bool:
    known = {one.id.casefold(): one.value for one in standing.own or ()}
    return known.get(BODY_PROPERTY.casefold()) != _digest(event)


_PARTS: tuple[tuple[Callable[[BoardEvent, Standing], bool], Callable[[BoardEvent], _Part]], ...] = (
    (lambda event, standing: event.subject != (standing.subject or ""), _subject),
    (_other_time, _time),
    (lambda event, standing: event.place != ((standing.location and standing.location.name) or ""), _place),
    (_other_people, _people),
    (lambda event, standing: event.hide_attendees != bool(standing.hidden), _hidden),
    (_other_body, _new_body),
)
