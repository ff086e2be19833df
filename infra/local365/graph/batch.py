"""POST /$batch: up to twenty requests in one, each checked, metered, faulted and answered for itself.

https://learn.microsoft.com/graph/json-batching
"""

from __future__ import annotations

from collections import Counter
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import Field

from infra.local365 import violations
from infra.local365.contract import CONTRACT
from infra.local365.faults import FAULTS, INNER_AFTER, INNER_BEFORE
from infra.local365.graph import struck, traits
from infra.local365.graph.door import PREFIX, answered, call_of, refusal, written
from infra.local365.graph.mailboxes import AT_A_TIME, too_many_at_once
from infra.local365.graph.table import routed
from infra.local365.graph.wire import Call, GraphError, Json, Reply, Strict, all_or_nothing, read_as_sent
from infra.local365.requests_log import REQUESTS
from infra.local365.state import STATE
from infra.local365.wire import Refused, Violation

if TYPE_CHECKING:
    from aiohttp import web

    from infra.local365.faults import Drawn

MOST = 20
_JSON = {"Content-Type": "application/json"}
_DEPENDENT = GraphError(424, "FailedDependency", "A request this one depends on has failed.")
_FAULTS = {
    429: ("TooManyRequests", "Please retry again later."),
    503: ("serviceNotAvailable", "The service is not available. Try again later."),
    504: ("UnknownError", ""),
    403: ("accessDenied", "Access denied"),
    404: ("itemNotFound", "The resource could not be found."),
    507: ("quotaLimitReached", "Insufficient Space Available"),
}


class _Inner(Strict):
    id: str
    method: str
    url: str
    headers: dict[str, str] = Field(default_factory=dict)
    body: Any = None
    dependsOn: list[str] = Field(default_factory=list)  # noqa: N815 - Graph's spelling


class _Batch(Strict):
    requests: list[dict[str, Any]]


async def answer(request: web.Request) -> web.Response:
    """Answer a batch with 200, whatever its parts came to."""
    state = request.app[STATE]
    outer = await call_of(request)
    inner = _read(outer.body)
    busy: Counter[str] = Counter()
    replies: dict[str, Reply] = {}
    if not any(one.dependsOn for one in inner):
        state.rng.shuffle(inner)  # independent requests run in parallel, in no order
    with all_or_nothing(state):
        for one in inner:
            failed = any(replies[other].status >= HTTPStatus.BAD_REQUEST for other in one.dependsOn)
            call = _call(one, outer)
            replies[one.id] = refusal(state, _DEPENDENT, call) if failed else _one(request.app, call, busy)
    responses = [_response(one_id, reply) for one_id, reply in replies.items()]
    state.rng.shuffle(responses)
    return written(state, Reply(200, {"responses": responses}), outer)


def _read(body: object) -> list[_Inner]:
    """Read the parts. Raises a violation for what refuses the batch as a whole."""
    inner = [read_as_sent(_Inner, one) for one in read_as_sent(_Batch, body).requests]
    ids = {one.id for one in inner}
    if not inner or len(inner) > MOST or len(ids) < len(inner):
        raise Violation(f"A batch has 1 to {MOST} requests, each with an id of its own.")
    if any(one.url.startswith(("http:", "https:", "/v1.0/")) for one in inner):
        raise Violation("The url of a request in a batch is relative, without a version.")
    known: set[str] = set()
    for one in inner:
        if not set(one.dependsOn) <= known:
            raise Violation("A request of a batch depends on one that does not come before it.")
        known.add(one.id)
    return inner


def _call(one: _Inner, outer: Call) -> Call:
    parts = urlsplit(one.url if one.url.startswith("/") else f"/{one.url}")
    return Call(
        method=one.method,
        path=unquote(parts.path),
        query=dict(parse_qsl(parts.query, keep_blank_values=True)),
        headers={name.lower(): value for name, value in one.headers.items()},
        body=one.body,
        base=outer.base,
    )


def _one(app: web.Application, call: Call, busy: Counter[str]) -> Reply:
    """Answer one part as if it had come by itself, with the faults a part can have."""
    faults, path = app[FAULTS], PREFIX + call.path
    before = faults.draw("graph", call.method, path, INNER_BEFORE)
    if before:
        struck.count(app, call)
    reply = _struck(app, before, call) if before else _answered(app, call, busy)
    after = None if before else faults.draw("graph", call.method, path, INNER_AFTER)
    if after:
        reply = _struck(app, after, call)
    app[REQUESTS].add("graph", call.method, path, reply.status)
    return reply


def _answered(app: web.Application, call: Call, busy: Counter[str]) -> Reply:
    state = app[STATE]
    try:
        message = app[CONTRACT].violation(call.method, call.path, call.query, call.body)
        if message:
            raise Violation(message)
        _take_place(app, call, busy)
        return answered(app, call)
    except Refused as refused:
        if isinstance(refused, Violation):
            violations.record(state, call.method, PREFIX + call.path, refused.message)
        return refusal(state, refused, call)


def _take_place(app: web.Application, call: Call, busy: Counter[str]) -> None:
    """Refuse the fifth request to one mailbox, where the seed says that Graph does not send four at a time.

    Documented: https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits; seen otherwise:
    https://github.com/microsoftgraph/microsoft-graph-docs/issues/8760
    """
    route, parts = routed(call.method, call.path)
    if not route.mailbox or traits.read(app[STATE]).batch_to_outlook == "four-at-a-time":
        return
    if busy[parts[0].lower()] >= AT_A_TIME:
        raise too_many_at_once()
    busy[parts[0].lower()] += 1


def _struck(app: web.Application, drawn: Drawn, call: Call) -> Reply:
    status = int(drawn.kind.removeprefix("applied-then-"))
    headers = {"Retry-After": drawn.retry_after} if drawn.retry_after else {}
    return refusal(app[STATE], GraphError(status, *_FAULTS[status], headers=headers), call)


def _response(one_id: str, reply: Reply) -> Json:
    if reply.body is None:
        return {"id": one_id, "status": reply.status, "headers": reply.headers}
    return {"id": one_id, "status": reply.status, "headers": {**reply.headers, **_JSON}, "body": reply.body}
