"""What every card knows: the partnership's words, the day, the request it is about, and how a request may end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

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

    `member_id` is the person's Teams id, 29:..., empty while unknown. `contact_id` names the digest in whose
    message the card is shown, so that what is pressed on it leads back there; empty elsewhere.
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
    contact_id: str = ""

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


def about(
    prompt: Prompt, meeting: Meeting, partnership: Partnership, member_id: str = "", contact_id: str = ""
) -> About:
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
        contact_id=contact_id,
    )


class End(StrEnum):
    """How a request ended, for its person."""

    NOT_THERE = "not_there"
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    TAKEN_BACK = "taken_back"
    LEAVE = "leave"
    HELD = "held"
