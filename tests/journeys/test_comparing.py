"""A rehearsal's judge finds what a broken product would leave behind: doubles, losses and differing words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.rehearsal.comparing import (
    Comparison,
    compare_cards,
    compare_events,
    compare_items,
    compare_promises,
    compare_references,
)

EXPECTED = {
    "key-1": {"WentWell": "We listened.\nWe agreed.", "MeetingDate": date(2026, 1, 13), "Themes": None}
}
BUTTON = {"type": "Action.Execute", "verb": "answer.send", "data": {"prompt": "prompt-1", "rev": 0}}
CARD = {"type": "AdaptiveCard", "body": [{"type": "ActionSet", "actions": [BUTTON]}]}


def item(key: str = "key-1", ref: str = "BTP-7KQ4", **fields: object) -> dict[str, Any]:
    """A list item as the stand-in gives it back."""
    found = {"WentWell": "We listened.\r\nWe agreed.", "MeetingDate": "2026-01-13T00:00:00Z", **fields}
    return {"deleted": False, "fields": {"BtpKey": key, "Ref": ref, **found}}


def message(number: int, card: object = CARD) -> dict[str, Any]:
    return {"id": str(number), "deleted": False, "card": card}


def event(key: str | None, start: str = "2026-01-28T09:30:00Z") -> dict[str, Any]:
    return {"key": key, "start": start, "cancelled": False, "deleted": False}


def compared_items(*items: dict[str, Any]) -> Comparison:
    comparison = Comparison()
    compare_items(EXPECTED, items, comparison)
    return comparison


def test_the_same_content_in_the_services_form_is_equal() -> None:
    """Line ends, dates as times, empty for absent and deleted items are no differences."""
    assert compared_items(item(), {**item(), "deleted": True}) == Comparison()


def test_a_doubled_item_is_counted() -> None:
    assert compared_items(item(), item()).duplicates == 1


def test_a_second_item_of_a_reference_under_another_key_is_counted() -> None:
    """An answer filed twice with two keys."""
    comparison = Comparison()
    compare_references([item("key-1"), item("key-2"), item("key-3", "BTP-2222")], comparison)
    assert comparison.duplicates == 1


@pytest.mark.parametrize(
    ("items", "sentence"),
    [
        ((item(WentWell="We listened."),), "item key-1 differs"),
        ((item(MeetingDate="2026-01-14T00:00:00Z"),), "item key-1 differs"),
        ((), "item key-1 is missing from the list"),
        ((item(), item("key-2")), "item key-2 stands in the list only"),
    ],
)
def test_what_differs_is_named_by_its_key_alone(items: tuple[dict[str, Any], ...], sentence: str) -> None:
    """A differing word, a lost item, an item nobody sent: found, and not a word of it repeated."""
    assert compared_items(*items).differences == [sentence]


def test_a_second_card_of_a_request_is_counted_even_when_one_is_answered_already() -> None:
    """A receipt carries no button: its message is known by its id."""
    comparison = Comparison()
    receipt = {"type": "AdaptiveCard", "body": [{"type": "TextBlock", "text": "Thank you"}]}
    compare_cards({"1": "prompt-1"}, ["prompt-1"], [message(1, receipt), message(2)], comparison)
    assert comparison == Comparison(duplicates=1)


def test_a_sent_request_without_a_card_is_found() -> None:
    comparison = Comparison()
    compare_cards({}, ["prompt-1"], [{**message(1), "deleted": True}], comparison)
    assert comparison.differences == ["prompt prompt-1 was sent and no card stands"]


def test_a_reference_on_a_receipt_that_is_not_in_the_store_is_a_lost_promise() -> None:
    comparison = Comparison()
    compare_promises(["BTP-2222", "BTP-7KQ4"], ["BTP-7KQ4"], comparison)
    assert comparison.differences == ["BTP-2222 was promised and is lost"]


def test_second_lost_and_foreign_events_are_found() -> None:
    """Cancelled events and events without our key do not count."""
    comparison = Comparison()
    starts = datetime(2026, 1, 28, 9, 30, tzinfo=UTC).replace(tzinfo=None).isoformat()
    expected = {"hub": starts, "qeb": starts}
    events = [event("hub"), event("hub"), event("other"), event(None), {**event("qeb"), "cancelled": True}]
    compare_events(expected, events, comparison)
    assert comparison.duplicates == 1
    assert comparison.differences == ["event other stands only in the calendar", "event qeb is missing"]


def test_an_event_at_another_time_is_found() -> None:
    """The store's local time and the calendar's are compared."""
    comparison = Comparison()
    compare_events({"hub": "2026-07-22T09:30:00"}, [event("hub", "2026-07-22T09:30:00Z")], comparison)
    assert comparison.differences == ["event hub stands at another time"]
