"""What is in the lists and calendars, in the plain form of the stand-in's own routes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.local365.graph import columns, event_store, html, invitations, item_store, list_store

if TYPE_CHECKING:
    from infra.local365.graph.event_store import Event
    from infra.local365.graph.list_store import SiteList
    from infra.local365.graph.wire import Json
    from infra.local365.state import State


def everything(state: State) -> Json:
    """Give all lists with all items, deleted ones marked, and all events of all mailboxes."""
    return {
        "lists": [_list(state, where) for where in list_store.all_lists(state)],
        "events": [_event(state, event) for event in event_store.everything(state)],
    }


def calendar(state: State, mailbox: str, start: str, end: str) -> list[Json]:
    """Give the events in a calendar that overlap a window of kept times."""
    return [_shown(event) for event in event_store.in_window(state, mailbox, start, end)]


def invitations_of(state: State, mail: str) -> list[Json]:
    """Give the meetings somebody was invited to, as their organisers have them.

    Those called off since, for all or for this person alone, stay and say so, as in a calendar nobody has tidied.
    """
    wanted = mail.casefold()
    found: dict[str, Json] = {}
    for event in sorted(event_store.everything(state), key=lambda one: not one.is_organizer):
        own = next((one for one in event.attendees if one["address"].casefold() == wanted), None)
        if event.is_organizer and invitations.last_told(state, event, mail) == "cancellation":
            alone = not (event.cancelled or event.deleted)
            called_off = {
                "cancelled": True,
                "removed": alone,
                "reason": invitations.explanation(state, event),
            }
            found[event.uid] = {**_seen_by(wanted, event), "response": "none", **called_off}
        elif own and not event.deleted:
            found.setdefault(event.uid, {**_seen_by(wanted, event), "response": own["response"]})
    return sorted(found.values(), key=lambda one: (one["start"], one["id"]))


def _seen_by(wanted: str, event: Event) -> Json:
    """Give an event as one invited person sees it: of hidden attendees nobody but themselves.

    https://learn.microsoft.com/en-us/graph/api/resources/event, `hideAttendees`.
    """
    shown = _shown(event)
    if event.content["hideAttendees"]:
        shown["attendees"] = [one for one in shown["attendees"] if one["address"].casefold() == wanted]
    return shown


def _list(state: State, where: SiteList) -> Json:
    rows = item_store.changed_after(state, where.id, 0, -1)
    return {
        "site": where.site,
        "id": where.id,
        "name": where.name,
        "columns": [columns.as_definition(column) for column in where.columns.values()],
        "items": [
            {
                "id": str(item.id),
                "etag": item.etag,
                "fields": item.fields,
                "deleted": item.deleted,
                "created": item.created,
                "modified": item.modified,
                "modified_by": item.modified_by,
            }
            for item in sorted(rows, key=lambda item: item.id)
        ],
    }


def _event(state: State, event: Event) -> Json:
    properties = event_store.properties(state, event)
    return {
        "mailbox": event.mailbox,
        "id": event.immutable_id,
        "subject": event.content["subject"],
        "start": f"{event.start}Z",
        "end": f"{event.end}Z",
        "transactionId": event.transaction_id,
        "key": properties[0]["value"] if properties else None,
        "cancelled": event.cancelled,
        "deleted": event.deleted,
        "organizer": event.organizer["address"],
        "attendees": [{"address": one["address"], "response": one["response"]} for one in event.attendees],
        "invitations": invitations.count_by_address(state, event),
    }


def _shown(event: Event) -> Json:
    return {
        "mailbox": event.mailbox,
        "id": event.immutable_id,
        "subject": event.content["subject"],
        "text": html.as_text(str(event.content["body"])),
        "body": str(event.content["body"]),
        "start": f"{event.start}Z",
        "end": f"{event.end}Z",
        "location": event.content["location"].get("displayName", ""),
        "organizer": event.organizer,
        "attendees": [
            {"address": one["address"], "name": one["name"], "type": one["type"], "response": one["response"]}
            for one in event.attendees
        ],
        "categories": event.content["categories"],
        "cancelled": event.cancelled,
        "online": event.content["isOnlineMeeting"],
    }
