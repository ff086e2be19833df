"""The demo in a browser: a card answered in Teams stands in SharePoint, the year stands in Outlook, Ctrl-C ends it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.local.town import COORDINATOR
from tests.expecting import expect
from tests.journeys.demo import Demo, demo

if TYPE_CHECKING:
    from playwright.async_api import Page

    from tests.browser import Window

pytest_plugins = ["tests.browser"]
pytestmark = pytest.mark.slow

WENT_WELL = "Every agency came prepared."
TO_CHANGE = "Share reports two working days before."
REVIEWS, BOARD_MEETINGS = "Practice reviews", "Board meetings"
BANNER = "Local stand-in for Microsoft 365. Nothing here is real."
BOARDS = ("Learning Hub", "Quality and Effectiveness Board", "Partnership Board")
HOLDER = "hub@police.example.org"
DECLINED, DEPUTY = "hub@council.example.org", "hub.deputy@council.example.org"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """One demo for the journeys through its pages."""
    with demo(tmp_path_factory.mktemp("demo")) as started:
        yield started


async def answer(page: Page) -> None:
    """Type words under two questions and tap one quick question."""
    await page.get_by_label("What went well?").first.fill(WENT_WELL)
    await page.get_by_label("What needs to change?").first.fill(TO_CHANGE)
    await page.get_by_label("Were the right agencies there?").first.select_option(label="Yes")


async def visit(running: Demo, window: Window, path: str) -> Page:
    """Open one of the pages, which says what it is."""
    await window.page.goto(f"{running.url}{path}")
    await expect(window.page.get_by_text(BANNER)).to_be_visible()
    return window.page


@pytest.mark.browser
async def test_an_answer_goes_from_the_card_to_the_receipt_and_into_the_list(
    running: Demo, window: Window
) -> None:
    """The receipt repeats nothing typed, is there again after a reload, and names what stands in SharePoint."""
    page = await visit(running, window, f"/teams?person={running.person}")
    await answer(page)
    await page.get_by_role("button", name="Send", exact=True).first.click()
    receipt = page.locator(".card", has=page.get_by_role("heading", name="Thank you"))
    for _ in ("as the press showed it", "as it is stored"):
        await expect(receipt).to_contain_text("Your reference is BTP-")
        await expect(receipt).not_to_contain_text(WENT_WELL)
        await expect(receipt).not_to_contain_text(TO_CHANGE)
        await page.reload()
    [filed] = running.items_when_there_are(1, REVIEWS)
    await expect(receipt).to_contain_text(filed["Ref"])
    page = await visit(running, window, "/sharepoint")
    await page.get_by_role("link", name=REVIEWS).click()
    row = page.get_by_role("row").filter(has_text=filed["Ref"])
    for words in (WENT_WELL, TO_CHANGE, "To check"):
        await expect(row).to_contain_text(words)
    assert window.complaints == []


@pytest.mark.browser
async def test_pressing_send_twice_leaves_one_item(running: Demo, window: Window) -> None:
    """Somebody impatient presses before the first press is answered."""
    waiting = {message["person"] for message in running.get("messages")["messages"]} - {running.person}
    before = len(running.items(REVIEWS))
    page = await visit(running, window, f"/teams?person={min(waiting)}&impatient=1")
    await answer(page)
    send = page.get_by_role("button", name="Send", exact=True).first
    await send.evaluate("button => { button.click(); button.click(); }")
    messages = page.get_by_role("region", name="Messages")
    await expect(messages.get_by_text("Your reference is BTP-")).to_be_visible()
    running.items_when_there_are(before + 1, REVIEWS)
    await page.reload()
    await expect(messages.get_by_text("Your reference is BTP-")).to_have_count(1)
    assert len(running.items(REVIEWS)) == before + 1


@pytest.mark.browser
async def test_the_three_boards_stand_in_outlook_with_their_invitations(
    running: Demo, window: Window
) -> None:
    """Each board is found in the month of its next meeting, and says what it is for."""
    events = [event for event in running.get("state")["events"] if event["key"]]
    for board in BOARDS:
        cadence = [event for event in events if not event["subject"].endswith("extra meeting")]
        first = min(event["start"] for event in cadence if event["subject"].startswith(board))
        page = await visit(running, window, f"/outlook?who=boards@example.org&month={first[:7]}")
        await page.get_by_role("button", name=board).first.click()
        await expect(page.get_by_role("heading", name=board)).to_be_visible()
        await expect(page.frame_locator("#event-body").get_by_text("What it is for")).to_be_visible()
    assert window.complaints == []


@pytest.mark.browser
async def test_the_year_stands_in_the_board_meetings_list(running: Demo, window: Window) -> None:
    """One item for each event, as soon as it is made; the page shows why a date is what it is."""
    events = [event for event in running.get("state")["events"] if event["key"]]
    items = running.items_when_there_are(len(events), BOARD_MEETINGS)
    assert {item["Board"] for item in items} == set(BOARDS)
    page = await visit(running, window, "/sharepoint")
    await page.get_by_role("link", name=BOARD_MEETINGS).click()
    row = page.get_by_role("row").filter(has_text=items[0]["Ref"])
    await expect(row).to_contain_text("Invited")
    await expect(row).to_contain_text(items[0]["WhyThisDate"])
    assert window.complaints == []


@pytest.mark.browser
async def test_a_seat_holder_accepts_one_invitation_and_declines_another(
    running: Demo, window: Window
) -> None:
    """The holder is found by name, and every meeting is listed once."""
    page = await visit(running, window, "/outlook")
    await page.get_by_label("Calendar of").select_option(label=f"Police, Learning Hub ({HOLDER})")
    await page.get_by_role("button", name="Open calendar").click()
    await page.get_by_role("button", name="Accept", exact=True).first.click()
    await expect(page.get_by_text("Your answer: accepted")).to_be_visible()
    await page.get_by_role("button", name="Decline", exact=True).nth(1).click()
    await expect(page.get_by_text("Your answer: declined")).to_be_visible()
    invited = running.get(f"people/{HOLDER}/invitations")["invitations"]
    assert [one["response"] for one in invited[:2]] == ["accepted", "declined"]
    assert len({one["start"] for one in invited}) == len(invited)


@pytest.mark.browser
async def test_a_coordinator_asks_a_deputy_who_comes(running: Demo, window: Window) -> None:
    """The deputy says yes and is invited; the coordinator's card says that they are coming."""
    page = await visit(running, window, f"/teams?person={COORDINATOR}")
    await expect(page.get_by_text(f"{DECLINED}: declined, deputy not asked")).to_be_visible()
    await page.get_by_role("button", name="Ask the deputies").click()
    await expect(page.get_by_text(f"{DECLINED}: declined, deputy asked")).to_be_visible()
    people = {person["mail"]: person["id"] for person in running.get("people")["people"]}
    page = await visit(running, window, f"/teams?person={people[DEPUTY]}")
    await page.get_by_role("button", name="Yes, send me the invitation").click()
    await expect(page.get_by_text("The invitation comes to your calendar")).to_be_visible()
    page = await visit(running, window, f"/teams?person={COORDINATOR}")
    await expect(page.get_by_text(f"{DECLINED}: accepted, deputy coming")).to_be_visible()
    assert len(running.invitations_when_there_are(1, DEPUTY)) == 1
    assert window.complaints == []


def test_the_first_cards_stay_within_the_limits_of_teams(running: Demo) -> None:
    """The Faults page shows a newcomer no refusal that nobody switched on."""
    assert running.everybody_asked()
    assert running.get("limits") == {"refused": 0}


def test_ctrl_c_ends_everything_and_leaves_nothing(tmp_path: Path) -> None:
    """Within two seconds, doubled here for a busy machine: no process and no file is left, and the code is 0."""
    with demo(tmp_path) as started:
        assert list(tmp_path.iterdir())
        children = started.children()
        assert children
        began = time.monotonic()
        assert started.interrupt() == 0
        assert time.monotonic() - began < 4
        assert [child for child in children if Path(f"/proc/{child}").exists()] == []
        assert list(tmp_path.iterdir()) == []
