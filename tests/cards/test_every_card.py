"""Promises that hold for every card: the official schema, our own lint, safety lines, privacy, size."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft6Validator  # type: ignore[import-untyped]
from jsonschema.exceptions import best_match  # type: ignore[import-untyped]

from cards import View, activity, read_press, render
from cards.views import BothView, NotYoursView, PromptView
from tests.cards.lint import LARGEST, NEUTRAL, actions, faults, inputs, of_type, parts, shown, size
from tests.cards.samples import ABOUT, EVERY, OTHER, SETTING, SHOWN, STORED, WRITTEN, filled

SCHEMA = Path(__file__).parents[2] / "../shared/data/adaptivecards/adaptive-card-1.5.0.schema.json"
every_view = pytest.mark.parametrize("view", EVERY.values(), ids=EVERY)
stored_views = pytest.mark.parametrize("view", STORED.values(), ids=STORED)


@pytest.fixture(scope="module")
def schema() -> Draft6Validator:
    """Microsoft's schema of Adaptive Cards 1.5."""
    if not SCHEMA.exists():
        pytest.skip("The official Adaptive Cards schema is not beside this repository.")
    return Draft6Validator(json.loads(SCHEMA.read_text(encoding="utf-8-sig")))


@every_view
def test_a_card_keeps_to_the_official_schema(view: View, schema: Draft6Validator) -> None:
    """Every card is a valid Adaptive Card 1.5."""
    fault = best_match(schema.iter_errors(render(view, SETTING)))
    assert fault is None, fault.message


@every_view
def test_a_card_passes_our_own_lint(view: View) -> None:
    """Every card has labels, unique ids, a neutral first line, fallbacks and text that wraps."""
    assert faults(render(view, SETTING)) == []


@every_view
def test_a_card_says_that_it_is_not_for_urgent_concerns(view: View) -> None:
    """Every card carries 999, the front door and the number out of hours."""
    said = shown(render(view, SETTING))
    for route in ("999", "020 7946 0001", "020 7946 0002"):
        assert route in said


@every_view
def test_a_card_is_a_plain_dictionary(view: View) -> None:
    """A card survives JSON unchanged, so it holds nothing but JSON's own types."""
    card = render(view, SETTING)
    assert json.loads(json.dumps(card)) == card
    assert {type(value) for part in parts(card) for value in part.values()} <= {str, int, bool, list, dict}


@stored_views
def test_a_card_that_stands_in_a_chat_repeats_nothing_typed(view: View) -> None:
    """What is stored in a chat has no words in its fields."""
    card = render(view, SETTING)
    assert [field for field in inputs(card).values() if "value" in field] == []
    assert of_type(card, "TextRun") == []


@stored_views
def test_a_card_that_stands_in_a_chat_refreshes_for_its_person(view: View) -> None:
    """A stored card asks, for its one person, how the request stands now."""
    refresh = render(view, SETTING)["refresh"]
    assert refresh["userIds"] == [ABOUT.member_id]
    assert refresh["action"]["verb"] == "prompt.refresh"
    assert refresh["action"]["data"] == {"prompt": ABOUT.prompt_id, "rev": 3}


def test_a_person_whose_teams_id_is_unknown_still_gets_a_refresh() -> None:
    """Without an id no user is named, and Teams refreshes for all in a personal chat."""
    card = render(PromptView(replace(ABOUT, member_id="")), SETTING)
    assert "userIds" not in card["refresh"]


@pytest.mark.parametrize("view", SHOWN.values(), ids=SHOWN)
def test_a_card_made_for_one_person_never_refreshes_away_what_they_type(view: View) -> None:
    """Only stored cards refresh."""
    assert "refresh" not in render(view, SETTING)


@every_view
def test_every_button_can_be_read_back(view: View) -> None:
    """What a card submits is what the reader accepts, from new clients and from old."""
    card = render(view, SETTING)
    for action in actions(card):
        old = action["fallback"]["data"]
        for data in (action["data"], old):
            press = read_press(old["verb"], data)
            assert getattr(press, "prompt_id", "") == ABOUT.prompt_id
            assert getattr(press, "revision", -1) == 3


@pytest.mark.parametrize("name", ["questions with a draft", "sent", "both", "too late"])
def test_typed_words_are_given_back_letter_for_letter(name: str) -> None:
    """Typed words stand in fields and text runs, where Markdown cannot rewrite them."""
    card = render(EVERY[name], SETTING)
    exact = [part["text"] for part in of_type(card, "TextRun")]
    exact += [field.get("value", "") for field in inputs(card).values()]
    assert WRITTEN in exact
    assert OTHER in exact
    assert not any(WRITTEN in block["text"] for block in of_type(card, "TextBlock"))


def test_a_message_shows_a_neutral_line_on_a_lock_screen() -> None:
    """The summary says nothing about the meeting."""
    card = render(PromptView(ABOUT), SETTING)
    message = activity(card)
    assert message["summary"] == NEUTRAL
    assert message["attachments"] == [
        {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
    ]


SIZES: list[tuple[str, View, int]] = [
    ("empty", PromptView(ABOUT), 6_500),
    ("full, plain letters", PromptView(ABOUT, filled("a")), LARGEST),
    ("two full versions, plain letters", BothView(ABOUT, filled("a"), filled("b")), LARGEST),
    ("full, every letter with an accent", PromptView(ABOUT, filled("é")), 37_000),
    ("full, every letter an emoji", PromptView(ABOUT, filled("😀")), 67_000),
]


@pytest.mark.parametrize(("view", "limit"), [case[1:] for case in SIZES], ids=[case[0] for case in SIZES])
def test_a_card_stays_under_its_size(view: View, limit: int) -> None:
    """A full draft of plain letters is under 25 KB; of accents and emoji, under the 80 KB Teams advises."""
    assert size(render(view, SETTING)) < limit


@pytest.mark.parametrize(
    ("card", "fault"),
    [
        ({"version": "1.6", "body": []}, "the version is not 1.5"),
        ({"version": "1.5", "body": [{"type": "TextBlock", "text": "x", "wrap": True}]}, "the first text"),
        ({"version": "1.5", "body": [{"type": "Image", "id": "a"}, {"id": "a"}]}, "an id stands twice"),
        ({"version": "1.5", "body": [{"type": "TextBlock", "text": NEUTRAL}]}, "text does not wrap"),
        ({"version": "1.5", "body": [{"type": "Input.Text", "id": "a.b"}]}, "a dot in an id"),
        ({"version": "1.5", "body": [{"type": "Input.Text", "id": "a"}]}, "no label"),
        (
            {"version": "1.5", "body": [{"type": "ActionSet", "actions": [{"title": "x" * 15}] * 2}]},
            "a row of buttons",
        ),
        ({"version": "1.5", "body": [{"type": "Input.Text", "maxLength": 3.0}]}, "maxLength"),
    ],
)
def test_the_lint_sees_what_is_wrong(card: dict[str, Any], fault: str) -> None:
    """The lint itself finds the faults it is for."""
    assert any(fault in found for found in faults(card))


def test_somebody_elses_request_says_nothing_about_it() -> None:
    """A person who is not asked learns neither meeting nor reference, and can press nothing."""
    card = render(NotYoursView(), SETTING)
    assert "Core group" not in json.dumps(card)
    assert actions(card) == []
