"""The keys of the door: a new one is learnt, old ones are kept while the endpoint is down, and nobody waits for it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.teams.signing_keys import FRESH_SECONDS, PAUSE_SECONDS, SigningKeys, open_signing_keys
from tests.teams import samples
from tests.teams.conftest import Bot
from tests.teams.identity_fake import KID, FakeIdentity, claims, published, signed


class Seconds:
    """A monotonic clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@asynccontextmanager
async def known(identity: FakeIdentity, seconds: Seconds) -> AsyncIterator[SigningKeys]:
    async with open_signing_keys(identity.url, seconds) as keys:
        assert await keys.find(KID)
        yield keys


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


async def until_asked(identity: FakeIdentity, times: int) -> None:
    for _ in range(200):
        if identity.asked >= times:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("The keys were not fetched.")


@pytest.mark.slow
async def test_a_rotated_key_is_accepted_after_one_look(identity: FakeIdentity, seconds: Seconds) -> None:
    """And the one that was withdrawn is not."""
    async with known(identity, seconds) as keys:
        identity.keys = [published("key-2")]
        seconds.now += PAUSE_SECONDS
        assert await keys.find("key-2")
        assert await keys.find(KID) is None
    assert identity.asked == 2


@pytest.mark.slow
async def test_a_thousand_invented_keys_make_one_fetch(identity: FakeIdentity, seconds: Seconds) -> None:
    """At once, or one after another within a minute."""
    async with known(identity, seconds) as keys:
        seconds.now += PAUSE_SECONDS
        found = await asyncio.gather(*(keys.find(f"invented-{number}") for number in range(500)))
        for number in range(500):
            found.append(await keys.find(f"invented-again-{number}"))
    assert not any(found)
    assert identity.asked == 2


@pytest.mark.slow
@pytest.mark.parametrize("trouble", ["hang", "down", "too large", "no keys", "not https", "redirect"])
async def test_known_keys_are_served_at_once_whatever_the_endpoint_does(
    identity: FakeIdentity, seconds: Seconds, trouble: str
) -> None:
    """A day later they are fetched again beside the requests, and stay known when that fails."""
    async with known(identity, seconds) as keys:
        identity.hang = trouble == "hang"
        identity.status = {"down": 503, "redirect": 307}.get(trouble, 200)
        identity.padding = 2_000_000 if trouble == "too large" else 0
        identity.keys = [] if trouble == "no keys" else identity.keys
        identity.jwks_uri = "http://keys.example.org/" if trouble == "not https" else ""
        seconds.now += FRESH_SECONDS + 1
        started = time.monotonic()
        for _ in range(50):
            assert await keys.find(KID)
        assert time.monotonic() - started < 1
        await until_asked(identity, 2)
        await asyncio.sleep(0.05)
        assert await keys.find(KID)
    assert identity.asked == 2


@pytest.mark.slow
async def test_an_endpoint_that_hangs_holds_up_nobody_with_a_known_key(
    bot: Bot, identity: FakeIdentity
) -> None:
    """A request with an unknown key waits for the fetch and is refused; the others are answered meanwhile."""
    await bot.press()
    identity.hang = True
    headers = {"Authorization": f"Bearer {signed(claims(bot.url), kid='unknown')}"}
    started = time.monotonic()
    stranger = asyncio.create_task(
        bot.client.post("/api/messages", json=samples.press(bot.url), headers=headers)
    )
    for _ in range(5):
        await bot.press()
    assert time.monotonic() - started < 2
    async with await stranger as response:
        assert response.status == 401


async def test_with_the_endpoint_down_from_the_start_the_first_fetch_is_tried_again_soon(
    identity: FakeIdentity, seconds: Seconds, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody is let in meanwhile, and the log says why."""
    identity.status = 503
    async with open_signing_keys(identity.url, seconds) as keys:
        assert await keys.find(KID) is None
        identity.status = 200
        seconds.now += 6
        assert await keys.find(KID)
    assert [record.getMessage() for record in caplog.records] == ["signing_keys.not_fetched"]
