"""The token table: what a request must carry to be heard, and every way in which it may not.

https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#connector-to-bot
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import json
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import jwt
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.teams.activities import LARGEST_BODY
from bot.teams.connector import Connector
from bot.teams.door import TeamsDoor
from tests.teams import samples
from tests.teams.apps import app_that_never_turns
from tests.teams.conftest import Bot
from tests.teams.connector_fake import APP, MRI, PERSON, TENANT
from tests.teams.identity_fake import (
    KID,
    FakeIdentity,
    bearer,
    claims,
    private_key,
    public_pem,
    published,
    signed,
)
from tests.teams.invented import NOON

URL = "http://127.0.0.1:9/connector/x/"
OTHER = "44444444-4444-4444-8444-444444444444"


def at(minutes: float) -> int:
    return int((NOON + timedelta(minutes=minutes)).timestamp())


def hs256_with_the_public_key(payload: dict[str, object]) -> str:
    """Sign as a forger does who hopes that the public key is taken for a secret; PyJWT itself refuses to."""
    parts = [{"alg": "HS256", "typ": "JWT", "kid": KID}, payload]
    text = b".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts)
    seal = hmac.new(public_pem(KID), text, hashlib.sha256).digest()
    return (text + b"." + base64.urlsafe_b64encode(seal).rstrip(b"=")).decode()


def deep_header() -> str:
    deep = base64.urlsafe_b64encode(b'{"kid":' + b"[" * 3_000 + b"]" * 3_000 + b"}").decode().rstrip("=")
    return f"{deep}.e30.e30"


GOOD = claims(URL)
BAD: dict[str, str] = {
    "no token": "",
    "another scheme": f"Basic {signed(GOOD)}",
    "the scheme alone": "Bearer",
    "garbage": "Bearer garbage",
    "three dots": "Bearer ...",
    "not ASCII": "Bearer é.é.é",
    "a header nested without end": f"Bearer {deep_header()}",
    "a forged signature": f"Bearer {signed(GOOD, key=private_key('forger'))}",
    "a changed payload": "Bearer "
    + ".".join(
        [
            signed(GOOD).split(".")[0],
            signed(claims(URL, aud=APP, exp=at(999))).split(".")[1],
            signed(GOOD).split(".")[2],
        ]
    ),
    "HS256 with the public key": f"Bearer {hs256_with_the_public_key(GOOD)}",
    "no algorithm": f"Bearer {jwt.encode(GOOD, '', algorithm='none', headers={'kid': KID})}",
    "RS512": f"Bearer {jwt.encode(GOOD, private_key(KID), algorithm='RS512', headers={'kid': KID})}",
    "no key id": f"Bearer {signed(GOOD, kid=None, key=private_key(KID))}",
    "an unknown key id": f"Bearer {signed(GOOD, kid='no-such')}",
    "a key without the endorsement": f"Bearer {signed(GOOD, kid='directline')}",
    "a key without any endorsement": f"Bearer {signed(GOOD, kid='bare')}",
    "a key that is too short": f"Bearer {signed(GOOD, kid='short')}",
    "expired": f"Bearer {signed(claims(URL, exp=at(-5.1)))}",
    "not valid yet": f"Bearer {signed(claims(URL, nbf=at(5.1)))}",
    "no exp": f"Bearer {signed(claims(URL, exp=None))}",
    "no nbf": f"Bearer {signed(claims(URL, nbf=None))}",
    "exp that is a text": f"Bearer {signed(claims(URL, exp=str(at(55))))}",
    "another audience": f"Bearer {signed(claims(URL, aud=TENANT))}",
    "a list of audiences": f"Bearer {signed(claims(URL, aud=[APP, TENANT]))}",
    "no audience": f"Bearer {signed(claims(URL, aud=None))}",
    "another issuer": f"Bearer {signed(claims(URL, iss='https://login.example.org'))}",
    "no issuer": f"Bearer {signed(claims(URL, iss=None))}",
    "the emulator's issuer": "Bearer "
    + signed(
        claims(
            URL,
            iss="https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/",
            serviceurl=None,
            appid=APP,
        )
    ),
    "another service URL": f"Bearer {signed(claims('http://127.0.0.1:9/connector/y/'))}",
    "no service URL": f"Bearer {signed(claims(URL, serviceurl=None))}",
    "a host that may not be answered": f"Bearer {signed(claims('https://smba.example.org/uk/'))}",
}


@pytest.fixture
async def outside(
    connector: Connector, door: TeamsDoor, identity: FakeIdentity
) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    """Run our service behind the real door; no request here gets as far as a turn."""
    identity.keys = [
        published(),
        published("directline", ("directline",)),
        published("bare", ()),
        published("short"),
        {"kty": "oct", "kid": "secret", "k": "AAAA"},
        {"kid": "nothing else"},
    ]
    async with TestClient(TestServer(app_that_never_turns(connector, door))) as client:
        yield client


Post = Callable[..., Any]


async def posted(
    client: TestClient[web.Request, web.Application], authorization: str, activity: object, **more: object
) -> tuple[int, str]:
    headers = {"Authorization": authorization} if authorization else {}
    body = activity if isinstance(activity, bytes) else json.dumps({**activity, **more}).encode()  # type: ignore[dict-item]
    headers["Content-Type"] = "application/json"
    async with client.post("/api/messages", data=io.BytesIO(body), headers=headers) as response:
        return response.status, await response.text()


@pytest.mark.slow
@pytest.mark.parametrize("authorization", [pytest.param(bad, id=name) for name, bad in BAD.items()])
async def test_a_bad_token_gets_a_quiet_401(
    outside: TestClient[web.Request, web.Application], authorization: str, caplog: pytest.LogCaptureFixture
) -> None:
    """No reason, no traceback, no line in the log, and no turn."""
    assert await posted(outside, authorization, samples.press(URL)) == (401, "")
    assert not [record for record in caplog.records if record.levelname != "DEBUG"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"serviceUrl": "http://127.0.0.1:9/connector/y/"}, 401),
        ({"channelId": "directline"}, 401),
        ({"channelId": None}, 401),
        ({"channelData": {"tenant": {"id": OTHER}}}, 403),
        ({"channelData": {}}, 403),
        ({"channelData": {"tenant": None}}, 403),
        ({"conversation": {"id": "a:1", "conversationType": "personal", "tenantId": OTHER}}, 403),
        ({"from": {"id": MRI, "aadObjectId": PERSON, "tenantId": OTHER}}, 403),
    ],
)
async def test_a_good_token_does_not_cover_another_activity(
    outside: TestClient[web.Request, web.Application], changed: dict[str, object], status: int
) -> None:
    """401 for another service or channel, 403 for another tenant, and no reason with either."""
    assert await posted(outside, bearer(URL), samples.press(URL), **changed) == (status, "")


@pytest.mark.slow
@pytest.mark.parametrize(
    "changed",
    [
        {"exp": at(-4.9)},
        {"nbf": at(4.9)},
        {"aud": APP.upper()},
        {"serviceurl": "without its slash"},
    ],
)
async def test_clocks_may_differ_by_five_minutes_and_urls_by_a_slash(
    bot: Bot, changed: dict[str, object]
) -> None:
    """What a good request of Teams can look like is let in."""
    if "serviceurl" in changed:
        changed = {"serviceurl": bot.url.rstrip("/")}
    token = signed(claims(bot.url, **changed))
    headers = {"Authorization": f"bearer {token}"}
    async with bot.client.post("/api/messages", json=samples.press(bot.url), headers=headers) as response:
        assert (response.status, (await response.json())["statusCode"]) == (200, 200)


@pytest.mark.slow
async def test_without_a_token_nobody_learns_how_bodies_are_read(
    outside: TestClient[web.Request, web.Application],
) -> None:
    """Ten megabytes, deep nesting and control characters end as quietly as anything else."""
    for body in (b"x" * 10_000_000, b"[" * 9_000 + b"]" * 9_000, b'{"type": "mess\x01age"}'):
        assert await posted(outside, "", body) == (401, "")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        (b"x" * 10_000_000, 413, "The body is larger than 256 KB."),
        (b"x" * (LARGEST_BODY + 1), 413, "The body is larger than 256 KB."),
        (b'{"value":' + b"[" * 32 + b"]" * 32 + b"}", 400, "The body is nested more than 32 deep."),
        (b'{"value":' + b'{"a":' * 31 + b"{}" + b"}" * 32, 400, "The body is nested more than 32 deep."),
    ],
)
async def test_with_one_it_is_said_what_is_wrong_with_the_body(
    outside: TestClient[web.Request, web.Application], body: bytes, status: int, sentence: str
) -> None:
    """A service that is trusted and mistaken gets a sentence."""
    assert await posted(outside, bearer(URL), body) == (status, sentence)


@pytest.mark.slow
async def test_a_guest_of_a_meeting_is_answered_quietly(bot: Bot) -> None:
    """They have no directory id and are let in by Teams; they learn only that this is not theirs."""
    status, body = await bot.take({**samples.press(bot.url), "from": {"id": MRI, "name": "A guest"}})
    assert (status, body["statusCode"]) == (200, 400)
