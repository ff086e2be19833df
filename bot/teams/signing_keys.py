"""The keys that sign what Teams sends: fetched beside the requests, kept while their endpoint is down.

A request waits only when it names a key that is not known, and then no longer than one fetch takes. Keys are public,
so that neither their age nor an endpoint that fails is a reason to turn everybody away.
https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt import InvalidKeyError
from jwt.algorithms import RSAAlgorithm
from pydantic import BaseModel, ValidationError

from bot.teams.service_urls import is_loopback

log = logging.getLogger(__name__)

FRESH_SECONDS: Final = 24 * 3_600.0
"""After this the keys are fetched again, beside the requests they go on serving."""

PAUSE_SECONDS: Final = 60.0
"""The least time between two fetches, so that invented key ids make no traffic."""

FIRST_PAUSE_SECONDS: Final = 5.0
"""The same while no key is known, when nobody at all can be let in."""

FETCH_SECONDS: Final = 5.0
"""For both documents together, in real seconds like all the others here."""

LARGEST_DOCUMENT: Final = 1024 * 1024
_FEWEST_BITS: Final = 2048


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A public key and the channels it may sign for."""

    key: RSAPublicKey
    endorsements: frozenset[str]


class _Unusable(Exception):
    """A document that is too large, or that leads to an address without https."""


class _Metadata(BaseModel):
    jwks_uri: str


class _Key(BaseModel):
    kty: str
    kid: str
    n: str
    e: str
    endorsements: frozenset[str] = frozenset()


class _Keys(BaseModel):
    keys: list[dict[str, Any]]


class SigningKeys:
    """The published keys by id. `seconds` is a monotonic clock."""

    def __init__(
        self, session: aiohttp.ClientSession, metadata_url: str, seconds: Callable[[], float]
    ) -> None:
        self._session = session
        self._metadata_url = metadata_url
        self._seconds = seconds
        self._known: Mapping[str, SigningKey] = {}
        self._fetched_at = self._tried_at = float("-inf")
        self._fetching: asyncio.Task[None] | None = None

    async def find(self, kid: str) -> SigningKey | None:
        """Give a key; one that is not known is looked for once, if the last fetch was not just now."""
        known = self._known.get(kid)
        if known is None:
            await self._fetch()
            return self._known.get(kid)
        if self._seconds() - self._fetched_at > FRESH_SECONDS:
            self.fetch_soon()
        return known

    async def _fetch(self) -> None:
        fetching = self.fetch_soon()
        if fetching:
            await asyncio.shield(fetching)

    def fetch_soon(self) -> asyncio.Task[None] | None:
        """Start a fetch, or give the one under way; None when it is too soon for another."""
        if self._fetching is None:
            pause = PAUSE_SECONDS if self._known else FIRST_PAUSE_SECONDS
            if self._seconds() - self._tried_at < pause:
                return None
            self._tried_at = self._seconds()
            self._fetching = asyncio.create_task(self._fetch_now())
            self._fetching.add_done_callback(self._over)
        return self._fetching

    def _over(self, _task: asyncio.Task[None]) -> None:
        self._fetching = None

    async def _fetch_now(self) -> None:
        try:
            async with asyncio.timeout(FETCH_SECONDS):
                metadata = _Metadata.model_validate_json(await self._document(self._metadata_url))
                published = _read(await self._document(metadata.jwks_uri))
        except (aiohttp.ClientError, TimeoutError, OSError, ValidationError, _Unusable) as error:
            log.warning("signing_keys.not_fetched", extra={"error": type(error).__name__})
            return
        self._known, self._fetched_at = published, self._seconds()

    async def _document(self, url: str) -> bytes:
        if not _safe(url):
            raise _Unusable
        async with self._session.get(url, allow_redirects=False, raise_for_status=True) as response:
            raw = bytearray()
            async for chunk in response.content.iter_any():
                raw += chunk
                if len(raw) > LARGEST_DOCUMENT:
                    raise _Unusable
        return bytes(raw)

    async def close(self) -> None:
        """Leave a fetch that is under way."""
        if self._fetching:
            self._fetching.cancel()
            await asyncio.wait((self._fetching,))


@asynccontextmanager
async def open_signing_keys(
    metadata_url: str, seconds: Callable[[], float], proxy: str | None = None
) -> AsyncIterator[SigningKeys]:
    """Keys with a session of their own; none is fetched yet. `proxy` is the URL of the way out, if there is one."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), proxy=proxy) as session:
        keys = SigningKeys(session, metadata_url, seconds)
        try:
            yield keys
        finally:
            await keys.close()


def _safe(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))


def _read(raw: bytes) -> Mapping[str, SigningKey]:
    """Read the keys that can be used; a document without any is unusable, and what is known stays."""
    found: dict[str, SigningKey] = {}
    for published in _Keys.model_validate_json(raw).keys:
        try:
            described = _Key.model_validate(published)
            key = RSAAlgorithm.from_jwk({"kty": described.kty, "n": described.n, "e": described.e})
        except (ValidationError, InvalidKeyError, ValueError):
            continue
        if isinstance(key, RSAPublicKey) and key.key_size >= _FEWEST_BITS:
            found[described.kid] = SigningKey(key, described.endorsements)
    if not found:
        raise _Unusable
    return found
