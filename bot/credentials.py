"""Signing in: one credential for the whole process, for the Bot Connector and for Graph, and no secret kept here.

azure-identity proves who we are; what is kept around it are the tokens, so that no request waits for one that is
known, and a sign-in that fails is neither repeated by everybody at once nor written to the log line after line.
https://learn.microsoft.com/en-us/python/api/overview/azure/identity-readme
"""

# ruff: noqa: PLC0415 - azure-identity takes 0.4 s to load, so only a start that signs in with it loads it

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final, Self

import aiohttp
from azure.core.credentials import AccessToken
from azure.core.credentials_async import AsyncTokenCredential
from azure.core.exceptions import AzureError, ClientAuthenticationError
from pydantic import BaseModel, ValidationError

from bot.handlers.ports import Clock
from bot.settings import Settings, SettingsRefused
from bot.teams.connector import NoToken, TokenSource
from bot.teams.service_urls import origin_of

log = logging.getLogger(__name__)

CONNECTOR_SCOPE: Final = "https://api.botframework.com/.default"
_EXCHANGE_SCOPE: Final = "api://AzureADTokenExchange/.default"

_EARLY_SECONDS: Final = 300.0
"""A token is replaced this long before it ends, and still used until then if there is no other."""

_PAUSE_SECONDS: Final = 5.0
"""Real seconds between two tries to sign in when the first failed."""

_LONGEST_SECONDS: Final = 20.0
"""Real seconds for one try."""


_REFUSALS: Final = frozenset({400, 401, 403})


class NotSignedIn(ClientAuthenticationError):
    """No token could be had; why stands in the log, by the kind of error alone.

    `refused` tells a provider that says no from one that does not answer.
    """

    def __init__(self, *, refused: bool) -> None:
        super().__init__("No token could be had.")
        self.refused = refused


