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
    compare_names,
    compare_references,
)
from practice.boards import BoardEvent, BoardMeeting, EventState
from practice.prompts import Prompt, PromptState

EXPECTED = {
    "key-1": {"WentWell": "We listened.\nWe agreed.", "MeetingDate": date(2026, 1, 13), "Themes": None}
}
SEATS = [{"address": "hub@council.example.org"}, {"address": "hub@police.example.org"}]


def card_of(prompt_id: str) -> dict[str, Any]:
    button = {"type": "Action.Execute", "verb": "answer.send", "data": {"prompt": prompt_id, "rev": 0}}
    return {"type": "AdaptiveCard", "body": [{"type": "ActionSet", "actions": [button]}]}


CARD = card_of("prompt-1")


def item(key: str = "key-1", ref: str = "BTP-7KQ4", **fields: object) -> dict[str, Any]:
    """A list item as the stand-in gives it back."""
    found = {"WentWell": "We listened.\r\nWe agreed.", "MeetingDate": "2026-01-13T00:00:00Z", **fields}
    return {"deleted": False, "fields": {"BtpKey": key, "Ref": ref, **found}}


def message(number: int, card: object = CARD, person: str = "person-1") -> dict[str, Any]:
    return {"id": str(number), "person": person, "deleted": False, "card": card}


def event(
    key: str | None, start: str = "2026-01-28T09:30:00Z", end: str = "2026-01-28T11:30:00Z"
) -> dict[str, Any]:
    """An event as the stand-in's state gives it: in UTC."""
    return {
        "key": key,
        "start": start,
        "end": end,
        "cancelled": False,
        "deleted": False,
        "attendees": [{**seat, "response": "none"} for seat in SEATS],
    }


def compared_items(*items: dict[str, Any]) -> Comparison:
    comparison = Comparison()
    compare_items(EXPECTED, items, comparison)
    return comparison


def test_the_same_content_in_the_services_form_is_equal() -> None:
    """Line ends, dates as times, empty for absent and deleted items are no differences."""
    assert compared_items(item(), {**item(), "deleted": True}) == Comparison()


def test_a_doubled_item_is_counted() -> None:
    """Two items with one key."""
    assert compared_items(item(), item()).duplicates == 1


def test_a_second_item_of_a_reference_under_another_key_is_counted() -> None:
    """An answer filed twice with two keys."""
    comparison = Comparison()
    compare_references([item("key-1"), item("key-1"), item("key-2"), item("key-3", "BTP-2222")], comparison)
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


def prompt(number: int = 1, person: str = "person-1", meeting: str = "meeting-1") -> Prompt:
    return Prompt(
        id=f"prompt-{number}",
        meeting_id=meeting,
        agency_key="health",
        address="",
        state=PromptState.SENT,
        due_at=datetime(2026, 1, 13, 12, tzinfo=UTC),
        person_id=person,
        activity_id=str(number),
    )


def compared_cards(prompts: list[Prompt], *messages: dict[str, Any]) -> Comparison:
    comparison = Comparison()
    compare_cards(prompts, [], messages, comparison)
    return comparison


def test_a_second_card_of_a_request_is_counted_even_when_one_is_answered_already() -> None:
    """A receipt carries no button: its message is known by its id."""
    receipt = {"type": "AdaptiveCard", "body": [{"type": "TextBlock", "text": "Thank you"}]}
    assert compared_cards([prompt()], message(1, receipt), message(2)) == Comparison(duplicates=1)


def test_two_requests_to_one_person_about_one_meeting_are_a_double() -> None:
    """Each has one card, and the person is still asked twice about the same meeting."""
    prompts = [prompt(1), prompt(2)]
    assert compared_cards(prompts, message(1), message(2, card_of("prompt-2"))) == Comparison(duplicates=1)


@pytest.mark.parametrize("second", [prompt(2, meeting="meeting-2"), prompt(2, person="person-2")])
def test_another_meeting_or_another_person_is_no_double(second: Prompt) -> None:
    """One person may be asked about two meetings, and two people about one."""
    found = compared_cards([prompt(1), second], message(1), message(2, card_of("prompt-2"), second.person_id))
    assert found == Comparison()


