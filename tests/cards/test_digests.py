"""Several requests in one message."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cards import Setting, render
from cards.views import DigestLine, End, Remind
from tests.cards.lint import LARGEST, actions, buttons, of_type, shown, size, verbs
from tests.cards.samples import ABOUT, BACK, SETTING, TOKENS, digest, other

FIRST = "Core group, Friday 13 March, 10am to 11:30am"
SECOND = "Core group, Saturday 14 March, 10am to 11:30am"
TWO = digest(DigestLine(ABOUT), DigestLine(other(1)))


def test_a_digest_says_how_many_there_are_and_names_each_meeting() -> None:
    """One message stands for all of them."""
    lines = shown(render(TWO, SETTING)).splitlines()
    assert lines[1] == "You have 2 to look at, if you wish"
    assert lines[2] == (
        "One message for all of them, so that we do not fill your chat. Answer any, skip any."
    )
    assert [line for line in lines if line.startswith("Core group")] == [FIRST, SECOND]


def test_each_line_can_be_answered_or_left_and_all_can_be_left_at_once() -> None:
    """The buttons of a line come straight after its meeting; the last is for the rest."""
    card = render(TWO, SETTING)
    line = ["Answer", "I was not there", "Skip"]
    assert buttons(card) == [*line, *line, "Skip all of these"]
    pressed = ["prompt.open", "prompt.not_there", "prompt.skip"]
    assert verbs(card) == [*pressed, *pressed, "digest.skip_all"]


def test_each_press_says_which_request_it_is_about_and_in_which_digest() -> None:
    """The digest can be given back after a line was pressed."""
    data = [action["data"] for action in actions(render(TWO, SETTING))]
    asked = [ABOUT.prompt_id] * 3 + [other(1).prompt_id] * 3 + [ABOUT.prompt_id]
    assert data == [{"prompt": prompt, "rev": 3, "contact": "c-1"} for prompt in asked]


def test_the_buttons_of_two_lines_are_told_apart_by_ear() -> None:
    """A button's name begins with what is seen on it and ends with its meeting; the meeting is a heading."""
    card = render(TWO, SETTING)
    names = [action["tooltip"] for action in actions(card) if "tooltip" in action]
    assert names[0] == f"Answer: {FIRST}"
    assert names[3] == f"Answer: {SECOND}"
    headings = [part["text"] for part in of_type(card, "TextBlock") if part.get("style") == "heading"]
    assert headings == ["You have 2 to look at, if you wish", FIRST, SECOND]


def test_a_line_says_when_it_is_a_reminder() -> None:
    """The last one says that it is the last."""
    card = render(digest(DigestLine(ABOUT, remind=Remind.LAST), DigestLine(other(1))), SETTING)
    lines = shown(card).splitlines()
    assert lines[lines.index(FIRST) + 1].startswith("Last reminder: Core group, Friday 13 March.")


def test_a_line_that_is_done_says_so_and_offers_nothing_that_is_over() -> None:
    """What was sent can be seen, what was put off can be undone, and one that is left needs no Skip all."""
    card = render(
        digest(
            DigestLine(ABOUT, ref="BTP-7KQ4"),
            DigestLine(other(1), End.LEAVE, back=BACK),
            DigestLine(other(2), End.HELD),
            DigestLine(other(3)),
        ),
        SETTING,
    )
    lines = shown(card).splitlines()
    assert lines[1] == "You have 1 to look at, if you wish"
    assert lines[lines.index(FIRST) + 1] == "Thank you. Your answers are safe. Your reference is BTP-7KQ4."
    assert lines[lines.index(SECOND) + 1].startswith("We will ask on or after Tuesday 24 March.")
    assert "We have paused this request. You do not need to do anything." in lines
    answered = ["See what I sent", "Add a child's or family's words"]
    assert buttons(card) == [*answered, "Undo", "Answer", "I was not there", "Skip"]


def test_undo_goes_from_a_line_when_the_requests_life_is_over() -> None:
    """A button that can do nothing is not there."""
    view = digest(DigestLine(ABOUT, End.DECLINED))
    assert buttons(render(view, SETTING)) == ["Undo"]
    assert buttons(render(view, Setting(TOKENS, date(2026, 3, 28)))) == []


def test_a_digest_with_nothing_left_says_that_nothing_need_be_done() -> None:
    """It does not count to nought."""
    lines = shown(render(digest(DigestLine(ABOUT, End.EXPIRED)), SETTING)).splitlines()
    assert lines[1] == "Nothing is left to look at here. You do not need to do anything."


def test_a_digest_refreshes_for_its_person_whatever_its_requests_know() -> None:
    """The person is the digest's."""
    unknown = replace(ABOUT, member_id="")
    card = render(digest(DigestLine(unknown)), SETTING)
    assert card["refresh"]["userIds"] == [ABOUT.member_id]
    assert card["refresh"]["action"]["verb"] == "digest.refresh"


def test_fifteen_requests_fit_into_one_message() -> None:
    """More than anybody can have open, and still under 25 KB."""
    lines = [DigestLine(other(number), remind=Remind.FIRST) for number in range(15)]
    assert size(render(digest(*lines), SETTING)) < LARGEST


def test_a_digest_of_nothing_is_not_drawn() -> None:
    """There would be nothing to say."""
    with pytest.raises(ValueError, match="A digest has a line"):
        render(digest(), SETTING)
