"""A year of boards as people see it on the Outlook page: invited once, and told why when anything changes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.applying import Applied, save_plan
from bot.local.town import CALENDAR
from practice.boards import Board, ExtraMeeting
from practice.calendars import ClosedDays
from practice.partnership import Partnership
from practice.planning import plan
from tests.expecting import expect
from tests.journeys.seat_office import HUB, POLICE, RULES, YEAR, seat_office
from tests.journeys.world import World

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page

    from tests.browser import Window

pytest_plugins = ["tests.browser"]
pytestmark = [pytest.mark.browser, pytest.mark.slow]

HEALTH = "hub.acute@health.example.org"
EXTRA = ExtraMeeting("scrutiny", "The scrutineer's report", date(2036, 10, 16), time(14), 60)
MEETINGS = [meeting for meeting in plan(RULES, *YEAR) if meeting.board == "learning-hub"]
MOVED = MEETINGS[2].starts_at.date()
"""A day that becomes a bank holiday after everybody was invited."""


def with_hub(board: Board) -> Partnership:
    return replace(RULES, boards=tuple(board if one.key == board.key else one for one in RULES.boards))


BEFORE = with_hub(replace(RULES.boards[0], extras=(EXTRA,)))
AFTER = with_hub(
    replace(
        RULES.boards[0],
        never=(*RULES.boards[0].never, ClosedDays(MOVED, MOVED, "Extra bank holiday")),
        seats=tuple(
            replace(seat, holder="") if seat.holder == POLICE else seat for seat in RULES.boards[0].seats
        ),
    )
)
"""One bank holiday more, the police's member gone, and no extra meeting any more."""


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[World]:
    async with seat_office(tmp_path) as made:
        await made.start()
        yield made


async def applied(office: World, rules: Partnership) -> Applied:
    found = await save_plan(office.service.store, rules, *YEAR, office.clock.now())
    await office.rest()
    return found


async def visit(office: World, page: Page, who: str, month: str = "") -> None:
    wanted = f"&month={month}" if month else ""
    await page.goto(str(office.stand_in.make_url(f"/outlook?who={who}{wanted}")))
    await expect(page.locator("#calendar")).to_be_visible()


def invitation(page: Page, number: int) -> Locator:
    return page.locator("#invitations > li").nth(number)


async def writes(office: World) -> list[dict[str, Any]]:
    requests = (await office.call("GET", "requests?limit=10000"))["requests"]
    return [one for one in requests if one["method"] != "GET" and "/events" in one["path"]]


async def test_a_year_is_planned_applied_changed_and_applied_again(office: World, window: Window) -> None:
    """Invitations arrive once; an answer shows; what moved, was cancelled or is no longer theirs says so and why."""
    page = window.page
    assert (await applied(office, BEFORE)).created == len(plan(BEFORE, *YEAR))

    await visit(office, page, HEALTH)
    await expect(page.locator("#invitations > li")).to_have_count(len(MEETINGS) + 1)
    await invitation(page, 0).get_by_role("button", name="Accept", exact=True).click()
    await expect(invitation(page, 0)).to_contain_text("Your answer: accepted")

    await visit(office, page, CALENDAR, f"{MEETINGS[0].starts_at:%Y-%m}")
    await expect(page.get_by_role("list", name="Boards and their colours")).to_contain_text(HUB)
    assert await window.accessibility_violations() == []
    await page.get_by_role("button", name=HUB).first.click()
    await expect(page.locator("#event-attendees")).to_contain_text(f"{HEALTH}: accepted")

    changed = await applied(office, AFTER)
    assert (changed.created, changed.cancelled) == (0, 1)

    await visit(office, page, HEALTH)
    await expect(page.locator("#invitations > li")).to_have_count(len(MEETINGS) + 1)
    await expect(invitation(page, 0)).to_contain_text("Your answer: accepted")
    moved = page.locator("#invitations > li").filter(has=page.locator("h3", has_text=HUB)).nth(2)
    await moved.get_by_role("button", name="Details").click()
    text = page.frame_locator("#event-body").locator("body")
    await expect(text).to_contain_text("Moved from")
    await expect(text).to_contain_text("Extra bank holiday")
    await expect(text.get_by_role("link", name="Join the meeting now")).to_have_count(1)
    await page.get_by_role("button", name="Close").click()
    cancelled = page.locator("#invitations > li").filter(has_text="Cancelled:")
    await expect(cancelled).to_have_count(1)
    await expect(cancelled).to_contain_text(
        "is cancelled. Why: the partnership took this extra meeting out of its plan."
    )
    assert await window.accessibility_violations() == []

    await visit(office, page, POLICE)
    await expect(page.get_by_text("You are no longer invited.")).to_have_count(len(MEETINGS))
    await expect(page.get_by_role("button", name="Accept", exact=True)).to_have_count(0)

    await office.call("DELETE", "requests")
    again = await applied(office, AFTER)
    assert (again.created, again.changed, again.cancelled, await writes(office)) == (0, 0, 0, [])
    assert (await office.call("GET", "violations"))["violations"] == []
    assert window.complaints == []
