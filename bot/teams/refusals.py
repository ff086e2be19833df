"""What the connector's answers mean for us: the sending rule of the design, as a table. Pure.

No key makes a send safe to repeat, so only what surely did not happen is tried again; opening a chat and
repainting a message may be repeated. The codes and what to do about each:
https://learn.microsoft.com/en-us/microsoftteams/platform/bots/build-conversational-capability
https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/rate-limit
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Final

from pydantic import AliasPath, BaseModel, Field, Json, ValidationError

from bot.teams.connector import Answered, Fate, Lost, NotAllowed, NotSent, Paced
from bot.teams.retry_after import seconds_asked
from practice.outcomes import Conflict, Done, Parked, Refusal, RetryAfter, Unconfirmed, Undeliverable

Chance = Callable[[], float]
"""A number from 0 up to 1, as random.random gives."""

PAUSE_SECONDS: Final = 5.0
"""The least wait where the service names none; up to as much again is added, so that tries spread out."""
WHOLE_APP_SECONDS: Final = 900.0
"""What speaks of us, not of the person: somebody has to put a setting or the registration right meanwhile."""

_REFUSED: Final = {
    "ForbiddenOperationException": Refusal.NOT_INSTALLED,
    "BotNotInConversationRoster": Refusal.NOT_IN_CHAT,
    "ConversationBlockedByUser": Refusal.BLOCKED,
    "BotDisabledByAdmin": Refusal.DISABLED,
    "MessageWritesBlocked": Refusal.BLOCKED,
}
_ALWAYS_AGAIN: Final = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.PRECONDITION_FAILED)
_NOT_ALLOWED: Final = RetryAfter(WHOLE_APP_SECONDS, "service_url_not_allowed")
_NO_SUCH_PERSON: Final = "ConversationNotFound"


class _Usual(BaseModel):
    code: Annotated[str, Field(validation_alias=AliasPath("error", "code"))]


class _Nested(BaseModel):
    """A refusal documented as JSON inside a string of JSON."""

    class _Inner(BaseModel):
        sub_code: Annotated[str, Field(alias="subCode")]

    message: Json[_Inner]


def code_of(body: bytes) -> str:
    """The connector's name for a refusal, "" where it gives none."""
    try:
        return _Usual.model_validate_json(body).code
    except ValidationError:
        pass
    try:
        return _Nested.model_validate_json(body).message.sub_code
    except ValidationError:
        return ""


def again(answered: Answered, chance: Chance) -> RetryAfter | None:
    """When to try again what was certainly not done: 429, 412, 503 that says when, and 401."""
    asked = seconds_asked(answered.retry_after)
    if answered.status == HTTPStatus.UNAUTHORIZED:
        return RetryAfter(WHOLE_APP_SECONDS, "not_authorised")
    if answered.status == HTTPStatus.SERVICE_UNAVAILABLE and asked is not None:
        return RetryAfter(asked, "unavailable")
    if answered.status in _ALWAYS_AGAIN:
        return RetryAfter(_pause(chance) if asked is None else asked, "throttled")
    return None


def after_send(
    fate: Fate, chance: Chance, activity_id: str
) -> Done | RetryAfter | Unconfirmed | Undeliverable | Conflict:
    """How sending a card ended; `activity_id` is what a 2xx named the message."""
    match fate:
        case NotAllowed():
            return _NOT_ALLOWED
        case Paced(seconds):
            return RetryAfter(seconds, "paced")
        case NotSent():
            return RetryAfter(_pause(chance), "unreachable")
        case Lost():
            return Unconfirmed("no_answer")
        case Answered():
            return _answered_send(fate, chance, activity_id)


def _answered_send(
    answered: Answered, chance: Chance, activity_id: str
) -> Done | RetryAfter | Unconfirmed | Undeliverable | Conflict:
    if done(answered):
        return Done(activity_id)
    if later := again(answered, chance):
        return later
    if not _refused(answered):
        return Unconfirmed(f"http_{answered.status}")
    if answered.status == HTTPStatus.NOT_FOUND:
        return Conflict("conversation_gone")
    return _ended(answered)


def after_opening(answered: Answered, chance: Chance) -> RetryAfter | Undeliverable:
    """Why a chat was not opened, or its roster not read; both may be tried again on everything unknown.

    The id came from the directory, so a chat that cannot be found is the person's; a 400 cannot be told from a
    mistake of ours, and waits: if it was the person after all, the request ends when it closes.
    """
    if later := again(answered, chance):
        return later
    if not _refused(answered):
        return RetryAfter(_pause(chance), f"http_{answered.status}")
    if answered.status == HTTPStatus.NOT_FOUND and code_of(answered.body) == _NO_SUCH_PERSON:
        return Undeliverable(Refusal.UNKNOWN_ADDRESS)
    return _ended(answered)


def not_answered(fate: NotSent | NotAllowed | Lost | Paced, chance: Chance) -> RetryAfter:
    """The same for requests that are safe to repeat and had no answer."""
    if isinstance(fate, Paced):
        return RetryAfter(fate.seconds, "paced")
    return _NOT_ALLOWED if isinstance(fate, NotAllowed) else RetryAfter(_pause(chance), "no_answer")


def after_repaint(fate: Fate, chance: Chance) -> Done | RetryAfter | Parked:
    """How an update ended; where the message or the chat is gone there is nothing left to repaint."""
    if not isinstance(fate, Answered):
        return not_answered(fate, chance)
    if done(fate) or fate.status == HTTPStatus.NOT_FOUND:
        return Done()
    if later := again(fate, chance):
        return later
    if _refused(fate):
        return Parked(f"http_{fate.status}")
    return RetryAfter(_pause(chance), f"http_{fate.status}")


def done(answered: Answered) -> bool:
    return HTTPStatus.OK <= answered.status < HTTPStatus.MULTIPLE_CHOICES


def _refused(answered: Answered) -> bool:
    return HTTPStatus.BAD_REQUEST <= answered.status < HTTPStatus.INTERNAL_SERVER_ERROR


def _ended(answered: Answered) -> RetryAfter | Undeliverable:
    """End what was refused because of its person or its size; what else was refused waits to be mended."""
    if answered.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return Undeliverable(Refusal.TOO_BIG)
    refusal = _REFUSED.get(code_of(answered.body))
    return Undeliverable(refusal) if refusal else RetryAfter(WHOLE_APP_SECONDS, f"http_{answered.status}")


def _pause(chance: Chance) -> float:
    return PAUSE_SECONDS * (1 + chance())
