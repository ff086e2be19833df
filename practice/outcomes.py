"""How an effect on the outside world ended, in the words every adapter and the worker share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

ITEM_DELETED = "item_deleted"
"""Why work is parked when somebody deleted the item it is about: it is never made again unasked."""


@dataclass(frozen=True, slots=True)
class Done:
    """The effect stands outside; `outside_id` and `etag` are what the other side calls it."""

    outside_id: str = ""
    etag: str = ""


@dataclass(frozen=True, slots=True)
class RetryAfter:
    """Nothing is known to have happened that a second try would double: try again after `seconds`."""

    seconds: float
    reason: str


UNTIL_MENDED = 900.0
"""Seconds until the next try where somebody has to mend something first."""


@dataclass(frozen=True, slots=True)
class Parked:
    """No try of ours will help: a person has to look. `reason` is a constant code, never content."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """The request left, and whether it took effect cannot be known."""

    reason: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else changed the thing first: read it again, then decide."""

    reason: str


Outcome = Done | RetryAfter | Parked | Unconfirmed | Conflict


class Refusal(StrEnum):
    """Why a person cannot be reached; each leads to its own action or end.

    https://learn.microsoft.com/en-us/microsoftteams/platform/bots/build-conversational-capability
    """

    UNKNOWN_ADDRESS = "unknown_address"
    NOT_INSTALLED = "not_installed"
    NOT_IN_CHAT = "not_in_chat"  # the app is not part of the chat: an installation has to come
    CHAT_GONE = "chat_gone"  # also a chat that was made anew is not found
    BLOCKED = "blocked"  # by the person
    DISABLED = "disabled"  # by an administrator of the tenant
    TOO_BIG = "too_big"


REFUSALS: frozenset[str] = frozenset(Refusal)

WAITING = frozenset({Refusal.NOT_IN_CHAT, Refusal.CHAT_GONE})
"""What may pass by itself: such a request waits, and ends as undeliverable only when it closes."""


@dataclass(frozen=True, slots=True)
class Undeliverable:
    """The person cannot be reached this way, and trying again will not change that."""

    refusal: Refusal
