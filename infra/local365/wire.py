"""JSON in and out, and the error envelopes of both services. Knows neither service's behaviour."""

from collections.abc import Mapping
from typing import Any, Literal
from uuid import UUID

import pydantic_core
from aiohttp import hdrs, web

from infra.local365.state import State

Service = Literal["connector", "graph"]
SERVICES: Mapping[str, Service] = {"/connector/": "connector", "/v1.0/": "graph"}
_BODY = web.RequestKey("local365.body", object)


class Refused(Exception):
    """An answer other than success, as the service would give it; `body` replaces the usual envelope."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str = "",
        headers: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message
        self.headers = dict(headers or {})
        self.body = body


class Violation(Refused):
    """A request the imitated service documents as wrong: answered 400 and kept in the list of violations."""

    def __init__(self, message: str, code: str = "BadRequest") -> None:
        super().__init__(400, code, message)


def service_of(path: str) -> Service | None:
    """The imitated service a path belongs to; None for the stand-in's own routes."""
    return next((name for prefix, name in SERVICES.items() if path.startswith(prefix)), None)


def json_response(body: object, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    """A compact JSON answer."""
    return web.Response(
        body=pydantic_core.to_json(body),
        status=status,
        headers={hdrs.CONTENT_TYPE: "application/json; charset=utf-8", **(headers or {})},
    )


async def json_body(request: web.Request) -> Any:  # noqa: ANN401 - JSON is anything
    """The parsed JSON body, read once per request, or None. Raises Violation if it is not JSON."""
    if _BODY not in request:
        try:
            raw = await request.read()
        except ConnectionResetError:
            raise Refused(400, "BadRequest", "The caller went away.") from None
        try:
            request[_BODY] = pydantic_core.from_json(raw, allow_inf_nan=False) if raw else None
        except ValueError:
            raise Violation("The request body is not valid JSON.") from None
    return request[_BODY]


def new_guid(state: State) -> str:
    """A GUID drawn from the seeded chance, so that a run can be repeated."""
    return str(UUID(int=state.rng.getrandbits(128), version=4))


def connector_error(refused: Refused) -> web.Response:
    """The connector's envelope.

    https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
    """
    body = refused.body or {"error": {"code": refused.code, "message": refused.message}}
    return json_response(body, refused.status, refused.headers)


def graph_error_body(
    state: State, code: str, message: str, client_request_id: str | None = None
) -> dict[str, Any]:
    """Graph's envelope, also the body of a refused inner request of a batch.

    https://learn.microsoft.com/en-us/graph/errors
    """
    request_id = new_guid(state)
    inner = {
        "date": f"{state.now():%Y-%m-%dT%H:%M:%S}",
        "request-id": request_id,
        "client-request-id": client_request_id or request_id,
    }
    return {"error": {"code": code, "message": message, "innerError": inner}}


def error_response(state: State, request: web.Request, refused: Refused) -> web.Response:
    """A refusal in the envelope of the service the request was meant for."""
    if service_of(request.path) != "graph":
        return connector_error(refused)
    client_request_id = request.headers.get("client-request-id")
    body = refused.body or graph_error_body(state, refused.code, refused.message, client_request_id)
    return json_response(body, refused.status, refused.headers)
