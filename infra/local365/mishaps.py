"""The middleware both imitated services stand behind: log, limits, faults, tokens and the contract, in this order.

Knows how a fault looks on the wire; what strikes is drawn by `infra.local365.faults`.
"""

import socket
import struct
from collections.abc import Awaitable, Callable

from aiohttp import hdrs, web
from pydantic import ValidationError

from infra.local365 import violations
from infra.local365.connector_limits import LIMITS
from infra.local365.contract import CONTRACT
from infra.local365.faults import AFTER, BEFORE, FAULTS, Drawn
from infra.local365.graph import struck
from infra.local365.identity import IDENTITY
from infra.local365.requests_log import REQUESTS, RESET
from infra.local365.state import STATE
from infra.local365.wire import (
    Refused,
    Service,
    Violation,
    connector_error,
    error_response,
    json_body,
    service_of,
)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_GRAPH = "/v1.0"
_CODES: dict[tuple[Service, str], tuple[str, str]] = {
    ("connector", "429"): ("Throttled", "Too many requests."),
    ("connector", "500"): ("ServiceError", "An unexpected error occurred."),
    ("graph", "429"): ("activityLimitReached", "The request has been throttled."),
    ("graph", "500"): ("generalException", "General exception while processing."),
    ("graph", "503"): ("serviceNotAvailable", "The service is not available. Try again later."),
    ("graph", "504"): ("UnknownError", ""),
    ("graph", "403"): ("accessDenied", "Access denied"),
    ("graph", "404"): ("itemNotFound", "The resource could not be found."),
    ("graph", "507"): ("quotaLimitReached", "Insufficient Space Available"),
}


@web.middleware
async def imitated(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Log, faults and refusals of the imitated services; the stand-in's own routes pass untouched."""
    service = service_of(request.path)
    if service is None:
        return await _own(request, handler)
    response = await _with_faults(request, handler, service)
    status = RESET if request.transport is None or request.transport.is_closing() else response.status
    request.app[REQUESTS].add(service, request.method, request.path, status)
    return response


async def _own(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the body"
        return connector_error(Refused(400, "BadRequest", f"{where}: {first['msg']}"))
    except Refused as refused:
        return connector_error(refused)


async def _with_faults(request: web.Request, handler: Handler, service: Service) -> web.StreamResponse:
    if service == "connector" and (refused := _over_a_limit(request)):
        return error_response(request.app[STATE], request, refused)
    faults = request.app[FAULTS]
    before = faults.draw(service, request.method, request.path, BEFORE)
    if before:
        if service == "graph":
            await struck.count_all(request)
        return _struck(request, service, before)
    response = await _answered(request, handler, service)
    after = faults.draw(service, request.method, request.path, AFTER)
    return _struck(request, service, after) if after else response


def _over_a_limit(request: web.Request) -> Refused | None:
    try:
        request.app[LIMITS].charge(request.method, request.match_info.get("conversation"))
    except Refused as refused:
        return refused
    return None


async def _answered(request: web.Request, handler: Handler, service: Service) -> web.StreamResponse:
    state = request.app[STATE]
    try:
        request.app[IDENTITY].check(service, request.headers.get(hdrs.AUTHORIZATION, ""))
        if service == "graph":
            await _check_contract(request)
        return await handler(request)
    except Refused as refused:
        if isinstance(refused, Violation):
            violations.record(state, request.method, request.path, refused.message)
        return error_response(state, request, refused)
    except (web.HTTPNotFound, web.HTTPMethodNotAllowed) as error:
        message = "No such route in the stand-in."
        violations.record(state, request.method, request.path, message)
        return error_response(state, request, Refused(error.status, "BadRequest", message))


async def _check_contract(request: web.Request) -> None:
    body = await json_body(request)
    path = request.path.removeprefix(_GRAPH)
    message = request.app[CONTRACT].violation(request.method, path, request.query, body)
    if message:
        raise Violation(message)


def _struck(request: web.Request, service: Service, drawn: Drawn) -> web.Response:
    kind = drawn.kind.removeprefix("applied-then-")
    if kind == "reset":
        return _reset(request)
    headers: dict[str, str] = {hdrs.RETRY_AFTER: drawn.retry_after} if drawn.retry_after else {}
    if (service, kind) not in _CODES:
        return web.Response(status=int(kind), headers=headers)  # the connector documents 503 and 504 bare
    code, message = _CODES[service, kind]
    return error_response(request.app[STATE], request, Refused(int(kind), code, message, headers))


def _reset(request: web.Request) -> web.Response:
    """Close the connection so that the client sees a reset (RST), not an orderly end."""
    if request.transport is not None:
        sock = request.transport.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        request.transport.abort()
    return web.Response(status=500)
