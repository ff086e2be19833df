"""The service compares store, lists and messages at two o'clock at night, London time, all year round."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.handlers.checking import last_check
from tests.journeys import town
from tests.journeys.world import world

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("evening", "nights"),
    [
        (datetime(2026, 3, 28, 20, tzinfo=UTC), ("2026-03-29T01:00Z", "2026-03-30T01:00Z")),
        (datetime(2026, 10, 23, 20, tzinfo=UTC), ("2026-10-24T01:00Z", "2026-10-25T02:00Z")),
    ],
)
async def test_the_service_compares_at_two_at_night(
    tmp_path: Path, evening: datetime, nights: tuple[str, str]
) -> None:
    """In the nights in which the clocks change, and one beside them."""
    async with world(tmp_path, evening) as made:
        await made.seed(people=town.people(), **town.places(), events=[])
        await made.start()
        assert await made.service.store.read(last_check) is None
        for night in map(datetime.fromisoformat, nights):
            await made.step(night - timedelta(minutes=1))
            before = await made.service.store.read(last_check)
            await made.step(night)
            after = await made.service.store.read(last_check)
            assert after is not None
            assert before != after
            assert (after.at, after.counts) == (night, {})