class _Closing:
    """What a credential needs besides a token: to be closed, and to be a context."""

    async def close(self) -> None:
        """Nothing is open."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


class SignIn(_Closing):
    """The process's credential: asks for a token once for everybody, and keeps it until shortly before its end."""

    def __init__(self, credential: AsyncTokenCredential, clock: Clock) -> None:
        self._credential = credential
        self._clock = clock
        self._tokens: dict[str, AccessToken] = {}
        self._one_at_a_time = asyncio.Lock()
        self._not_before = 0.0
        self._failing = False
        self._refused = False

    async def get_token(self, *scopes: str, **_: Any) -> AccessToken:  # noqa: ANN401 - azure's own signature
        """Give a token for one scope; raises NotSignedIn."""
        (scope,) = scopes
        kept = self._kept(scope, _EARLY_SECONDS)
        if kept is None:
            async with self._one_at_a_time:
                kept = self._kept(scope, _EARLY_SECONDS) or await self._asked(scope)
        return kept

    def _kept(self, scope: str, seconds_left: float) -> AccessToken | None:
        kept = self._tokens.get(scope)
        left = kept.expires_on - self._clock.now().timestamp() if kept else 0.0
        return kept if left > seconds_left else None

    async def _asked(self, scope: str) -> AccessToken:
        if time.monotonic() >= self._not_before:
            try:
                async with asyncio.timeout(_LONGEST_SECONDS):
                    self._tokens[scope] = await self._credential.get_token(scope)
            except (AzureError, aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
                self._failed(error)
            else:
                self._failing = False
        kept = self._kept(scope, 0)
        if kept is None:
            raise NotSignedIn(refused=self._refused)
        return kept

    def _failed(self, error: Exception) -> None:
        self._not_before = time.monotonic() + _PAUSE_SECONDS
        answered = isinstance(error, aiohttp.ClientResponseError) and error.status in _REFUSALS
        self._refused = answered or isinstance(error, ClientAuthenticationError)
        if not self._failing:
            log.error("sign_in.failed", extra={"error": type(error).__name__})
        self._failing = True

    async def close(self) -> None:
        await self._credential.close()


def token_source(sign_in: AsyncTokenCredential) -> TokenSource:
    """Give what the connector asks for its tokens."""

    async def token() -> str:
        try:
            return (await sign_in.get_token(CONNECTOR_SCOPE)).token
        except AzureError:
            raise NoToken from None

    return token


@asynccontextmanager
async def signing_in(settings: Settings, clock: Clock) -> AsyncIterator[SignIn]:
    """Build the one credential of the settings and close it at the end; raises SettingsRefused."""
    async with SignIn(_credential(settings, clock), clock) as sign_in:
        yield sign_in


def _credential(settings: Settings, clock: Clock) -> AsyncTokenCredential:
    match settings.credential:
        case "local":
            return _Local(settings, clock)
        case "federated":
            return _Federated(settings)
        case "managed-identity":
            from azure.identity.aio import ManagedIdentityCredential

            return ManagedIdentityCredential(client_id=settings.bot_app_id)
        case "workload-identity":
            return _workload_identity(settings)
        case "certificate":
            return _certificate(settings)
        case "azure-cli":
            from azure.identity.aio import AzureCliCredential

            return AzureCliCredential(tenant_id=settings.tenant_id)


def _workload_identity(settings: Settings) -> AsyncTokenCredential:
    from azure.identity.aio import WorkloadIdentityCredential

    try:
        return WorkloadIdentityCredential(tenant_id=settings.tenant_id, client_id=settings.bot_app_id)
    except ValueError:
        raise SettingsRefused(
            "BTP_CREDENTIAL: workload-identity needs AZURE_FEDERATED_TOKEN_FILE, which the cluster's workload "
            "identity webhook sets."
        ) from None


def _certificate(settings: Settings) -> AsyncTokenCredential:
    from azure.identity.aio import CertificateCredential

    try:
        return CertificateCredential(settings.tenant_id, settings.bot_app_id, str(settings.certificate))
    except (ValueError, OSError):
        raise SettingsRefused(
            "BTP_CERTIFICATE: the file cannot be read as a certificate with its private key, in PEM and "
            "without a password."
        ) from None


class _Federated(_Closing):
    """An app registration that trusts a managed identity: the identity's token is the proof of who we are.

    The credential's callback cannot wait, so the proof is fetched before it is asked for.
    https://learn.microsoft.com/en-us/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity
    """

    def __init__(self, settings: Settings) -> None:
        from azure.identity.aio import ClientAssertionCredential, ManagedIdentityCredential

        self._identity = ManagedIdentityCredential(client_id=settings.managed_identity_id)
        self._registration = ClientAssertionCredential(
            settings.tenant_id, settings.bot_app_id, lambda: self._proof
        )
        self._proof = ""

    async def get_token(self, *scopes: str, **_: Any) -> AccessToken:  # noqa: ANN401
        self._proof = (await self._identity.get_token(_EXCHANGE_SCOPE)).token
        return await self._registration.get_token(*scopes)

    async def close(self) -> None:
        await self._identity.close()
        await self._registration.close()


class _Given(BaseModel):
    access_token: str
    expires_in: int


class _Local(_Closing):
    """A token from the stand-in's identity provider, which lives at the origin of the service URL, on the loopback."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._url = f"{origin_of(settings.service_url)}/login/{settings.tenant_id}/oauth2/v2.0/token"
        self._app_id = settings.bot_app_id
        self._clock = clock
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        if self._session:
            await self._session.close()

    async def get_token(self, *scopes: str, **_: Any) -> AccessToken:  # noqa: ANN401
        form = {"grant_type": "client_credentials", "client_id": self._app_id, "scope": " ".join(scopes)}
        if self._session is None:
            self._session = aiohttp.ClientSession(raise_for_status=True)
        async with self._session.post(self._url, data=form, allow_redirects=False) as response:
            raw = await response.read()
        try:
            given = _Given.model_validate_json(raw)
        except ValidationError:
            raise ClientAuthenticationError("The answer was no token.") from None
        until = self._clock.now().timestamp() + given.expires_in
        return AccessToken(given.access_token, int(until))
