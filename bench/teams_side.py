"""The other side of what is measured: keys and tokens as the Bot Framework has them, and a connector for replies.

What is measured takes its keys over HTTP from here. Tokens are valid from the bench's stepped day until tomorrow, as
ours is told the time and the others ask the machine.
https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
"""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from bench.shapes import APP, START
from bot.teams.tokens import ALGORITHM, ISSUER, MOST_VERIFIED

TOKENS: Final = 2 * MOST_VERIFIED
"""In turn: twice what ours remembers, so that it verifies a signature for every request, as the others do."""

METADATA: Final = "/v1/.well-known/openidconfiguration"
KEYS: Final = "/v1/.well-known/keys"
"""Beside each other as at login.botframework.com: the Teams SDK makes one address from the other."""

_KID: Final = "bench"
_DAY: Final = 24 * 3_600


def _key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


@dataclass(frozen=True, slots=True)
class Signer:
    """One key: publishes its public half, signs with the private one."""

    key: RSAPrivateKey = field(default_factory=_key)

    def publish(self, app: web.Application) -> None:
        """Add both documents to what an app serves."""

        async def metadata(request: web.Request) -> web.Response:
            return web.json_response({"issuer": ISSUER, "jwks_uri": str(request.url.with_path(KEYS))})

        async def keys(_request: web.Request) -> web.Response:
            return web.json_response({"keys": [self._published()]})

        app.router.add_get(METADATA, metadata)
        app.router.add_get(KEYS, keys)

    def _published(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {**public, "kid": _KID, "use": "sig", "endorsements": ["msteams"]}

    def tokens(self, service_url: str) -> list[str]:
        """Sign different tokens for activities of one service."""
        begun, until = int(START.timestamp()), int(time.time()) + _DAY
        claims = {"iss": ISSUER, "aud": APP, "serviceurl": service_url, "nbf": begun}
        return [
            jwt.encode({**claims, "exp": until + number}, self.key, ALGORITHM, headers={"kid": _KID})
            for number in range(TOKENS)
        ]


@asynccontextmanager
async def teams_side(signer: Signer) -> AsyncIterator[str]:
    """Publish keys, give tokens and take every message, in the process that measures, so that this work is nobody's."""

    async def take(request: web.Request) -> web.Response:
        await request.read()
        return web.json_response({"id": "1"}, status=201)

    async def token(_request: web.Request) -> web.Response:
        return web.json_response({"token_type": "Bearer", "expires_in": 3599, "access_token": "fixed"})

    app = web.Application()
    signer.publish(app)
    app.router.add_post("/login/{tenant}/oauth2/v2.0/token", token)
    app.router.add_route("*", "/{path:.*}", take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()
