"""What Exchange sends when a meeting is made, changed or called off, and what arrives in other mailboxes.

https://learn.microsoft.com/graph/api/event-update says who is told of which change.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from infra.local365.graph import event_store, html, mailboxes, traits
from infra.local365.graph.event_store import Event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from infra.local365.graph.mailboxes import Mailbox
    from infra.local365.state import State

Kind = Literal["invitation", "update", "cancellation"]
SLIPS_THROUGH = 0.2
_CANCELLED = "Canceled: "


def send(state: State, event: Event, addresses: Iterable[str], kind: Kind) -> None:
    """Tell some attendees, and bring the copies in mailboxes of the stand-in up to date."""
    now = event_store.precise(state)
    for address in addresses:
        row = (event.id, address, kind, now)
        state.db.execute("INSERT INTO graph_invitations (event, address, kind, at) VALUES (?, ?, ?, ?)", row)
        mailbox = mailboxes.find(state, address)
        if mailbox is not None and mailbox.address.casefold() != event.mailbox.casefold():
            _deliver(state, event, mailbox, kind)


def count_by_address(state: State, event: Event) -> dict[str, int]:
    """Count the messages sent to each attendee because of an event, of all kinds."""
    sql = "SELECT lower(address) AS address, count(*) AS n FROM graph_invitations WHERE event = ? GROUP BY 1"
    return {row["address"]: row["n"] for row in state.db.execute(sql, (event.id,))}


def explain(state: State, event: Event, comment: str) -> None:
    """Keep what the organiser wrote into the cancellation: its readers see it there, and Graph shows it nowhere."""
    state.db.execute("INSERT OR REPLACE INTO graph_cancel_comments VALUES (?, ?)", (event.id, comment))


def explanation(state: State, event: Event) -> str:
    """Give the comment of a cancellation; "" where there was none."""
    row = state.db.execute(
        "SELECT comment FROM graph_cancel_comments WHERE event = ?", (event.id,)
    ).fetchone()
    return str(row["comment"]) if row else ""


def last_told(state: State, event: Event, address: str) -> str:
    """Give the kind of the last message somebody got because of an event; "" for none."""
    sql = "SELECT kind FROM graph_invitations WHERE event = ? AND address = ? ORDER BY number DESC LIMIT 1"
    row = state.db.execute(sql, (event.id, address)).fetchone()
    return str(row["kind"]) if row else ""


def _deliver(state: State, event: Event, mailbox: Mailbox, kind: Kind) -> None:
    copy = event_store.by_uid(state, mailbox.address, event.uid)
    if kind == "cancellation":
        if copy is not None:
            _call_off(state, copy)
        return
    arrived = stripped(state, mailbox, event)
    if copy is None:
        ordinary, immutable, _uid = event_store.new_ids(state)
        copy = replace(
            arrived,
            id=ordinary,
            immutable_id=immutable,
            mailbox=mailbox.address,
            transaction_id=None,
            is_organizer=False,
            version=1,
        )
        event_store.add(state, copy)
    else:
        kept = replace(copy, start=arrived.start, end=arrived.end, attendees=arrived.attendees)
        event_store.save(state, replace(kept, content=arrived.content, deleted=False, cancelled=False))


def _call_off(state: State, copy: Event) -> None:
    """Leave a cancelled meeting in the calendar, marked: rooms do not remove it either.

    https://learn.microsoft.com/powershell/module/exchange/set-calendarprocessing: RemoveCanceledMeetings is off
    by default.
    """
    subject = f"{_CANCELLED}{copy.content['subject']}"
    content = {**copy.content, "subject": subject, "showAs": "free"}
    event_store.save(state, replace(copy, cancelled=True, content=content))


def stripped(state: State, mailbox: Mailbox, event: Event) -> Event:
    """Remove subject and body on arrival where the mailbox does so; the organiser's name becomes the subject.

    https://learn.microsoft.com/powershell/module/exchange/set-calendarprocessing: DeleteSubject,
    DeleteComments and AddOrganizerToSubject are on by default. That all of Graph shows it so is unverified.
    """
    if not mailbox.strip or _slips_through(state, event):
        return event
    content = {**event.content, "subject": event.organizer["name"], "body": html.rewritten("", "html")}
    return replace(event, content=content)


def _slips_through(state: State, event: Event) -> bool:
    if traits.read(state).room_stripping == "always":
        return False
    return random.Random(f"{state.seed}:{event.uid}").random() < SLIPS_THROUGH
