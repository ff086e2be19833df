"""`plan apply` against the stand-in: a year is put into the calendar once, and only what changed is written again."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.local.town import EXAMPLE
from tests.cli.boards_mailbox import boards_mailbox
from tests.cli.conftest import Ended
from tests.journeys.world import World

YEAR = ("--from", "2036-04-01", "--to", "2037-03-31")
"""Far enough ahead that no meeting of it is over."""
BEFORE, AFTER = "hub@police.example.org", "hub.new@police.example.org"
AS_PLANNED = "The calendar is as planned: nothing to change.\n"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[World]:
    """The boards' mailbox, and a partnership file that can be edited."""
    async with boards_mailbox(tmp_path) as made:
        yield made


async def applied(office: World, command: Callable[..., Ended], *options: str) -> tuple[Ended, Counter[str]]:
    """Apply the year; give how it ended and how often each kind of request was written."""
    await office.call("DELETE", "requests")
    ended = await asyncio.to_thread(command, "plan", "apply", *YEAR, *options, settings=office.environment)
    requests = (await office.call("GET", "requests?limit=10000"))["requests"]
    written = [one["method"] for one in requests if not one["path"].endswith("/$batch")]
    return ended, Counter(method for method in written if method != "GET")


async def events(office: World) -> dict[str, dict[str, Any]]:
    """The boards' events by our key."""
    return {event["key"]: event for event in (await office.call("GET", "state"))["events"]}


@pytest.mark.slow
async def test_a_year_is_made_once_and_applying_again_writes_nothing(
    office: World, command: Callable[..., Ended]
) -> None:
    """Fourteen events, each with its invitations; the second run sends not one write request."""
    first, written = await applied(office, command)
    standing = await events(office)
    assert (first.code, first.out) == (0, "14 created, 0 changed, 0 cancelled.\n")
    assert written == {"POST": len(standing)} == {"POST": 14}
    second, written = await applied(office, command)
    assert (second.code, second.out, written) == (0, AS_PLANNED, {})
    assert await events(office) == standing


@pytest.mark.slow
async def test_a_year_is_made_in_few_requests_and_four_at_a_time(
    office: World, command: Callable[..., Ended]
) -> None:
    """Fourteen events in four batches, where the service takes no fifth request for a mailbox in a batch."""
    await office.call("PUT", "graph/behaviours", {"batch_to_outlook": "throttled"})
    await applied(office, command)
    requests = (await office.call("GET", "requests?limit=10000"))["requests"]
    assert sum(one["path"].endswith("/$batch") for one in requests) == 4
    assert {one["status"] for one in requests if one["path"].endswith("/events")} == {201}


@pytest.mark.slow
async def test_a_new_seat_holder_changes_attendees_and_nothing_else(
    office: World, command: Callable[..., Ended]
) -> None:
    """Only the Hub's events are patched; the others at the table are not written to again."""
    await applied(office, command)
    standing = await events(office)
    office.partnership.write_text(EXAMPLE.read_text("utf-8").replace(BEFORE, AFTER), "utf-8")
    ended, written = await applied(office, command)
    hubs = [key for key, event in standing.items() if event["subject"] == "Learning Hub"]
    assert ended.out == f"0 created, {len(hubs)} changed, 0 cancelled.\n"
    assert written == {"PATCH": len(hubs)}
    for key, event in (await events(office)).items():
        same = {name: event[name] for name in ("subject", "start", "end", "transactionId")}
        assert same.items() <= standing[key].items()
        told = {
            who
            for who, count in event["invitations"].items()
            if count > standing[key]["invitations"].get(who, 0)
        }
        assert told == ({BEFORE, AFTER} if key in hubs else set())


@pytest.mark.slow
async def test_a_preview_says_what_would_be_done_and_changes_nothing(
    office: World, command: Callable[..., Ended]
) -> None:
    """Before anything stands: every event with its reason; no request leaves, and applying still creates all."""
    seen, written = await applied(office, command, "--plan")
    assert (seen.code, written) == (0, {})
    assert seen.out.startswith("14 to be created:\n  ")
    assert "Learning Hub, Wednesday 28 May 2036, 9:30am to 11:30am: " in seen.out
    assert await events(office) == {}
    assert (await applied(office, command))[0].out == "14 created, 0 changed, 0 cancelled.\n"
    assert (await applied(office, command, "--plan"))[0].out == AS_PLANNED


@pytest.mark.slow
async def test_a_preview_of_a_changed_plan_says_which_parts_and_why(
    office: World, command: Callable[..., Ended]
) -> None:
    """One more person, one less, and a day that is avoided now; the events stay as they are."""
    await applied(office, command)
    standing = await events(office)
    text = EXAMPLE.read_text("utf-8").replace(BEFORE, AFTER)
    office.partnership.write_text(text, "utf-8")
    seen, written = await applied(office, command, "--plan")
    hubs = [event for event in standing.values() if event["subject"] == "Learning Hub"]
    assert f"{len(hubs)} to be changed:\n  Learning Hub, " in seen.out
    assert seen.out.count(": 1 person more invited and 1 person no longer invited.\n") == len(hubs)
    assert BEFORE not in seen.out
    assert (written, await events(office)) == ({}, standing)
