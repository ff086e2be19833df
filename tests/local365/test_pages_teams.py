"""What a person sees and can do on the stand-in's Teams page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.expecting import expect
from tests.local365.conftest import NURSE, WORKER

if TYPE_CHECKING:
    from playwright.async_api import Page

    from tests.browser import Window
    from tests.local365.conftest import Bot, Stand

pytest_plugins = ["tests.browser"]
pytestmark = [pytest.mark.browser, pytest.mark.slow]

CARD = "application/vnd.microsoft.card.adaptive"
TEXT = "application/vnd.microsoft.activity.message"
FAULT = "application/vnd.microsoft.error"
SORRY = "Something went wrong. Please try again."


def card_of(*body: object, **more: object) -> dict[str, Any]:
    """Make a card with a button Send."""
    send = {"type": "Action.Execute", "title": "Send", "verb": "answer.send", "data": {"rev": 1}}
    return {"type": "AdaptiveCard", "version": "1.5", "body": list(body), "actions": [send], **more}


QUESTION = card_of(
    {"type": "TextBlock", "text": "A message for you", "wrap": True},
    {"type": "Input.Text", "id": "well", "label": "What went well?", "isMultiline": True},
)
RECEIPT = card_of({"type": "TextBlock", "text": "Thank you", "style": "heading", "wrap": True})


def answer(kind: str, value: object, status: int = 200) -> dict[str, object]:
    """Make a bot's answer to an invoke."""
    return {"statusCode": status, "type": kind, "value": value}


async def posted(stand: Stand, card: dict[str, Any]) -> str:
    """Send the card to the social worker as the bot."""
    attachment = {"contentType": CARD, "content": card}
    return await stand.post({"type": "message", "summary": "A message", "attachments": [attachment]})


async def chat(stand: Stand, window: Window, more: str = "") -> Page:
    """Open the social worker's chat."""
    await window.page.goto(str(stand.client.make_url(f"/teams?person={WORKER}{more}")))
    return window.page


async def test_a_returned_card_replaces_the_card_and_takes_the_focus(
    stand: Stand, bot: Bot, window: Window
) -> None:
    """The receipt stands where the question stood, is announced, and the keyboard continues there."""
    await posted(stand, QUESTION)
    bot.body = answer(CARD, RECEIPT)
    page = await chat(stand, window)
    await page.get_by_label("What went well?").fill("The right people came")
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    await expect(page.get_by_label("What went well?")).to_have_count(0)
    await expect(page.locator(".ac-adaptiveCard:focus")).to_contain_text("Thank you")
    await expect(page.locator("#announcer")).to_contain_text("The card has changed. Thank you")
    assert bot.received[-1]["value"]["action"]["data"] == {"rev": 1, "well": "The right people came"}
    assert window.complaints == []


async def test_a_reload_shows_the_stored_card_again(stand: Stand, bot: Bot, window: Window) -> None:
    """What an invoke answered lives in the open view only."""
    await posted(stand, QUESTION)
    bot.body = answer(CARD, RECEIPT)
    page = await chat(stand, window)
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    await page.reload()
    await expect(page.get_by_label("What went well?")).to_be_visible()


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (answer(TEXT, "Saved for later."), "Saved for later."),
        (answer(FAULT, {"code": "BadRequest", "message": "Out of date."}, 400), f"{SORRY}Out of date."),
        (
            answer("application/x-unknown", "?"),
            f"{SORRY}The bot answered something that Teams does not know.",
        ),
    ],
)
async def test_an_answer_that_is_no_card_keeps_what_was_typed(
    stand: Stand, bot: Bot, window: Window, body: object, shown: str
) -> None:
    """A text or an error stands under the card, and the words are still in the box."""
    await posted(stand, QUESTION)
    bot.body = body
    page = await chat(stand, window)
    await page.get_by_label("What went well?").fill("My words")
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.locator(".answer")).to_have_text(shown)
    await expect(page.get_by_label("What went well?")).to_have_value("My words")
    await expect(page.get_by_role("button", name="Send", exact=True)).to_be_focused()


@pytest.mark.parametrize(("more", "presses"), [("", 1), ("&impatient=1", 2)])
async def test_a_press_under_way_cannot_be_repeated_unless_a_test_wants_it(
    stand: Stand, bot: Bot, window: Window, more: str, presses: int
) -> None:
    """A hanging bot gets one press; the impatient page lets the second through."""
    await posted(stand, QUESTION)
    bot.status = 0
    page = await chat(stand, window, more)
    button = page.get_by_role("button", name="Send", exact=True)
    await button.evaluate("button => { button.click(); button.click(); }")
    await expect(page.locator(".answer")).to_have_text(f"{SORRY}The bot did not answer.")
    await expect(button).not_to_have_attribute("aria-disabled", "true")
    assert len(bot.received) == presses


