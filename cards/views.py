"""What a card is drawn from: values of `practice` only, whoever calls and however it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from practice.answers import Content, Fault, Voice
from practice.dates_in_words import day_in_words, hours_in_words
from practice.keeping import DRAFT_DAYS
from practice.meetings import Meeting
from practice.partnership import Partnership
from practice.prompts import Prompt, PromptState
from practice.questions import Measure


@dataclass(frozen=True, slots=True)
class Setting:
    """What all cards share: the partnership's tokens, and the day it is in London.

    `draft_days` is how many working days after closing a draft is deleted.
    """

    tokens: Mapping[str, str]
    today: date
    draft_days: int = DRAFT_DAYS


@dataclass(frozen=True, slots=True)
class About:
    """The request a card is about. Times are aware; `answered` once answers were sent, whatever came of them.

    `member_id` is the person's Teams id, 29:..., empty while unknown.
    """

    prompt_id: str
    revision: int
    type_name: str
    starts_at: datetime
    ends_at: datetime
    closes_at: datetime | None
    measures: tuple[Measure, ...] = ()
    panel: bool = False
    answered: bool = False
    member_id: str = ""

    def facts(self, setting: Setting) -> dict[str, str]:
        """Say type, day and hours, as the tokens {type}, {day} and {time}."""
        return {
            "type": self.type_name,
            "day": day_in_words(self.starts_at, setting.today),
            "time": hours_in_words(self.starts_at, self.ends_at),
        }

    def closes(self, setting: Setting) -> str:
        """Say the day it closes; raises ValueError for a request that was never sent: it has none yet."""
        if self.closes_at is None:
            raise ValueError("Only a request that was sent has a day on which it closes.")
        return day_in_words(self.closes_at, setting.today)


def about(prompt: Prompt, meeting: Meeting, partnership: Partnership, member_id: str = "") -> About:
    """Gather what a card says about a request; a type no longer configured shows its key."""
    kind = partnership.meeting_type(meeting.type_key)
    wanted = kind.measures if kind else ()
    return About(
        prompt_id=prompt.id,
        revision=prompt.revision,
        type_name=kind.name if kind else meeting.type_key,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        closes_at=prompt.closes_at,
        measures=tuple(measure for key in wanted if (measure := partnership.measure(key))),
        panel=kind.panel if kind else False,
        answered=prompt.state is PromptState.ANSWERED,
        member_id=member_id,
    )


@dataclass(frozen=True, slots=True)
class PromptView:
    """The five questions. Without content it is the neutral card that may be stored in a chat.

    `fault` says what stops the content, `not_saved` that we failed to keep it; `emptied` that the content
    was taken out again, so that no sentence promises it.
    """

    about: About
    content: Content = field(default_factory=Content)
    fault: Fault | None = None
    not_saved: bool = False
    emptied: bool = False


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


class End(StrEnum):
    """How a request ended, for its person."""

    NOT_THERE = "not_there"
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class EndedView:
    """The request has ended. `typed` came too late and is given back; a card with it is never stored.

    `dropped` says that something came too late and is not given back.
    """

    about: About
    end: End
    typed: Content = field(default_factory=Content)
    dropped: bool = False


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
    | NotYoursView
)
