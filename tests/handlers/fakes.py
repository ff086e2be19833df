"""Invented ways out: each keeps what was done to it, and answers as it is told to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from bot.handlers.board_ports import Made, Ours
from bot.handlers.messages import Digest, NewCard, NewMessage, Notice, Repaint
from bot.handlers.ports import Conversation
from practice import free_busy
from practice.boards import BoardEvent, EventState
from practice.by_hand import ByHand, Theirs, Times, by_hand
from practice.checking import Standing
from practice.filing import Row
from practice.found_lists import FoundList
from practice.meetings import SeenMeeting
from practice.outcomes import Conflict, Done, Parked, RetryAfter, Unconfirmed, Undeliverable
from practice.quorum import Reply
from practice.seat_list import SeatChanges
from tests.handlers.made import chat_of

SendOutcome = Done | RetryAfter | Unconfirmed | Undeliverable | Conflict | Parked
Opened = Conversation | RetryAfter | Undeliverable | Parked


class PowerCut(BaseException):
    """The process dies here: nothing of ours may catch it."""


async def _nothing() -> None:
    """Nothing happens meanwhile."""


@dataclass
class InventedMessenger:
    """Chats; `cards` are those that stand in front of people. `meanwhile` happens while a card is sent."""

    outcomes: list[SendOutcome] = field(default_factory=list)
    opens: list[Opened] = field(default_factory=list)
    cards: list[NewCard] = field(default_factory=list)
    digests: list[Digest] = field(default_factory=list)
    notices: list[tuple[str, Notice]] = field(default_factory=list)
    repaints: list[tuple[Conversation, str, Repaint]] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    meanwhile: Callable[[], Awaitable[object]] = _nothing

    async def open_chat(self, person_id: str) -> Opened:
        self.opened.append(person_id)
        return self.opens.pop(0) if self.opens else chat_of(person_id)

    async def send(self, conversation: Conversation, message: NewMessage) -> SendOutcome:
        assert conversation.conversation_id == f"a:{conversation.person_id}"
        number = len(self.cards) + len(self.digests) + len(self.notices) + 1
        outcome = self.outcomes.pop(0) if self.outcomes else Done(f"message-{number}")
        if isinstance(outcome, Done | Unconfirmed):
            self._stand(conversation, message)
        await self.meanwhile()
        return outcome

    def _stand(self, conversation: Conversation, message: NewMessage) -> None:
        if isinstance(message, Notice):
            self.notices.append((conversation.person_id, message))
            return
        if isinstance(message, Digest):
            self.digests.append(message)
        else:
            self.cards.append(message)

    async def repaint(self, conversation: Conversation, activity_id: str, message: Repaint) -> Done:
        self.repaints.append((conversation, activity_id, message))
        return Done()


@dataclass
class InventedDirectory:
    """Everybody is known by the part of the address before a plus or an at, but for who is told apart."""

    told: dict[str, str | RetryAfter | Parked] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def person_id(self, address: str) -> str | RetryAfter | Parked:
        self.asked.append(address)
        return self.told.get(address, "person-1")

    async def has(self, address: str) -> bool | RetryAfter | Parked:
        found = await self.person_id(address)
        return bool(found) if isinstance(found, str) else found


@dataclass
class InventedSeats:
    """The Seats list: `found` are the readings to come, the last one for ever; `links` are those asked for."""

    found: list[SeatChanges | RetryAfter | Parked] = field(default_factory=list)
    known: dict[str, str] | RetryAfter | Parked = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    meanwhile: Callable[[], Awaitable[object]] = _nothing

    async def changes(self, _list_id: str, link: str) -> SeatChanges | RetryAfter | Parked:
        self.links.append(link)
        await self.meanwhile()
        return self.found.pop(0) if len(self.found) > 1 else self.found[0]

    async def people(self) -> dict[str, str] | RetryAfter | Parked:
        return self.known


@dataclass
class InventedLists:
    """Two lists whose items are found by key; `outcomes` are given before anything is written."""

    outcomes: list[Done | RetryAfter | Parked | Conflict] = field(default_factory=list)
    refuses: RetryAfter | Parked | None = None
    made: int = 0
    items: dict[str, Row] = field(default_factory=dict)
    writes: list[Row] = field(default_factory=list)
    meanwhile: Callable[[], Awaitable[object]] = _nothing
    unreadable: RetryAfter | Parked | None = None
    by_hand: list[Standing] = field(default_factory=list)
    changed: dict[str, str] = field(default_factory=dict)
    """Versions that somebody else's changes gave to items, by their place."""
    spoilt: set[str] = field(default_factory=set)
    """Places of items in which somebody changed a column of ours."""
    outcomes_of_looks: list[RetryAfter | Parked] = field(default_factory=list)
    looked_into: list[str] = field(default_factory=list)

    async def standing(self, list_id: str) -> Sequence[Standing] | RetryAfter | Parked:
        await self.meanwhile()
        if self.unreadable:
            return self.unreadable
        ours = [
            Standing(f"item of {row.key}", row.key, row.digest, self.changed.get(place, f'"{row.digest}"'))
            for place, row in self.items.items()
            if place.startswith(f"{list_id}/")
        ]
        return [*ours, *(self.by_hand if list_id == "reviews" else ())]

    async def as_written(self, list_id: str, rows: Sequence[Row]) -> Sequence[bool | RetryAfter | Parked]:
        assert 1 <= len(rows) <= 20
        places = [f"{list_id}/{row.key}" for row in rows]
        self.looked_into += places
        return [
            self.outcomes_of_looks.pop(0) if self.outcomes_of_looks else place not in self.spoilt
            for place in places
        ]

    async def ready(self, known: dict[str, str]) -> dict[str, FoundList] | RetryAfter | Parked:
        if self.refuses:
            return self.refuses
        self.made += 1
        ids = {"Practice reviews": "reviews", "Meetings": "meetings"} | known
        return {name: FoundList(list_id) for name, list_id in ids.items()}

    async def file(
        self, list_id: str, rows: Sequence[Row]
    ) -> Sequence[Done | RetryAfter | Parked | Conflict]:
        await self.meanwhile()
        return [self._filed(list_id, row) for row in rows]

    def _filed(self, list_id: str, row: Row) -> Done | RetryAfter | Parked | Conflict:
        outcome = self.outcomes.pop(0) if self.outcomes else Done()
        if not isinstance(outcome, Done):
            return outcome
        self.writes.append(row)
        self.items[f"{list_id}/{row.key}"] = row
        return Done(f"item of {row.key}", f'"{row.digest}"')