async def test_new_messages_arrive_without_disturbing_what_is_being_typed(
    stand: Stand, window: Window
) -> None:
    """Neither a new message nor an update of the card touches a box with words in it."""
    message = await posted(stand, QUESTION)
    page = await chat(stand, window)
    await page.get_by_label("What went well?").fill("Half a sent")
    updated = {"type": "message", "attachments": [{"contentType": CARD, "content": RECEIPT}]}
    await stand.connector("PUT", f"/{await stand.chat_id()}/activities/{message}", updated)
    await stand.post({"type": "message", "text": "One **more** thing <b>here</b>"})
    await expect(page.get_by_text("One more thing <b>here</b>")).to_be_visible()
    await expect(page.get_by_label("What went well?")).to_have_value("Half a sent")
    await expect(page.get_by_label("What went well?")).to_be_focused()


async def test_an_updated_card_is_redrawn_where_nothing_was_typed(stand: Stand, window: Window) -> None:
    """A PUT of the bot is seen within one look."""
    message = await posted(stand, QUESTION)
    page = await chat(stand, window)
    await expect(page.get_by_label("What went well?")).to_be_visible()
    updated = {"type": "message", "attachments": [{"contentType": CARD, "content": RECEIPT}]}
    await stand.connector("PUT", f"/{await stand.chat_id()}/activities/{message}", updated)
    await expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


@pytest.mark.parametrize(("listed", "refreshed"), [(WORKER, True), (None, True), (NURSE, False)])
async def test_a_card_refreshes_itself_for_the_people_it_names(
    stand: Stand, bot: Bot, window: Window, listed: str | None, refreshed: bool
) -> None:
    """Without a list of people, or on it, Teams asks for the person's own view when the card is shown."""
    refresh: dict[str, object] = {"action": {"type": "Action.Execute", "verb": "card.refresh"}}
    if listed:
        _, body = await stand.call("GET", "/_local/people")
        refresh["userIds"] = [one["mri"] for one in body["people"] if one["id"] == listed]
    await posted(stand, {**QUESTION, "refresh": refresh})
    bot.body = answer(CARD, RECEIPT)
    page = await chat(stand, window)
    shown = "Thank you" if refreshed else "A message for you"
    await expect(page.locator(".card")).to_contain_text(shown)
    assert [one["value"]["trigger"] for one in bot.received] == ["automatic"] * refreshed


async def test_a_refresh_leaves_the_keyboard_in_the_box_somebody_is_about_to_write_into(
    stand: Stand, bot: Bot, window: Window
) -> None:
    """Whoever clicked into a box while the card was being refreshed, and then types, types into it."""
    refresh = {"action": {"type": "Action.Execute", "verb": "card.refresh"}}
    await posted(stand, {**QUESTION, "refresh": refresh})
    bot.body = answer(CARD, {**QUESTION, "lang": "en-GB"})
    go_on = await window.held("**/press")
    page = await chat(stand, window)
    box = page.get_by_label("What went well?")
    await box.click()
    drawn = await box.element_handle()
    assert drawn is not None
    go_on()
    await page.wait_for_function("box => !box.isConnected", arg=drawn)
    await page.keyboard.type("We listened")
    await expect(box).to_have_value("We listened")


async def test_two_cards_with_the_same_questions_do_not_disturb_each_other(
    stand: Stand, bot: Bot, window: Window
) -> None:
    """A choice made in one card stays when the other card's choice is made."""
    yes = {"title": "Yes", "value": "yes"}
    choice = {
        "type": "Input.ChoiceSet",
        "id": "heard",
        "label": "Heard?",
        "style": "expanded",
        "choices": [yes],
    }
    for _ in range(2):
        await posted(stand, card_of(choice))
    page = await chat(stand, window)
    await page.get_by_label("Yes").first.check()
    await page.get_by_label("Yes").last.check()
    bot.body = answer(TEXT, "Seen")
    await page.get_by_role("button", name="Send", exact=True).first.click()
    await expect(page.get_by_text("Seen")).to_be_visible()
    assert bot.received[-1]["value"]["action"]["data"] == {"rev": 1, "heard": "yes"}


async def test_a_person_writes_to_the_bot(stand: Stand, bot: Bot, window: Window) -> None:
    """The text stands in the chat and reaches the bot."""
    page = await chat(stand, window)
    await page.get_by_label("Write to the bot").fill("I was in a core group")
    await page.get_by_role("button", name="Send message").click()
    await expect(page.locator("#messages .text")).to_have_text("I was in a core group")
    assert bot.received[-1]["text"] == "I was in a core group"


async def test_without_the_renderer_the_page_says_what_to_run(stand: Stand, window: Window) -> None:
    """The chat is readable all the same: the summary stands for the card."""
    await posted(stand, QUESTION)
    await window.page.route("**/assets/vendor/*", lambda route: route.fulfill(status=404))
    page = await chat(stand, window)
    await expect(page.locator("#notice")).to_contain_text("run `make setup`")
    await expect(page.locator("#messages .text")).to_have_text("A message")
