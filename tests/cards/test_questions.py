"""The card that asks: its order, its errors, what it keeps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cards import View, render
from cards.views import PromptView
from practice.answers import Content, Fault, Problem
from tests.cards.lint import buttons, inputs, of_type, shown, verbs
from tests.cards.samples import ABOUT, MEASURES, SETTING, TYPED


def test_the_card_asks_in_the_order_of_the_model() -> None:
    """Neutral line, title, meeting, introduction, safety, names, case, five questions, taps, privacy."""
    lines = shown(render(PromptView(ABOUT), SETTING)).splitlines()
    order = [
        "Back to Practice: a message for you",
        "Five questions about a meeting",
        "Core group, Friday 13 March, 10am to 11:30am",
        "How did we work together? Answer as many or as few as you like. It takes about five minutes.",
        "What went well?",
        "What didn't go well?",
        "What got in the way?",
        "What needs to be different?",
        "What needs to change?",
        "Quick questions (a tap each, skip any)",
        "Were the right agencies there?",
        "If not, who was missing?",
        "Confidential, not anonymous. Your name is kept apart from your answers.",
    ]
    assert [line for line in lines if line in order] == order
    assert lines[4].startswith("Not for urgent concerns")
    assert lines[5].startswith("Do not name")
    assert lines[6].startswith("Write about how we worked together")


def test_the_hint_is_part_of_the_label() -> None:
    """A screen reader reads the hint with its question."""
    fields = inputs(render(PromptView(ABOUT), SETTING))
    assert fields["q4"]["label"] == "What needs to be different?\nHow would it look if it worked?"
    assert fields["q2"]["label"] == "What didn't go well?"


def test_a_panel_is_asked_about_its_sitting() -> None:
    """A panel about many children has its own introduction."""
    said = shown(render(PromptView(replace(ABOUT, panel=True)), SETTING))
    assert "How did the panel work together?" in said
    assert "How did we work together? Answer" not in said


def test_a_meeting_without_measures_has_no_quick_questions() -> None:
    """The heading goes with what it heads."""
    card = render(PromptView(replace(ABOUT, measures=())), SETTING)
    assert "Quick questions" not in shown(card)
    assert list(inputs(card)) == ["q1", "q2", "q3", "q4", "q5"]


def test_an_open_request_can_be_sent_saved_left_or_dealt_with_otherwise() -> None:
    """The buttons stand in the order of the words on screen."""
    card = render(PromptView(ABOUT), SETTING)
    assert buttons(card) == ["Send", "Save for later", "I was not there", "More choices"]
    assert verbs(card) == ["answer.send", "draft.save", "prompt.not_there", "prompt.more"]


def test_a_change_of_what_was_sent_is_sent_or_left() -> None:
    """After an answer was sent, nothing on the card offers what is no longer possible."""
    card = render(PromptView(replace(ABOUT, answered=True), TYPED), SETTING)
    assert buttons(card) == ["Send", "Leave it as it was"]


def test_a_draft_stands_in_the_fields() -> None:
    """Words and taps come back as they were, several choices joined by commas."""
    fields = inputs(render(PromptView(ABOUT, TYPED), SETTING))
    assert fields["q1"]["value"] == TYPED.words["q1"]
    assert fields["m_agencies"]["value"] == "partly"
    assert fields["m_missing"]["value"] == "gp,school"
    assert "value" not in fields["q2"]


def test_a_single_choice_is_a_drop_down_and_several_are_boxes() -> None:
    """Six measures fit on a phone; only who was missing is a list of boxes."""
    fields = inputs(render(PromptView(ABOUT), SETTING))
    many = {measure.key: measure.many for measure in MEASURES}
    for key, several in many.items():
        assert fields[f"m_{key}"]["style"] == ("expanded" if several else "compact")
        assert fields[f"m_{key}"].get("isMultiSelect", False) is several


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (PromptView(ABOUT, fault=Fault(Problem.NOTHING)), "Nothing to send yet."),
        (PromptView(ABOUT, TYPED, not_saved=True), "We could not save this."),
        (
            PromptView(ABOUT, TYPED, Fault(Problem.TOO_LONG, "q4", 1_234)),
            "What needs to be different?: your answer is 1,234 characters over the limit of 3,000.",
        ),
    ],
)
def test_an_error_is_said_at_the_top(view: View, words: str) -> None:
    """Straight after the neutral line, in words and not by colour alone."""
    top = render(view, SETTING)["body"][1]
    assert top["text"].startswith(words)


def test_an_answer_that_is_too_long_is_said_at_its_field_and_kept() -> None:
    """The error stands again just above the field, which still holds everything."""
    long = Content({"q4": "x" * 4_234})
    card = render(PromptView(ABOUT, long, Fault(Problem.TOO_LONG, "q4", 1_234)), SETTING)
    body = card["body"]
    at = next(place for place, part in enumerate(body) if part.get("id") == "q4")
    assert "1,234 characters over" in body[at - 1]["text"]
    assert body[at]["value"] == "x" * 4_234


def test_an_error_without_words_still_does_not_refresh_away() -> None:
    """An error shown to a person stays until they have read it."""
    card = render(PromptView(ABOUT, fault=Fault(Problem.NOTHING)), SETTING)
    assert "refresh" not in card


def test_headings_are_marked_as_headings() -> None:
    """A screen reader can jump to them."""
    card = render(PromptView(ABOUT), SETTING)
    headings = [part["text"] for part in of_type(card, "TextBlock") if part.get("style") == "heading"]
    assert headings == ["Five questions about a meeting", "Quick questions (a tap each, skip any)"]
