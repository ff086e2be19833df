"""How one board meeting becomes one event and stays it: pure conversations with the boards' mailbox."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from graph_sync.board_events import (
    BODY_PROPERTY,
    KEY_PROPERTY,
    ZONE,
    Standing,
    changes,
    new_event,
    read_standing,
    visible_changes,
    with_join_block,
    without_words,
)
from graph_sync.calendar_view import view_of
from graph_sync.events_read import existing, first, theirs
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
from graph_sync.join_block import join_block
from graph_sync.odata import encoded, literal
from practice.boards import BoardEvent
from practice.by_hand import NOT_YET_SEEN, ByHand, Theirs, Times, by_hand
from practice.outcomes import UNTIL_MENDED, Conflict, Done, Parked, RetryAfter

GONE_AWAY = Parked("event_deleted")
NO_JOIN_BLOCK = RetryAfter(UNTIL_MENDED, "no_join_link")
"""A Teams meeting without a link in its words: writing them anew would end it there.

Somebody took it out, or Teams has yet to put it in.
"""

_PREFER = {"Prefer": f'outlook.timezone="{ZONE}", IdType="ImmutableId"'}
"""Ids change when an event moves, unless immutable ones are asked for in every request.

https://learn.microsoft.com/en-us/graph/outlook-immutable-id
"""
_MEMBERS = "id,subject,start,end,location,attendees,hideAttendees,isCancelled,isOnlineMeeting"
_OURS = "$expand=" + encoded(f"singleValueExtendedProperties($filter=id eq {literal(BODY_PROPERTY)})")
_LOOK_AGAIN = 15.0
_FAR = timedelta(days=62)
"""An event that somebody moved is usually found this near to where it was."""

_TRIES = 2
_Turn = Generator[Call, Reply, Filing | ByHand | None]


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
        if reply.status == BAD_REQUEST and (event_id := existing(reply)):
            return (yield from self.changed(event, event_id, judge, ours))
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
            outcome = yield from self._brought(event, event_id, standing, judge)
            if outcome:
                return outcome
        return Conflict("changed_twice")

    def _brought(self, event: BoardEvent, event_id: str, standing: Standing, judge: Judge) -> _Turn:
        """Write what differs from what was read; None when it was changed in between.

        The words of a Teams meeting are read only where they are written, with the block that they must keep.
        Where it is not found the rest is written all the same: people learn of another day, and the words wait.
        """
        wanted, words_wait = changes(event, standing), False
        if standing.online and "body" in wanted:
            look = yield self._body(event_id)
            if look.status != OK:
                return _missing(look, judge)
            block = join_block(look.body)
            wanted = with_join_block(event, wanted, block) if block else without_words(wanted)
            words_wait = not block
        if not wanted:
            return NO_JOIN_BLOCK if words_wait else Done(event_id, standing.etag)
        reply = yield self._patch(event_id, wanted, standing.etag)
        if reply.status == OK:
            written = read_standing(reply.body)
            return NO_JOIN_BLOCK if words_wait else Done(event_id, written.etag if written else "")
        if reply.status in {CONFLICT, CHANGED}:
            return None
        return ByHand(Theirs(), event_id) if theirs(reply) == Theirs() else _missing(reply, judge)

    def cancelled(self, event: BoardEvent, judge: Judge) -> Steps:
        """Cancel and tell everybody why; an event that is gone already is as good as cancelled.

        https://learn.microsoft.com/en-us/graph/api/event-cancel
        """
        event_id = event.event_id
        if not event_id:
            look = yield self._search(event)
            if look.status != OK:
                return judge(look)
            found = first(look)
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
        found = first(look)
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

    def _body(self, event_id: str) -> Call:
        where = f"{self.url}/events/{encoded(event_id)}"
        return Call("GET", f"{where}?$select=body,onlineMeeting", None, _PREFER)

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


def _missing(reply: Reply, judge: Judge) -> Filing:
    return GONE_AWAY if reply.status in {OK, NOT_FOUND, GONE} else judge(reply)
