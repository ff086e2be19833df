"""The identity provider over HTTP: what a bot asks, and the control API that rotates and breaks it.

The metadata and the keys stand under /botframework as they do at login.botframework.com, the token endpoint under
/login as it does at login.microsoftonline.com.
https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow
"""

import asyncio

from aiohttp import web
from pydantic import BaseModel, ConfigDict

from infra.local365 import tenant
from infra.local365.identity import AUDIENCES, IDENTITY, ISSUER, LIFE, Health, Healths, published
from infra.local365.wire import Refused, json_body, json_response

METADATA = "/botframework/v1/.well-known/openidconfiguration"
KEYS = "/botframework/v1/.well-known/keys"
TOKEN = "/login/{tenant}/oauth2/v2.0/token"  # noqa: S105 - a path


class _Rotation(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    keep_old: bool = True


def add_routes(app: web.Application) -> None:
    """The endpoints of the identity provider, and their control."""
    app.router.add_get(METADATA, metadata)
    app.router.add_get(KEYS, keys)
    app.router.add_post(TOKEN, token)
    app.router.add_get("/_local/identity", show)
    app.router.add_put("/_local/identity", switch)
    app.router.add_post("/_local/identity/rotate", rotate)
    app.router.add_get("/_local/identity/token", activity_token)


async def metadata(request: web.Request) -> web.Response:
    """The OpenID metadata of the Bot Framework."""
    await _fail(request.app[IDENTITY].health().keys)
    body = {
        "issuer": ISSUER,
        "authorization_endpoint": "https://invalid.botframework.com",
        "jwks_uri": f"{request.url.origin()}{KEYS}",
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
    }
    return json_response(body)


async def keys(request: web.Request) -> web.Response:
    """The keys document, each key with the channels it may sign for."""
    await _fail(request.app[IDENTITY].health().keys)
    return json_response({"keys": [published(key) for key in request.app[IDENTITY].key_ring()]})


async def token(request: web.Request) -> web.Response:
    """An access token for one service; which proof of itself the application brings is not looked at."""
    identity = request.app[IDENTITY]
    await _fail(identity.health().tokens)
    asked = await request.post()
    if request.match_info["tenant"].lower() != tenant.tenant_id(identity.state):
        return _refused("invalid_request", "AADSTS90002: Tenant not found.")
    if str(asked.get("client_id", "")).lower() != tenant.bot_app_id(identity.state):
        return _refused("unauthorized_client", "AADSTS700016: Application not found in the directory.")
    if asked.get("grant_type") != "client_credentials":
        return _refused("unsupported_grant_type", "AADSTS70003: The grant type is not supported.")
    audience = str(asked.get("scope", "")).removesuffix("/.default")
    if asked.get("scope") == audience or audience not in AUDIENCES.values():
        return _refused("invalid_scope", "AADSTS70011: The scope is not valid.")
    seconds = int(LIFE.total_seconds()) - 1
    given = {"token_type": "Bearer", "expires_in": seconds, "ext_expires_in": seconds}
    return json_response({**given, "access_token": identity.access_token(audience)})


async def show(request: web.Request) -> web.Response:
    """How the endpoints are, and the ids of the published keys, the signing one first."""
    identity = request.app[IDENTITY]
    return json_response({**identity.health().model_dump(), "kids": [key.kid for key in identity.key_ring()]})


async def switch(request: web.Request) -> web.Response:
    """Let the endpoints work, fail or hang."""
    request.app[IDENTITY].switch(Healths.model_validate(await json_body(request)))
    return await show(request)


async def rotate(request: web.Request) -> web.Response:
    """Sign with a new key."""
    rotation = _Rotation.model_validate(await json_body(request) or {})
    request.app[IDENTITY].rotate(keep_old=rotation.keep_old)
    return await show(request)


async def activity_token(request: web.Request) -> web.Response:
    """The token Teams would send with an activity of this service URL, for whoever posts activities by hand."""
    service_url = request.query.get("service_url", "")
    return json_response({"token": request.app[IDENTITY].activity_token(service_url)})


async def _fail(health: Health) -> None:
    if health == "hang":
        await asyncio.Event().wait()
    if health == "down":
        raise Refused(503, "ServiceUnavailable", "The identity provider is switched off.")


def _refused(error: str, description: str) -> web.Response:
    return json_response({"error": error, "error_description": description}, 400)
