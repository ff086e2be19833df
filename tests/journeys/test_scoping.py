"""The model's first meeting, on 27 April 2016: an open invitation whose attendees are hidden from each other."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.applying import save_plan
from bot.local.town import CALENDAR
from practice.clocks import LONDON
from tests.expecting import expect
from tests.journeys.seat_office import person
from tests.journeys.world import World, world

if TYPE_CHECKING:
    from tests.browser import Window

pytest_plugins = ["tests.browser"]
pytestmark = pytest.mark.slow

BEXLEY = Path(__file__).parents[2] / "examples" / "bexley-2016.toml"
POLICE, COUNCIL = "hub@police.example.org", "hub@council.example.org"
SCOPING = "Learning Hub: scoping meeting (open invitation)"


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[World]:
    """The model's first year stands in Outlook."""
    async with world(tmp_path, datetime(2016, 4, 4, 9, tzinfo=LONDON), BEXLEY) as made:
        await made.seed(mailboxes=[{"address": CALENDAR, "kind": "shared"}], people=[person(POLICE)])
        await made.start()
        store, rules = made.service.store, made.service.partnership
        await save_plan(store, rules, date(2016, 4, 1), date(2017, 3, 31), made.clock.now())
        await made.rest()
        yield made


async def invitations(office: World, who: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await office.call("GET", f"people/{who}/invitations"))["invitations"]
    return found


async def test_whoever_is_invited_to_the_scoping_meeting_sees_themselves_alone(office: World) -> None:
    """The organiser sees who answers; at an ordinary meeting everybody sees everybody."""
    scoping, ordinary = (await invitations(office, POLICE))[:2]
    assert (scoping["subject"], scoping["start"]) == (SCOPING, "2016-04-27T08:30:00Z")
    assert [one["address"] for one in scoping["attendees"]] == [POLICE]
    assert "Anyone who works with children in the area may come." in scoping["text"]
    assert {POLICE, COUNCIL} <= {one["address"] for one in ordinary["attendees"]}
    await office.call("POST", f"mailboxes/{CALENDAR}/events/{scoping['id']}/respond", answer(COUNCIL))
    events = (await office.call("GET", f"mailboxes/{CALENDAR}/events"))["events"]
    (ours,) = [one for one in events if one["subject"] == SCOPING]
    told = {one["address"]: one["response"] for one in ours["attendees"]}
    assert (told[COUNCIL], told[POLICE]) == ("accepted", "none")


def answer(who: str) -> dict[str, str]:
    return {"person": who, "response": "accepted"}


@pytest.mark.browser
async def test_the_page_shows_nobody_who_else_is_invited(office: World, window: Window) -> None:
    """In the details of the open invitation."""
    page = window.page
    await page.goto(str(office.stand_in.make_url(f"/outlook?who={POLICE}&month=2016-04")))
    await page.locator("#invitations > li").first.get_by_role("button", name="Details").click()
    await expect(page.locator("#event-attendees")).to_contain_text(POLICE)
    await expect(page.locator("#event-attendees")).not_to_contain_text(COUNCIL)
    assert await window.accessibility_violations() == []
