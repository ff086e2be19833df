"""The Microsoft 365 Agents SDK's echo, with the token check it comes with.

It checks the signature (RS256), that the audience is the app, and `exp` and `nbf` where a token has them. As it comes
it does not require them, does not compare the issuer (that is a switch), lets another host in `serviceurl` pass with a
warning, and looks at no channel, endorsement or tenant. It saves nothing.
https://learn.microsoft.com/en-us/microsoft-365/agents-sdk/quickstart
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web
from microsoft_agents.hosting.aiohttp import CloudAdapter, jwt_authorization_decorator
from microsoft_agents.hosting.core import ActivityHandler, AgentAuthConfiguration, TurnContext
from microsoft_agents.hosting.core.authorization import AnonymousTokenProvider, ClaimsIdentity
from microsoft_agents.hosting.core.authorization import _entra_issuers as addresses

from bench.servers import listening
from bench.shapes import APP, TENANT
from bench.teams_side import KEYS, METADATA
from bot.teams.tokens import ISSUER

Handler = Callable[[web.Request], Awaitable[web.Response]]


class _Echo(ActivityHandler):
    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await turn_context.send_activity(f"Echo: {turn_context.activity.text}")


class _FixedToken(AnonymousTokenProvider):
    async def get_access_token(self, *_for_what: object, **_how: object) -> str:
        return "fixed"


class _Connections:
    def get_token_provider(self, _claims: ClaimsIdentity, _service_url: str) -> _FixedToken:
        return _FixedToken()


@asynccontextmanager
async def serve(metadata_url: str) -> AsyncIterator[int]:
    """Serve; where its keys come from is no setting, so its own table of addresses is changed."""
    addresses.BOTFRAMEWORK_JWKS_URIS[ISSUER] = metadata_url.replace(METADATA, KEYS)
    app = web.Application()
    app["agent_configuration"] = AgentAuthConfiguration(client_id=APP, tenant_id=TENANT)
    async with echoing(app, jwt_authorization_decorator) as port:
        yield port


@asynccontextmanager
async def echoing(app: web.Application, behind: Callable[[Handler], Handler]) -> AsyncIterator[int]:
    """Serve the echo, behind what checks tokens; without a check it would warn in every turn, and is kept from it."""
    logging.getLogger("microsoft_agents").setLevel(logging.ERROR)
    adapter, echo = CloudAdapter(connection_manager=_Connections()), _Echo()

    async def messages(request: web.Request) -> web.Response:
        return await adapter.process(request, echo)

    app.router.add_post("/api/messages", behind(messages))
    async with listening(app) as port:
        yield port
