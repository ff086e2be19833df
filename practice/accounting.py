"""The store's own account: every request that was sent has its message, and every message its request.

Pure. A connector cannot be asked what stands in a chat, so what it answered to each send is compared with what the
requests say: https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/update-and-delete-bot-messages
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from practice.prompts import ENDS, OPEN, PromptState


class Amiss(StrEnum):
    """How requests and messages can disagree."""

    NO_MESSAGE = "no_message"
    OTHER_MESSAGE = "other_message"
    OTHER_CHAT = "other_chat"
    OTHER_PERSON = "other_person"
    NEVER_SENT = "never_sent"
    TWO_OPEN = "two_open"
    UNENDING = "unending"
    OPEN_THOUGH_ANSWERED = "open_though_answered"


@dataclass(frozen=True, slots=True)
class Request:
    """What a prompt says of itself. `closing` says that its end is planned, `answered` that an answer belongs to it."""

    id: str
    meeting_id: str
    person_id: str
    state: PromptState
    ever_sent: bool
    conversation_id: str
    activity_id: str
    closing: bool
    answered: bool


@dataclass(frozen=True, slots=True)
class Message:
    """What is kept of one message that carried one prompt; `activity_id` is empty while its outcome is unknown."""

    prompt_id: str
    person_id: str
    conversation_id: str
    activity_id: str


def account(requests: Sequence[Request], messages: Iterable[Message]) -> tuple[tuple[Amiss, str], ...]:
    """Give whatever does not agree, each with the id of its request; `messages` come oldest first."""
    carrying: dict[str, list[Message]] = {}
    for message in messages:
        carrying.setdefault(message.prompt_id, []).append(message)
    each = (found for one in requests for found in _amiss(one, carrying.get(one.id, ())))
    return (*each, *_two_open(requests))


def _amiss(one: Request, carrying: Sequence[Message]) -> Iterator[tuple[Amiss, str]]:
    for amiss, holds in _CHECKS.items():
        if holds(one, carrying):
            yield amiss, one.id


def _no_message(one: Request, carrying: Sequence[Message]) -> bool:
    return (one.ever_sent or one.state is PromptState.SENDING) and not carrying


def _other_message(one: Request, carrying: Sequence[Message]) -> bool:
    """A message whose outcome is unknown may be the one."""
    known = {message.activity_id for message in carrying}
    return bool(one.activity_id and known) and not known & {one.activity_id, ""}


def _other_chat(one: Request, carrying: Sequence[Message]) -> bool:
    """A reminder may have gone to a chat made anew, the request itself went to the one it names."""
    chats = {message.conversation_id for message in carrying}
    return bool(one.conversation_id and chats) and one.conversation_id not in chats


def _other_person(one: Request, carrying: Sequence[Message]) -> bool:
    """Only the newest message counts: an account that was made anew has another id than its earlier messages."""
    return bool(carrying) and carrying[-1].person_id != one.person_id


def _never_sent(one: Request, carrying: Sequence[Message]) -> bool:
    """What was withdrawn while it left knows its message, though it was never asked."""
    says_so = not (one.ever_sent or one.activity_id or one.state is PromptState.SENDING)
    return says_so and any(message.activity_id for message in carrying)


def _unending(one: Request, _: Sequence[Message]) -> bool:
    return one.state not in ENDS and not one.closing


def _open_though_answered(one: Request, _: Sequence[Message]) -> bool:
    return one.answered and one.state is not PromptState.ANSWERED


_CHECKS: Mapping[Amiss, Callable[[Request, Sequence[Message]], bool]] = {
    Amiss.NO_MESSAGE: _no_message,
    Amiss.OTHER_MESSAGE: _other_message,
    Amiss.OTHER_CHAT: _other_chat,
    Amiss.OTHER_PERSON: _other_person,
    Amiss.NEVER_SENT: _never_sent,
    Amiss.UNENDING: _unending,
    Amiss.OPEN_THOUGH_ANSWERED: _open_though_answered,
}


def _two_open(requests: Iterable[Request]) -> Iterator[tuple[Amiss, str]]:
    """Two requests of one person about one meeting must not be open together."""
    opened = [one for one in requests if one.state in OPEN and one.person_id]
    counts = Counter((one.person_id, one.meeting_id) for one in opened)
    return ((Amiss.TWO_OPEN, one.id) for one in opened if counts[one.person_id, one.meeting_id] > 1)
