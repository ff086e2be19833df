"""Events that somebody moved or deleted in Outlook: left alone, shown, and settled by a person."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.local.town import CALENDAR, EXAMPLE
from tests.cli.boards_mailbox import boards_mailbox
from tests.cli.conftest import Ended
from tests.journeys.world import World
from tests.tokens import authorised

pytestmark = pytest.mark.slow

YEAR = ("--from", "2036-04-01", "--to", "2037-03-31")
HUB = ("learning-hub", "2036-05")
PLANNED, THEIRS = "2036-05-28T08:30:00", "2036-05-29T09:00:00"
SAYS = "Learning Hub, Wednesday 28 May 2036, 9:30am to 11:30am: Outlook says "
WHO, NEXT = "hub@police.example.org", "hub.new@police.example.org"
AS_PLANNED = "The calendar is as planned: nothing to change.\n"

Run = Callable[..., Ended]


@pytest.fixture
async def office(tmp_path: Path, command: Run) -> AsyncIterator[World]:
    """A year that stands in the boards' mailbox."""
    async with boards_mailbox(tmp_path) as made:
        await apply(made, command)
        yield made


async def plan(office: World, command: Run, *arguments: str) -> Ended:
    return await asyncio.to_thread(command, "plan", *arguments, settings=office.environment)


async def apply(office: World, command: Run, *options: str) -> Ended:
    return await plan(office, command, "apply", *YEAR, *options)


async def hubs(office: World) -> list[dict[str, Any]]:
    """The Hub's events of May, also one that is gone."""
    state = await office.call("GET", "state")
    ours = [event for event in state["events"] if event["mailbox"] == CALENDAR]
    return [e for e in ours if e["subject"] == "Learning Hub" and e["start"][:7] == "2036-05"]


async def in_outlook(office: World, method: str, body: object = None) -> None:
    """Do something to the Hub's event of May, as somebody with the mailbox open would."""
    (event,) = await hubs(office)
    path = f"/v1.0/users/{CALENDAR}/events/{event['id']}"
    origin = str(office.stand_in.make_url("")).rstrip("/")
    headers = await authorised(office.stand_in.session, origin, path)
    async with office.stand_in.request(method, path, json=body, headers=headers) as response:
        assert response.status < 300, await response.text()


async def moved(office: World) -> None:
    times = [{"dateTime": f"2036-05-29T{hour}:00:00", "timeZone": "GMT Standard Time"} for hour in (10, 12)]
    await in_outlook(office, "PATCH", {"start": times[0], "end": times[1]})


def somebody_else_sits(office: World) -> None:
    office.partnership.write_text(EXAMPLE.read_text("utf-8").replace(WHO, NEXT), "utf-8")


async def test_a_moved_event_is_left_alone_and_adopted_for_good(office: World, command: Run) -> None:
    """A change of people does not write over it; adopted, it gets the change, says why, and stays."""
    await moved(office)
    somebody_else_sits(office)
    ended = await apply(office, command)
    assert ended.code == 1
    assert SAYS + "Thursday 29 May 2036, 10am to 12 noon. It is left alone." in ended.out
    (event,) = await hubs(office)
    assert event["start"][:19] == THEIRS
    assert (await apply(office, command, "--plan")).out.count("Outlook says") == 1
    assert (await plan(office, command, "adopt", *HUB)).code == 0
    assert (await apply(office, command)).out == "0 created, 2 changed, 0 cancelled.\n", "and the next Hub"
    (event,) = await hubs(office)
    assert event["start"][:19] == THEIRS
    assert NEXT in event["invitations"]
    assert (await apply(office, command)).out == AS_PLANNED


async def test_a_moved_event_is_found_by_looking_and_restored(office: World, command: Run) -> None:
    """Nobody has to change the plan for it to be noticed."""
    assert "Nobody changed an event." in (await look(office, command)).out
    await moved(office)
    assert SAYS + "Thursday 29 May 2036, 10am to 12 noon." in (await look(office, command)).out
    assert SAYS in (await apply(office, command)).out
    assert (await plan(office, command, "restore", *HUB)).code == 0
    assert (await apply(office, command)).code == 0
    (event,) = await hubs(office)
    assert event["start"][:19] == PLANNED
    assert "Nobody changed an event." in (await look(office, command)).out


async def look(office: World, command: Run) -> Ended:
    return await plan(office, command, "show", "--partnership", str(office.partnership), *YEAR, "--outlook")


async def test_a_deleted_event_is_not_made_again_until_somebody_says_so(office: World, command: Run) -> None:
    """Restored, it is a new one; the old one stays gone."""
    await in_outlook(office, "DELETE")
    somebody_else_sits(office)
    assert SAYS + "deleted." in (await apply(office, command)).out
    assert len(await hubs(office)) == 1
    assert (await plan(office, command, "restore", *HUB)).code == 0
    assert (await apply(office, command)).out == "1 created, 0 changed, 0 cancelled.\n"
    assert len(await hubs(office)) == 2
    assert (await apply(office, command)).out == AS_PLANNED


async def test_an_adopted_deletion_stays_and_can_be_taken_back(office: World, command: Run) -> None:
    """The plan does without the meeting; restoring plans it again."""
    await in_outlook(office, "DELETE")
    await look(office, command)
    assert (await plan(office, command, "adopt", *HUB)).code == 0
    said = "0 created, 1 changed, 0 cancelled.\n"
    assert (await apply(office, command)).out == said, "the next Hub names the one before"
    assert (await apply(office, command)).out == AS_PLANNED
    assert (await plan(office, command, "restore", *HUB)).code == 0
    assert (await apply(office, command)).out == "1 created, 1 changed, 0 cancelled.\n"


async def test_what_does_not_wait_cannot_be_settled(office: World, command: Run) -> None:
    """Neither adopted nor restored; the sentence says where to look."""
    for what in ("adopt", "restore"):
        ended = await plan(office, command, what, *HUB)
        assert (ended.code, ended.out) == (1, "")
        assert "`plan show --outlook`" in ended.err


async def test_outlook_that_cannot_be_read_changes_nothing(office: World, command: Run) -> None:
    """A refusal is no deletion."""
    somebody_else_sits(office)
    fault = {"service": "graph", "kind": "404", "probability": 1, "only": "/events/|/calendarView"}
    await office.call("PUT", "faults", [fault])
    ended = await apply(office, command)
    assert (ended.code, ended.out.split(" ", 1)[1]) == (
        1,
        "events could not be read in Outlook, so nothing was changed: run this again.\n",
    )
    assert (await look(office, command)).code == 1
