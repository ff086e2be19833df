"""A prompt: one request to one person about one meeting, and the table of states it may move through."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class PromptState(StrEnum):
    """Where a prompt stands; the last eight are its named ends."""

    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    UNCONFIRMED = "unconfirmed"
    ANSWERED = "answered"
    NOT_THERE = "not_there"
    DECLINED = "declined"
    EXPIRED = "expired"
    AWAY = "away"
    UNDELIVERABLE = "undeliverable"
    CANCELLED = "cancelled"
    NOT_ASKED = "not_asked"


class Happening(StrEnum):
    """What can happen to a prompt."""

    START_SENDING = "start_sending"
    DELIVERED = "delivered"
    LEFT_UNCERTAIN = "left_uncertain"
    NOT_DELIVERED = "not_delivered"
    CANNOT_DELIVER = "cannot_deliver"
    ANSWER = "answer"
    TAKE_NO_PART = "take_no_part"
    NOT_THERE = "not_there"
    UNDO = "undo"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    LEAVE_OUT = "leave_out"
    POSTPONE = "postpone"
    PAUSE = "pause"
    LEAVE_OUTLASTS = "leave_outlasts"


_S, _H = PromptState, Happening
_IN_FRONT = (_S.SENDING, _S.SENT, _S.UNCONFIRMED)
_IN_PLACE = (_S.SENT, _S.UNCONFIRMED)
_CHOSEN = (_S.NOT_THERE, _S.DECLINED)

TABLE: dict[tuple[PromptState, Happening], PromptState] = {
    (_S.PLANNED, _H.START_SENDING): _S.SENDING,
    (_S.PLANNED, _H.CANNOT_DELIVER): _S.UNDELIVERABLE,
    (_S.PLANNED, _H.LEAVE_OUT): _S.NOT_ASKED,
    (_S.PLANNED, _H.WITHDRAW): _S.CANCELLED,
    (_S.PLANNED, _H.CLOSE): _S.NOT_ASKED,
    (_S.SENDING, _H.DELIVERED): _S.SENT,
    (_S.SENDING, _H.LEFT_UNCERTAIN): _S.UNCONFIRMED,
    (_S.SENDING, _H.NOT_DELIVERED): _S.PLANNED,
    (_S.SENDING, _H.CANNOT_DELIVER): _S.UNDELIVERABLE,
    # Any sign of life from the card proves that it arrived, whatever the connector said of the delivery.
    (_S.UNCONFIRMED, _H.DELIVERED): _S.SENT,
    (_S.PLANNED, _H.DELIVERED): _S.SENT,
    (_S.SENT, _H.DELIVERED): _S.SENT,
    **{(state, _H.ANSWER): _S.ANSWERED for state in (*_IN_FRONT, *_CHOSEN, _S.ANSWERED)},
    **{(state, _H.NOT_THERE): _S.NOT_THERE for state in (*_IN_FRONT, *_CHOSEN)},
    **{(state, _H.TAKE_NO_PART): _S.DECLINED for state in (*_IN_FRONT, *_CHOSEN)},
    **{(state, _H.UNDO): _S.SENT for state in (*_CHOSEN, _S.AWAY)},
    **{(state, _H.CLOSE): _S.EXPIRED for state in _IN_FRONT},
    **{(state, _H.WITHDRAW): _S.CANCELLED for state in _IN_FRONT},
    # "After my leave": it waits again, and `ever_sent` says that it was asked. Not from sending: the press that
    # says so proves the delivery first.
    **{(state, _H.POSTPONE): _S.PLANNED for state in _IN_PLACE},
    # A hold: it waits again too, until it is released.
    **{(state, _H.PAUSE): _S.PLANNED for state in _IN_FRONT},
    **{(state, _H.LEAVE_OUTLASTS): _S.AWAY for state in (*_IN_PLACE, _S.PLANNED)},
    (_S.PLANNED, _H.UNDO): _S.SENT,
}
"""(state, happening) -> next state. What is not in the table cannot happen (design.md, "Prompt states")."""

ENDS = frozenset(
    {
        _S.ANSWERED,
        _S.NOT_THERE,
        _S.DECLINED,
        _S.EXPIRED,
        _S.AWAY,
        _S.UNDELIVERABLE,
        _S.CANCELLED,
        _S.NOT_ASKED,
    }
)
OPEN = frozenset(_IN_FRONT)
"""States in which a card may stand in front of the person and may be answered."""


ON_HOLD = "hold"
"""What stands with a prompt that a hold paused or ended."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One request. Times are UTC, aware: `due_at` when it may be sent, `closes_at` when it ends unanswered.

    `address` is kept encrypted and only as long as it is needed to reach the person; `person_id` is the
    directory's id, once known. `ever_sent` stays true after the prompt has ended. `activity_id` is the newest
    message that carries it; `sent_at` is when it was last asked, and `reminders` how many followed.
    """

    id: str
    meeting_id: str
    agency_key: str
    address: str
    state: PromptState
    due_at: datetime
    closes_at: datetime | None = None
    person_id: str = ""
    reason: str = ""
    conversation_id: str = ""
    activity_id: str = ""
    revision: int = 0
    ever_sent: bool = False
    was_unconfirmed: bool = False
    sent_at: datetime | None = None
    reminders: int = 0

    @property
    def waits_again(self) -> bool:
        """Tell whether it was asked before, and is to be asked once more."""
        return self.state is PromptState.PLANNED and self.ever_sent

    @property
    def paused(self) -> bool:
        """Tell whether it is a hold for which it waits again."""
        return self.waits_again and self.reason == ON_HOLD

    @property
    def postponed(self) -> bool:
        """Tell whether its person put it off, until they are back from leave."""
        return self.waits_again and not self.paused

    @property
    def ended(self) -> bool:
        return self.state in ENDS

    @property
    def open(self) -> bool:
        return self.state in OPEN


_ARRIVED = (PromptState.SENT, PromptState.UNCONFIRMED)


class NotPossible(Exception):
    """The happening has no place in the prompt's present state."""


def after(prompt: Prompt, happening: Happening, *, reason: str = "") -> Prompt:
    """Move a prompt by the table; raises NotPossible where the table has no entry."""
    moved = TABLE.get((prompt.state, happening))
    if moved is None:
        raise NotPossible(f"{happening} cannot happen to a prompt that is {prompt.state}")
    return replace(
        prompt,
        state=moved,
        reason=reason or prompt.reason,
        ever_sent=prompt.ever_sent or happening is Happening.PAUSE or moved in _ARRIVED,
        was_unconfirmed=prompt.was_unconfirmed or moved is PromptState.UNCONFIRMED,
    )


def can(prompt: Prompt, happening: Happening) -> bool:
    return (prompt.state, happening) in TABLE


def end_of_waiting(prompt: Prompt) -> Happening:
    """Say how a planned prompt ends that will not be sent: paused, put off by its person, or never asked at all.

    Whoever was asked and put it off was away; to call them "not asked" would be untrue.
    """
    if prompt.paused:
        return Happening.WITHDRAW
    return Happening.LEAVE_OUTLASTS if prompt.ever_sent else Happening.LEAVE_OUT
