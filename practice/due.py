"""What may be due to a person, and what was decided about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Due(StrEnum):
    """What may be due to a person, in the order that holds when not all of it can be sent."""

    NEW_REQUEST = "new_request"
    LAST_REMINDER = "last_reminder"
    FIRST_REMINDER = "first_reminder"


class LeftOut(StrEnum):
    """Why somebody was never asked about a meeting; it stands with the prompt as its reason."""

    WEEKLY_LIMIT = "weekly_limit"
    PACED = "paced"
    BUSY = "busy"
    TOO_LATE = "too_late"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that is due to a person, now or later. Times are UTC, aware.

    `own_wish` marks a request that the person put off ("after my leave"): it lives until it closes, however
    long ago the meeting was, and no sample decides about it; the weekly limits hold for it as well.
    """

    prompt_id: str
    kind: Due
    due_at: datetime
    closes_at: datetime
    meeting_ended_at: datetime
    own_wish: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do for one person now.

    `send` goes into one message. `left_out` are requests that can no longer be sent, with the reason.
    `dropped` are reminders that make no sense any more. `look_again_at` (UTC) is when something else may be
    possible; None when nothing waits.
    """

    send: tuple[Candidate, ...] = ()
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)
    dropped: tuple[Candidate, ...] = ()
    look_again_at: datetime | None = None
