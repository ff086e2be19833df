"""The pace as the wire sees it: what does not leave, what waits, and whom a 429 holds up."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.teams.connector import Answered, Connector, Paced, open_connector
from bot.teams.pace import Pace
from tests.teams.connector_fake import FakeConnector, Told

ACTIVITY = {"type": "message", "text": "Hello"}


@dataclass
class Hand:
    """A clock's hand that is moved by the test."""

    at: float = 0.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
async def paced(hand: Hand) -> AsyncIterator[Connector]:
    hosts = frozenset({"127.0.0.1"})
    async with open_connector(hosts, connect_seconds=10, total_seconds=10, pace=Pace(hand)) as opened:
        yield opened


async def test_the_eighth_message_to_a_conversation_within_a_second_does_not_leave(
    paced: Connector, service: FakeConnector, hand: Hand
) -> None:
    """Seven arrive; the eighth is told when to come back, and then arrives."""
    fates = [await paced.post(service.url, "a:1", ACTIVITY) for _ in range(8)]
    assert len(service.asked) == 7
    last = fates[-1]
    assert isinstance(last, Paced)
    hand.at += last.seconds
    assert isinstance(await paced.post(service.url, "a:1", ACTIVITY), Answered)


async def test_a_429_of_one_conversation_does_not_delay_another(
    paced: Connector, service: FakeConnector
) -> None:
    """Everything for the first waits as long as it was told, repaints too; the second is asked at once."""
    service.answers = [Told(429, None, {"Retry-After": "7.5"})]
    await paced.post(service.url, "a:1", ACTIVITY)
    assert await paced.put(service.url, "a:1", "1", ACTIVITY) == Paced(7.5)
    assert isinstance(await paced.post(service.url, "a:2", ACTIVITY), Answered)


async def test_a_throttled_app_delays_everybody(paced: Connector, service: FakeConnector, hand: Hand) -> None:
    """Five conversations in a row were refused: a sixth is not even asked, nor is anybody else."""
    service.answers = [Told(429, None, {"Retry-After": "7"}) for _ in range(5)]
    for number in range(5):
        await paced.post(service.url, f"a:{number}", ACTIVITY)
    assert await paced.post(service.url, "a:6", ACTIVITY) == Paced(7)
    assert await paced.create_conversation(service.url, {}) == Paced(7)
    hand.at += 7
    assert isinstance(await paced.post(service.url, "a:6", ACTIVITY), Answered)


@pytest.mark.slow
async def test_a_reply_waits_for_its_place_as_long_as_a_turn_allows(service: FakeConnector) -> None:
    """Steady time passes while it waits; seven came before it, and it comes a second later."""
    hosts = frozenset({"127.0.0.1"})
    async with open_connector(hosts, connect_seconds=10, total_seconds=10) as connector:
        for _ in range(7):
            await connector.post(service.url, "a:1", ACTIVITY)
        assert isinstance(await connector.reply(service.url, "a:1", ACTIVITY), Answered)
    assert len(service.asked) == 8


async def test_a_reply_that_would_wait_too_long_is_given_up(paced: Connector, service: FakeConnector) -> None:
    """The turn's answer must not come too late because of it."""
    service.answers = [Told(429, None, {"Retry-After": "60"})]
    await paced.post(service.url, "a:1", ACTIVITY)
    assert await paced.reply(service.url, "a:1", ACTIVITY) == Paced(60)
    assert len(service.asked) == 1


async def test_after_a_crash_the_first_second_is_left_to_what_had_left_before(hand: Hand) -> None:
    """Nobody remembers what that was."""
    pace = Pace(hand)
    pace.hold(1.0)
    assert (pace.room(), pace.opens_in()) == (0, 1.0)
    assert pace.admit("a:1") == 1.0
    hand.at = 1.0
    assert (pace.room(), pace.opens_in()) == (30, 0.0)
