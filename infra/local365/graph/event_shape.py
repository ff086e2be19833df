"""How an event looks on the wire: ids and zone by preference, attendees as Exchange orders them.

https://learn.microsoft.com/graph/api/event-get
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.local365.graph import event_store, filters, html, zones
from infra.local365.graph.wire import Call, GraphError, Json, preferences

if TYPE_CHECKING:
    from infra.local365.graph.event_store import Event
    from infra.local365.state import State

NEVER = "0001-01-01T00:00:00Z"
_IMMUTABLE = re.compile(r'IdType\s*=\s*"ImmutableId"', re.IGNORECASE)
_TEXT_BODY = re.compile(r'outlook\.body-content-type\s*=\s*"text"', re.IGNORECASE)
_PROPERTY_FILTER = re.compile(r"\s*id\s+eq\s+'((?:[^']|'')*)'\s*", re.IGNORECASE)
_EXTENDED = "singleValueExtendedProperties"


@dataclass(frozen=True, slots=True)
class View:
    """What of an event was asked for, and in which form."""

    members: frozenset[str] | None
    properties: frozenset[str]
    zone: str
    immutable: bool
    text: bool


def view_of(call: Call) -> View:
    """Read $select, $expand and the Prefer header. Refuses an unknown zone and what cannot be expanded."""
    prefer = preferences(call)
    zone = zones.preferred(prefer)
    zones.zone(zone)
    return View(
        members=filters.selected(call.query.get("$select")),
        properties=_expanded(call.query.get("$expand")),
        zone=zone,
        immutable=bool(_IMMUTABLE.search(prefer)),
        text=bool(_TEXT_BODY.search(prefer)),
    )


def _expanded(text: str | None) -> frozenset[str]:
    """Read which extended properties are expanded; the service gives none without naming them.

    https://learn.microsoft.com/graph/api/singlevaluelegacyextendedproperty-get
    """
    wanted: set[str] = set()
    for one in filters.expansions(text):
        parts = re.split(r"\s+or\s+", one.options.get("filter", ""))
        found = [_PROPERTY_FILTER.fullmatch(part) for part in parts]
        if one.name != _EXTENDED or not all(found):
            raise GraphError(400, "BadRequest", "Parsing OData Select and Expand failed.")
        wanted |= {match[1].replace("''", "'").casefold() for match in found if match}
    return frozenset(wanted)


def id_of(event: Event, view: View) -> str:
    """Give the id in the form the client prefers (https://learn.microsoft.com/graph/outlook-immutable-id)."""
    return event.immutable_id if view.immutable else event.id


def shaped(state: State, event: Event, view: View) -> Json:
    """Write one event; $select of a member it does not have is refused."""
    body = {**_identity(event, view), **event.content, **_times(event, view), **_people(event)}
    page = str(event.content["body"])
    body["body"] = (
        {"contentType": "text", "content": html.as_text(page)}
        if view.text
        else {"contentType": "html", "content": page}
    )
    body["bodyPreview"] = html.preview(page)
    if view.members is not None:
        body = _chosen(body, view.members)
    if view.properties:
        own = event_store.properties(state, event)
        found = [one for one in own if one["id"].casefold() in view.properties]
        body |= {_EXTENDED: found} if found else {}
    return body


_NOT_OF_SINGLE_EVENTS = frozenset({"originalStart", "occurrenceId"})
"""May be selected, and is not returned for events that are no part of a series.

https://learn.microsoft.com/en-us/graph/api/resources/event
"""


def _chosen(body: Json, members: frozenset[str]) -> Json:
    unknown = members - set(body) - _NOT_OF_SINGLE_EVENTS
    if unknown:
        message = f"Could not find a property named '{min(unknown)[:64]}' on type 'microsoft.graph.event'."
        raise GraphError(400, "BadRequest", message)
    return {name: value for name, value in body.items() if name in members or name in {"@odata.etag", "id"}}


def _identity(event: Event, view: View) -> Json:
    return {
        "@odata.etag": event.etag,
        "id": id_of(event, view),
        "createdDateTime": event.created,
        "lastModifiedDateTime": event.modified,
        "changeKey": event.change_key,
        "transactionId": event.transaction_id,
        "iCalUId": event.uid,
        "type": "singleInstance",
        "seriesMasterId": None,
        "recurrence": None,
        "isDraft": False,
        "hasAttachments": False,
        "isCancelled": event.cancelled,
        "isOrganizer": event.is_organizer,
        "webLink": "https://outlook.office365.com/owa/?itemid=" + id_of(event, view),
        "onlineMeetingUrl": None,
    }


def _times(event: Event, view: View) -> Json:
    return {"start": zones.shown(event.start, view.zone), "end": zones.shown(event.end, view.zone)}


def _people(event: Event) -> Json:
    return {
        "responseStatus": _own_response(event),
        "organizer": {"emailAddress": event.organizer},
        "attendees": [_attendee(one) for one in event.attendees],
    }


def _own_response(event: Event) -> Json:
    if event.is_organizer:
        return {"response": "organizer", "time": NEVER}
    own = next((a for a in event.attendees if a["address"].casefold() == event.mailbox.casefold()), None)
    return (
        {"response": own["response"], "time": own["time"]}
        if own
        else {"response": "notResponded", "time": NEVER}
    )


def _attendee(attendee: dict[str, str]) -> Json:
    return {
        "type": attendee["type"],
        "status": {"response": attendee["response"], "time": attendee["time"]},
        "emailAddress": {"name": attendee["name"], "address": attendee["address"]},
    }