@pytest.mark.parametrize("stranger", [message(1, person="person-2"), message(3, card_of("prompt-3"))])
def test_a_card_in_a_chat_it_was_not_made_for_is_found(stranger: dict[str, Any]) -> None:
    """Somebody else's request, or one that the store has never heard of."""
    found = compared_cards([prompt()], message(1), stranger)
    number = stranger["id"]
    sentence = f"a card of prompt prompt-{number} stands in a chat that is not its person's"
    assert found.differences == [sentence]


def test_a_sent_request_without_a_card_is_found() -> None:
    """A card that was deleted is not in front of anybody."""
    found = compared_cards([prompt()], {**message(1), "deleted": True})
    assert found.differences == ["prompt prompt-1 was sent and no card stands"]


def compared_events(expected: list[BoardEvent], *events: dict[str, Any]) -> Comparison:
    comparison = Comparison()
    compare_events({event.key: event for event in expected}, events, comparison)
    return comparison


def board_event(key: str, day: int = 28, month: int = 1) -> BoardEvent:
    """Two hours from half past nine in London, with two seats invited."""
    starts, ends = datetime(2026, month, day, 9, 30), datetime(2026, month, day, 11, 30)  # noqa: DTZ001 - local
    meeting = BoardMeeting("learning-hub", "2026-01", starts, ends, purpose="", why="")
    seats = ("hub@council.example.org", "hub@police.example.org")
    return BoardEvent(meeting, 1, key, EventState.STANDING, "Learning Hub", "", seats)


def test_second_lost_and_foreign_events_are_found() -> None:
    """Cancelled events and events without our key do not count."""
    events = [event("hub"), event("hub"), event("other"), event(None), {**event("qeb"), "cancelled": True}]
    found = compared_events([board_event("hub"), board_event("qeb")], *events)
    assert found.duplicates == 1
    assert found.differences == ["event other stands only in the calendar", "event qeb is missing"]


def test_an_event_as_the_store_has_it_is_equal_whatever_the_order_and_the_case() -> None:
    """The calendar gives UTC and addresses as people write them; half past nine in July is 8:30 UTC."""
    summer = {
        **event("hub", "2026-07-22T08:30:00Z", "2026-07-22T10:30:00Z"),
        "attendees": [{"address": "Hub@Police.example.org"}, {"address": "hub@council.example.org"}],
    }
    assert compared_events([board_event("hub", 22, 7)], summer) == Comparison()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"start": "2026-01-29T09:30:00Z", "end": "2026-01-29T11:30:00Z"}, "stands at another time"),
        ({"start": "2026-01-28T08:30:00Z"}, "stands at another time"),
        ({"end": "2026-01-28T12:30:00Z"}, "stands at another time"),
        ({"attendees": [{"address": "hub@council.example.org"}]}, "invites other people"),
        (
            {"attendees": [*SEATS, {"address": "stranger@example.org"}]},
            "invites other people",
        ),
    ],
)
def test_an_event_on_a_wrong_day_or_for_other_people_is_found(changed: dict[str, Any], sentence: str) -> None:
    """Day, beginning, end and who is invited."""
    found = compared_events([board_event("hub")], {**event("hub"), **changed})
    assert found.differences == [f"event hub {sentence}"]


def test_a_name_of_a_family_is_found_wherever_it_stands_and_is_not_repeated() -> None:
    """In a list, in a card, in what the store holds: the place is named."""
    comparison = Comparison()
    places = {
        "item 1": {"Ref": "BTP-7KQ4", "WentWell": "About Canary-Surname-3"},
        "message 1": {"card": {"body": [{"text": "Core - CANARY-SURNAME-3"}]}},
        "message 2": {"card": CARD},
        "the store": "Meeting(type_key='core')",
    }
    compare_names(places, comparison)
    assert comparison.differences == [
        "item 1 holds what it must never hold",
        "message 1 holds what it must never hold",
    ]
