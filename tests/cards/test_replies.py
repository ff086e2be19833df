"""What a person sees after a press: receipt, draft, what was sent, two versions, ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cards import Setting, render
from cards.views import BothView, DraftSavedView, End, EndedView, ReceiptView, SentView, VoiceKeptView
from practice.answers import Content
from tests.cards.lint import buttons, inputs, of_type, shown, verbs
from tests.cards.samples import ABOUT, BACK, EARLIER, SETTING, TOKENS, TYPED, WRITTEN, filled


def test_a_receipt_thanks_gives_the_reference_and_ends_with_support() -> None:
    """The last line is for a hard day."""
    card = render(ReceiptView(ABOUT, "BTP-7KQ4"), SETTING)
    said = shown(card).splitlines()
    assert said[1] == "Thank you. Your answers are safe"
    assert said[2] == "Your reference is BTP-7KQ4. Core group, Friday 13 March."
    assert of_type(card, "TextBlock")[-1]["text"].startswith("If today was hard")
    assert verbs(card) == ["answer.see", "answer.change", "answer.take_back", "voice.open"]


def test_a_partnership_without_staff_support_points_nowhere() -> None:
    """No sentence has a hole in it."""
    tokens = {**TOKENS, "wellbeing_link": ""}
    said = shown(render(ReceiptView(ABOUT, "BTP-7KQ4"), replace(SETTING, tokens=tokens)))
    assert "If today was hard" not in said


def test_what_was_sent_is_shown_with_its_questions() -> None:
    """Only what was answered is shown, taps in words."""
    card = render(SentView(ABOUT, "BTP-7KQ4", TYPED), SETTING)
    said = shown(card)
    assert WRITTEN in said
    assert "Partly" in said
    assert "GP, School" in said
    assert "What got in the way?" not in said
    assert "How well did we work together?" not in said


@pytest.mark.parametrize(
    ("answered", "contact_id", "back"),
    [
        (True, "contact-1", "Back to the list"),
        (True, "", "Back to the receipt"),
        (False, "contact-1", "Back to the questions"),
    ],
)
def test_the_way_back_says_where_it_leads(answered: bool, contact_id: str, back: str) -> None:
    """On an answered line of a digest it leads to the list."""
    asked = replace(ABOUT, answered=answered, contact_id=contact_id)
    assert buttons(render(VoiceKeptView(asked), SETTING))[-1] == back


def test_a_saved_draft_says_until_when_and_how_to_go_on() -> None:
    """It is not sent, and it says so."""
    card = render(DraftSavedView(ABOUT), SETTING)
    assert shown(card).splitlines()[1] == (
        "Saved for later, not sent. Only you can see it. "
        "It is deleted 5 working days after the request closes on Friday 27 March."
    )
    assert buttons(card) == ["Answer"]


def test_a_request_never_sent_has_no_closing_day_to_say() -> None:
    """A sentence about its closing would be untrue, so there is none."""
    with pytest.raises(ValueError, match="has a day on which it closes"):
        render(DraftSavedView(replace(ABOUT, closes_at=None)), SETTING)


def test_two_versions_show_what_differs_and_submit_the_one_just_typed() -> None:
    """The version that stands is text; the version typed is in fields, so it travels with the press."""
    card = render(BothView(ABOUT, EARLIER, TYPED), SETTING)
    fields = inputs(card)
    assert fields["q1"]["label"] == "What went well?"
    assert fields["q2"]["label"] == "This version. What didn't go well?"
    assert {key: field.get("value") for key, field in fields.items()} == {
        "q1": WRITTEN,
        "q2": None,
        "q3": None,
        "q4": TYPED.words["q4"],
        "q5": None,
        "m_agencies": "partly",
        "m_missing": "gp,school",
    }
    runs = [part["text"] for part in of_type(card, "TextRun")]
    assert runs == ["Typed on the first device", "(nothing)"]
    assert "The first version: Yes" in shown(card)
    assert buttons(card) == ["Keep the first", "Use this one"]


@pytest.mark.parametrize(("answered", "words"), [(True, "already sent"), (False, "already saved")])
def test_two_versions_say_whether_the_first_was_sent(answered: bool, words: str) -> None:
    """A draft that stands is not called sent."""
    card = render(BothView(replace(ABOUT, answered=answered), EARLIER, TYPED), SETTING)
    assert words in shown(card)


def test_two_long_versions_shorten_the_one_that_is_safe_with_us() -> None:
    """What was typed is whole; what stands is shortened, visibly, because we have it."""
    card = render(BothView(ABOUT, filled("a"), filled("b")), SETTING)
    assert [part["text"] for part in of_type(card, "TextRun")] == ["a" * 200 + "…"] * 5
    assert inputs(card)["q5"]["value"] == "b" * 3_000


def test_two_versions_keep_a_short_answer_whole_beside_long_ones() -> None:
    """Only what is long is shortened."""
    first = Content({**filled("a").words, "q3": "Short"})
    runs = [part["text"] for part in of_type(render(BothView(ABOUT, first, filled("b")), SETTING), "TextRun")]
    assert runs[2] == "Short"


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (End.NOT_THERE, "Noted, thank you. We will not ask you about this meeting."),
        (End.DECLINED, "That is fine. We will not ask again about this meeting."),
        (End.EXPIRED, "This closed on Friday 27 March."),
        (End.CANCELLED, "We no longer need this."),
        (End.TAKEN_BACK, "Taken back. The words are deleted here and in the list."),
        (
            End.LEAVE,
            (
                "We will ask on or after Tuesday 24 March. "
                "If that is too late for this meeting, we will not ask at all."
            ),
        ),
        (End.HELD, "We have paused this request. You do not need to do anything."),
    ],
)
def test_an_end_says_what_happened_straight_after_the_neutral_line(end: End, words: str) -> None:
    """Each end has its own sentence."""
    assert shown(render(EndedView(ABOUT, end, back=BACK), SETTING)).splitlines()[1].startswith(words)


def test_a_hold_says_no_reason_and_points_to_support_where_there_is_some() -> None:
    """Nothing can be pressed, and no sentence has a hole in it."""
    card = render(EndedView(ABOUT, End.HELD), SETTING)
    hard = "If the meeting is on your mind, talk to your manager or supervisor, or see "
    assert f"{hard}[staff support](https://example.org/support)." in shown(card).splitlines()
    assert buttons(card) == []
    unnamed = replace(SETTING, tokens={**TOKENS, "wellbeing_link": ""})
    assert hard not in shown(render(EndedView(ABOUT, End.HELD), unnamed))


def test_a_leave_without_the_day_somebody_is_back_is_not_drawn() -> None:
    """A sentence about no day would be untrue."""
    with pytest.raises(ValueError, match="the person is back"):
        render(EndedView(ABOUT, End.LEAVE), SETTING)


@pytest.mark.parametrize(
    ("end", "today", "undo"),
    [
        (End.NOT_THERE, date(2026, 3, 16), True),
        (End.DECLINED, date(2026, 3, 27), True),
        (End.LEAVE, date(2026, 3, 27), True),
        (End.LEAVE, date(2026, 3, 28), False),
        (End.NOT_THERE, date(2026, 3, 28), False),
        (End.EXPIRED, date(2026, 3, 16), False),
        (End.TAKEN_BACK, date(2026, 3, 16), False),
    ],
)
def test_undo_is_offered_after_the_persons_own_choice_while_the_request_lives(
    end: End, today: date, undo: bool
) -> None:
    """A button that can do nothing is not there."""
    card = render(EndedView(ABOUT, end, back=BACK), Setting(TOKENS, today))
    assert buttons(card) == (["Undo"] if undo else [])


def test_words_typed_too_late_are_given_back_and_said_to_be_unsent() -> None:
    """Nobody loses what they wrote, and nobody believes it was kept."""
    said = shown(render(EndedView(ABOUT, End.EXPIRED, TYPED), SETTING))
    assert WRITTEN in said
    assert "It was not sent and it is not kept." in said


def test_a_meeting_of_another_year_says_its_year() -> None:
    """A card read in January about a meeting in December is not misread."""
    said = shown(render(ReceiptView(ABOUT, "BTP-7KQ4"), Setting(TOKENS, date(2027, 1, 4))))
    assert "Friday 13 March 2026" in said