def _as_ours(event: BoardEvent) -> Theirs:
    return Theirs(event.meeting.starts_at, event.meeting.ends_at)


@dataclass
class InventedCalendar:
    """The boards' events by key, and what the intake mailbox shows."""

    outcomes: list[Made] = field(default_factory=list)
    events: dict[str, BoardEvent] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    seen: dict[str, Theirs | RetryAfter | Parked] = field(default_factory=dict)
    """What somebody made of an event, by its id."""
    shown: tuple[Sequence[SeenMeeting], int] | RetryAfter | Parked = ((), 0)
    replies: dict[str, Reply] | RetryAfter | Parked = field(default_factory=dict)
    windows: list[tuple[datetime, datetime]] = field(default_factory=list)
    meanwhile: Callable[[], Awaitable[object]] = _nothing

    async def make(self, events: Sequence[BoardEvent], ours: Ours) -> Sequence[Made]:
        assert 1 <= len(events) <= 4
        return [await self._effect(event, ours.get(event.work_subject, ())) for event in events]

    async def standing(self, events: Sequence[BoardEvent]) -> Sequence[Theirs | RetryAfter | Parked]:
        return [self.seen.get(event.event_id, _as_ours(event)) for event in events]

    async def answers(self, event: BoardEvent) -> dict[str, Reply] | RetryAfter | Parked:
        assert event.event_id
        return self.replies

    async def meetings(
        self, since: datetime, until: datetime
    ) -> tuple[Sequence[SeenMeeting], int] | RetryAfter | Parked:
        self.windows.append((since, until))
        return self.shown

    async def _effect(self, event: BoardEvent, ours: Sequence[Times]) -> Made:
        await self.meanwhile()
        found = self.seen.get(event.event_id)
        if event.state is EventState.WANTED and isinstance(found, Theirs) and by_hand(event, found, ours):
            return ByHand(found, event.event_id)
        outcome = self.outcomes.pop(0) if self.outcomes else Done(f"event of {event.key}")
        if isinstance(outcome, Done):
            cancelled = event.state is EventState.CANCELLING
            self.done.append("cancel" if cancelled else "change" if event.event_id else "create")
            self.events[event.key] = replace(event, event_id=outcome.outside_id)
            if cancelled:
                del self.events[event.key]
        return outcome


@dataclass
class InventedSchedules:
    """Everybody is free but on the days given for their address; `asked` are who was asked for."""

    busy: dict[str, list[date]] = field(default_factory=dict)
    refuses: RetryAfter | Parked | None = None
    asked: list[list[str]] = field(default_factory=list)

    async def calendars(
        self, addresses: Sequence[str], since: datetime, until: datetime
    ) -> dict[str, free_busy.Calendar] | RetryAfter | Parked:
        self.asked.append([*addresses])
        return self.refuses or {one: self._calendar(one, since, until) for one in addresses}

    def _calendar(self, address: str, since: datetime, until: datetime) -> free_busy.Calendar:
        hour = timedelta(hours=1)
        starts = [since.astimezone(UTC) + hour * n for n in range((until - since) // hour)]
        busy = self.busy.get(address, [])
        return free_busy.Calendar(since, hour, "".join("2" if one.date() in busy else "0" for one in starts))


@dataclass
class InventedCoordinators:
    """Those who are told, or why nobody can say who they are."""

    named: Sequence[str] | RetryAfter | Parked = ()

    async def people(self) -> Sequence[str] | RetryAfter | Parked:
        return self.named
