"""What the boards' use cases need from the outside: the calendar, the seats, and who the coordinators are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from practice import free_busy
from practice.boards import BoardEvent
from practice.by_hand import ByHand, Theirs, Times
from practice.meetings import SeenMeeting
from practice.outcomes import Done, Parked, RetryAfter
from practice.quorum import Reply
from practice.seat_list import SeatChanges

Made = Done | ByHand | RetryAfter | Parked
Ours = Mapping[str, Sequence[Times]]
"""By an event's work subject: when it stood last, and when it may stand by a change of ours."""


class EventReader(Protocol):
    """Looks at the boards' events as somebody may have left them; for each, in order."""

    async def standing(self, events: Sequence[BoardEvent]) -> Sequence[Theirs | RetryAfter | Parked]: ...


class Calendar(EventReader, Protocol):
    """The boards' events in the shared mailbox, and the intake mailbox's meetings.

    `make` takes at most four events and makes each as it is wanted: created, changed or cancelled. It answers
    for each, in order. One that stands at no time of `ours`, or is gone, is not written to: somebody did that.
    """

    async def make(self, events: Sequence[BoardEvent], ours: Ours) -> Sequence[Made]: ...
    async def answers(self, event: BoardEvent) -> Mapping[str, Reply] | RetryAfter | Parked: ...
    async def meetings(
        self, since: datetime, until: datetime
    ) -> tuple[Sequence[SeenMeeting], int] | RetryAfter | Parked: ...


class Schedules(Protocol):
    """When people are free between two aware moments, by address; who cannot be read is left out."""

    async def calendars(
        self, addresses: Sequence[str], since: datetime, until: datetime
    ) -> Mapping[str, free_busy.Calendar] | RetryAfter | Parked: ...


class SeatReader(Protocol):
    """The Seats list: what changed since a link was given, and whose address is behind a number in it."""

    async def changes(self, list_id: str, link: str) -> SeatChanges | RetryAfter | Parked: ...
    async def people(self) -> Mapping[str, str] | RetryAfter | Parked: ...


class Coordinators(Protocol):
    """The directory ids of those who share the coordinator's work; nobody, where nobody was named."""

    async def people(self) -> Sequence[str] | RetryAfter | Parked: ...
