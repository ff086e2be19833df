"""Who the coordinators are: people by their ids, or a group's members over the real wire."""

from __future__ import annotations

import pytest

from graph_sync.client import GraphClient
from graph_sync.coordinators import MISSING, REFUSED, TenantCoordinators
from practice.outcomes import Parked, RetryAfter
from tests.graph_sync.conftest import WORKER, Service
from tests.graph_sync.scripted import Scripted

GROUP = "66666666-6666-4666-8666-666666666666"
pytestmark = pytest.mark.slow  # Each test starts the stand-in.


async def grouped(service: Service, *members: dict[str, str]) -> None:
    await service.call("POST", "/_local/seed", {"groups": [{"id": GROUP, "members": list(members)}]})


async def test_people_named_in_the_settings_are_not_asked_about(
    service: Service, client: GraphClient
) -> None:
    """Their ids are compared in small letters, and each is written to once."""
    named = TenantCoordinators(client, ["ABCDEFAB-1111-4111-8111-111111111111", WORKER, WORKER])
    assert await named.people() == ("abcdefab-1111-4111-8111-111111111111", WORKER)
    assert await service.requests() == []


async def test_a_groups_people_are_found_on_every_page(service: Service, client: GraphClient) -> None:
    """Devices and nested groups are nobody, however many there are."""
    devices = [{"id": f"00000000-0000-4000-8000-{number:012}", "kind": "device"} for number in range(150)]
    await grouped(service, *devices, {"id": GROUP, "kind": "group"}, {"id": WORKER})
    assert await TenantCoordinators(client, (), GROUP).people() == (WORKER,)


async def test_a_group_that_cannot_be_read_says_why(service: Service, client: GraphClient) -> None:
    """Each is mended in its own way, so the work waits."""
    assert await TenantCoordinators(client, (), GROUP).people() == MISSING
    await grouped(service)
    assert await TenantCoordinators(client, (), GROUP).people() == ()
    await service.call("PUT", "/_local/graph/groups", {"permitted": False})
    assert await TenantCoordinators(client, (), GROUP).people() == REFUSED


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [((200, {"value": [{}]}), "unreadable_group"), ((400, {}), "refused_400"), ((503, {}), "busy")],
)
async def test_any_other_answer_is_judged_as_everywhere(answer: tuple[int, object], outcome: str) -> None:
    """What passes is tried again, the rest is looked at by a person."""
    async with Scripted.single(answer) as scripted:
        found = await TenantCoordinators(scripted.client(), (), GROUP).people()
    assert isinstance(found, RetryAfter | Parked)
    assert found.reason == outcome
