"""Promises that hold for every card: the official schema, our own lint, safety lines, privacy, size."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft6Validator

from cards import Press, View, activity, read_press, render
from cards.views import BothView, NotYoursView, PromptView, Remind, Reminding
from tests.cards.lint import LARGEST, NEUTRAL, actions, faults, inputs, of_type, parts, shown, size
from tests.cards.samples import (
    ABOUT,
    DRAFT_AT,
    EVERY,
    NOTICE,
    OTHER,
    SETTING,
    SHOWN,
    STORED,
    WELCOME,
    WRITTEN,
    filled,
)

SCHEMA = Path(__file__).parents[2] / "../shared/data/adaptivecards/adaptive-card-1.5.0.schema.json"


@pytest.fixture(scope="module")
def drawn() -> dict[str, dict[str, Any]]:
    """Every card there is, by a name for it."""
    return {name: render(view, SETTING) for name, view in EVERY.items()}


@pytest.fixture(scope="module")
def stored() -> dict[str, dict[str, Any]]:
    """Every card that stands in a chat."""
    return {name: render(view, SETTING) for name, view in STORED.items()}


@pytest.fixture(scope="module")
def schema() -> Draft6Validator:
    """Microsoft's schema of Adaptive Cards 1.5."""
    if not SCHEMA.exists():
        pytest.skip("The official Adaptive Cards schema is not beside this repository.")
    return Draft6Validator(json.loads(SCHEMA.read_text(encoding="utf-8-sig")))


def test_a_card_keeps_to_the_official_schema(
    drawn: dict[str, dict[str, Any]], schema: Draft6Validator
) -> None:
    """Every card is a valid Adaptive Card 1.5."""
    broken = {name: [fault.message for fault in schema.iter_errors(card)] for name, card in drawn.items()}
    assert {name: found for name, found in broken.items() if found} == {}


def test_a_card_passes_our_own_lint(drawn: dict[str, dict[str, Any]]) -> None:
    """Every card has labels, unique ids, a neutral first line, fallbacks and text that wraps."""
    assert {name: found for name, card in drawn.items() if (found := faults(card))} == {}


def test_a_card_says_that_it_is_not_for_urgent_concerns(drawn: dict[str, dict[str, Any]]) -> None:
    """Every card carries 999, the front door and the number out of hours."""
    routes = ("999", "020 7946 0001", "020 7946 0002")
    said = {name: shown(card) for name, card in drawn.items()}
    assert [(name, route) for name in said for route in routes if route not in said[name]] == []


def test_a_card_is_a_plain_dictionary(drawn: dict[str, dict[str, Any]]) -> None:
    """A card survives JSON unchanged, so it holds nothing but JSON's own types."""
    assert json.loads(json.dumps(drawn)) == drawn
    types = {type(value) for card in drawn.values() for part in parts(card) for value in part.values()}
    assert types <= {str, int, bool, list, dict}


def test_a_card_that_stands_in_a_chat_repeats_nothing_typed(stored: dict[str, dict[str, Any]]) -> None:
    """What is stored in a chat has no words in its fields."""
    for card in stored.values():
        assert [field for field in inputs(card).values() if "value" in field] == []
        assert of_type(card, "TextRun") == []


def test_a_card_that_stands_in_a_chat_refreshes_for_its_person(stored: dict[str, dict[str, Any]]) -> None:
    """A stored card asks, for its one person, how the request stands now."""
    ids = {"prompt": ABOUT.prompt_id, "rev": 3}
    for name, card in stored.items():
        refresh = card["refresh"]
        many = name.startswith("digest")
        assert refresh["userIds"] == [ABOUT.member_id]
        assert refresh["action"]["verb"] == ("digest.refresh" if many else "prompt.refresh")
        assert refresh["action"]["data"] == ({**ids, "contact": "c-1"} if many else ids)


def test_a_person_whose_teams_id_is_unknown_still_gets_a_refresh() -> None:
    """Without an id no user is named, and Teams refreshes for all in a personal chat."""
    card = render(PromptView(replace(ABOUT, member_id="")), SETTING)
    assert "userIds" not in card["refresh"]


def test_a_card_made_for_one_person_never_refreshes_away_what_they_type() -> None:
    """Only stored cards refresh."""
    assert [name for name, view in SHOWN.items() if "refresh" in render(view, SETTING)] == []


def test_every_button_can_be_read_back(drawn: dict[str, dict[str, Any]]) -> None:
    """What a card submits is what the reader accepts, from new clients and from old."""
    for action in [action for card in drawn.values() for action in actions(card)]:
        old = action["fallback"]["data"]
        for data in (action["data"], old):
            press = read_press(old["verb"], data)
            assert isinstance(press, Press)
            read = (press.prompt_id, press.revision, press.contact_id, press.notice)
            assert read == (data["prompt"], data["rev"], data.get("contact", ""), data.get("notice", ""))


def test_a_button_names_its_request_and_on_a_digest_the_digest(drawn: dict[str, dict[str, Any]]) -> None:
    """Only the pace, which is no request's, may be pressed without one."""
    for name, card in drawn.items():
        for action in actions(card):
            if name == "deputy":
                assert action["data"] == {"prompt": "", "rev": 0, "notice": "deputy/qeb/2026-04/1/2026-04-15"}
            elif name.startswith("quorum"):
                assert action["data"] == {"prompt": "", "rev": 0, "notice": NOTICE}
            elif name == "pace, no request":
                assert action["data"] == {"prompt": "", "rev": 0}
            elif name.startswith("digest"):
                assert action["data"]["contact"] == "c-1"
            else:
                assert action["data"] == {"prompt": ABOUT.prompt_id, "rev": 3}


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
    (
        "full, plain letters, with a welcome and a reminder",
        PromptView(ABOUT, filled("a"), remind=Reminding(Remind.LAST, DRAFT_AT), welcome=WELCOME),
        LARGEST,
    ),
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
        ({"version": "1.5", "body": [{"type": "Input.Date", "max": "2026-03-24"}]}, "a bounded input"),
        (
            {"version": "1.5", "body": [{"type": "ActionSet", "actions": [{"title": "x"}] * 2}]},
            "two buttons have one name",
        ),
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
