"""The boards' calendar and the intake calendar in Outlook.

Needs Application Calendars.ReadWrite, scoped by Exchange to these two mailboxes and no other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

from graph_sync.attendance import MEMBERS as MEMBERS_WITH_ANSWERS
from graph_sync.attendance import read_answers
from graph_sync.board_calendar import GONE_AWAY, BoardCalendar
from graph_sync.calendar_view import view_of
from graph_sync.client import GraphClient
from graph_sync.conversations import side_by_side
from graph_sync.events_read import read_seen, theirs
from graph_sync.exchange import GONE, NOT_FOUND, OK, Call, EventSteps, Filing, Reply
from graph_sync.intake import MEMBERS, read_event
from graph_sync.odata import encoded
from graph_sync.paging import Page, every_page, unread
from graph_sync.schedules import OutlookSchedules
from practice.boards import BoardEvent, EventState
from practice.by_hand import ByHand, Theirs, Times
from practice.clocks import LONDON
from practice.meetings import SeenMeeting
from practice.outcomes import Conflict, Done, Parked, RetryAfter
from practice.quorum import Reply as Answer

AT_A_TIME = 4
"""Requests of one application to one mailbox: https://learn.microsoft.com/en-us/graph/throttling-limits"""

MOST_PAGES = 200
_PREFER = {"Prefer": 'outlook.timezone="UTC", IdType="ImmutableId"'}


