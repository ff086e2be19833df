"""What an invited person does with an invitation: the organiser's copy and the room's copy learn of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from infra.local365.graph import event_store
from infra.local365.graph.wire import not_found

if TYPE_CHECKING:
    from infra.local365.graph.event_store import Event
    from infra.local365.state import State


def respond(state: State, mailbox: str, event_id: str, person: str, response: str) -> None:
    """Record a response in the mailbox's event. Raises 404 if the person is not invited to it."""
    event = event_store.find(state, mailbox, event_id)
    known = {one["address"].casefold() for one in event.attendees} if event else set()
    if event is None or not event.in_calendar or person.casefold() not in known:
        raise not_found("Nobody of this address is invited to such an event.")
    event_store.save(state, responded(state, event, person, response))


def responded(state: State, event: Event, person: str, response: str) -> Event:
    """Give an event in which one attendee has answered."""
    now = event_store.precise(state)
    attendees = [
        {**one, "response": response, "time": now} if one["address"].casefold() == person.casefold() else one
        for one in event.attendees
    ]
    return replace(event, attendees=attendees)
