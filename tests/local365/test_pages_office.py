"""What a coordinator, an invited person and an operator do on the SharePoint, Outlook and Faults pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.expecting import expect
from tests.local365.conftest import PEOPLE

if TYPE_CHECKING:
    from playwright.async_api import Page

    from tests.browser import Window
    from tests.local365.conftest import Stand

pytest_plugins = ["tests.browser"]
pytestmark = [pytest.mark.browser, pytest.mark.slow]

SITE = "example.sharepoint.com,11111111-1111-4111-8111-111111111112,11111111-1111-4111-8111-111111111113"
BOARDS = "boards@example.org"
MAIL = PEOPLE[0]["mail"]
HUB = {
    "mailbox": BOARDS,
    "subject": "Learning Hub",
    "body": "<h2>Purpose</h2><script>parent.document.title = 'taken'</script><p>Learn together</p>",
    "start": "2026-01-28T09:30:00+00:00",
    "end": "2026-01-28T11:30:00+00:00",
    "organizer": BOARDS,
    "attendees": [{"mail": MAIL}],
}
COLUMNS = [
    {"name": "WentWell", "displayName": "What went well?", "text": {"allowMultipleLines": True}},
    {"name": "Status", "displayName": "Status", "choice": {"choices": ["New", "Checked"]}},
    {
        "name": "Themes",
        "displayName": "Themes",
        "choice": {"choices": ["Time", "Trust"], "displayAs": "checkBoxes"},
    },
]


@pytest.fixture
async def office(stand: Stand) -> Stand:
    """A list with two items, and a mailbox with one meeting, in January 2026."""
    await stand.call("PUT", "/_local/clock", {"now": "2026-01-05T09:00:00Z"})
    sites = [{"id": SITE, "name": "Coordinator"}]
    mailboxes = [{"address": BOARDS, "kind": "shared", "name": "Boards"}]
    seed = {"sites": sites, "mailboxes": mailboxes, "events": [HUB]}
    assert (await stand.call("POST", "/_local/seed", seed))[0] == 200
    body = {"displayName": "Practice reviews", "columns": COLUMNS, "list": {"template": "genericList"}}
    status, made = await stand.call("POST", f"/v1.0/sites/{SITE}/lists", body)
    assert status == 201, made
    for words in ("First", "Second"):
        fields = {"Title": f"BTP-{words}", "WentWell": f"{words} line\nof words", "Status": "New"}
        await stand.call("POST", f"/v1.0/sites/{SITE}/lists/{made['id']}/items", {"fields": fields})
    return stand


async def opened(stand: Stand, window: Window, path: str) -> Page:
    """Open a page of the stand-in."""
    await window.page.goto(str(stand.client.make_url(path)))
    return window.page


async def items(stand: Stand) -> dict[str, dict[str, Any]]:
    """Give the fields of the list's items by title."""
    _, state = await stand.call("GET", "/_local/state")
    return {one["fields"]["Title"]: one["fields"] for one in state["lists"][0]["items"]}


async def test_a_list_is_a_table_with_the_newest_item_first(office: Stand, window: Window) -> None:
    """Columns are named as people named them, and line breaks survive."""
    page = await opened(office, window, "/sharepoint")
    await expect(page.get_by_role("columnheader", name="What went well?")).to_be_visible()
    await expect(page.locator("tbody tr").first).to_contain_text("BTP-Second")
    await expect(page.locator("tbody tr").last).to_contain_text("First line\nof words", use_inner_text=True)
    assert await window.accessibility_violations() == []


async def test_a_coordinator_edits_an_item(office: Stand, window: Window) -> None:
    """What was changed is stored and shown, and the focus returns to the item's button."""
    page = await opened(office, window, "/sharepoint")
    await page.get_by_role("button", name="Edit item 2").click()
    await page.get_by_label("Status").select_option("Checked")
    await page.get_by_label("Trust").check()
    assert await window.accessibility_violations() == []
    await page.get_by_role("button", name="Save").click()
    await expect(page.locator("tbody tr").first).to_contain_text("Checked")
    await expect(page.get_by_role("button", name="Edit item 2")).to_be_focused()
    changed = (await items(office))["BTP-Second"]
    assert (changed["Status"], changed["Themes"]) == ("Checked", ["Trust"])


