"""The events of a mailbox: make, find, change, cancel and delete them.

https://learn.microsoft.com/graph/api/user-post-events
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from infra.local365.graph import event_store, invitations, mailboxes, traits
from infra.local365.graph.calendar_view import page_of
from infra.local365.graph.event_body import Comment, EventChanges, NewEvent
from infra.local365.graph.event_changes import changed, made, told
from infra.local365.graph.event_filters import matching
from infra.local365.graph.event_shape import View, id_of, shaped, view_of
from infra.local365.graph.wire import Call, GraphError, Reply, read_body

if TYPE_CHECKING:
    from infra.local365.graph.event_store import Event
    from infra.local365.state import State


def read_many(state: State, call: Call, address: str) -> Reply:
    """GET /users/{id}/events (https://learn.microsoft.com/graph/api/user-list-events)."""
    mailbox = mailboxes.opened(state, address)
    found = matching(state, mailbox.address, call.query.get("$filter"))
    return page_of(state, call, [event for event in found if event.in_calendar])


def create(state: State, call: Call, address: str) -> Reply:
    """POST /users/{id}/events: sends the invitations, and a repeat by transactionId makes nothing new."""
    mailbox = mailboxes.opened(state, address)
    view = view_of(call)
    sent = read_body(NewEvent, call.body)
    if sent.transactionId:
        known = event_store.by_transaction(state, mailbox.address, sent.transactionId)
        if known is not None:
            return _repeated(state, known, view)
    event = event_store.add(state, made(state, mailbox, sent))
    _keep_properties(state, event, sent)
    invitations.send(state, event, (one["address"] for one in event.attendees), "invitation")
    return Reply(201, shaped(state, event, view), {"ETag": event.etag})


def _repeated(state: State, known: Event, view: View) -> Reply:
    """Answer a repeat in one of the three ways seen in the field; the event may since have been deleted."""
    match traits.read(state).repeated_transaction:
        case "201":
            return Reply(201, shaped(state, known, view))
        case "409":
            raise GraphError(
                409, "Conflict", "The TransactionId specified in the request has already been used."
            )
        case "400":
            raise GraphError(
                400,
                "ErrorDuplicateTransactionId",
                "Your request can't be completed. The TransactionId specified in the request has already "
                "been used to create a different event.",
                extra={"@event.existingEventId": id_of(known, view)},
            )


def read_one(state: State, call: Call, address: str, event_id: str) -> Reply:
    """GET /users/{id}/events/{id}."""
    event = _event(state, address, event_id)
    return Reply(200, shaped(state, event, view_of(call)), {"ETag": event.etag})


def update(state: State, call: Call, address: str, event_id: str) -> Reply:
    """PATCH: changing attendees alone tells only those who came or went."""
    event = _event(state, address, event_id)
    _refuse_changed(call, event)
    view = view_of(call)
    sent = read_body(EventChanges, call.body)
    if not event.is_organizer and sent.model_fields_set & {"start", "end", "attendees", "subject", "body"}:
        raise GraphError(
            400, "ErrorInvalidRequest", "Your request can't be completed. You need to be an organizer."
        )
    after = event_store.save(state, changed(state, event, sent))
    _keep_properties(state, after, sent)
    invited, updated, dropped = told(event, after, sent)
    invitations.send(state, after, sorted(invited), "invitation")
    invitations.send(state, after, sorted(updated), "update")
    invitations.send(state, after, sorted(dropped), "cancellation")
    return Reply(200, shaped(state, after, view), {"ETag": after.etag})


def cancel(state: State, call: Call, address: str, event_id: str) -> Reply:
    """POST .../cancel: for the organiser only (https://learn.microsoft.com/graph/api/event-cancel)."""
    event = _event(state, address, event_id)
    sent = read_body(Comment, call.body or {})
    if not event.is_organizer:
        message = "Your request can't be completed. You need to be an organizer to cancel a meeting."
        raise GraphError(400, "ErrorInvalidRequest", message)
    if event.cancelled:
        raise _missing()
    invitations.explain(state, event, sent.comment or "")
    _call_off(state, replace(event, cancelled=True))
    return Reply(202)


def delete(state: State, call: Call, address: str, event_id: str) -> Reply:
    """DELETE: from the organiser's calendar it sends cancellations too (https://learn.microsoft.com/graph/api/event-delete)."""
    event = _event(state, address, event_id)
    _refuse_changed(call, event)
    _call_off(state, replace(event, deleted=True))
    return Reply(204)


def _call_off(state: State, event: Event) -> None:
    event = event_store.save(state, event)
    if event.is_organizer:
        invitations.send(state, event, (one["address"] for one in event.attendees), "cancellation")


def _keep_properties(state: State, event: Event, sent: EventChanges) -> None:
    for one in sent.singleValueExtendedProperties or ():
        event_store.set_property(state, event, one.id, one.value)


def _event(state: State, address: str, event_id: str) -> Event:
    """Give the event a path names; whether a cancelled one can still be read is unverified."""
    event = event_store.find(state, mailboxes.opened(state, address).address, event_id)
    if event is None or event.deleted:
        raise _missing()
    if not event.in_calendar and traits.read(state).cancelled_event == "gone":
        raise _missing()
    return event


def _missing() -> GraphError:
    return GraphError(404, "ErrorItemNotFound", "The specified object was not found in the store.")


def _refuse_changed(call: Call, event: Event) -> None:
    """Refuse a stale If-Match (https://github.com/microsoftgraph/msgraph-sdk-dotnet/issues/1201)."""
    if call.headers.get("if-match") not in {None, "*", event.etag}:
        raise GraphError(
            412,
            "ErrorIrresolvableConflict",
            "The send or update operation could not be performed because the change key passed in the "
            "request does not match the current change key for the item.",
        )
