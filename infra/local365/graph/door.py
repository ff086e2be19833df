"""Answers one Graph request at a time: meter, place in the mailbox, answerer, error envelope.

The middleware before it has drawn the faults and checked the contract of a whole request.
"""

from __future__ import annotations

import asyncio
from email.utils import format_datetime
from typing import TYPE_CHECKING

from aiohttp import web

from infra.local365.graph import sites
from infra.local365.graph.mailboxes import SLOTS
from infra.local365.graph.meter import METER
from infra.local365.graph.table import routed, units_of
from infra.local365.graph.wire import Call, GraphError, Reply, all_or_nothing, preferences
from infra.local365.state import STATE
from infra.local365.wire import Refused, graph_error_body, json_body, json_response, new_guid

if TYPE_CHECKING:
    from infra.local365.state import State

PREFIX = "/v1.0"
HONOURED = ("outlook.timezone", "IdType", "odata.maxpagesize", "outlook.body-content-type")
_CLIENT_REQUEST_ID = "client-request-id"


async def call_of(request: web.Request) -> Call:
    """Read an aiohttp request."""
    return Call(
        method=request.method,
        path=request.path.removeprefix(PREFIX),
        query=dict(request.query),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=await json_body(request),
        base=f"{request.url.origin()}{PREFIX}",
    )


async def single(request: web.Request) -> web.Response:
    """Answer one request that came by itself. A violation is left to the middleware, which keeps it."""
    state = request.app[STATE]
    call = await call_of(request)
    try:
        route, parts = routed(call.method, call.path)
        if route.mailbox:
            with request.app[SLOTS].taken(parts[0]):
                await asyncio.sleep(request.app[SLOTS].seconds)
                reply = answered(request.app, call)
        else:
            reply = answered(request.app, call)
    except GraphError as error:
        reply = refusal(state, error, call)
    return written(state, reply, call)


def answered(app: web.Application, call: Call) -> Reply:
    """Charge and answer a request; nothing of a refused one is kept. Raises Refused."""
    route, parts = routed(call.method, call.path)
    headers = app[METER].charge(units_of(route, call)) if route.units else {}
    try:
        if route.role:
            sites.refuse_without(app[STATE], parts[0], route.role)
        with all_or_nothing(app[STATE]):
            reply = route.answer(app[STATE], call, *parts)
    except GraphError as error:
        error.headers.update(headers)
        raise
    return Reply(reply.status, reply.body, {**reply.headers, **headers}) if headers else reply


def refusal(state: State, error: Refused, call: Call) -> Reply:
    """Write a refusal in Graph's envelope (https://learn.microsoft.com/graph/errors)."""
    body = graph_error_body(state, error.code, error.message, call.headers.get(_CLIENT_REQUEST_ID))
    if isinstance(error, GraphError):
        body["error"].update(error.extra)
    return Reply(error.status, body, dict(error.headers))


def written(state: State, reply: Reply, call: Call) -> web.Response:
    """Turn an answer into a response with the ids Graph puts on each."""
    request_id = new_guid(state)
    headers = {
        "Date": format_datetime(state.now(), usegmt=True),
        "request-id": request_id,
        _CLIENT_REQUEST_ID: call.headers.get(_CLIENT_REQUEST_ID, request_id),
        **reply.headers,
    }
    applied = _preference_applied(call)
    if applied:
        headers["Preference-Applied"] = applied
    if reply.body is None:
        return web.Response(status=reply.status, headers=headers)
    return json_response(reply.body, reply.status, headers)


def _preference_applied(call: Call) -> str:
    """Echo the preferences the service honours (https://learn.microsoft.com/graph/outlook-immutable-id)."""
    parts = (part.strip() for part in preferences(call).split(","))
    return ", ".join(part for part in parts if part.startswith(HONOURED))
