"""A mailbox that the application may not open: the planning commands name the permission, and what grants it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.local.town import CALENDAR
from tests.cli.boards_mailbox import boards_mailbox
from tests.cli.conftest import Ended
from tests.journeys.world import World

Command = Callable[..., Ended]

WINDOW = ("--from", "2036-04-01", "--to", "2036-07-31")
WRONG = "The application may not use the calendar of BTP_CALENDAR_MAILBOX."
GRANTED_BY = 'New-ManagementRoleAssignment -App ID -Role "Application Calendars.ReadWrite"'
FORBIDDEN = {"service": "graph", "kind": "403", "probability": 1.0, "only": f"users/{CALENDAR}"}

pytestmark = pytest.mark.slow


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[World]:
    async with boards_mailbox(tmp_path) as made:
        yield made


async def run(office: World, command: Command, *arguments: str) -> Ended:
    return await asyncio.to_thread(command, *arguments, settings=office.environment)


async def faults(office: World, *kinds: dict[str, Any]) -> None:
    await office.call("PUT", "faults", list(kinds))


def assert_says_what_grants_it(ended: Ended) -> None:
    assert ended.code == 1
    assert WRONG in ended.err
    assert GRANTED_BY in ended.err
    assert "Then run the command again; a running service goes on by itself" in ended.err
    assert "Sites.Selected" not in ended.err


async def test_a_year_that_may_not_be_booked_says_what_grants_it(office: World, command: Command) -> None:
    """At once, as no further try of the same minute helps; granted, the same command books it."""
    await faults(office, FORBIDDEN)
    ended = await run(office, command, "plan", "apply", *WINDOW)
    assert_says_what_grants_it(ended)
    assert ended.out == (
        "5 created, 0 changed, 0 cancelled. 5 not done yet: leave them to the service, or run this again.\n"
    )
    parked = await run(office, command, "work", "parked")
    assert WRONG in parked.out
    assert GRANTED_BY in parked.out
    await faults(office)
    assert (await run(office, command, "plan", "apply", *WINDOW)).code == 0
    assert len((await office.call("GET", "state"))["events"]) == 5


async def test_beside_a_service_that_may_not_book_it_says_so_as_well(office: World, command: Command) -> None:
    """Without waiting for what the service tries again in a quarter of an hour."""
    await office.start()
    await faults(office, FORBIDDEN)
    running = asyncio.create_task(run(office, command, "plan", "apply", *WINDOW))
    while not running.done():
        await office.rest()
        await asyncio.sleep(0.05)
    assert_says_what_grants_it(running.result())
    await office.stop()


async def test_events_that_may_not_be_read_say_what_grants_it(office: World, command: Command) -> None:
    """Where the permission was withdrawn since; nothing is changed, and looking says the same."""
    await run(office, command, "plan", "apply", *WINDOW)
    later = office.partnership.read_text("utf-8").replace('start = "14:00"', 'start = "13:00"')
    office.partnership.write_text(later, "utf-8")
    await faults(office, FORBIDDEN)
    ended = await run(office, command, "plan", "apply", *WINDOW)
    assert_says_what_grants_it(ended)
    assert "nothing was changed" in ended.out
    shown = ("plan", "show", "--partnership", str(office.partnership), *WINDOW, "--outlook")
    assert_says_what_grants_it(await run(office, command, *shown))
