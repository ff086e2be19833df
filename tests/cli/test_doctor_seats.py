"""`doctor` and the Seats list: what is wrong with it, by seat, and nobody by name."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.doctors import WARNING, Command, change, looked, the_only_finding
from tests.journeys.seat_office import (
    POLICE,
    edited,
    known,
    person,
    seats,
    seeded_office,
)
from tests.journeys.world import World

pytestmark = pytest.mark.slow

STRANGER = "stranger@example.net"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[World]:
    """The list was seeded and is being read."""
    async with seeded_office(tmp_path) as made:
        yield made


async def found(office: World, command: Command) -> list[dict[str, str]]:
    findings: list[dict[str, str]] = (await looked(office, command))[1]["seats"]["findings"]
    return findings


async def test_each_fault_of_the_list_is_told_by_its_seat(office: World, command: Command) -> None:
    """Who it is stays with `plan show`."""
    assert await found(office, command) == []
    await office.seed(people=[person(STRANGER), person(POLICE, deleted=True)])
    numbers = await known(office, STRANGER)
    list_id, items = await seats(office)
    trainer = next(item["id"] for item in items if item["fields"].get("Ref") == "learning-hub/trainer")
    await office.call(
        "PATCH", f"lists/{list_id}/items/{trainer}", {"fields": {"DeputyLookupId": numbers[STRANGER]}}
    )
    await edited(office, "learning-hub/schools", Board="Old board")
    for _ in range(2):
        await office.step(office.clock.now() + timedelta(days=1))
    told = await found(office, command)
    assert {one["kind"]: one["what"] for one in told} == {
        "seat_unknown_board": "The seat Schools in the Seats list is on Old board, which is no board of the "
        "partnership file.",
        "seat_left": "Learning Hub, Police: its holder is no longer in the directory.",
        "seat_outside": "Learning Hub, Trainer: the deputy has an address in no domain of the partnership.",
    }
    assert {one["severity"] for one in told} == {"warning"}
    assert "@" not in str(told)


async def test_a_list_that_was_never_seeded_is_told(town: World, command: Command) -> None:
    """An earlier version made it, or provision was broken off; what is missing is one command."""
    change(town, "DELETE FROM cursors WHERE name = 'seats:seeded'")
    code, check, finding = await the_only_finding(town, command)
    assert (code, check, finding["kind"]) == (WARNING, "seats", "seats_unseeded")
    assert "back-to-practice provision" in finding["remedy"]
