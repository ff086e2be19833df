"""The Bot Framework's identity provider on the loopback, which can be down or rotated, and tokens of all kinds."""

from __future__ import annotations

import asyncio
import json
import warnings
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.x509.oid import NameOID

from tests.teams.connector_fake import APP
from tests.teams.invented import NOON

KID = "key-1"


@cache
def private_key(name: str) -> RSAPrivateKey:
    """Make a key once for all tests, as it takes a tenth of a second; the one named short is too short."""
    return generate_private_key(65537, 1024 if name == "short" else 2048)


@cache
def public_pem(name: str) -> bytes:
    public = private_key(name).public_key()
    return public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def published(kid: str = KID, endorsements: tuple[str, ...] = ("msteams",)) -> dict[str, Any]:
    """Give a key as the keys document shows it."""
    numbers = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(private_key(kid).public_key()))
    return {**numbers, "kid": kid, "use": "sig", "endorsements": list(endorsements)}


def claims(service_url: str, **changed: object) -> dict[str, object]:
    """Give what a good token claims at noon; a claim changed to None is left out."""
    made: dict[str, object] = {
        "serviceurl": service_url,
        "nbf": int((NOON - timedelta(minutes=5)).timestamp()),
        "exp": int((NOON + timedelta(minutes=55)).timestamp()),
        "iss": "https://api.botframework.com",
        "aud": APP,
    }
    return {name: value for name, value in {**made, **changed}.items() if value is not None}


def signed(payload: Mapping[str, object], kid: str | None = KID, key: RSAPrivateKey | None = None) -> str:
    """Sign with RS256; `key` forges the signature of `kid`."""
    headers = {"kid": kid} if kid else {}
    with warnings.catch_warnings(action="ignore"):  # about the key that is too short
        return jwt.encode(dict(payload), key or private_key(kid or KID), algorithm="RS256", headers=headers)


@cache
def bearer(service_url: str) -> str:
    """Give the header of a good request."""
    return f"Bearer {signed(claims(service_url))}"


@dataclass
class FakeIdentity:
    """Publishes `keys`; `hang` never answers, `status` refuses, `padding` makes the document too large."""

    url: str = ""
    keys: list[dict[str, Any]] = field(default_factory=lambda: [published()])
    status: int = 200
    hang: bool = False
    padding: int = 0
    jwks_uri: str = ""
    asked: int = 0

    async def metadata(self, _request: web.Request) -> web.Response:
        self.asked += 1
        return await self._answer({"jwks_uri": self.jwks_uri or self.url.replace("metadata", "keys")})

    async def documents(self, _request: web.Request) -> web.Response:
        return await self._answer({"keys": self.keys, "padding": "x" * self.padding})

    async def _answer(self, body: object) -> web.Response:
        if self.hang:
            await asyncio.Event().wait()
        return web.json_response(body, status=self.status)


@asynccontextmanager
async def fake_identity() -> AsyncIterator[FakeIdentity]:
    fake = FakeIdentity()
    app = web.Application()
    app.router.add_get("/metadata", fake.metadata)
    app.router.add_get("/keys", fake.documents)
    server = TestServer(app)
    await server.start_server(shutdown_timeout=0)
    fake.url = str(server.make_url("/metadata"))
    try:
        yield fake
    finally:
        await server.close()


def self_signed() -> bytes:
    """Give a certificate with its private key, as BTP_CERTIFICATE names one."""
    key, name = private_key(KID), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bot.example.org")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOON)
        .not_valid_after(NOON + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + made.public_bytes(serialization.Encoding.PEM)
