"""The HTTP door for Teams: one route for activities, one to see that we are alive, and plain errors for both.

Bodies, headers and exceptions' texts are never logged: any of them may hold what somebody typed.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from aiohttp import hdrs, web
from botbuilder.core import InvokeResponse
from botframework.connector.auth import ClaimsIdentity
from pydantic_core import to_json

from bot.teams.activities import LARGEST_BODY, Received, Unreadable, received
from bot.teams.door import Door, Refusal

log = logging.getLogger(__name__)

RunTurn = Callable[[Received, ClaimsIdentity], Awaitable[InvokeResponse | None]]
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def add_routes(app: web.Application, *, door: Door, turn: RunTurn) -> None:
    """Add POST /api/messages and GET /healthz, behind the one guard that turns a failure into a plain 500."""

    async def messages(request: web.Request) -> web.Response:
        return await _messages(request, door, turn)

    app.middlewares.append(plain_errors)
    app.router.add_post("/api/messages", messages)
    app.router.add_get("/healthz", _alive)


@web.middleware
async def plain_errors(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """Answer 500 with a constant sentence when anything fails; Teams then delivers the activity again."""
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception as error:  # noqa: BLE001 - the one guard of the web side (exemplars.md)
        log.error("A request failed.", extra={"error": type(error).__name__})  # noqa: TRY400 - a traceback may quote
        return web.Response(status=500, text="Something went wrong here. Try again in a minute.")


async def _messages(request: web.Request, door: Door, turn: RunTurn) -> web.Response:
    """Take an activity; what a page in a browser could send, or who brings no token, is not even read."""
    unasked = _unasked(request)
    if unasked:
        return web.Response(status=unasked)
    proof = await door.identify(request.headers.get(hdrs.AUTHORIZATION, ""))
    if proof is None:
        return web.Response(status=Refusal.UNKNOWN.value)
    try:
        raw = await _body(request)
        if raw is None:
            return web.Response(status=413, text="The body is larger than 256 KB.")
        activity = received(raw)
    except Unreadable as why:
        return web.Response(status=400, text=str(why))
    claims = door.admit(proof, activity)
    if isinstance(claims, Refusal):
        return web.Response(status=claims.value)
    return _response(await turn(activity, claims))


def _unasked(request: web.Request) -> int:
    """Give the status for what a page may send from a browser; 0 for what it may not."""
    if hdrs.ORIGIN in request.headers:
        return web.HTTPForbidden.status_code
    return 0 if request.content_type == "application/json" else web.HTTPUnsupportedMediaType.status_code


async def _body(request: web.Request) -> bytes | None:
    """Read the body, or as much of it as shows that it is too large; raises Unreadable."""
    raw = bytearray()
    try:
        while chunk := await request.content.readany():
            raw += chunk
            if len(raw) > LARGEST_BODY:
                return None
    except (web.RequestPayloadError, ConnectionError):
        raise Unreadable("The body broke off, or it could not be unpacked.") from None
    return bytes(raw)


def _response(answer: InvokeResponse | None) -> web.Response:
    if answer is None:
        return web.Response(status=200)
    if answer.body is None:
        return web.Response(status=int(answer.status))
    return web.Response(
        status=int(answer.status), body=to_json(answer.body), content_type="application/json", charset="utf-8"
    )


async def _alive(_request: web.Request) -> web.Response:
    return web.Response(text="ok")
