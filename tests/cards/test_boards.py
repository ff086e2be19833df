"""The coordinators' cards about a board's meeting, in the words of content.md."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cards import render
from cards.views import AnswerView, DatesView, DayView, DeputyView, InShortView, PapersView, QuorumView
from practice.boards import Seat
from practice.quorum import Reply, judge
from tests.cards.lint import LARGEST, actions, of_type, size
from tests.cards.samples import ALL_SAID, ANSWERED, BOARD, BOARD_MEETING, LAY_DECLINES, LINE, NOTICE, SETTING

DAY = BOARD_MEETING.starts_at.date()


def texts(answers: dict[str, Reply]) -> list[str]:
    card = render(QuorumView(BOARD, BOARD_MEETING, judge(BOARD, DAY, answers)), SETTING)
    return [block["text"] for block in of_type(card, "TextBlock")]


def test_a_quorum_card_says_the_verdict_the_rule_the_count_and_each_seat() -> None:
    """In this order, with the day and not the hour; and the neutral line first."""
    assert texts({**ANSWERED[0], "lay.member.1@example.org": Reply.DECLINED})[1:-1] == [
        "Quality and Effectiveness Board, Wednesday 15 April: quorate",
        "Rule: more than half of the voting seats that are filled, and each statutory partner.",
        "2 of 2 seats have accepted. Accepted: Police, Health.",
        "Lay member: nobody has accepted. The board can decide all the same.",
        "Police",
        "qeb@police.example.org: accepted",
        "Integrated care board (Health)",
        "qeb@health.example.org: accepted",
        "Lay member 1 (Lay member)",
        "lay.member.1@example.org: declined, deputy not asked. Deputy: d@example.org",
        "Voluntary sector",
        "seat vacant",
    ]


@pytest.mark.parametrize(
    ("answers", "verdict", "sentence"),
    [
        ({}, "not yet quorate", "Still needed: Police (no answer), Health (no answer)."),
        (
            {"qeb@police.example.org": Reply.DECLINED},
            "cannot be quorate as it stands",
            "Still needed: Police (declined, no deputy), Health (no answer).",
        ),
    ],
)
def test_a_board_that_is_not_quorate_says_who_is_still_needed(
    answers: dict[str, Reply], verdict: str, sentence: str
) -> None:
    """By name of the agency, with how its seat stands."""
    said = texts(answers)
    assert said[1].endswith(f": {verdict}")
    assert sentence in said[3]


def test_a_papers_card_says_the_day_that_the_invitation_names() -> None:
    """Five working days before, over Easter."""
    card = render(PapersView(BOARD, BOARD_MEETING), SETTING)
    assert [block["text"] for block in of_type(card, "TextBlock")][1:-1] == [
        "Papers for Quality and Effectiveness Board, Wednesday 15 April",
        "Papers reach people by Wednesday 8 April. The invitation says so.",
    ]


def test_a_coordinators_card_has_only_buttons_that_do_something() -> None:
    """Leave it, which ends the card, and whatever the seats have need of; none on a reminder of papers."""
    judged = judge(BOARD, DAY, {})
    card = render(QuorumView(BOARD, BOARD_MEETING, judged, NOTICE), SETTING)
    assert [action["title"] for action in actions(card)] == [
        "Remind those who have not answered",
        "Show three other dates",
        "Leave it",
    ]
    card = render(QuorumView(BOARD, BOARD_MEETING, judge(BOARD, DAY, ALL_SAID), NOTICE), SETTING)
    assert [action["title"] for action in actions(card)] == ["Show three other dates", "Leave it"]
    card = render(QuorumView(BOARD, BOARD_MEETING, judge(BOARD, DAY, LAY_DECLINES), NOTICE), SETTING)
    assert [action["title"] for action in actions(card)] == [
        "Ask the deputies",
        "Remind those who have not answered",
        "Show three other dates",
        "Leave it",
    ]
    for view in (PapersView(BOARD, BOARD_MEETING), InShortView(BOARD.name, DAY, "quorum.left")):
        assert actions(render(view, SETTING)) == []


def test_a_deputy_is_asked_with_the_two_answers_there_are() -> None:
    """In the words of content.md, 14.6."""
    card = render(DeputyView(BOARD, BOARD_MEETING, "Police", "deputy/qeb/2026-04/1/2026-04-15"), SETTING)
    assert [block["text"] for block in of_type(card, "TextBlock")][1:-1] == [
        (
            "Police cannot come to Quality and Effectiveness Board on Wednesday 15 April. You are the named deputy. "
            "Can you go in their place?"
        )
    ]
    assert [action["title"] for action in actions(card)] == ["Yes, send me the invitation", "No"]


def test_who_was_reminded_is_named_and_cannot_be_again() -> None:
    """The others still can."""
    judged = judge(BOARD, DAY, LAY_DECLINES)
    police, health = (row.holder for row in judged.rows[:2])
    for reminded, titles in (
        (
            (police,),
            ["Ask the deputies", "Remind those who have not answered", "Show three other dates", "Leave it"],
        ),
        ((police, health), ["Ask the deputies", "Show three other dates", "Leave it"]),
    ):
        card = render(QuorumView(BOARD, BOARD_MEETING, judged, NOTICE, (), reminded), SETTING)
        assert f"Reminded: {' and '.join(reminded)}." in [
            block["text"] for block in of_type(card, "TextBlock")
        ]
        assert [action["title"] for action in actions(card)] == titles


def test_on_the_day_a_board_that_is_not_quorate_is_told_what_it_can_do() -> None:
    """In the words of content.md, section 15, with who has to agree afterwards."""
    judged = judge(BOARD, DAY, {"qeb@health.example.org": Reply.ACCEPTED})
    card = render(DayView(BOARD, BOARD_MEETING, judged), SETTING)
    assert [block["text"] for block in of_type(card, "TextBlock")][1:-1] == [
        "Quality and Effectiveness Board, Wednesday 15 April: not yet quorate",
        "1 of 2 seats have accepted. Still needed: Police (no answer).",
        (
            "The board can discuss but not decide. Decisions are noted as provisional. They stand when Police agree in "
            "writing within ten working days."
        ),
    ]
    assert actions(card) == []


def test_other_dates_are_shown_and_how_a_meeting_is_moved() -> None:
    """Each in its line; the card itself moves nothing."""
    card = render(DatesView(BOARD, BOARD_MEETING, (LINE,), "quorum.dates.move"), SETTING)
    assert [block["text"] for block in of_type(card, "TextBlock")][1:-1] == [
        "Other dates for Quality and Effectiveness Board, Wednesday 15 April",
        LINE,
        (
            "Nothing was moved. To move it, move the event in Outlook, in the boards' calendar. "
            "Then run plan show --outlook, plan adopt qeb 2026-04 and plan apply."
        ),
    ]
    assert actions(card) == []


def test_whoever_has_not_answered_is_asked_to() -> None:
    """In the words of content.md, 14.6; the answer is given in Outlook."""
    card = render(AnswerView(BOARD, BOARD_MEETING), SETTING)
    assert [block["text"] for block in of_type(card, "TextBlock")][1:-1] == [
        (
            "Please accept or decline Quality and Effectiveness Board on Wednesday 15 April, so that we know "
            "whether it can take decisions."
        )
    ]
    assert actions(card) == []


def test_who_could_not_be_asked_is_named_once_for_each_reason() -> None:
    """With what the coordinator can do."""
    missed = (
        ("a@example.org", "not_installed"),
        ("b@example.org", "blocked"),
        ("c@example.org", "not_installed"),
    )
    card = render(QuorumView(BOARD, BOARD_MEETING, judge(BOARD, DAY, {}), NOTICE, missed), SETTING)
    said = [block["text"] for block in of_type(card, "TextBlock")]
    assert [words for words in said if words.startswith("Not reached")] == [
        (
            "Not reached in Teams: a@example.org and c@example.org (does not have the app in Teams). "
            "Ask your Teams administrator to install Back to Practice for them. Or ask them yourself."
        ),
        (
            "Not reached in Teams: b@example.org (has blocked the app). "
            "That is their choice. They can unblock it in the chat with Back to Practice. Or ask them yourself."
        ),
    ]


def test_what_was_left_says_so_and_that_nothing_is_to_be_done() -> None:
    """In one line."""
    card = render(InShortView(BOARD.name, DAY, "quorum.left"), SETTING)
    assert [block["text"] for block in of_type(card, "TextBlock")][1] == (
        "Quality and Effectiveness Board, Wednesday 15 April: left as it is. You do not need to do anything."
    )


def test_a_board_of_sixty_seats_stays_under_the_size_of_a_card() -> None:
    """The largest that a file may need."""
    seats = tuple(
        Seat(f"s{n}", f"Delegated safeguarding partner, {n}", "The Council", holder=f"holder.{n}@example.org")
        for n in range(60)
    )
    board = replace(BOARD, seats=seats)
    missed = tuple((seat.holder, "not_installed") for seat in seats)
    view = QuorumView(board, BOARD_MEETING, judge(board, DAY, {}), NOTICE, missed)
    assert size(render(view, SETTING)) < LARGEST
