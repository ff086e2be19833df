"""Fills sites, mailboxes and calendars with what a rehearsal or test starts from."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from infra.local365 import people
from infra.local365.graph import (
    event_store,
    html,
    list_store,
    mailboxes,
    online,
    schedules,
    site_users,
    zones,
)
from infra.local365.graph.event_body import DEFAULTS
from infra.local365.graph.event_shape import NEVER
from infra.local365.graph.event_store import Event
from infra.local365.graph.groups import Group, keep_group
from infra.local365.graph.invitations import stripped
from infra.local365.wire import Refused

if TYPE_CHECKING:
    from infra.local365.graph.mailboxes import Mailbox
    from infra.local365.state import State

Address = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Site(_Part):
    id: Annotated[str, Field(min_length=1, pattern=r"^[^/\s]+$")]
    name: str


class _Mailbox(_Part):
    address: Address
    kind: Literal["room", "shared"]
    strip: bool | None = None
    name: str | None = None


class _Attendee(_Part):
    mail: Address
    name: str = ""
    type: Literal["required", "optional", "resource"] = "required"
    response: Literal["none", "accepted", "tentativelyAccepted", "declined", "notResponded", "organizer"] = (
        "none"
    )


class _Event(_Part):
    mailbox: Address
    subject: str
    body: str = ""
    start: AwareDatetime
    end: AwareDatetime
    organizer: Address
    attendees: list[_Attendee] = []
    categories: list[str] = []
    cancelled: bool = False
    online: bool = False


class _Busy(_Part):
    """A time at which somebody is busy with something no mailbox of the stand-in holds."""

    person: Address
    start: AwareDatetime
    end: AwareDatetime
    status: schedules.Status = "busy"


class _Seed(_Part):
    sites: list[_Site] = []
    mailboxes: list[_Mailbox] = []
    events: list[_Event] = []
    busy: list[_Busy] = []
    groups: list[Group] = []


def seed(state: State, body: dict[str, Any]) -> None:
    """Add what is new and bring the rest up to date.

    An event is the same by mailbox, organiser, subject and start. Raises pydantic's ValidationError.
    """
    sent = _Seed.model_validate(body)
    for site in sent.sites:
        list_store.add_site(state, site.id, site.name)
        site_users.open_list(state, site.id)
    for box in sent.mailboxes:
        strip = box.kind == "room" if box.strip is None else box.strip
        name = box.name or box.address.partition("@")[0].replace(".", " ").capitalize()
        mailboxes.add(state, box.address, box.kind, strip=strip, name=name)
    for event in sent.events:
        _keep_event(state, event)
    for group in sent.groups:
        keep_group(state, group)
    for one in sent.busy:
        start, end = zones.moment_to_utc(one.start), zones.moment_to_utc(one.end)
        schedules.keep_busy(state, one.person, start, end, one.status)


def _keep_event(state: State, sent: _Event) -> None:
    mailbox = mailboxes.find(state, sent.mailbox)
    if mailbox is None:
        raise Refused(400, "BadRequest", "An event names a mailbox that has not been seeded.")
    event = stripped(state, mailbox, _event(state, mailbox, sent))
    before = event_store.by_uid(state, mailbox.address, event.uid)
    if before is None:
        event_store.add(state, event)
    else:
        kept = replace(before, end=event.end, attendees=event.attendees, content=event.content)
        event_store.save(state, replace(kept, cancelled=sent.cancelled))


def _event(state: State, mailbox: Mailbox, sent: _Event) -> Event:
    ordinary, immutable, _uid = event_store.new_ids(state)
    now = event_store.precise(state)
    return Event(
        id=ordinary,
        immutable_id=immutable,
        mailbox=mailbox.address,
        uid=_uid_of(sent),
        transaction_id=None,
        start=zones.moment_to_utc(sent.start),
        end=zones.moment_to_utc(sent.end),
        organizer={"name": _name(state, sent.organizer), "address": sent.organizer},
        is_organizer=sent.organizer.casefold() == mailbox.address.casefold(),
        attendees=[_attendee(state, one) for one in sent.attendees],
        content=_content(state, sent),
        created=now,
        modified=now,
        cancelled=sent.cancelled,
    )


def _uid_of(sent: _Event) -> str:
    text = f"{sent.organizer} {sent.subject} {sent.start.isoformat()}"
    return f"040000008200E00074C5B7101A82E008{hashlib.sha256(text.encode()).hexdigest()[:40].upper()}"


def _attendee(state: State, one: _Attendee) -> dict[str, str]:
    answered = one.response not in {"none", "notResponded"}
    return {
        "address": one.mail,
        "name": one.name or _name(state, one.mail),
        "type": one.type,
        "response": one.response,
        "time": event_store.precise(state) if answered else NEVER,
    }


def _content(state: State, sent: _Event) -> dict[str, Any]:
    page = html.rewritten(sent.body, "html" if "<" in sent.body else "text")
    content = {
        **DEFAULTS,
        "subject": sent.subject,
        "body": page,
        "categories": sent.categories,
        "originalStartTimeZone": "GMT Standard Time",
        "originalEndTimeZone": "GMT Standard Time",
    }
    if sent.online:
        content |= online.online(state, page)
    return content


def _name(state: State, address: str) -> str:
    """Give the name the directory has for an address, else the address itself."""
    person, mailbox = people.by_mail(state, address), mailboxes.find(state, address)
    return person.name if person else mailbox.name if mailbox else address
