"""The pace towards SharePoint, through the wire: what the service says of its quota is heard and kept."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import SteppedClock
from graph_sync.client import GraphClient
from graph_sync.exchange import Call, Reply
from graph_sync.lists import SharePointLists
from graph_sync.pace import SitePace
from graph_sync.quota import MINUTE
from graph_sync.refusals import SOON
from practice.filing import REVIEWS
from practice.outcomes import RetryAfter
from tests.graph_sync.conftest import SITE, Service
from tests.graph_sync.partnerships import PARTNERSHIP
from tests.graph_sync.scripted import Scripted
from tests.graph_sync.test_faults import wanted
from tests.tokens import GRAPH, Given, access_token

START = datetime(2026, 11, 26, 12, tzinfo=UTC)
READ = Call("GET", "/sites/a/lists/b/items/1")


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock(START)


@pytest.fixture
def pace(clock: SteppedClock) -> SitePace:
    """The smallest tenant's pace, after the wait of a start."""
    made = SitePace(1_250, clock.seconds)
    clock.step(START + timedelta(seconds=MINUTE))
    return made


@pytest.fixture
async def paced(service: Service, pace: SitePace) -> AsyncIterator[GraphClient]:
    """A client of the stand-in that keeps the pace."""
    credential = Given(await access_token(service.http, service.url, GRAPH))
    made = GraphClient(
        service.url + "/v1.0",
        organisation="Example",
        version="0",
        chance=random.Random(1),
        credential=credential,
        pace=pace,
    )
    yield made
    await made.close()


@pytest.mark.parametrize(
    ("headers", "opens_in"),
    [
        ({"Retry-After": "2.128"}, 2.128),
        ({"Retry-After": "2.128", "RateLimit-Reset": "31"}, 31),
        ({"Retry-After": "31", "RateLimit-Reset": "2"}, 31),
        ({}, SOON),
    ],
)
async def test_a_429_stops_the_whole_site_for_as_long_as_it_says(
    clock: SteppedClock, headers: dict[str, str], opens_in: float
) -> None:
    """The larger of the two times counts, fractions too; without either it is two seconds."""
    pace = SitePace(1_250, clock.seconds)
    clock.step(START + timedelta(seconds=MINUTE))
    async with Scripted.single((429, {"error": {}}), headers=headers) as scripted:
        client = GraphClient(
            scripted.url,
            organisation="Example",
            version="0",
            chance=random.Random(1),
            credential=Given(),
            pace=pace,
        )
        reply = await client.send(READ)
        await client.close()
    assert isinstance(reply, Reply)
    assert pace.room() == 0
    assert pace.opens_in() == pytest.approx(opens_in)


@pytest.mark.slow
async def test_a_429_inside_a_batch_stops_the_whole_site(
    service: Service, paced: GraphClient, pace: SitePace
) -> None:
    """The batch itself is answered with 200."""
    lists = SharePointLists(paced, SITE, PARTNERSHIP)
    found = await lists.ready({})
    assert isinstance(found, dict)
    fault = {"service": "graph", "kind": "429", "probability": 1, "only": "items", "retry_after": 9}
    await service.call("PUT", "/_local/faults", [fault])
    (outcome,) = await lists.file(found[REVIEWS].id, [wanted(1)])
    assert isinstance(outcome, RetryAfter)
    assert pace.room() == 0
    assert pace.opens_in() == pytest.approx(9)


@pytest.mark.slow
async def test_when_others_use_up_the_quota_nothing_leaves_until_there_is_more(
    service: Service, paced: GraphClient, pace: SitePace, clock: SteppedClock
) -> None:
    """The service says what is left from 80 % of the minute on."""
    await service.call("PUT", "/_local/clock", {"now": clock.now().isoformat()})
    await service.call("PUT", "/_local/meter", {"limit": 10})
    for _ in range(5):
        assert isinstance(await paced.send(Call("GET", f"/sites/{SITE}/lists")), Reply)
    assert pace.room() == 0
    assert pace.opens_in() == pytest.approx(60)
    clock.step(clock.now() + timedelta(seconds=60))
    assert pace.room() == 62


async def test_what_is_not_of_a_site_costs_a_site_nothing(
    service: Service, paced: GraphClient, pace: SitePace
) -> None:
    """A throttled calendar does not stop the filing."""
    await service.fail("429", probability=1)
    await paced.send(Call("GET", "/users/nobody@example.org"))
    assert (pace.room(), pace.opens_in()) == (62, 0)
