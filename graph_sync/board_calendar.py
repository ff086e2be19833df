"""How one board meeting becomes one event and stays it: pure conversations with the boards' mailbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graph_sync.board_events import (
    BODY_PROPERTY,
    KEY_PROPERTY,
    ZONE,
    Standing,
    changes,
    local,
    new_event,
    read_standing,
    visible_changes,
)
from graph_sync.calendar_view import view_of
from graph_sync.exchange import (
    ACCEPTED,
    BAD_REQUEST,
    CHANGED,
    CONFLICT,
    CREATED,
    GONE,
    NOT_FOUND,
    OK,
    Call,
    EventSteps,
    Filing,
    Judge,
    Reply,
    Steps,
)
from graph_sync.odata import encoded, literal
from practice.boards import BoardEvent
from practice.by_hand import NOT_YET_SEEN, ByHand, Theirs, Times, by_hand
from practice.outcomes import Conflict, Done, Parked, RetryAfter

GONE_AWAY = Parked("event_deleted")
_PREFER = {"Prefer": f'outlook.timezone="{ZONE}", IdType="ImmutableId"'}
"""Ids change when an event moves, unless immutable ones are asked for in every request.

https://learn.microsoft.com/en-us/graph/outlook-immutable-id
"""
_MEMBERS = "id,subject,start,end,location,attendees,hideAttendees,isCancelled"
_OURS = "$expand=" + encoded(f"singleValueExtendedProperties($filter=id eq {literal(BODY_PROPERTY)})")
_NO_EVENT = "ErrorItemNotFound"
_LOOK_AGAIN = 15.0
_FAR = timedelta(days=62)
"""An event that somebody moved is usually found this near to where it was."""

_TRIES = 2


class _Refused(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    code: str = ""
    existing: str = Field("", alias="@event.existingEventId")


class _Refusal(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    error: _Refused


class _Found(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    value: list[Standing]


@dataclass(frozen=True, slots=True)
class BoardCalendar:
    """The events of one mailbox; `url` names it."""

    url: str

    def created(
        self, event: BoardEvent, category: str, judge: Judge, ours: Sequence[Times] = ()
    ) -> EventSteps:
        """Create the event; where it stands already, bring it to what is wanted now.

        A repeated transactionId has been answered with 400 and the id, with 201 and with 409.
        """
        reply = yield Call("POST", f"{self.url}/events", new_event(event, category), _PREFER)
        if reply.status == CREATED and (made := read_standing(reply.body)):
            if made.cancelled:
                return ByHand(Theirs(), made.id)
            if visible_changes(event, made):
                return (yield from self.changed(event, made.id, judge, ours))
            return Done(made.id, made.etag)
        if reply.status == BAD_REQUEST and (existing := _existing(reply)):
            return (yield from self.changed(event, existing, judge, ours))
        if reply.status not in {CREATED, CONFLICT}:
            return judge(reply)
        return (yield from self._found(event, judge, ours))

    def changed(
        self, event: BoardEvent, event_id: str, judge: Judge, ours: Sequence[Times] = ()
    ) -> EventSteps:
        """Write what differs from the event as it stands, unless somebody moved it.

        Once more when it was changed in between: If-Match makes sure that what was read is what is written to.
        """
        for _ in range(_TRIES):
            look = yield self.reading(event_id)
            standing = read_standing(look.body) if look.status == OK else None
            found = theirs(look)
            if found and by_hand(event, found, ours):
                return ByHand(found, event_id)
            if standing is None:
                return _missing(look, judge)
            wanted = changes(event, standing)
            if not wanted:
                return Done(event_id, standing.etag)
            reply = yield self._patch(event_id, wanted, standing.etag)
            if reply.status == OK:
                written = read_standing(reply.body)
                return Done(event_id, written.etag if written else "")
            if reply.status not in {CONFLICT, CHANGED}:
                gone = theirs(reply) == Theirs()
                return ByHand(Theirs(), event_id) if gone else _missing(reply, judge)
        return Conflict("changed_twice")

    def cancelled(self, event: BoardEvent, judge: Judge) -> Steps:
        """Cancel and tell everybody why; an event that is gone already is as good as cancelled.

        https://learn.microsoft.com/en-us/graph/api/event-cancel
        """
        event_id = event.event_id
        if not event_id:
            look = yield self._search(event)
            if look.status != OK:
                return judge(look)
            found = _first(look)
            if found is None:
                return Done()
            event_id = found.id
        comment = {"comment": event.cancel_comment}
        reply = yield Call("POST", f"{self.url}/events/{encoded(event_id)}/cancel", comment, _PREFER)
        if reply.status in {OK, ACCEPTED, NOT_FOUND, GONE}:
            return Done(event_id)
        if reply.status != BAD_REQUEST:
            return judge(reply)
        look = yield self.reading(event_id)
        standing = read_standing(look.body) if look.status == OK else None
        gone = look.status in {NOT_FOUND, GONE} or bool(standing and standing.cancelled)
        return Done(event_id) if gone else judge(reply)

    def answers(self, event_id: str, members: str) -> Call:
        """Ask for these members of the event, with what everybody invited has answered."""
        return Call("GET", f"{self.url}/events/{encoded(event_id)}?$select={members}", None, _PREFER)

    def _found(self, event: BoardEvent, judge: Judge, ours: Sequence[Times]) -> EventSteps:
        look = yield self._search(event)
        if look.status != OK:
            return judge(look)
        found = _first(look)
        if found is None:
            return RetryAfter(_LOOK_AGAIN, NOT_YET_SEEN)
        return (yield from self.changed(event, found.id, judge, ours))

    def _search(self, event: BoardEvent) -> Call:
        """https://learn.microsoft.com/en-us/graph/api/singlevaluelegacyextendedproperty-get."""
        both = f"ep/id eq {literal(KEY_PROPERTY)} and ep/value eq {literal(event.key)}"
        wanted = encoded(f"singleValueExtendedProperties/Any(ep: {both})")
        return Call("GET", f"{self.url}/events?$filter={wanted}&$select={_MEMBERS}", None, _PREFER)

    def reading(self, event_id: str) -> Call:
        where = f"{self.url}/events/{encoded(event_id)}"
        return Call("GET", f"{where}?$select={_MEMBERS}&{_OURS}", None, _PREFER)

    def around(self, first: datetime, last: datetime) -> Call:
        """Ask when everything stands from some weeks before the first day to some weeks after the last."""
        view = view_of(first - _FAR, last + _FAR, ("id", "start", "end", "isCancelled"))
        return Call("GET", f"{self.url}/{view}", None, _PREFER)

    def _patch(self, event_id: str, wanted: dict[str, object], etag: str) -> Call:
        """If-Match is undocumented for events, yet 412 is answered when the event has changed.

        https://github.com/microsoftgraph/msgraph-sdk-dotnet/issues/1201
        """
        headers = _PREFER | ({"If-Match": etag} if etag else {})
        return Call("PATCH", f"{self.url}/events/{encoded(event_id)}", wanted, headers)


