"""Access tokens as tests need them: one the stand-in's identity provider gave, or any other."""

from __future__ import annotations

from typing import Any, Final, Self

import aiohttp
from azure.core.credentials import AccessToken

GRAPH: Final = "https://graph.microsoft.com"
CONNECTOR: Final = "https://api.botframework.com"
TENANT: Final = "11111111-1111-4111-8111-111111111111"
APP: Final = "22222222-2222-4222-8222-222222222222"


class Given:
    """A credential that has one token, for whoever asks."""

    def __init__(self, token: str = "given") -> None:  # noqa: S107 - it opens nothing
        self._token = token

    async def get_token(self, *_scopes: str, **_: Any) -> AccessToken:  # noqa: ANN401 - azure's signature
        """Give the token."""
        return AccessToken(self._token, 4_000_000_000)

    async def close(self) -> None:
        """Nothing is open."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Nothing is open."""


async def access_token(session: Any, origin: str, audience: str) -> str:  # noqa: ANN401 - a session or a test client
    """Ask the stand-in at `origin`, "" for a test client's own, for a token; "" when it gives none."""
    form = {"grant_type": "client_credentials", "client_id": APP, "scope": f"{audience}/.default"}
    async with session.post(f"{origin}/login/{TENANT}/oauth2/v2.0/token", data=form) as response:
        answer = await response.json() if response.status == 200 else {}
    return str(answer.get("access_token", ""))


async def authorised(session: aiohttp.ClientSession | Any, origin: str, path: str) -> dict[str, str]:  # noqa: ANN401
    """Give the header a request for this path needs; none for the stand-in's own routes."""
    audience = {"connector": CONNECTOR, "v1.0": GRAPH}.get(path.strip("/").partition("/")[0])
    if audience is None:
        return {}
    return {"Authorization": f"Bearer {await access_token(session, origin, audience)}"}
