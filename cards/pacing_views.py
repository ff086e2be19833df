"""What is drawn when it comes to how often, when and how many at once: content.md, sections 2, 3.2 and 7.

Times are aware datetimes; days are days in London.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from cards.requests import About, End


@dataclass(frozen=True, slots=True)
class Welcome:
    """The first request's card begins with who we are. `roles` are the broad roles to choose from, or none.

    At most `max_new` new requests and `max_contacts` messages come in a week.
    """

    roles: tuple[str, ...]
    max_new: int
    max_contacts: int


class Remind(StrEnum):
    """Which reminder it is. There is never a third."""

    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Reminding:
    """`draft_at` is when a draft was last saved; None when there is none."""

    kind: Remind
    draft_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One request of a digest. Open when it has neither an `end` nor a `ref`; `back` goes with a leave.

    `ref` is the reference of the answers that were sent for it.
    """

    about: About
    end: End | None = None
    remind: Remind | None = None
    ref: str = ""
    back: date | None = None

    @property
    def open(self) -> bool:
        return self.end is None and not self.ref


@dataclass(frozen=True, slots=True)
class DigestView:
    """Several requests in one message, which may be stored in a chat. It has at least one line.

    `contact_id` names the message, so that a press on a line can give the whole back; `member_id` is the
    person's Teams id, 29:..., empty while unknown.
    """

    lines: tuple[DigestLine, ...]
    contact_id: str
    member_id: str = ""


@dataclass(frozen=True, slots=True)
class PointerView:
    """An older copy of a request whose newer copy stands further down; it may be stored in a chat."""

    about: About


@dataclass(frozen=True, slots=True)
class LeaveView:
    """Asks for the day somebody is back, from `first` to `last`, both included; `bad` when it was neither."""

    about: About
    first: date
    last: date
    bad: bool = False


@dataclass(frozen=True, slots=True)
class LessView:
    """Asks how often we may ask; the way back is there when the request is known."""

    about: About | None = None


@dataclass(frozen=True, slots=True)
class LessDoneView:
    """The choice is kept. `until` is the day it ends by itself; None for as now, which has no end."""

    until: date | None = None
    about: About | None = None
