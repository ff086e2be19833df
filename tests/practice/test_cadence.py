"""The rule of a board's dates, and the words for days and rules."""

from __future__ import annotations

from datetime import date, time

import pytest

from practice.boards import Cadence
from practice.cadence import first_fault, on_rule, rule_day_words, slot_name, slots
from practice.day_words import clock_words, day_words, long_day

FOURTH = Cadence(date(2016, 4, 27), weekday=2, nth=4, every_months=2)
LAST = Cadence(date(2016, 4, 27), weekday=2, nth=-1, every_months=2)
SPRING_AND_AUTUMN = Cadence(date(2016, 11, 24), weekday=3, nth=4, months=(4, 11))


def days(cadence: Cadence, until: date) -> list[date]:
    return [on_rule(cadence, month) for month in slots(cadence, until)]


def test_the_fourth_wednesday_is_not_always_the_last() -> None:
    """27 April 2016 is both; June has five Wednesdays, so the file must say which is meant."""
    assert days(FOURTH, date(2016, 8, 31)) == [date(2016, 4, 27), date(2016, 6, 22), date(2016, 8, 24)]
    assert days(LAST, date(2016, 8, 31)) == [date(2016, 4, 27), date(2016, 6, 29), date(2016, 8, 31)]


def test_a_board_of_named_months_starts_with_its_first_meeting() -> None:
    """The first Partnership Board is in November 2016: there is none in April 2016."""
    assert days(SPRING_AND_AUTUMN, date(2017, 12, 1)) == [
        date(2016, 11, 24),
        date(2017, 4, 27),
        date(2017, 11, 23),
    ]


def test_a_board_has_no_slots_before_its_first_meeting() -> None:
    """A window that ends earlier is empty."""
    assert days(FOURTH, date(2016, 3, 31)) == []


@pytest.mark.parametrize(
    ("cadence", "expected"),
    [
        (FOURTH, ""),
        (SPRING_AND_AUTUMN, ""),
        (
            Cadence(date(2016, 4, 20), 2, 4, 2),
            "the fourth Wednesday of April 2016, which is Wednesday 27 April 2016",
        ),
        (Cadence(date(2016, 5, 25), 2, 4, months=(4, 11)), "a date in April or November"),
    ],
)
def test_a_first_date_must_fit_its_rule(cadence: Cadence, expected: str) -> None:
    """What would fit is said."""
    assert first_fault(cadence) == expected


def test_a_slot_and_a_rule_are_named() -> None:
    """The slot is the cadence's month, the words are the rule's."""
    month = date(2016, 12, 1)
    assert slot_name(month) == "2016-12"
    assert rule_day_words(LAST, month) == "the last Wednesday of December 2016"


def test_days_are_said_with_the_year_only_when_it_is_another() -> None:
    """House rule 7 of the words."""
    day = date(2017, 3, 14)
    assert day_words(day, 2017) == "Tuesday 14 March"
    assert day_words(day, 2016) == long_day(day) == "Tuesday 14 March 2017"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(9, 30), "9:30am"),
        (time(10), "10am"),
        (time(12), "12 noon"),
        (time(12, 5), "12:05pm"),
        (time(14), "2pm"),
        (time(0, 15), "12:15am"),
    ],
)
def test_times_are_said_as_people_say_them(at: time, words: str) -> None:
    """Minutes only where there are any."""
    assert clock_words(at) == words