class OutlookCalendar:
    """Board events in one mailbox, seen meetings in another; `categories` names each board's by its key."""

    def __init__(
        self, client: GraphClient, *, boards_mailbox: str, intake_mailbox: str, categories: Mapping[str, str]
    ) -> None:
        self._client = client
        self._boards_mailbox = boards_mailbox
        self._intake_mailbox = intake_mailbox
        self._events = BoardCalendar(f"/users/{encoded(boards_mailbox)}")
        self._categories = categories
        # A batch of four fills a mailbox, so there is one at a time; where both are one mailbox, of anything.
        self._doors = {
            intake_mailbox: asyncio.Semaphore(AT_A_TIME),
            boards_mailbox: asyncio.Semaphore(1),
        }

    async def make(
        self, events: Sequence[BoardEvent], ours: Mapping[str, Sequence[Times]]
    ) -> Sequence[Done | ByHand | RetryAfter | Parked]:
        """Make up to four events as they are wanted, each round of their requests in one batch.

        One that stands at no time of `ours` is left alone; that costs no request, as it is read anyway.

        Inside a batch the mailbox's limit still counts: https://learn.microsoft.com/en-us/graph/throttling
        """
        if len(events) > AT_A_TIME:
            raise ValueError(f"At most {AT_A_TIME} events at a time.")
        async with self._doors[self._boards_mailbox]:
            outcomes = await side_by_side(
                self._client, [self._steps(event, ours.get(event.work_subject, ())) for event in events]
            )
        return [_not_in_conflict(outcome) for outcome in outcomes]

    def schedules(self) -> OutlookSchedules:
        """Ask when people are free through the boards' mailbox, in turn with everything else there."""
        return OutlookSchedules(self._client, self._boards_mailbox, self._doors[self._boards_mailbox])

    async def standing(self, events: Sequence[BoardEvent]) -> Sequence[Theirs | RetryAfter | Parked]:
        """Read when each event stands; one that is gone or cancelled was deleted.

        Many are read in one view of the calendar. What is not in it was moved far away or is gone: that is read by
        its id, as few are.
        """
        seen: Mapping[str, Theirs] | RetryAfter | Parked = {}
        if len(events) > AT_A_TIME:
            seen = await self._seen_around(events)
        if not isinstance(seen, Mapping):
            return [seen] * len(events)
        others = [event.event_id for event in events if event.event_id not in seen]
        read = dict(zip(others, await self._one_by_one(others), strict=True))
        return [seen.get(event.event_id) or read[event.event_id] for event in events]

    async def _seen_around(self, events: Sequence[BoardEvent]) -> Mapping[str, Theirs] | RetryAfter | Parked:
        """Give when each event stands, by its id, from some weeks before the first one to after the last."""
        days = [event.meeting.starts_at.replace(tzinfo=LONDON) for event in events]
        found = await self._all(self._boards_mailbox, self._events.around(min(days), max(days)))
        if not isinstance(found, list):
            return found
        read = (read_seen(event) for event in found)
        return {event_id: theirs for event_id, theirs in read if theirs}

    async def _one_by_one(self, event_ids: Sequence[str]) -> list[Theirs | RetryAfter | Parked]:
        found: list[Theirs | RetryAfter | Parked] = []
        for first in range(0, len(event_ids), AT_A_TIME):
            calls = [self._events.reading(event_id) for event_id in event_ids[first : first + AT_A_TIME]]
            async with self._doors[self._boards_mailbox]:
                answers = await self._client.batch(calls)
            found += [self._theirs(one) if isinstance(one, Reply) else one for one in answers]
        return found

    def _theirs(self, reply: Reply) -> Theirs | RetryAfter | Parked:
        if found := theirs(reply):
            return found
        refusal = self._client.judge(reply)
        return Parked(refusal.reason) if isinstance(refusal, Conflict) else refusal

    def _steps(self, event: BoardEvent, ours: Sequence[Times]) -> EventSteps:
        judge = self._client.judge
        if event.state is EventState.CANCELLING:
            return self._events.cancelled(event, judge)
        if event.event_id:
            return self._events.changed(event, event.event_id, judge, ours)
        category = self._categories.get(event.meeting.board, event.meeting.board)
        return self._events.created(event, category, judge, ours)

    async def answers(self, event: BoardEvent) -> Mapping[str, Answer] | RetryAfter | Parked:
        """Read what everybody invited has answered. https://learn.microsoft.com/en-us/graph/api/event-get."""
        async with self._doors[self._boards_mailbox]:
            reply = await self._client.send(self._events.answers(event.event_id, MEMBERS_WITH_ANSWERS))
        if isinstance(reply, RetryAfter):
            return reply
        if reply.status in {NOT_FOUND, GONE}:
            return GONE_AWAY
        if reply.status != OK:
            return self._unread(reply)
        return read_answers(reply)

    async def meetings(
        self, since: datetime, until: datetime
    ) -> tuple[Sequence[SeenMeeting], int] | RetryAfter | Parked:
        """Read the intake mailbox's meetings that touch the time between two aware times.

        The number says how many events could not be read.
        https://learn.microsoft.com/en-us/graph/api/user-list-calendarview
        """
        found = await self._all(self._intake_mailbox, self._view(since, until))
        if not isinstance(found, list):
            return found
        seen = [read_event(event, self._intake_mailbox) for event in found]
        read = [meeting for meeting in seen if meeting]
        return read, len(seen) - len(read)

    async def _all(self, mailbox: str, call: Call) -> list[object] | RetryAfter | Parked:
        """Read every page of a view, each event unread."""
        async with self._doors[mailbox]:
            return await every_page(self._client, call, Page[object], most=MOST_PAGES, refused=self._unread)

    def _view(self, since: datetime, until: datetime) -> Call:
        view = view_of(since, until, MEMBERS)
        return Call("GET", f"/users/{encoded(self._intake_mailbox)}/{view}", None, _PREFER)

    def _unread(self, reply: Reply) -> RetryAfter | Parked:
        return unread(self._client, reply, "unreadable_calendar")


def _not_in_conflict(outcome: Filing | ByHand) -> Done | ByHand | RetryAfter | Parked:
    """Turn a conflict into another try: the next one reads the event as it stands by then."""
    return RetryAfter(5.0, outcome.reason) if isinstance(outcome, Conflict) else outcome
