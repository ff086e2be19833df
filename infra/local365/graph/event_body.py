"""The event a client sends: a strict model of its own, because the contract leaves this type open.

Pure. https://learn.microsoft.com/graph/api/resources/event
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from infra.local365.graph.wire import Json, Strict

MOST_ATTENDEES = 500
_PROPERTY = re.compile(
    r"(String|Integer|Boolean|SystemTime|Double|Guid) \{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\} "
    r"(Name .+|Id 0x[0-9a-f]+)",
    re.IGNORECASE,
)


def _property_id(text: str) -> str:
    if not _PROPERTY.fullmatch(text):
        raise ValueError("not the id of an extended property")
    return text


class _Body(Strict):
    contentType: Literal["html", "text", "HTML", "Text"] = "text"  # noqa: N815 - Graph's spelling, here and below
    content: str


class Moment(Strict):
    """A local time with the name of its zone."""

    dateTime: str  # noqa: N815
    timeZone: str  # noqa: N815


class _Location(Strict):
    displayName: str | None = None  # noqa: N815
    locationType: str | None = None  # noqa: N815
    locationUri: str | None = None  # noqa: N815
    locationEmailAddress: str | None = None  # noqa: N815
    uniqueId: str | None = None  # noqa: N815
    uniqueIdType: str | None = None  # noqa: N815
    address: dict[str, Any] | None = None
    coordinates: dict[str, Any] | None = None


class _Address(Strict):
    address: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")]
    name: str | None = None


class _Attendee(Strict):
    emailAddress: _Address  # noqa: N815
    type: Literal["required", "optional", "resource"] = "required"


class _Property(Strict):
    id: Annotated[str, AfterValidator(_property_id)]
    value: str


class EventChanges(Strict):
    """What a PATCH may change; what a POST may say besides start and end."""

    subject: str | None = None
    body: _Body | None = None
    start: Moment | None = None
    end: Moment | None = None
    location: _Location | None = None
    locations: list[_Location] | None = None
    attendees: Annotated[list[_Attendee], Field(max_length=MOST_ATTENDEES)] | None = None
    categories: list[str] | None = None
    importance: Literal["low", "normal", "high"] | None = None
    sensitivity: Literal["normal", "personal", "private", "confidential"] | None = None
    showAs: Literal["free", "tentative", "busy", "oof", "workingElsewhere", "unknown"] | None = None  # noqa: N815
    isAllDay: bool | None = None  # noqa: N815
    isReminderOn: bool | None = None  # noqa: N815
    reminderMinutesBeforeStart: int | None = None  # noqa: N815
    responseRequested: bool | None = None  # noqa: N815
    allowNewTimeProposals: bool | None = None  # noqa: N815
    hideAttendees: bool | None = None  # noqa: N815
    isOnlineMeeting: bool | None = None  # noqa: N815
    onlineMeetingProvider: Literal["teamsForBusiness", "unknown"] | None = None  # noqa: N815
    singleValueExtendedProperties: list[_Property] | None = None  # noqa: N815


class NewEvent(EventChanges):
    """A new event; a recurring one is not imitated."""

    start: Moment
    end: Moment
    transactionId: str | None = None  # noqa: N815


class Comment(Strict):
    """What goes to the attendees of a cancelled meeting; Graph's spelling varies between its own pages."""

    comment: str | None = None
    Comment: str | None = None


PLAIN = (
    "subject",
    "categories",
    "importance",
    "sensitivity",
    "showAs",
    "isAllDay",
    "isReminderOn",
    "reminderMinutesBeforeStart",
    "responseRequested",
    "allowNewTimeProposals",
    "hideAttendees",
)
DEFAULTS: Json = {
    "subject": "",
    "categories": [],
    "importance": "normal",
    "sensitivity": "normal",
    "showAs": "busy",
    "isAllDay": False,
    "isReminderOn": True,
    "reminderMinutesBeforeStart": 15,
    "responseRequested": True,
    "allowNewTimeProposals": True,
    "hideAttendees": False,
    "location": {"displayName": ""},
    "isOnlineMeeting": False,
    "onlineMeetingProvider": "unknown",
    "onlineMeeting": None,
}


def plain_changes(sent: EventChanges) -> Json:
    """Give the members that are kept just as they were sent."""
    changes = {name: getattr(sent, name) for name in PLAIN}
    if sent.location is not None:
        changes["location"] = sent.location.model_dump(exclude_none=True)
    return {name: value for name, value in changes.items() if value is not None}
