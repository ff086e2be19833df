"""The token a request carries: signed by the Bot Framework, for this bot, valid now. Anything else is no token.

botbuilder's own check ends in a 500 for most bad tokens, takes tokens that never expire, and fetches keys while
everybody waits. What has to be checked:
https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#connector-to-bot
"""

from __future__ import annotations

from base64 import urlsafe_b64decode
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from jwt import InvalidTokenError
from jwt.api_jws import PyJWS
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.handlers.ports import Clock
from bot.teams.signing_keys import SigningKey, SigningKeys

ISSUER: Final = "https://api.botframework.com"
ALGORITHM: Final = "RS256"
"""The only one: HS256 would take the public key for a secret, and "none" would take anything."""

SKEW_SECONDS: Final = 300
"""How far our clock and the issuer's may differ."""

MOST_VERIFIED: Final = 64
"""Teams sends one token for most of an hour; only what is signed gets in here, so nobody can fill it."""

_Instant = Annotated[int | float, Field(allow_inf_nan=False)]
"""Seconds since 1970."""


class _Header(BaseModel):
    kid: str


class _Payload(BaseModel):
    model_config = ConfigDict(strict=True)

    iss: Literal["https://api.botframework.com"]
    aud: str
    exp: _Instant
    nbf: _Instant
    serviceurl: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What a token that holds proves: who may be answered where, and which channels it speaks for."""

    service_url: str
    channels: frozenset[str]


class TokenCheck:
    """Checks tokens for the bot `app_id`, at the clock's time."""

    def __init__(self, keys: SigningKeys, app_id: str, clock: Clock) -> None:
        self._keys = keys
        self._app_id = app_id.lower()
        self._clock = clock
        self._verified: dict[str, tuple[SigningKey, _Payload]] = {}
        self._signatures = PyJWS(algorithms=[ALGORITHM])

    async def proof(self, token: str) -> Proof | None:
        """Give what a token proves, None if it is not to be believed.

        A signature is verified once for each token and key; everything that may change is looked at every time.
        """
        try:
            signing = await self._keys.find(_key_id(token))
            payload = self._payload(token, signing) if signing else None
        except (InvalidTokenError, ValidationError, ValueError, RecursionError):
            return None
        if signing is None or payload is None or not self._holds(payload):
            return None
        return Proof(payload.serviceurl, signing.endorsements)

    def _payload(self, token: str, signing: SigningKey) -> _Payload:
        verified_with, payload = self._verified.get(token, (None, None))
        if payload is None or verified_with is not signing:
            signed = self._signatures.decode(token, signing.key, algorithms=[ALGORITHM])
            payload = _Payload.model_validate_json(signed)
            self._verified[token] = (signing, payload)
            if len(self._verified) > MOST_VERIFIED:
                self._verified.pop(next(iter(self._verified)))
        return payload

    def _holds(self, payload: _Payload) -> bool:
        now = self._clock.now().timestamp()
        in_time = payload.nbf - SKEW_SECONDS <= now < payload.exp + SKEW_SECONDS
        return in_time and payload.aud.lower() == self._app_id


def _key_id(token: str) -> str:
    """Read which key a token names; PyJWT, which would decode all of the token for it, checks the header afterwards."""
    header = token.partition(".")[0]
    return _Header.model_validate_json(urlsafe_b64decode(header + "=" * (-len(header) % 4))).kid
