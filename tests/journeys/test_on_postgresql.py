"""The service on PostgreSQL, in a process of its own: killed, or left without its database, it files an answer once."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.rehearsal.service import Service, ServiceLost
from practice.words import WORDS
from tests.journeys import town
from tests.journeys.world import A_MOMENT, World, world
from tests.postgres import Server, postgres_server
from tests.stores import keys

__all__ = ["keys", "postgres_server"]

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]

TYPED = {"q1": "Every agency came prepared.", "m_agencies": "yes"}


@dataclass
class Office:
    """A world beside its service in another process."""

    world: World
    service: Service
    server: Server

    async def rest(self) -> None:
        """Let the service work until nothing is due."""
        upcoming = self.world.clock.now()
        while upcoming - self.world.clock.now() < A_MOMENT:
            self.world.clock.step(upcoming)
            await self.world.call("PUT", "clock", {"now": upcoming.isoformat()})
            _, following = await self.service.step(upcoming)
            if following is None:
                return
            upcoming = following

    async def kill(self) -> None:
        """End it as kill -9 does; whoever asks next finds it gone."""
        self.service.kill()
        with pytest.raises(ServiceLost):
            await self.service.step(self.world.clock.now())

    async def answered(self, **more: object) -> list[dict[str, Any]]:
        """Press Send on the card of the social worker; what came back, whatever that is."""
        [card] = await self.world.chat(town.SOCIAL_WORKER)
        return await self.world.try_to_press(town.SOCIAL_WORKER, card, "answer.send", TYPED, **more)


@pytest.fixture
async def office(tmp_path: Path, postgres_server: Server) -> AsyncIterator[Office]:
    conference = town.meeting("Initial child protection conference", "09:30", "10:30", 1)
    async with world(tmp_path, town.NOON) as made:
        made.more["BTP_DATABASE_URL"] = postgres_server.new()
        await made.seed(people=town.people(), **town.places(), events=[])
        await made.seed(events=[conference])
        service = Service({**os.environ, **made.environment}, kill_every=0)
        try:
            opened = Office(made, service, postgres_server)
            await opened.rest()
            yield opened
        finally:
            await service.close()


async def test_an_answer_is_filed_once_by_the_service_after_the_one_that_was_killed(office: Office) -> None:
    """It had its receipt, and nothing of it was filed yet."""
    [answer] = await office.answered()
    await office.kill()
    assert await office.world.items() == []
    await office.rest()
    [item] = await office.world.items()
    assert item["WentWell"] == TYPED["q1"]
    assert item["Ref"] in json.dumps(answer["body"])


async def test_a_service_whose_database_went_and_came_back_takes_the_answer_then(office: Office) -> None:
    """Meanwhile it says that nothing was saved; it is not started anew."""
    office.server.stop()
    [refused] = await office.answered()
    office.server.start()
    assert WORDS["press.notsaved"] in str(refused["body"])
    [answer] = await office.answered()
    await office.rest()
    [item] = await office.world.items()
    assert item["Ref"] in json.dumps(answer["body"])
    assert office.service.starts == 1
