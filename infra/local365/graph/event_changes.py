"""What a POST or PATCH makes of an event; who has to be told is decided here, telling is done elsewhere.

https://learn.microsoft.com/graph/api/event-update
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from infra.local365.graph import html, online, zones
from infra.local365.graph.event_body import DEFAULTS, EventChanges, NewEvent, plain_changes
from infra.local365.graph.event_shape import NEVER
from infra.local365.graph.event_store import Event, new_ids, precise
from infra.local365.graph.wire import GraphError, Json

if TYPE_CHECKING:
    from infra.local365.graph.mailboxes import Mailbox
    from infra.local365.state import State

ATTENDEES_ONLY = frozenset({"attendees"})
UNTOLD = frozenset(
    {
        "categories",
        "importance",
        "showAs",
        "isReminderOn",
        "reminderMinutesBeforeStart",
        "singleValueExtendedProperties",
    }
)


def made(state: State, mailbox: Mailbox, sent: NewEvent) -> Event:
    """Make a new event of the mailbox's own."""
    ordinary, immutable, uid = new_ids(state)
    now = precise(state)
    content = {
        **DEFAULTS,
        "body": html.rewritten("", "html"),
        "originalStartTimeZone": sent.start.timeZone,
        "originalEndTimeZone": sent.end.timeZone,
    }
    blank = Event(
        id=ordinary,
        immutable_id=immutable,
        mailbox=mailbox.address,
        uid=uid,
        transaction_id=sent.transactionId,
        start="",
        end="",
        organizer={"name": mailbox.name, "address": mailbox.address},
        is_organizer=True,
        attendees=[],
        content=content,
        created=now,
        modified=now,
    )
    return changed(state, blank, sent)


def changed(state: State, event: Event, sent: EventChanges) -> Event:
    """Apply what was sent. Raises the refusal of an end before the start."""
    start = zones.to_utc(sent.start.dateTime, sent.start.timeZone) if sent.start else event.start
    end = zones.to_utc(sent.end.dateTime, sent.end.timeZone) if sent.end else event.end
    if end < start:
        raise GraphError(
            400, "ErrorPropertyValidationFailure", "At least one property failed validation: EndTime."
        )
    moved = (start, end) != (event.start, event.end)
    content = {**event.content, **plain_changes(sent)}
    _write_body(state, event.mailbox, content, sent)
    attendees = _attendees(state, event, sent, moved=moved)
    return replace(event, start=start, end=end, content=content, attendees=attendees)


def _attendees(state: State, event: Event, sent: EventChanges, *, moved: bool) -> list[dict[str, str]]:
    """Give the attendees in an order of Exchange's own; a moved meeting asks everybody again."""
    known = {one["address"].casefold(): one for one in event.attendees}
    if sent.attendees is not None:
        found = []
        for one in sent.attendees:
            address = one.emailAddress.address
            before = known.get(address.casefold(), {"response": "none", "time": NEVER})
            name = one.emailAddress.name or address
            found.append({**before, "address": address, "name": name, "type": one.type})
        state.rng.shuffle(found)
    else:
        found = list(event.attendees)
    return [{**one, "response": "none", "time": NEVER} for one in found] if moved else found


def _write_body(state: State, mailbox: str, content: Json, sent: EventChanges) -> None:
    """Rewrite the body; in a mailbox without Teams no event becomes an online meeting, and nobody is told why."""
    if sent.body is not None:
        content["body"] = html.rewritten(sent.body.content, sent.body.contentType)
        content |= online.kept(content, sent.body.content)
    if sent.isOnlineMeeting and not content["isOnlineMeeting"] and online.allowed(state, mailbox):
        content |= online.online(state, str(content["body"]))


def told(before: Event, after: Event, sent: EventChanges) -> tuple[set[str], set[str], set[str]]:
    """Give who is invited, who is told of a change and who is told that they are no longer needed."""
    old = {one["address"].casefold() for one in before.attendees}
    new = {one["address"].casefold() for one in after.attendees}
    touched = sent.model_fields_set
    stayed = old & new if touched - ATTENDEES_ONLY - UNTOLD else set()
    return new - old, stayed, old - new
