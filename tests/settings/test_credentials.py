"""Signing in: one token for everybody, replaced in time, and a sign-in that fails sends nothing and says so once."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError

from bot.clock import SteppedClock
from bot.credentials import NotSignedIn, SignIn, signing_in, token_source
from bot.local.town import EXAMPLE, environment, seed_of
from bot.settings import Settings, SettingsRefused, read_settings
from bot.teams.connector import NoToken
from infra.local365.app import build_app
from tests.settings.given import GIVEN, PUBLIC
from tests.teams.identity_fake import self_signed
from tests.tokens import Given

NOON = datetime(2026, 3, 17, 12, 0, tzinfo=UTC)
SCOPE = "https://graph.microsoft.com/.default"


class Provider(Given):
    """A credential that counts, and fails when told to; its tokens live for an hour."""

    def __init__(self, clock: SteppedClock) -> None:
        super().__init__()
        self.asked = 0
        self.fails = False
        self._clock = clock

    async def get_token(self, *_scopes: str, **_: Any) -> AccessToken:  # noqa: ANN401
        """Give the next token."""
        self.asked += 1
        await asyncio.sleep(0)
        if self.fails:
            raise ClientAuthenticationError("CANARY-SECRET")
        return AccessToken(f"token {self.asked}", int(self._clock.now().timestamp()) + 3_600)


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock(NOON)


@pytest.fixture
def provider(clock: SteppedClock) -> Provider:
    return Provider(clock)


async def test_a_hundred_requests_at_once_ask_for_one_token(provider: Provider, clock: SteppedClock) -> None:
    """And the next hundred for none; another service has a token of its own."""
    sign_in = SignIn(provider, clock)
    first = await asyncio.gather(*(sign_in.get_token(SCOPE) for _ in range(100)))
    again = await asyncio.gather(*(sign_in.get_token(SCOPE) for _ in range(100)))
    assert {one.token for one in (*first, *again)} == {"token 1"}
    assert (await sign_in.get_token("https://api.botframework.com/.default")).token == "token 2"  # noqa: S105


async def test_a_token_is_replaced_five_minutes_before_its_end(
    provider: Provider, clock: SteppedClock
) -> None:
    """So that none expires on its way."""
    sign_in = SignIn(provider, clock)
    await sign_in.get_token(SCOPE)
    clock.step(NOON + timedelta(minutes=54))
    assert (await sign_in.get_token(SCOPE)).token == "token 1"  # noqa: S105
    clock.step(NOON + timedelta(minutes=56))
    assert (await sign_in.get_token(SCOPE)).token == "token 2"  # noqa: S105


async def test_a_token_that_still_works_is_used_while_nobody_can_sign_in(
    provider: Provider, clock: SteppedClock, caplog: pytest.LogCaptureFixture
) -> None:
    """Then nothing is sent; the log has one line, which repeats nothing of the error, however many ask."""
    sign_in = SignIn(provider, clock)
    await sign_in.get_token(SCOPE)
    provider.fails = True
    clock.step(NOON + timedelta(minutes=57))
    assert (await sign_in.get_token(SCOPE)).token == "token 1"  # noqa: S105
    clock.step(NOON + timedelta(minutes=61))
    for _ in range(50):
        with pytest.raises(NotSignedIn):
            await sign_in.get_token(SCOPE)
        with pytest.raises(NoToken):
            await token_source(sign_in)()
    assert provider.asked == 2
    assert [record.getMessage() for record in caplog.records] == ["sign_in.failed"]
    assert "CANARY" not in caplog.text


@pytest.fixture
async def stand_in(tmp_path: Path) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    app = build_app(tmp_path / "state.sqlite", seed=7)
    async with TestClient(TestServer(app)) as client:
        async with client.put("/_local/clock", json={"now": NOON.isoformat()}) as stepped:
            assert stepped.status == 200
        async with client.post(
            "/_local/seed", json=seed_of((), {}, "http://127.0.0.1:9/api/messages")
        ) as seeded:
            assert seeded.status == 200
        yield client


def beside(stand_in: TestClient[web.Request, web.Application], folder: Path) -> Settings:
    return read_settings(environment(folder, str(stand_in.make_url("")).rstrip("/"), 0, EXAMPLE, 1))


async def test_a_local_start_signs_in_at_the_stand_in(
    stand_in: TestClient[web.Request, web.Application], tmp_path: Path, clock: SteppedClock
) -> None:
    """Each service takes the token that was asked for it, and not the other's."""
    async with signing_in(beside(stand_in, tmp_path), clock) as sign_in:
        token = (await sign_in.get_token(SCOPE)).token
    for path, status in (("/v1.0/sites/x/lists", 404), ("/connector/x/v3/conversations/y/members", 401)):
        async with stand_in.get(path, headers={"Authorization": f"Bearer {token}"}) as response:
            assert (response.status == 401) is (status == 401)


@pytest.mark.slow
async def test_a_local_start_whose_stand_in_is_down_sends_nothing(
    stand_in: TestClient[web.Request, web.Application], tmp_path: Path, clock: SteppedClock
) -> None:
    """A refusal is a sign-in that failed, not a crash."""
    async with stand_in.put("/_local/identity", json={"tokens": "down"}) as switched:
        assert switched.status == 200
    async with signing_in(beside(stand_in, tmp_path), clock) as sign_in:
        with pytest.raises(NoToken):
            await token_source(sign_in)()


def public(**more: str) -> Settings:
    return read_settings({**GIVEN, **PUBLIC, **more})


@pytest.mark.slow
@pytest.mark.parametrize("credential", ["federated", "managed-identity", "certificate", "azure-cli"])
async def test_every_credential_is_one_of_azure_identitys(
    credential: str, clock: SteppedClock, tmp_path: Path
) -> None:
    """They are built without asking anybody for anything."""
    certificate = tmp_path / "bot.pem"
    certificate.write_bytes(self_signed())
    async with signing_in(
        public(BTP_CREDENTIAL=credential, BTP_CERTIFICATE=str(certificate)), clock
    ) as sign_in:
        assert isinstance(sign_in, SignIn)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("credential", "sentence"),
    [
        ("certificate", "BTP_CERTIFICATE: the file cannot be read as a certificate"),
        ("workload-identity", "BTP_CREDENTIAL: workload-identity needs AZURE_FEDERATED_TOKEN_FILE"),
    ],
)
async def test_a_credential_that_cannot_be_built_stops_the_start(
    credential: str, sentence: str, clock: SteppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the setting's name, not a traceback."""
    monkeypatch.delenv("AZURE_FEDERATED_TOKEN_FILE", raising=False)
    with pytest.raises(SettingsRefused, match=sentence):
        async with signing_in(public(BTP_CREDENTIAL=credential, BTP_CERTIFICATE="no-such.pem"), clock):
            pass


@pytest.mark.slow
def test_a_local_start_does_not_load_azure_identity() -> None:
    """It takes 0.4 s and is of no use there."""
    code = "import sys, bot.app; sys.exit('azure.identity' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
