"""Twenty requests in one: our own JSON $batch, because the SDK's loses the bodies of the answers.

Pure wire format. https://learn.microsoft.com/en-us/graph/json-batching
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, ValidationError

from graph_sync.exchange import Call, Reply

MOST = 20
"""Requests in one batch, at the most."""

URL = "/$batch"


class _Inner(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    id: str
    status: int
    headers: dict[str, str] | None = None
    body: object = None


class _Outer(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    responses: list[_Inner]


def together(calls: Sequence[Call]) -> Call:
    """Put 1 to 20 calls into one; they run in any order. Raises ValueError for another number."""
    if not 1 <= len(calls) <= MOST:
        raise ValueError(f"A batch holds 1 to {MOST} requests.")
    return Call("POST", URL, {"requests": [_inner(str(place), call) for place, call in enumerate(calls)]})


def _inner(place: str, call: Call) -> dict[str, object]:
    written: dict[str, object] = {"id": place, "method": call.method, "url": call.url}
    headers = dict(call.headers)
    if call.body is not None:
        written["body"] = call.body
        headers["Content-Type"] = "application/json"
    if headers:
        written["headers"] = headers
    return written


def apart(reply: Reply, count: int) -> list[Reply | None]:
    """Take a batch's answer apart, in the order of the calls; None where an answer is missing or unreadable.

    The service answers in any order, and may answer less than it was asked.
    """
    found: list[Reply | None] = [None] * count
    try:
        outer = _Outer.model_validate(reply.body)
    except ValidationError:
        return found
    for inner in outer.responses:
        if inner.id.isdecimal() and int(inner.id) < count:
            headers = {name.lower(): value for name, value in (inner.headers or {}).items()}
            found[int(inner.id)] = Reply(inner.status, headers, inner.body)
    return found
