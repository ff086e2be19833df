"""What the use cases need from the outside, as Protocols; adapters above provide them, by shape alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from practice.answers import Answer, Content, Voice
from practice.boards import BoardEvent
from practice.filing import Row
from practice.meetings import Meeting, SeenMeeting
from practice.outcomes import Conflict, Done, Parked, RetryAfter, Unconfirmed, Undeliverable
from practice.people import Person
from practice.prompts import Prompt

T = TypeVar("T")


class StoreUnavailable(Exception):
    """Nothing could be saved or read just now: the disk is full or the database is out of reach."""


class Kind(StrEnum):
    """What a work row asks for; its subject is an id, never content."""

    DELIVER = "deliver"  # prompt id: resolve the person, open the chat, send the card
    CLOSE = "close"  # prompt id: its life is over; end it, and see to what is to be deleted
    FORGET_DRAFT = "forget_draft"  # prompt id: delete what was typed and never sent
    FORGET_ADDRESS = "forget_address"  # prompt id: delete the address it was sent to
    REPAINT = "repaint"  # prompt id: make the stored card say how the prompt stands
    FILE_MEETING = "file_meeting"  # meeting id
    FILE_ANSWER = "file_answer"  # answer id
    EVENT = "event"  # "board/slot/generation"
    POLL = "poll"  # the intake mailbox's name in the settings: "intake"


@dataclass(frozen=True, slots=True)
class Work:
    """A claimed piece of work. `version` changes when the same work is asked for again meanwhile."""

    id: int
    kind: Kind
    subject: str
    attempts: int
    version: int


@dataclass(frozen=True, slots=True)
class Conversation:
    """A person's chat with the bot: our own form of a conversation reference."""

    person_id: str
    conversation_id: str
    service_url: str
    tenant_id: str
    member_id: str = ""
    """The Teams id, 29:..., which `refresh.userIds` wants; empty until known."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A subject's list item: `key` is random, saved before the first try; `digest` tells what was filed."""

    subject: str
    key: str
    item_id: str = ""
    etag: str = ""
    digest: str = ""


class Transaction(Protocol):
    """Reads and writes that stand or fall together; runs on the store's writer thread, so it never awaits."""

    def meeting(self, meeting_id: str) -> Meeting | None: ...
    def meeting_by_source(self, source_key: str) -> Meeting | None: ...
    def save_meeting(self, meeting: Meeting) -> None: ...
    def prompts_of_meeting(self, meeting_id: str) -> Sequence[Prompt]: ...

    def prompt(self, prompt_id: str) -> Prompt | None: ...
    def save_prompt(self, prompt: Prompt) -> None: ...
    def prompts_in_sending(self) -> Sequence[Prompt]: ...
    def planned_for(self, person_id: str) -> Sequence[Prompt]:
        """Planned prompts whose sending to this person was tried before."""
        ...

    def answer(self, answer_id: str) -> Answer | None: ...
    def answer_to(self, prompt_id: str) -> Answer | None: ...
    def save_answer(self, answer: Answer, prompt_id: str) -> None: ...
    def reference_taken(self, ref: str) -> bool: ...

    def draft(self, prompt_id: str) -> Content | None: ...
    def save_draft(self, prompt_id: str, content: Content, saved_at: datetime) -> None: ...
    def delete_draft(self, prompt_id: str) -> None: ...

    def voices(self, prompt_id: str) -> Sequence[Voice]: ...
    def save_voice(self, prompt_id: str, voice: Voice) -> None: ...
    def delete_voices(self, prompt_id: str) -> None: ...

    def person_by_address(self, address: str) -> Person | None: ...
    def save_person(self, address: str, person: Person) -> None: ...
    def conversation(self, person_id: str) -> Conversation | None: ...
    def save_conversation(self, conversation: Conversation) -> None: ...
    def forget_conversation(self, person_id: str) -> None: ...

    def filed(self, subject: str) -> Filed | None: ...
    def save_filed(self, filed: Filed) -> None: ...
    def list_id(self, name: str) -> str: ...
    def save_list_id(self, name: str, list_id: str) -> None: ...

    def board_events(self) -> Sequence[BoardEvent]: ...
    def board_event(self, work_subject: str) -> BoardEvent | None: ...
    def save_board_event(self, event: BoardEvent) -> None: ...

    def cursor(self, name: str) -> str: ...
    def save_cursor(self, name: str, value: str) -> None: ...

    def add_work(self, kind: Kind, subject: str, due_at: datetime) -> None: ...
    def drop_work(self, kind: Kind, subject: str) -> None: ...

    def new_id(self) -> str: ...
    def random_bytes(self) -> bytes: ...


class Store(Protocol):
    """Durable state: a returned write has reached the disk."""

    async def write(self, decide: Callable[[Transaction], T]) -> T: ...
    async def read(self, look: Callable[[Transaction], T]) -> T: ...


@dataclass(frozen=True, slots=True)
class NewCard:
    """A prompt card to send: everything the renderer needs, and nothing typed by anybody."""

    prompt: Prompt
    meeting: Meeting
    member_id: str


class CardState(StrEnum):
    """What the stored, neutral card of a prompt says after it has ended."""

    RECEIPT = "receipt"
    TAKEN_BACK = "taken_back"
    NOT_THERE = "not_there"
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Repaint:
    """How the stored card of a prompt should look now."""

    prompt: Prompt
    meeting: Meeting
    member_id: str
    state: CardState
    ref: str = ""


class Messenger(Protocol):
    """The way to a person's chat. Opening a chat may be repeated safely; sending a card may not."""

    async def open_chat(self, person_id: str) -> Conversation | RetryAfter | Undeliverable | Parked: ...
    async def send(
        self, conversation: Conversation, card: NewCard
    ) -> Done | RetryAfter | Unconfirmed | Undeliverable | Conflict | Parked: ...
    async def repaint(self, conversation: Conversation, card: Repaint) -> Done | RetryAfter | Parked: ...


class Directory(Protocol):
    """Who an address belongs to, in the partnership's tenant; "" when nobody there has it."""

    async def person_id(self, address: str) -> str | RetryAfter | Parked: ...


class Installer(Protocol):
    """Gives a person the app where that is permitted; giving it again changes nothing."""

    async def install(self, person_id: str) -> Done | RetryAfter | Undeliverable: ...


class Lists(Protocol):
    """The coordinator's SharePoint lists. `file` takes at most 20 rows and answers for each, in order."""

    async def ready(self, known: dict[str, str]) -> dict[str, str] | RetryAfter | Parked: ...
    async def file(
        self, list_id: str, rows: Sequence[Row]
    ) -> Sequence[Done | RetryAfter | Parked | Conflict]: ...


class Calendar(Protocol):
    """The boards' events in the shared mailbox, and the intake mailbox's meetings."""

    async def create(self, event: BoardEvent) -> Done | RetryAfter | Parked: ...
    async def change(self, event: BoardEvent) -> Done | RetryAfter | Parked | Conflict: ...
    async def cancel(self, event: BoardEvent) -> Done | RetryAfter | Parked: ...
    async def meetings(
        self, since: datetime, until: datetime
    ) -> tuple[Sequence[SeenMeeting], int] | RetryAfter | Parked: ...


class Clock(Protocol):
    """The only source of time."""

    def now(self) -> datetime: ...


class PacedClock(Clock, Protocol):
    """A clock by which also the pace of requests is kept."""

    def seconds(self) -> float: ...
