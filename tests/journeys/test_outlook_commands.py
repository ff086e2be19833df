"""A year by an operator's commands, and by the pages its people read: planned, shown, applied, changed, and again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from practice.day_words import day_words, long_day
from practice.partnership import Partnership
from practice.planning import plan
from tests.cli.conftest import Ended, run
from tests.expecting import expect
from tests.journeys.seat_office import (
    HUB,
    POLICE,
    RULES,
    YEAR,
    edited,
    seeded_office,
)
from tests.journeys.world import World

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page

    from tests.browser import Window

pytest_plugins = ["tests.browser"]
pytestmark = [pytest.mark.browser, pytest.mark.slow]

COUNCIL = "hub@council.example.org"
MEETINGS = plan(RULES, *YEAR)
HUBS = [one.slot for one in MEETINGS if one.board == "learning-hub"]
SLOT = ("learning-hub", "2036-09")


def day_of(rules: Partnership) -> date:
    """The day of the one meeting by these rules."""
    return next(one.starts_at.date() for one in plan(rules, *YEAR) if (one.board, one.slot) == SLOT)


MOVED = day_of(RULES)
"""A day that becomes a bank holiday after everybody was invited."""

HOLIDAY = f'\n[[never]]\nfirst = "{long_day(MOVED)}"\nname = "Extra bank holiday"\n'
WHY = f"Moved from {long_day(MOVED)}: Extra bank holiday"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[World]:
    """The Seats list owns who sits where, and the service runs."""
    async with seeded_office(tmp_path) as made:
        yield made


async def says(office: World, *arguments: str) -> str:
    """Run a command beside the service while that works on; what it printed."""
    window = ("--from", f"{YEAR[0]}", "--to", f"{YEAR[1]}")
    environment = office.environment | {"COLUMNS": "200"}
    running = asyncio.create_task(asyncio.to_thread(run, *arguments, *window, settings=environment))
    while not running.done():
        await office.rest()
        await asyncio.sleep(0.05)
    ended: Ended = running.result()
    assert (ended.code, ended.err) == (0, "")
    return ended.out


async def shown(office: World) -> str:
    return await says(office, "plan", "show", "--partnership", str(office.partnership))


async def hubs(office: World, page: Page, who: str) -> Locator:
    await page.goto(str(office.stand_in.make_url(f"/outlook?who={who}")))
    await expect(page.locator("#calendar")).to_be_visible()
    return page.locator("#invitations > li").filter(has=page.locator("h3", has_text=HUB))


async def told(office: World) -> dict[str, dict[str, int]]:
    """How many messages each person had because of each Learning Hub, by the event's key."""
    events: list[dict[str, Any]] = (await office.call("GET", "state"))["events"]
    return {one["key"]: one["invitations"] for one in events if one["subject"] == HUB}


async def test_one_bank_holiday_and_one_resignation_change_a_year_that_was_applied(
    office: World, window: Window
) -> None:
    """The plan is shown with its reasons before and after; the page shows what its people got, and nothing twice."""
    page, count = window.page, len(HUBS)
    assert "Extra bank holiday" not in await shown(office)
    assert await says(office, "plan", "apply") == f"{len(MEETINGS)} created, 0 changed, 0 cancelled.\n"
    await expect(await hubs(office, page, COUNCIL)).to_have_count(count)
    assert {n for people in (await told(office)).values() for n in people.values()} == {1}

    await office.stop()
    office.partnership.write_text(office.partnership.read_text("utf-8") + HOLIDAY, "utf-8")
    await office.start()
    await edited(office, "learning-hub/police", HolderLookupId=None)
    after_leaving = await told(office)
    assert {people[COUNCIL] for people in after_leaving.values()} == {1}
    assert {people[POLICE] for people in after_leaving.values()} == {2}, "invited, and no longer invited"

    said = await shown(office)
    assert WHY in said
    assert f"{HUB}: Police, vacant" in said
    assert f"moved to {long_day(day_of(office.service.partnership))}" in await says(
        office, "plan", "apply", "--plan"
    )
    done = await says(office, "plan", "apply")
    assert done.startswith("0 created, ")
    assert ", 0 cancelled." in done
    assert await says(office, "plan", "apply") == "The calendar is as planned: nothing to change.\n"

    await expect(await hubs(office, page, COUNCIL)).to_have_count(count)
    moved = (await hubs(office, page, COUNCIL)).nth(HUBS.index(SLOT[1]))
    await moved.get_by_role("button", name="Details").click()
    text = page.frame_locator("#event-body").locator("body")
    await expect(text).to_contain_text(f"Moved from {day_words(MOVED, 2036)}, 9:30am to 11:30am to ")
    await expect(text).to_contain_text("Why: Extra bank holiday. The old invitation is replaced;")
    await page.get_by_role("button", name="Close").click()
    assert await window.accessibility_violations() == []
    await hubs(office, page, POLICE)
    await expect(page.get_by_text("You are no longer invited.")).to_have_count(count)
    assert (await office.call("GET", "violations"))["violations"] == []
    assert window.complaints == []
