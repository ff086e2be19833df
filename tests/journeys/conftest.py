"""The world of the journeys: one meeting has ended, and three people have a card in front of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.journeys import town
from tests.journeys.world import World, world


@pytest.fixture
async def morning(tmp_path: Path) -> AsyncIterator[World]:
    """Noon after an initial child protection conference."""
    conference = town.meeting("Initial child protection conference", "09:30", "10:30", 1)
    async with world(tmp_path, town.NOON) as made:
        await made.seed(people=town.people(), **town.places(), events=[])
        await made.seed(events=[conference])
        await made.start()
        yield made
