"""Which seats nobody holds, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from practice.boards import Seat
from practice.seats import vacancies
from tests.practice.boards_made import HUB

FIRST, LAST = date(2026, 4, 1), date(2027, 3, 31)
POLICE = Seat("police", "Police", "Police", holder="hub@police.example.org")


def said(seat: Seat) -> list[str]:
    return list(vacancies(replace(HUB, seats=(seat,)), FIRST, LAST))


@pytest.mark.parametrize(
    ("seat", "words"),
    [
        (replace(POLICE, holder=""), "vacant"),
        (replace(POLICE, last=date(2026, 3, 31)), "vacant"),
        (replace(POLICE, first=date(2027, 4, 1)), "vacant"),
        (replace(POLICE, last=date(2026, 5, 31)), "vacant from Monday 1 June 2026"),
        (replace(POLICE, first=date(2026, 6, 1)), "vacant until Sunday 31 May 2026"),
        (
            replace(POLICE, first=date(2026, 6, 1), last=date(2026, 12, 31)),
            "vacant until Sunday 31 May 2026 and from Friday 1 January 2027",
        ),
    ],
)
def test_a_seat_is_vacant_without_a_holder_and_outside_the_holders_days(seat: Seat, words: str) -> None:
    """Only the days of the window are looked at."""
    assert said(seat) == [f"Learning Hub: Police, {words}"]


@pytest.mark.parametrize("seat", [POLICE, replace(POLICE, first=FIRST, last=LAST)])
def test_a_seat_held_all_the_time_is_not_named(seat: Seat) -> None:
    """From the first day of the window to the last."""
    assert said(seat) == []


def test_who_left_is_named_with_the_question_who_takes_the_seat() -> None:
    """Content.md, section 14.6, in front of what the vacancy means."""
    left = replace(POLICE, holder="", left="hub@police.example.org")
    assert said(left) == [
        "hub@police.example.org has left. The Police seat on Learning Hub is vacant. Who takes it?",
        "Learning Hub: Police, vacant",
    ]


def test_a_statutory_seat_says_what_its_vacancy_means() -> None:
    """Content.md, section 24.2: a vacant statutory seat means not quorate."""
    assert said(replace(POLICE, holder="", statutory=True)) == [
        "Learning Hub: Police, vacant: the board is not quorate without it, as its partner is a statutory one"
    ]
