"""`plan show` and the Seats list: whose seats are shown, which are vacant, and what is wrong with the list."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.local.town import EXAMPLE
from tests.cli.conftest import Ended
from tests.journeys.seat_office import (
    POLICE,
    edited,
    known,
    person,
    planned,
    seeded_office,
)
from tests.journeys.world import World

pytestmark = pytest.mark.slow

YEAR = ("--from", "2036-07-01", "--to", "2036-12-31")
VACANT = "Learning Hub: Police, vacant"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[World]:
    """The list was seeded and is being read."""
    async with seeded_office(tmp_path) as made:
        yield made


async def shown(office: World, command: Callable[..., Ended], file: Path) -> str:
    ended = await asyncio.to_thread(
        command, "plan", "show", "--partnership", str(file), *YEAR, settings=office.environment
    )
    assert (ended.code, ended.err) == (0, "")
    return ended.out


async def test_a_resignation_in_the_list_is_a_vacancy(office: World, command: Callable[..., Ended]) -> None:
    """In the file that the service runs with; another file is shown as it stands."""
    before = await shown(office, command, office.partnership)
    assert VACANT not in before
    assert "Seats as the Seats list had them on 01 April 2036, 09:00." in before
    await edited(office, "learning-hub/police", HolderLookupId=None)
    assert VACANT in await shown(office, command, office.partnership)
    other = await shown(office, command, EXAMPLE)
    assert VACANT not in other
    assert "Seats list" not in other


async def test_who_left_and_who_sits_twice_is_said(office: World, command: Callable[..., Ended]) -> None:
    """Who left with the vacancies, and with what to ask; from the second day on nobody is invited for them."""
    await planned(office)
    numbers = await known(office, "hub@school.example.org")
    await office.seed(people=[person(POLICE, deleted=True)])
    await edited(office, "learning-hub/trainer", HolderLookupId=numbers["hub@school.example.org"])
    assert "has left" not in await shown(office, command, office.partnership)
    assert await invited(office, POLICE) > 0
    await office.step(office.clock.now() + timedelta(days=1))
    said = await shown(office, command, office.partnership)
    left = f"{POLICE} has left. The Police seat on Learning Hub is vacant. Who takes it?"
    assert f"{left}\n{VACANT}" in said
    assert said.count("has left") == 1
    assert (
        "Learning Hub: hub@school.example.org sits twice, as Trainer and as Schools, and is counted once."
        in said
    )
    assert await invited(office, POLICE) == 0
    again = await planned(office)
    assert again.changed == 0


async def invited(office: World, mail: str) -> int:
    """In how many Hubs to come somebody stands."""
    events = (await office.call("GET", "state"))["events"]
    hubs = [one for one in events if one["subject"] == "Learning Hub"]
    assert hubs
    return sum(mail in {who["address"] for who in one["attendees"]} for one in hubs)
