"""What a person is shown after pressing something: values that `bot.teams` renders with `cards`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.handlers.messages import CardState, Digest, InShort, Welcome
from practice.answers import NOTHING_TYPED, Content, Fault
from practice.contacting import Due
from practice.meetings import Meeting
from practice.prompts import Prompt


@dataclass(frozen=True, slots=True)
class Questions:
    """The five questions, holding what was typed; `fault` says what stops it, `not_saved` that we failed.

    `due`, `draft_at` and `welcome` are what the message said besides, for as long as it stands as it was sent.
    """

    prompt: Prompt
    meeting: Meeting
    content: Content
    fault: Fault | None = None
    not_saved: bool = False
    due: Due = Due.NEW_REQUEST
    draft_at: datetime | None = None
    welcome: Welcome | None = None


@dataclass(frozen=True, slots=True)
class More:
    prompt: Prompt
    meeting: Meeting


@dataclass(frozen=True, slots=True)
class VoiceForm:
    """The form for a child's or family's words; `incomplete` when something is missing that it needs.

    `not_saved` says that we failed to keep it.
    """

    prompt: Prompt
    meeting: Meeting
    incomplete: bool = False
    not_saved: bool = False


@dataclass(frozen=True, slots=True)
class VoiceKept:
    """Words recorded; `refused` when permission was refused and only that fact was kept."""

    prompt: Prompt
    meeting: Meeting
    refused: bool


@dataclass(frozen=True, slots=True)
class Contacts:
    """Whom to contact; the request, if it is the person's own, is there for the way back."""

    prompt: Prompt | None = None
    meeting: Meeting | None = None


@dataclass(frozen=True, slots=True)
class DraftSaved:
    prompt: Prompt
    meeting: Meeting


@dataclass(frozen=True, slots=True)
class Receipt:
    prompt: Prompt
    meeting: Meeting
    ref: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What the person sent, shown to that person alone."""

    prompt: Prompt
    meeting: Meeting
    ref: str
    content: Content


@dataclass(frozen=True, slots=True)
class Both:
    """Two devices, one answer: what stands and what was now typed; the person chooses."""

    prompt: Prompt
    meeting: Meeting
    standing: Content
    typed: Content
    answered: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """The request has ended. `typed` is what the person typed too late, given back to them to copy."""

    prompt: Prompt
    meeting: Meeting
    state: CardState
    typed: Content = NOTHING_TYPED


@dataclass(frozen=True, slots=True)
class NotYours:
    """The request is somebody else's, or there is no such request: the two are not told apart."""


@dataclass(frozen=True, slots=True)
class OlderMessage:
    """The request stands in a newer message as well; this one is not needed any more."""

    prompt: Prompt
    meeting: Meeting


@dataclass(frozen=True, slots=True)
class Leave:
    """Asks when the person is back, a day from `first` to `last` in London; `bad` when it was none of these."""

    prompt: Prompt
    meeting: Meeting
    first: date
    last: date
    bad: bool = False


@dataclass(frozen=True, slots=True)
class HowOften:
    """Asks how often we may ask; the request, if there is one, is there for the way back."""

    prompt: Prompt | None = None
    meeting: Meeting | None = None


@dataclass(frozen=True, slots=True)
class HowOftenKept:
    """The choice is kept; `until` is the day (London) on which it ends by itself, None if it never does."""

    until: date | None
    prompt: Prompt | None = None
    meeting: Meeting | None = None


View = (
    Questions
    | More
    | VoiceForm
    | VoiceKept
    | Contacts
    | DraftSaved
    | Receipt
    | Sent
    | Both
    | Ended
    | NotYours
    | Digest
    | OlderMessage
    | Leave
    | HowOften
    | HowOftenKept
    | InShort
)
