"""The coordinators' cards about a board's meeting, in the words of content.md."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cards import render
from cards.views import PapersView, QuorumLeftView, QuorumView
from practice.boards import Seat
from practice.quorum import Reply, judge
from tests.cards.lint import LARGEST, actions, of_type, size
from tests.cards.samples import ANSWERED, BOARD, BOARD_MEETING, NOTICE, SETTING

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
    """Leave it, which ends the card; and none on a reminder of papers."""
    judged = judge(BOARD, DAY, {})
    card = render(QuorumView(BOARD, BOARD_MEETING, judged, NOTICE), SETTING)
    assert [action["title"] for action in actions(card)] == ["Leave it"]
    for view in (PapersView(BOARD, BOARD_MEETING), QuorumLeftView(BOARD.name, DAY)):
        assert actions(render(view, SETTING)) == []


def test_what_was_left_says_so_and_that_nothing_is_to_be_done() -> None:
    """In one line."""
    card = render(QuorumLeftView(BOARD.name, DAY), SETTING)
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
    assert size(render(QuorumView(board, BOARD_MEETING, judge(board, DAY, {})), SETTING)) < LARGEST
