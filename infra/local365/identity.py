"""The identity provider of both directions: the keys the Bot Framework publishes, and tokens, on the stand-in's clock.

What Teams sends to a bot is signed by a published key; what a bot sends to the services carries a token that
nobody but they can read, so that one is signed with a secret of the stand-in's own.
https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
"""

import json
from datetime import timedelta
from functools import cache
from typing import Any, Final, Literal

import jwt
from aiohttp import web
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from pydantic import BaseModel, ConfigDict, TypeAdapter

from infra.local365 import tenant
from infra.local365.state import State
from infra.local365.wire import Refused, Service

ISSUER: Final = "https://api.botframework.com"
AUDIENCES: Final[dict[Service, str]] = {
    "connector": "https://api.botframework.com",
    "graph": "https://graph.microsoft.com",
}
LIFE: Final = timedelta(hours=1)
_FRESH: Final = timedelta(minutes=5)
"""A token is sent again until this much of its life is left, as the service does."""

_KEYS, _TURN, _HEALTH = "identity.keys", "identity.turn", "identity.health"
_OTHERWISE_CHECKED: Final[jwt.types.Options] = {
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
    "verify_aud": False,
}
Health = Literal["up", "down", "hang"]


class Healths(BaseModel):
    """How the two endpoints are: `down` answers 503, `hang` never answers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    keys: Health = "up"
    tokens: Health = "up"


class Key(BaseModel):
    """A published key with its private half."""

    model_config = ConfigDict(frozen=True)

    kid: str
    pem: str
    endorsements: tuple[str, ...]


_KEY_LIST = TypeAdapter(tuple[Key, ...])


class Identity:
    """Signs for Teams, publishes the keys, and gives and checks the tokens a bot presents."""

    __slots__ = ("_checked", "_signed", "state")

    def __init__(self, state: State) -> None:
        self.state = state
        self._signed: dict[tuple[str, str, str], tuple[str, int]] = {}
        self._checked: dict[str, tuple[str, int]] = {}

    def key_ring(self) -> tuple[Key, ...]:
        """The published keys, the one that signs first; only that one and its forerunners speak for Teams."""
        kept = self.state.setting(_KEYS)
        if kept:
            return _KEY_LIST.validate_json(kept)
        return self._keep((_made(0, "msteams"), _made(1, "directline")))

    def rotate(self, *, keep_old: bool) -> None:
        """Sign with a new key from now on; the one before stays published, or goes."""
        before = self.key_ring()
        turn = int(self.state.setting(_TURN) or "1") + 1
        self.state.keep(_TURN, str(turn))
        self._keep((_made(turn, "msteams"), *(before if keep_old else before[1:])))

    def _keep(self, keys: tuple[Key, ...]) -> tuple[Key, ...]:
        self.state.keep(_KEYS, _KEY_LIST.dump_json(keys).decode())
        return keys

    def health(self) -> Healths:
        """How the endpoints were switched."""
        kept = self.state.setting(_HEALTH)
        return Healths.model_validate_json(kept) if kept else Healths()

    def switch(self, health: Healths) -> None:
        """Switch the endpoints."""
        self.state.keep(_HEALTH, health.model_dump_json())

    def activity_token(self, service_url: str) -> str:
        """The token Teams sends with an activity; the same one for most of an hour."""
        signing = self.key_ring()[0]
        app_id, now = tenant.bot_app_id(self.state), self.state.now()
        wanted = (signing.kid, app_id, service_url)
        token, until = self._signed.get(wanted, ("", 0))
        if not until - LIFE.total_seconds() <= now.timestamp() < until - _FRESH.total_seconds():
            until = int((now + LIFE).timestamp())
            claims = {"serviceurl": service_url, "nbf": int(now.timestamp()), "exp": until}
            claims |= {"iss": ISSUER, "aud": app_id}
            names = {"kid": signing.kid, "x5t": signing.kid}
            token = jwt.encode(claims, _private(signing.pem), algorithm="RS256", headers=names)
            self._signed[wanted] = (token, until)
        return token

    def access_token(self, audience: str) -> str:
        """A token for one of the services, as the bot's own application gets it; it lives for an hour."""
        now, tenant_id = self.state.now(), tenant.tenant_id(self.state)
        claims = {
            "aud": audience,
            "iss": f"https://sts.windows.net/{tenant_id}/",
            "appid": tenant.bot_app_id(self.state),
            "tid": tenant_id,
            "iat": int(now.timestamp()),
            "nbf": int(now.timestamp()),
            "exp": int((now + LIFE).timestamp()),
        }
        return jwt.encode(claims, self._secret(), algorithm="HS256")

    def check(self, service: Service, authorization: str) -> None:
        """Raise Refused (401) unless the header carries a token for this service that has not expired.

        Before seeding nobody has a token: Refused (409).
        """
        tenant.tenant_id(self.state)
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise _unauthorised(service, "Access token is empty.")
        audience, until = self._checked.get(token) or self._read(service, token)
        if audience != AUDIENCES[service]:
            raise _unauthorised(service, "Access token validation failure. Invalid audience.")
        if self.state.now().timestamp() >= until:
            raise _unauthorised(service, "Lifetime validation failed, the token is expired.")

    def _read(self, service: Service, token: str) -> tuple[str, int]:
        try:
            claims = jwt.decode(token, self._secret(), algorithms=["HS256"], options=_OTHERWISE_CHECKED)
        except jwt.InvalidTokenError:
            raise _unauthorised(service, "CompactToken parsing failed.") from None
        self._checked[token] = found = (str(claims["aud"]), int(claims["exp"]))
        return found

    def _secret(self) -> str:
        return f"local365 {self.state.seed} signs what only the local stand-in itself has to read"


IDENTITY = web.AppKey("local365.identity", Identity)


@cache
def published(key: Key) -> dict[str, Any]:
    """A key as the keys document shows it."""
    numbers = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(_private(key.pem).public_key()))
    names = {"kty": "RSA", "use": "sig", "kid": key.kid, "x5t": key.kid}
    return {**names, "n": numbers["n"], "e": numbers["e"], "endorsements": list(key.endorsements)}


def _unauthorised(service: Service, message: str) -> Refused:
    """Graph's refusal is documented, the connector's is not.

    https://learn.microsoft.com/en-us/graph/resolve-auth-errors
    """
    if service == "graph":
        return Refused(401, "InvalidAuthenticationToken", message)
    denied = {"message": "Authorization has been denied for this request."}
    return Refused(401, "Unauthorized", body=denied)


@cache
def _made(number: int, endorsement: str) -> Key:
    """Make a key once a process: it takes a tenth of a second. `number` tells one from the next."""
    del number
    private = generate_private_key(public_exponent=65537, key_size=2048)
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return Key(kid=_thumbprint(private), pem=pem.decode(), endorsements=(endorsement,))


@cache
def _private(pem: str) -> RSAPrivateKey:
    loaded = serialization.load_pem_private_key(pem.encode(), None)
    assert isinstance(loaded, RSAPrivateKey)  # noqa: S101 - made above
    return loaded


def _thumbprint(private: RSAPrivateKey) -> str:
    digest = hashes.Hash(hashes.SHA256())
    digest.update(str(private.public_key().public_numbers().n).encode())
    return digest.finalize().hex()[:27]
