"""`plan show --busy` against the stand-in: who is free for each meeting to come, and dates that suit more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from bot.local.town import CALENDAR, EXAMPLE, seat_mailboxes, seed_of
from bot.partnership import load
from practice.clocks import LONDON
from tests.cli.conftest import Ended
from tests.journeys.board_office import graph
from tests.journeys.world import World, world

Command = Callable[..., Ended]

JANUARY = ("--from", "2036-01-01", "--to", "2036-01-31")
"""One meeting: the Learning Hub on Wednesday 23 January, the fourth."""
HUB_DAY = date(2036, 1, 23)
POLICE, SCHOOLS = "hub@police.example.org", "hub@school.example.org"

pytestmark = pytest.mark.slow


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[World]:
    """The boards' mailbox, and the mailboxes of everybody who holds a seat."""
    async with world(tmp_path, datetime(2035, 11, 5, 9, tzinfo=LONDON), EXAMPLE) as made:
        seed = seed_of((), seat_mailboxes(load(EXAMPLE)), "http://127.0.0.1:9/api/messages")
        await made.call("POST", "seed", seed)
        yield made


def busy(person: str, day: date) -> dict[str, Any]:
    begins, ends = (datetime.combine(day, time(hour), LONDON).isoformat() for hour in (9, 12))
    return {"person": person, "start": begins, "end": ends}


async def shown(office: World, command: Command, *more: str) -> Ended:
    arguments = ("plan", "show", "--partnership", str(EXAMPLE), *JANUARY, "--busy", *more)
    return await asyncio.to_thread(command, *arguments, settings=office.environment)


def below(ended: Ended) -> list[str]:
    """The lines about free and busy."""
    return ended.out.partition("Free and busy\n")[2].splitlines()


async def test_a_meeting_everybody_can_come_to_is_said_in_one_line(office: World, command: Command) -> None:
    """Twelve of the Hub's seats are held; nothing is written anywhere."""
    ended = await shown(office, command)
    assert (ended.code, ended.err) == (0, "")
    assert below(ended) == ["Learning Hub, Wednesday 23 January 2036, 9:30am: 12 of 12 seats free."]
    assert (await office.call("GET", "violations"))["violations"] == []
    requests = (await office.call("GET", "requests?limit=1000"))["requests"]
    assert {one["path"].rpartition("/")[2] for one in requests if one["method"] == "POST"} <= {
        "getSchedule",
        "token",
        "seed",
    }


async def test_better_dates_are_offered_with_what_makes_them_better(office: World, command: Command) -> None:
    """Two are away on the day, one of them the day before as well. Nobody's appointment is named."""
    away = [
        busy(POLICE, HUB_DAY),
        busy(SCHOOLS, HUB_DAY),
        *(busy(POLICE, date(2036, 1, day)) for day in (21, 22)),
    ]
    await office.call("POST", "seed", {"busy": away})
    ended = await shown(office, command)
    assert below(ended) == [
        "Learning Hub, Wednesday 23 January 2036, 9:30am: 10 of 12 seats free.",
        "  Better: Thursday 24 January 2036, 9:30am: 12 of 12 seats free.",
        "  Better: Friday 25 January 2036, 9:30am: 12 of 12 seats free.",
        "  Better: Friday 18 January 2036, 9:30am: 12 of 12 seats free.",
    ]
    assert "Appointment" not in ended.out


async def test_a_meeting_that_stands_in_the_calendar_is_left_out(office: World, command: Command) -> None:
    """Its own invitation makes people busy on its day."""
    applied = await asyncio.to_thread(command, "plan", "apply", *JANUARY, settings=office.environment)
    assert applied.out == "1 created, 0 changed, 0 cancelled.\n"
    assert below(await shown(office, command)) == [
        "Nothing to ask: every meeting of this time is over or in the calendar."
    ]


async def test_a_day_that_was_adopted_for_another_board_is_not_offered(
    office: World, command: Command
) -> None:
    """The Partnership Board of April was put on 24 January in Outlook, and that was adopted."""
    april = ("--from", "2036-04-01", "--to", "2036-04-30")
    await asyncio.to_thread(command, "plan", "apply", *april, settings=office.environment)
    state = await office.call("GET", "state")
    (event,) = [one for one in state["events"] if one["subject"].startswith("Partnership Board")]
    times = [{"dateTime": f"2036-01-24T{hour}:00:00", "timeZone": "GMT Standard Time"} for hour in (13, 15)]
    path = f"/v1.0/users/{CALENDAR}/events/{event['id']}"
    await graph(office, "PATCH", path, {"start": times[0], "end": times[1]})
    await shown(office, command, "--outlook")
    slot = ("partnership-board", "2036-04")
    await asyncio.to_thread(command, "plan", "adopt", *slot, settings=office.environment)
    await office.call("POST", "seed", {"busy": [busy(POLICE, HUB_DAY)]})
    better = [line for line in below(await shown(office, command)) if "Better" in line]
    assert len(better) == 3
    assert not any("24 January" in line for line in better)


async def test_calendars_that_cannot_be_read_are_said(office: World, command: Command) -> None:
    """The plan is shown all the same, and the exit code says that something is missing."""
    office.more["BTP_CALENDAR_MAILBOX"] = POLICE
    ended = await shown(office, command)
    assert ended.code == 1
    assert "Why this date" in ended.out
    assert below(ended) == ["Learning Hub, Wednesday 23 January 2036: the calendars could not be read."]
    assert ended.err.startswith("The application may not use the calendar of BTP_CALENDAR_MAILBOX.")
    assert 'New-ManagementRoleAssignment -App ID -Role "Application Calendars.ReadWrite"' in ended.err


async def test_a_service_that_is_too_busy_is_to_be_asked_later(office: World, command: Command) -> None:
    """A minute's wait is more than somebody at a command is kept for."""
    fault = {"service": "graph", "kind": "429", "probability": 1.0, "retry_after": 60}
    await office.call("PUT", "faults", [fault])
    ended = await shown(office, command)
    assert (ended.code, ended.err) == (
        1,
        "Some calendars could not be read (throttled): run this again later.\n",
    )


async def test_a_throttled_request_is_asked_again(office: World, command: Command) -> None:
    """After the wait the service asks for, where that is short."""
    fault = {"service": "graph", "kind": "429", "probability": 1.0, "retry_after": 0.1}
    await office.call("PUT", "faults", [fault])
    asking = asyncio.create_task(shown(office, command))
    while not any(one["status"] == 429 for one in (await office.call("GET", "requests"))["requests"]):  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    await office.call("PUT", "faults", [])
    ended = await asking
    assert ended.code == 0
    assert below(ended) == ["Learning Hub, Wednesday 23 January 2036, 9:30am: 12 of 12 seats free."]


async def test_it_goes_with_the_table_alone(office: World, command: Command) -> None:
    """The JSON's shape is a contract."""
    refused = await shown(office, command, "--json")
    assert (refused.code, refused.out) == (2, "")
    assert "--busy goes with the table, not with --json." in refused.err
