"""Who an address belongs to, without the address appearing in any URL of ours."""

from __future__ import annotations

import json

import pytest

from graph_sync.client import GraphClient
from graph_sync.directory import REFUSED, TenantDirectory
from practice.outcomes import UNTIL_MENDED, RetryAfter
from tests.graph_sync.conftest import WORKER, Service
from tests.graph_sync.scripted import Answer, Scripted

ADDRESS = "social.worker.1@council.example.org"
FOUND = {"value": [{"id": "person", "accountEnabled": True}]}
NOT_FOUND = (404, {"error": {"code": "Request_ResourceNotFound"}})
NOBODY: Answer = (200, {"value": []})
FORBIDDEN = (403, {"error": {"code": "Authorization_RequestDenied"}})


@pytest.mark.slow
async def test_a_person_of_the_tenant_is_found(service: Service, client: GraphClient) -> None:
    """Over the real wire: the id comes back, and no request named the address."""
    assert await TenantDirectory(client).person_id(ADDRESS) == WORKER
    outer = [request for request in await service.requests() if request["path"] == "/v1.0/$batch"]
    assert len(outer) == 1


@pytest.mark.slow
async def test_somebody_outside_the_tenant_is_nobody(service: Service, client: GraphClient) -> None:
    """An address with a quote in it cannot break the question either."""
    directory = TenantDirectory(client)
    assert await directory.person_id("midwife.o'1@health.example.org") == ""
    assert await service.violations() == []


@pytest.mark.parametrize(
    ("search", "there"),
    [
        (FOUND, True),
        ({"value": [{"id": "shared-mailbox", "accountEnabled": False}]}, True),
        ({"value": [{"id": "member"}, {"id": "guest"}]}, True),
        (NOBODY[1], False),
    ],
)
async def test_only_an_address_that_nobody_has_is_not_there(search: object, there: bool) -> None:
    """A seat is taken from nobody because two accounts share the address, or because nobody signs in to it."""
    async with Scripted.batches([(200, search), NOT_FOUND]) as scripted:
        assert await TenantDirectory(scripted.client()).has(ADDRESS) is there


@pytest.mark.parametrize(
    ("search", "named", "person"),
    [
        ((200, FOUND), NOT_FOUND, "person"),
        ((200, {"value": [{"id": "person"}]}), NOT_FOUND, "person"),
        ((200, {"value": [{"id": "ABCDEFAB-3333"}]}), NOT_FOUND, "abcdefab-3333"),
        ((200, {"value": [{"id": "person", "accountEnabled": False}]}), NOT_FOUND, ""),
        ((200, {"value": [{"id": "one"}, {"id": "two"}]}), NOT_FOUND, ""),
        (NOBODY, (200, {"id": "named", "accountEnabled": True}), "named"),
        (NOBODY, (200, {"id": "named", "accountEnabled": False}), ""),
        (NOBODY, NOT_FOUND, ""),
        (FORBIDDEN, (200, {"id": "named"}), "named"),
        (FORBIDDEN, NOT_FOUND, REFUSED),
        (FORBIDDEN, FORBIDDEN, REFUSED),
        ((401, None), (401, None), RetryAfter(UNTIL_MENDED, "unauthorised")),
    ],
)
async def test_an_answer_of_the_directory_means_one_thing(
    search: tuple[int, object], named: tuple[int, object], person: object
) -> None:
    """Disabled and doubled accounts are nobody; a search that is not allowed falls back on the name."""
    async with Scripted.batches([search, named]) as scripted:
        assert await TenantDirectory(scripted.client()).person_id(ADDRESS) == person
        assert ADDRESS not in "".join(scripted.paths)
        assert ADDRESS.partition("@")[0] in json.dumps(scripted.bodies)


async def test_a_busy_directory_is_asked_again_later() -> None:
    """Whichever of the two questions was refused."""
    busy = (429, None)
    async with Scripted.batches([NOBODY, busy], [busy, (200, {"id": "named"})]) as scripted:
        directory = TenantDirectory(scripted.client())
        assert isinstance(await directory.person_id(ADDRESS), RetryAfter)
        assert await directory.person_id(ADDRESS) == "named"
