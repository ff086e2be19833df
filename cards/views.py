"""What a card is drawn from: values of `practice` only, whoever calls and however it is sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from cards.board_views import AnswerView, DatesView, DayView, DeputyView, InShortView, PapersView, QuorumView
from cards.pacing_views import (
    DigestLine,
    DigestView,
    LeaveView,
    LessDoneView,
    LessView,
    PointerView,
    Remind,
    Reminding,
    Welcome,
)
from cards.requests import About, End, Setting, about
from practice.answers import Content, Fault, Voice

__all__ = [
    "About",
    "AnswerView",
    "BothView",
    "ContactsView",
    "DatesView",
    "DayView",
    "DeputyView",
    "DigestLine",
    "DigestView",
    "DraftSavedView",
    "End",
    "EndedView",
    "InShortView",
    "LeaveView",
    "LessDoneView",
    "LessView",
    "MoreView",
    "NotYoursView",
    "OtherStandsView",
    "PapersView",
    "PointerView",
    "PromptView",
    "QuorumView",
    "ReceiptView",
    "Remind",
    "Reminding",
    "SentView",
    "Setting",
    "View",
    "VoiceKeptView",
    "VoiceView",
    "Welcome",
    "about",
]


@dataclass(frozen=True, slots=True)
class PromptView:
    """The five questions. Without content it is the neutral card that may be stored in a chat.

    `fault` says what stops the content, `not_saved` that we failed to keep it; `emptied` that the content
    was taken out again, so that no sentence promises it. `remind` makes it a reminder, and `welcome` the
    first card a person ever gets.
    """

    about: About
    content: Content = field(default_factory=Content)
    fault: Fault | None = None
    not_saved: bool = False
    emptied: bool = False
    remind: Reminding | None = None
    welcome: Welcome | None = None


@dataclass(frozen=True, slots=True)
class MoreView:
    about: About


@dataclass(frozen=True, slots=True)
class VoiceView:
    """The form for a child's or family's words; `typed` is given back when it was `incomplete` or `not_saved`.

    `emptied` says that what was typed was taken out again.
    """

    about: About
    typed: Voice | None = None
    incomplete: bool = False
    not_saved: bool = False
    emptied: bool = False


@dataclass(frozen=True, slots=True)
class VoiceKeptView:
    """`refused` when permission was refused, and only that was kept."""

    about: About
    refused: bool = False


@dataclass(frozen=True, slots=True)
class ContactsView:
    about: About | None = None


@dataclass(frozen=True, slots=True)
class DraftSavedView:
    about: About


@dataclass(frozen=True, slots=True)
class OtherStandsView:
    """Other answers stand, and what was now typed was not kept: for a card that stands in a chat.

    It does not refresh: the receipt that would take its place says nothing of what was lost.
    """

    about: About


@dataclass(frozen=True, slots=True)
class ReceiptView:
    about: About
    ref: str


@dataclass(frozen=True, slots=True)
class SentView:
    """What the person sent: for that person's eyes, never stored in a chat."""

    about: About
    ref: str
    content: Content


@dataclass(frozen=True, slots=True)
class BothView:
    """Two devices, one answer: what stands, and what was now typed. Never stored in a chat."""

    about: About
    standing: Content
    typed: Content


@dataclass(frozen=True, slots=True)
class EndedView:
    """The request has ended. `typed` came too late and is given back; a card with it is never stored.

    `dropped` says that something came too late and is not given back; `back` is the day after leave on or
    after which we ask, and goes with End.LEAVE alone.
    """

    about: About
    end: End
    typed: Content = field(default_factory=Content)
    dropped: bool = False
    back: date | None = None


@dataclass(frozen=True, slots=True)
class NotYoursView:
    """Somebody else's request, or none at all: the two are not told apart."""


View = (
    PromptView
    | MoreView
    | VoiceView
    | VoiceKeptView
    | ContactsView
    | DraftSavedView
    | ReceiptView
    | SentView
    | BothView
    | OtherStandsView
    | EndedView
    | DigestView
    | PointerView
    | LeaveView
    | LessView
    | LessDoneView
    | QuorumView
    | InShortView
    | DeputyView
    | AnswerView
    | DatesView
    | DayView
    | PapersView
    | NotYoursView
)
