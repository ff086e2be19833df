"""When and how often we ask: the welcome, reminders, the pointer, leave, the pace."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from cards import Press, View, read_press, render
from cards.views import LeaveView, LessDoneView, LessView, PointerView, PromptView, Remind, Reminding
from practice.words import MissingTokenError
from tests.cards.lint import buttons, inputs, of_type, shown, verbs
from tests.cards.samples import ABOUT, BACK, DRAFT_AT, LAST, SETTING, TOKENS, WELCOME

IDS = {"prompt": ABOUT.prompt_id, "rev": 3}
WELCOMED = PromptView(ABOUT, welcome=WELCOME)


def test_the_first_request_begins_with_who_we_are() -> None:
    """After the neutral line comes the welcome, then the five questions, in one message."""
    lines = shown(render(WELCOMED, SETTING)).splitlines()
    assert lines[:3] == [
        "Back to Practice: a message for you",
        "Hello from Back to Practice",
        (
            "Example Safeguarding Children Partnership learns from the people who do the work. "
            "After some multi-agency meetings I will ask you five short questions."
        ),
    ]
    order = ["What you can expect", "What this is not", "Five questions about a meeting", "What went well?"]
    assert [line for line in lines if line in order] == order


def test_the_welcome_says_how_many_messages_there_will_be() -> None:
    """The numbers are those the service keeps to."""
    said = shown(render(WELCOMED, SETTING))
    assert "At most 2 new requests and 3 messages a week, in working hours" in said


def test_the_headings_of_the_welcome_are_marked_as_headings() -> None:
    """A screen reader can jump over the welcome to the questions."""
    blocks = of_type(render(WELCOMED, SETTING), "TextBlock")
    assert [block["text"] for block in blocks if block.get("style") == "heading"] == [
        "Hello from Back to Practice",
        "What you can expect",
        "What this is not",
        "Five questions about a meeting",
        "Quick questions (a tap each, skip any)",
    ]


def test_who_to_contact_stands_on_the_card_that_names_it() -> None:
    """The welcome says where a concern goes, so the way there is one press."""
    card = render(WELCOMED, SETTING)
    assert buttons(card) == [
        "Send",
        "Save for later",
        "I was not there",
        "More choices",
        "Who to contact",
    ]
    assert verbs(card)[-1] == "contacts.open"
    changed = PromptView(replace(ABOUT, answered=True), welcome=WELCOME)
    assert buttons(render(changed, SETTING))[-1] == "Who to contact"


def test_a_role_comes_back_as_its_place_whatever_its_words() -> None:
    """A role with a comma in its name is still one choice."""
    field = inputs(render(WELCOMED, SETTING))["role"]
    assert field["label"].startswith("Which of these is nearest to your role? We ask once.")
    offered = {choice["title"]: choice["value"] for choice in field["choices"]}
    press = read_press("answer.send", {**IDS, "role": offered["Manager, or team leader"]})
    assert isinstance(press, Press)
    assert press.role == WELCOME.roles.index("Manager, or team leader")


def test_no_role_is_asked_where_there_is_none_to_choose() -> None:
    """A drop-down without a choice is not drawn."""
    card = render(PromptView(ABOUT, welcome=replace(WELCOME, roles=())), SETTING)
    assert "role" not in inputs(card)
    assert "Hello from Back to Practice" in shown(card)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (
            Remind.FIRST,
            (
                "Five questions are open if you have a few minutes: Core group, Friday 13 March. "
                "They close by themselves on Friday 27 March. At most one more reminder."
            ),
        ),
        (
            Remind.LAST,
            (
                "Last reminder: Core group, Friday 13 March. It closes on Friday 27 March. "
                "You do not need to do anything if you would rather not."
            ),
        ),
    ],
)
def test_a_reminder_stands_under_the_meeting_and_says_when_it_ends(kind: Remind, words: str) -> None:
    """Nobody has to wonder how many more will come."""
    lines = shown(render(PromptView(ABOUT, remind=Reminding(kind)), SETTING)).splitlines()
    at = lines.index("Core group, Friday 13 March, 10am to 11:30am")
    assert lines[at + 1] == words
    assert not any(line.startswith("Your draft") for line in lines)


@pytest.mark.parametrize(
    ("draft_at", "words"),
    [
        (DRAFT_AT, "Your draft from 12:14pm on Monday 16 March is here."),
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "Your draft from 12:30am on Wednesday 1 July is here."),
    ],
)
def test_a_reminder_says_that_a_draft_is_kept(draft_at: datetime, words: str) -> None:
    """The hour and the day are London's, and nothing of the draft itself is on the stored card."""
    card = render(PromptView(ABOUT, remind=Reminding(Remind.LAST, draft_at)), SETTING)
    assert words in shown(card).splitlines()


