"""Giving people the app through Graph, over the real wire where the stand-in answers so."""

from __future__ import annotations

import logging

import pytest

from graph_sync.client import GraphClient
from graph_sync.installing import TeamsAppInstaller
from practice.outcomes import Done, Refusal, RetryAfter, Undeliverable
from tests.graph_sync.conftest import WORKER, Service
from tests.graph_sync.scripted import Scripted

APP = "66666666-6666-4666-8666-666666666666"
NOT_GIVEN = Undeliverable(Refusal.NOT_INSTALLED)


async def ready(service: Service) -> None:
    """Name the app, and take it away from the worker."""
    bot = {"app_id": APP, "endpoint": "http://127.0.0.1:9/api/messages", "teams_app_id": APP}
    person = {"id": WORKER, "name": "Social worker 1", "mail": "social.worker.1@council.example.org"}
    people = [{**person, "installed": False}]
    tenant = {"tenant": "11111111-1111-4111-8111-111111111111"}
    await service.call("POST", "/_local/seed", {**tenant, "bot": bot, "people": people})


@pytest.mark.slow
async def test_giving_the_app_twice_is_giving_it_once(service: Service, client: GraphClient) -> None:
    """The second answer is 409, which means that the person has it."""
    await ready(service)
    installer = TeamsAppInstaller(client, service.url + "/v1.0/", APP)
    assert [await installer.install(WORKER) for _ in range(2)] == [Done(), Done()]
    told = [one["status"] for one in await service.requests() if one["path"].endswith("installedApps")]
    assert told == [201, 409]


@pytest.mark.slow
async def test_without_the_permission_it_is_said_once_and_nobody_is_given_it(
    service: Service, client: GraphClient, caplog: pytest.LogCaptureFixture
) -> None:
    """An operator reads one line, not one for every person."""
    await ready(service)
    await service.call("PUT", "/_local/graph/installing", {"permitted": False})
    installer = TeamsAppInstaller(client, service.url + "/v1.0", APP)
    with caplog.at_level(logging.WARNING):
        assert [await installer.install(WORKER) for _ in range(3)] == [NOT_GIVEN] * 3
    assert [record.message for record in caplog.records] == ["install.refused"]


@pytest.mark.slow
async def test_an_app_that_is_in_no_catalogue_is_given_to_nobody(
    service: Service, client: GraphClient
) -> None:
    """The id of the manifest in place of the catalogue's is the usual mistake."""
    await ready(service)
    installer = TeamsAppInstaller(client, service.url + "/v1.0", WORKER)
    assert await installer.install(WORKER) == NOT_GIVEN


@pytest.mark.parametrize("status", [401, 429, 500, 503])
async def test_an_outage_is_tried_again(status: int) -> None:
    """It says nothing about the person."""
    async with Scripted.single((status, {"error": {"code": "x"}})) as service:
        given = await TeamsAppInstaller(service.client(), service.url, APP).install(WORKER)
    assert isinstance(given, RetryAfter)


async def test_a_person_who_may_not_have_it_ends_as_not_installed() -> None:
    """A policy of the tenant, or a person without Teams."""
    async with Scripted.single((400, {"error": {"code": "BadRequest"}})) as service:
        assert await TeamsAppInstaller(service.client(), service.url, APP).install(WORKER) == NOT_GIVEN