async def test_a_refused_edit_says_why_and_keeps_the_dialog_open(office: Stand, window: Window) -> None:
    """Nothing is stored, and what was typed is still there."""
    page = await opened(office, window, "/sharepoint")
    await page.get_by_role("button", name="Edit item 2").click()
    await page.get_by_label("Title").fill("x" * 256)
    await page.get_by_role("button", name="Save").click()
    await expect(page.locator("#edit-fault")).not_to_be_empty()
    await expect(page.get_by_label("Title")).to_have_value("x" * 256)
    assert set(await items(office)) == {"BTP-First", "BTP-Second"}


async def test_a_month_is_a_table_that_can_be_turned(office: Stand, window: Window) -> None:
    """The first month shown is that of the next meeting; the meeting stands on its day."""
    page = await opened(office, window, f"/outlook?who={BOARDS}")
    await expect(page.get_by_role("heading", name="January 2026")).to_be_visible()
    cell = page.get_by_role("cell").filter(has=page.locator('time[datetime="2026-01-28"]'))
    await expect(cell).to_contain_text("09:30 Learning Hub")
    await page.get_by_role("button", name="Previous month").click()
    await expect(page.get_by_role("heading", name="December 2025")).to_be_visible()
    await expect(page.get_by_text("Learning Hub")).to_have_count(0)


async def test_an_invited_person_accepts(office: Stand, window: Window) -> None:
    """The answer reaches the organiser's event and stands in words beside the invitation."""
    page = await opened(office, window, f"/outlook?who={MAIL}")
    await page.get_by_role("button", name="Accept", exact=True).click()
    await expect(page.get_by_text("Your answer: accepted")).to_be_visible()
    await expect(page.get_by_role("button", name="Accept", exact=True)).to_be_focused()
    _, state = await office.call("GET", "/_local/state")
    assert state["events"][0]["attendees"] == [{"address": MAIL, "response": "accepted"}]


async def test_the_text_of_an_invitation_is_shown_where_it_can_do_nothing(
    office: Stand, window: Window
) -> None:
    """The body stands in a frame without scripts."""
    page = await opened(office, window, f"/outlook?who={BOARDS}")
    await page.get_by_role("button", name="Learning Hub").click()
    frame = page.frame_locator("#event-body")
    await expect(frame.get_by_text("Learn together")).to_be_visible()
    await expect(page).to_have_title("Outlook - local stand-in")
    assert await window.accessibility_violations() == []


async def test_faults_are_switched_on_and_off(office: Stand, window: Window) -> None:
    """What the page shows is what the stand-in does."""
    page = await opened(office, window, "/faults")
    await page.get_by_role("button", name="Add a fault").click()
    await page.get_by_label("Kind of fault 1").select_option("503")
    await page.get_by_label("Probability of fault 1").fill("1")
    await page.get_by_role("button", name="Apply").click()
    await expect(page.locator("#announcer")).to_have_text("The faults are switched on")
    assert (await office.call("GET", f"/v1.0/sites/{SITE}/lists"))[0] == 503
    await page.get_by_role("button", name="Switch all off").click()
    await expect(page.locator("#announcer")).to_have_text("All faults are switched off")
    assert (await office.call("GET", f"/v1.0/sites/{SITE}/lists"))[0] == 200


async def test_the_meter_and_the_stepped_clock_are_shown(office: Stand, window: Window) -> None:
    """The quota used, and the time the stand-in stands at."""
    page = await opened(office, window, "/faults")
    await expect(page.locator("#used")).to_contain_text("resource units used in the last 60 seconds of 1250")
    await expect(page.locator("#clock")).to_have_text(
        "Stepped: it stands at Monday, 5 January 2026, 09:00 in London."
    )
