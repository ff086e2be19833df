"""Messages as values: what was sent to whom unasked, what is to be sent, and how what stands should look now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from practice.boards import Board, BoardMeeting
from practice.contacting import Due
from practice.meetings import Meeting
from practice.pacing import AS_NOW, Contact, Pace
from practice.prompts import Prompt
from practice.quorum import Judgement


@dataclass(frozen=True, slots=True)
class Carried:
    """One prompt in a message, and what the message is to it: its request, or one of its reminders."""

    prompt_id: str
    due: Due


@dataclass(frozen=True, slots=True)
class SentContact:
    """One message nobody asked for, to one person: saved before it leaves. `at` is UTC.

    `activity_id` is empty while its outcome is not known; what certainly was not sent is no contact.
    """

    id: str
    person_id: str
    at: datetime
    conversation_id: str
    activity_id: str
    carried: tuple[Carried, ...]

    @property
    def counted(self) -> Contact:
        """Give it as the weekly limits count it."""
        return Contact(self.at, sum(one.due is Due.NEW_REQUEST for one in self.carried))


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person chose: how often we may ask, and a broad role. `welcomed_at` UTC, once they surely were."""

    person_id: str
    pace: Pace = AS_NOW
    role: str = ""
    welcomed_at: datetime | None = None


class CardState(StrEnum):
    """What the stored, neutral card of a prompt says."""

    OPEN = "open"
    RECEIPT = "receipt"
    TAKEN_BACK = "taken_back"
    NOT_THERE = "not_there"
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    LEAVE = "leave"
    HELD = "held"
    UNASKED = "unasked"
    """It was not asked after all: only a line of a digest whose delivery failed can say so."""


@dataclass(frozen=True, slots=True)
class Welcome:
    """What the first message to a person says before its questions; `roles` are asked once."""

    roles: tuple[str, ...]
    max_new: int
    max_contacts: int


@dataclass(frozen=True, slots=True)
class NewCard:
    """A prompt card to send: everything the renderer needs, and nothing typed by anybody.

    `due` says whether it asks or reminds; `draft_at` (UTC) when the person last saved a draft, if there is one.
    """

    prompt: Prompt
    meeting: Meeting
    member_id: str
    due: Due = Due.NEW_REQUEST
    draft_at: datetime | None = None
    welcome: Welcome | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One prompt of a digest, and how it stands; `ref` is the reference of the answers sent for it."""

    prompt: Prompt
    meeting: Meeting
    due: Due
    state: CardState = CardState.OPEN
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """Several prompts in one message; it stands for all of them, and follows each."""

    contact_id: str
    lines: tuple[Line, ...]
    member_id: str


def digest_in_order(contact_id: str, lines: Iterable[Line], member_id: str) -> Digest:
    """Put the lines of a digest where they always stand: what is new, then reminders, the oldest meeting first."""
    kinds = tuple(Due)

    def place(line: Line) -> tuple[int, datetime, str]:
        return kinds.index(line.due), line.meeting.ends_at, line.prompt.id

    return Digest(contact_id, tuple(sorted(lines, key=place)), member_id)


@dataclass(frozen=True, slots=True)
class QuorumNotice:
    """For a coordinator: whether a board's meeting will be able to decide, as people have answered so far."""

    board: Board
    meeting: BoardMeeting
    judgement: Judgement
    name: str
    """Its buttons name the notice by this."""
    unreached: tuple[tuple[str, str], ...] = ()
    """Who could not be reached in Teams, with the reason."""
    reminded: tuple[str, ...] = ()
    """Holders who have not answered, and were reminded at somebody's press, or may have been."""
    unsure: tuple[str, ...] = ()
    """Who was reminded, or asked to deputise, in a message of which nobody knows whether it arrived."""
    dates_unsure: date | None = None
    """The day on which this coordinator asked for other dates, where that is not known of them."""


@dataclass(frozen=True, slots=True)
class PapersNotice:
    """For a coordinator: a meeting's papers reach people today."""

    board: Board
    meeting: BoardMeeting


@dataclass(frozen=True, slots=True)
class DayNotice:
    """For a coordinator: the meeting is today, and is not quorate by what people have answered."""

    board: Board
    meeting: BoardMeeting
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class DatesNotice:
    """For a coordinator who asked: other dates, each in its sentence; `says` is the key of what follows from them."""

    board: Board
    meeting: BoardMeeting
    dates: tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True)
class AnswerNotice:
    """For whoever holds a seat and has not answered: please answer the invitation."""

    board: Board
    meeting: BoardMeeting


@dataclass(frozen=True, slots=True)
class DeputyNotice:
    """For a deputy: whether they can go in the place of whoever holds the seat of this name."""

    board: Board
    meeting: BoardMeeting
    seat: str
    name: str
    """Its buttons name the notice by this."""


@dataclass(frozen=True, slots=True)
class InShort:
    """What takes the place of a notice once it was pressed; `says` is the words' key."""

    board: str
    day: date
    member_id: str
    says: str


Notice = QuorumNotice | PapersNotice | DeputyNotice | AnswerNotice | DatesNotice | DayNotice
NewMessage = NewCard | Digest | Notice


@dataclass(frozen=True, slots=True)
class CardNow:
    """How the stored card of one prompt should look now that it has ended."""

    prompt: Prompt
    meeting: Meeting
    member_id: str
    state: CardState
    ref: str = ""


@dataclass(frozen=True, slots=True)
class OlderCopy:
    """The message stands above a newer one that carries the same open prompt."""

    prompt: Prompt
    meeting: Meeting
    member_id: str


Repaint = NewCard | CardNow | OlderCopy | Digest | InShort | QuorumNotice