def test_an_older_copy_points_to_the_newer_one_and_still_leads_to_the_questions() -> None:
    """Whoever finds the older one first is not at a loss."""
    card = render(PointerView(ABOUT), SETTING)
    assert shown(card).splitlines()[1] == (
        "A newer message below has these questions. You do not need this one."
    )
    assert (buttons(card), verbs(card)) == (["Answer"], ["prompt.open"])


def test_leave_is_asked_about_with_one_day_and_its_bounds() -> None:
    """Only the day somebody is back is asked, never why."""
    card = render(LeaveView(ABOUT, BACK, LAST), SETTING)
    fields = inputs(card)
    assert list(fields) == ["back"]
    assert fields["back"]["label"] == "Which day are you back?"
    assert (fields["back"]["min"], fields["back"]["max"]) == ("2026-03-24", "2026-04-12")
    assert buttons(card) == ["Ask me then", "Back to the questions"]
    assert verbs(card) == ["leave.set", "prompt.open"]


def test_the_way_back_from_leave_is_free_whatever_day_is_in_the_field() -> None:
    """A day out of bounds stops Ask me then alone."""
    _, back = of_type(render(LeaveView(ABOUT, BACK, LAST), SETTING), "Action.Execute")
    assert back["associatedInputs"] == "none"


def test_a_day_out_of_bounds_is_said_at_the_top_with_the_days_there_are() -> None:
    """Clients need not check the bounds, so the card says it as well."""
    card = render(LeaveView(ABOUT, BACK, LAST, bad=True), SETTING)
    words = "Choose a day between Tuesday 24 March and Sunday 12 April."
    assert card["body"][1]["text"] == words
    assert inputs(card)["back"]["errorMessage"] == words


def test_the_pace_offers_five_choices_and_gives_back_the_one_that_was_taken() -> None:
    """Each choice shown can be stored."""
    field = inputs(render(LessView(ABOUT), SETTING))["pace"]
    assert field["label"] == "How often may we ask?"
    offered = {choice["value"]: choice["title"] for choice in field["choices"]}
    assert offered == {
        "as_now": "As now",
        "weekly": "At most once a week",
        "monthly": "At most once a month",
        "not_3_months": "Not for 3 months",
        "not_12_months": "Not for 12 months",
    }
    pressed = [read_press("less.set", {**IDS, "pace": code}) for code in offered]
    assert [getattr(press, "pace", "") for press in pressed] == list(offered)


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (LessView(ABOUT), ["Save this choice", "Back to the questions"]),
        (LessView(), ["Save this choice"]),
        (LessDoneView(LAST, ABOUT), ["Back to the questions"]),
        (LessDoneView(LAST), []),
    ],
)
def test_the_way_back_is_there_when_there_is_a_request_to_go_back_to(view: View, words: list[str]) -> None:
    """Whoever came from a message of their own goes nowhere."""
    assert buttons(render(view, SETTING)) == words


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (None, ['Done. Write "settings" to change it.']),
        (
            date(2027, 3, 16),
            [
                'Done. Write "settings" to change it.',
                "Your choice ends by itself on Tuesday 16 March 2027.",
            ],
        ),
    ],
)
def test_a_choice_kept_says_when_it_ends_by_itself(until: date | None, words: list[str]) -> None:
    """As now has no end to say."""
    lines = shown(render(LessDoneView(until), SETTING)).splitlines()
    assert lines[1:-1] == words


def test_a_welcome_of_no_partnership_is_not_sent() -> None:
    """Better no sentence than one with a hole."""
    with pytest.raises(MissingTokenError, match="partnership"):
        render(WELCOMED, replace(SETTING, tokens={**TOKENS, "partnership": ""}))
