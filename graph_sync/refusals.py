"""What a refusal of the service means: try again, let a person look, or read again first.

Pure: the random number that spreads the tries is an argument. Codes are constants; nothing of a reply's text
goes into them.
"""

from __future__ import annotations

import math

from graph_sync.exchange import BAD_REQUEST, CHANGED, CONFLICT, FORBIDDEN, NOT_FOUND, Refusal, Reply
from practice.outcomes import UNTIL_MENDED, Conflict, Parked, RetryAfter

SOON = 2.0
"""Seconds before the next try where the service names none."""

LONGEST = 3_600.0
"""Seconds: a longer wait than this in a header is not believed."""

NO_ANSWER = "no_answer"
NOT_SIGNED_IN = "not_signed_in"

COLUMN_MISSING = "column_missing"

THROTTLED = 429
BUSY = 503
_BUSY = {THROTTLED: "throttled", BUSY: "busy"}
_STORAGE_FULL = 507
_TO_BE_MENDED = {
    401: "unauthorised",
    FORBIDDEN: "forbidden",
    NOT_FOUND: "not_found",
    _STORAGE_FULL: "storage_full",
}
"""What an administrator mends for everything at once: no single piece of work is at fault, so it waits."""

_PASSING = frozenset({408, 423, 424, 425})
_SERVER_ERROR = 500


def judged(reply: Reply, chance: float) -> Refusal:
    """Judge a reply that is not a success. `chance` is a random number from 0 to 1.

    https://learn.microsoft.com/en-us/graph/errors
    """
    status = reply.status
    if status in _BUSY:
        return later(asked_to_wait(reply), _BUSY[status], chance)
    if status in _TO_BE_MENDED:
        return RetryAfter(UNTIL_MENDED, _TO_BE_MENDED[status])
    if status in {CONFLICT, CHANGED}:
        return Conflict("changed_by_another")
    if status in _PASSING or status >= _SERVER_ERROR:
        return later(asked_to_wait(reply), "server_error", chance)
    return Parked(COLUMN_MISSING if _unknown_column(reply) else f"refused_{status}")


def _unknown_column(reply: Reply) -> bool:
    """Tell a column that is not there, by the words seen in the field, as its code is that of any bad request.

    https://github.com/microsoftgraph/msgraph-sdk-java/issues/2054
    """
    return (
        reply.status == BAD_REQUEST
        and message_of(reply).startswith("Field '")
        and "is not recogni" in message_of(reply)
    )


def message_of(reply: Reply) -> str:
    """Give the words of a refusal, for comparing only: they may quote what was sent."""
    error = reply.body.get("error") if isinstance(reply.body, dict) else None
    message = error.get("message") if isinstance(error, dict) else None
    return message if isinstance(message, str) else ""


def later(seconds: float, reason: str, chance: float) -> RetryAfter:
    """Never earlier than asked, and spread, so that what was refused together does not come back together."""
    wait = seconds or SOON
    return RetryAfter(wait + chance * max(1.0, wait / 4), reason)


def asked_to_wait(reply: Reply) -> float:
    """Seconds the service asks for: the larger of Retry-After, which may be fractional, and RateLimit-Reset.

    learn.microsoft.com/sharepoint/dev/general-development/how-to-avoid-getting-throttled-or-blocked-in-sharepoint-online
    """
    return max(_seconds(reply.headers.get("retry-after")), _seconds(reply.headers.get("ratelimit-reset")))


def rate_limit(reply: Reply) -> tuple[int, float] | None:
    """Give the units left and the seconds until there are more, as the service says from 80 % of a quota on."""
    left = reply.headers.get("ratelimit-remaining", "")
    seconds = _seconds(reply.headers.get("ratelimit-reset"))
    return (int(left), seconds) if left.isdecimal() and left.isascii() and seconds else None


def _seconds(text: str | None) -> float:
    try:
        seconds = float(text or 0)
    except ValueError:
        return 0.0
    return min(seconds, LONGEST) if math.isfinite(seconds) and seconds > 0 else 0.0