def theirs(reply: Reply) -> Theirs | None:
    """Read when an event stands; None when that cannot be read. A mailbox that is not there deletes nothing."""
    standing = read_standing(reply.body) if reply.status == OK else None
    if standing is None:
        return Theirs() if reply.status in {NOT_FOUND, GONE} and _code(reply) == _NO_EVENT else None
    return _when(standing)


def read_seen(body: object) -> tuple[str, Theirs | None]:
    """Read one event of a view: its id, and when it stands; what cannot be read has neither."""
    standing = read_standing(body)
    return (standing.id, _when(standing)) if standing else ("", None)


def _when(standing: Standing) -> Theirs | None:
    if standing.cancelled:
        return Theirs()
    starts_at, ends_at = local(standing.start), local(standing.end)
    return Theirs(starts_at, ends_at) if starts_at and ends_at else None


def _missing(reply: Reply, judge: Judge) -> Filing:
    return GONE_AWAY if reply.status in {OK, NOT_FOUND, GONE} else judge(reply)


def _code(reply: Reply) -> str:
    try:
        return _Refusal.model_validate(reply.body).error.code
    except ValidationError:
        return ""


def _existing(reply: Reply) -> str:
    """Find the id of the event that used the transactionId before; "" for another refusal."""
    try:
        refused = _Refusal.model_validate(reply.body).error
    except ValidationError:
        return ""
    return refused.existing if refused.code == "ErrorDuplicateTransactionId" else ""


def _first(look: Reply) -> Standing | None:
    try:
        found = _Found.model_validate(look.body).value
    except ValidationError:
        return None
    return next((one for one in found if not one.cancelled), None)
