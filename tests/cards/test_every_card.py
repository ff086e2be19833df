"""Promises that hold for every card: the official schema, our own lint, safety lines, privacy, size."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft6Validator, ValidationError

from cards import View, activity, read_press, render
from cards.views import BothView, NotYoursView, PromptView
from tests.cards.lint import LARGEST, NEUTRAL, actions, faults, inputs, of_type, parts, shown, size
from tests.cards.samples import ABOUT, EVERY, OTHER, SETTING, SHOWN, STORED, WRITTEN, filled

SCHEMA = Path(__file__).parents[2] / "../shared/data/adaptivecards/adaptive-card-1.5.0.schema.json"


@pytest.fixture(scope="module")
def schema() -> Draft6Validator:
    """Microsoft's schema of Adaptive Cards 1.5."""
    if not SCHEMA.exists():
        pytest.skip("The official Adaptive Cards schema is not beside this repository.")
    return Draft6Validator(json.loads(SCHEMA.read_text(encoding="utf-8-sig")), mask="it")


def broken(error: ValidationError) -> list[str]:
    """Say where the schema is broken: of the kinds that a part may be, it was meant as the one it breaks least."""
    kinds = [[said for one in kind for said in broken(one)] for kind in getattr(error.kind, "context", ())]
    place = "/".join(str(step) for step in error.instance_path)
    return min(kinds, key=len, default=[f"{place}: {error.message}"])


def against(schema: Draft6Validator, card: dict[str, Any]) -> list[str]:
    return [said for error in schema.iter_errors(card) for said in broken(error)]


def test_a_card_keeps_to_the_official_schema(subtests: pytest.Subtests, schema: Draft6Validator) -> None:
    """Every card is a valid Adaptive Card 1.5."""
    for name, view in EVERY.items():
        with subtests.test(name):
            assert against(schema, render(view, SETTING)) == []


def test_what_is_against_the_official_schema_is_named(schema: Draft6Validator) -> None:
    """The check sees a fault however deep it stands, and says where."""
    text = {"type": "TextBlock", "text": "x", "wrap": "yes"}
    card = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "Container", "items": [text]}]}
    assert against(schema, card) == ['body/0/items/0/wrap: it is not of type "boolean"']


def test_a_card_passes_our_own_lint(subtests: pytest.Subtests) -> None:
    """Every card has labels, unique ids, a neutral first line, fallbacks and text that wraps."""
    for name, view in EVERY.items():
        with subtests.test(name):
            assert faults(render(view, SETTING)) == []


def test_a_card_says_that_it_is_not_for_urgent_concerns(subtests: pytest.Subtests) -> None:
    """Every card carries 999, the front door and the number out of hours."""
    for name, view in EVERY.items():
        with subtests.test(name):
            said = shown(render(view, SETTING))
            for route in ("999", "020 7946 0001", "020 7946 0002"):
                assert route in said


def test_a_card_is_a_plain_dictionary(subtests: pytest.Subtests) -> None:
    """A card survives JSON unchanged, so it holds nothing but JSON's own types."""
    for name, view in EVERY.items():
        with subtests.test(name):
            card = render(view, SETTING)
            assert json.loads(json.dumps(card)) == card
            found = {type(value) for part in parts(card) for value in part.values()}
            assert found <= {str, int, bool, list, dict}


def test_a_card_that_stands_in_a_chat_repeats_nothing_typed(subtests: pytest.Subtests) -> None:
    """What is stored in a chat has no words in its fields."""
    for name, view in STORED.items():
        with subtests.test(name):
            card = render(view, SETTING)
            assert [field for field in inputs(card).values() if "value" in field] == []
            assert of_type(card, "TextRun") == []


def test_a_card_that_stands_in_a_chat_refreshes_for_its_person(subtests: pytest.Subtests) -> None:
    """A stored card asks, for its one person, how the request stands now."""
    for name, view in STORED.items():
        with subtests.test(name):
            refresh = render(view, SETTING)["refresh"]
            assert refresh["userIds"] == [ABOUT.member_id]
            assert refresh["action"]["verb"] == "prompt.refresh"
            assert refresh["action"]["data"] == {"prompt": ABOUT.prompt_id, "rev": 3}


def test_a_person_whose_teams_id_is_unknown_still_gets_a_refresh() -> None:
    """Without an id no user is named, and Teams refreshes for all in a personal chat."""
    card = render(PromptView(replace(ABOUT, member_id="")), SETTING)
    assert "userIds" not in card["refresh"]


def test_a_card_made_for_one_person_never_refreshes_away_what_they_type(subtests: pytest.Subtests) -> None:
    """Only stored cards refresh."""
    for name, view in SHOWN.items():
        with subtests.test(name):
            assert "refresh" not in render(view, SETTING)


def test_every_button_can_be_read_back(subtests: pytest.Subtests) -> None:
    """What a card submits is what the reader accepts, from new clients and from old."""
    for name, view in EVERY.items():
        with subtests.test(name):
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
