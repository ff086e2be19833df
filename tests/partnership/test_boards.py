"""The boards' dates, rules, seats and holidays as a file gives them."""

from __future__ import annotations

from datetime import date, time

import pytest

from practice.calendars import ClosedDays
from tests.partnership.files import fault, faults, loaded

HUB_FIRST = 'first = "Wednesday 24 January 2024"'
HUB_PLACE = 'place = "Council Offices, meeting room 1, and online"'
QEB_AFTER = 'after = "learning-hub"\nafter_working_days = 10'
MONTHS = 'months = ["April", "November"]'
SUMMER = '[[school_holidays]]\nfirst = "Wednesday 24 July 2024"\nlast = "Friday 30 August 2024"'


@pytest.mark.parametrize(
    ("said", "allowed"),
    [
        (
            "Tuesday 27 April 2016",
            "27 April 2016 is a Wednesday, not a Tuesday; the nearest Tuesday is 26 April",
        ),
        (
            "Saturday 27 April 2016",
            "27 April 2016 is a Wednesday, not a Saturday; the nearest Saturday is 30 April",
        ),
        (
            "Monday 31 December 2025",
            "31 December 2025 is a Wednesday, not a Monday; the nearest Monday is 29 December",
        ),
        (
            "Friday 31 December 2025",
            "31 December 2025 is a Wednesday, not a Friday; the nearest Friday is 2 January 2026",
        ),
    ],
)
def test_a_date_with_the_wrong_weekday_is_told_the_right_one(said: str, allowed: str) -> None:
    """The source itself says Tuesday 27 April 2016, which was a Wednesday."""
    assert fault((HUB_FIRST, f'first = "{said}"')) == ("boards.learning-hub.first", f'"{said}"', allowed)


@pytest.mark.parametrize(
    "said",
    [
        '"27 April 2016"',
        '"Wednesday 31 April 2016"',
        '"Wednesday 27 Avril 2016"',
        '"Mittwoch 27 April 2016"',
        "2016-04-27",
        "27",
    ],
)
def test_a_date_without_a_weekday_or_that_does_not_exist_is_a_fault(said: str) -> None:
    """It is written in one way, so that it can be checked."""
    key, _, allowed = fault((HUB_FIRST, f"first = {said}"))
    assert key == "boards.learning-hub.first"
    assert allowed == 'a date with its weekday, such as "Wednesday 27 April 2016"'


def test_a_date_of_another_century_is_a_fault() -> None:
    """Bank holidays are known for this one."""
    assert fault((HUB_FIRST, 'first = "Wednesday 24 January 1624"'))[2] == "a year from 2000 to 2100"


@pytest.mark.slow
def test_a_first_date_that_does_not_fit_its_rule_is_a_fault() -> None:
    """And the date that fits is named."""
    assert fault((HUB_FIRST, 'first = "Wednesday 17 January 2024"')) == (
        "boards.learning-hub.first",
        '"Wednesday 17 January 2024"',
        "the fourth Wednesday of January 2024, which is Wednesday 24 January 2024",
    )
    assert fault(('"Thursday 25 April 2024"', '"Thursday 23 May 2024"'))[2] == "a date in April or November"


@pytest.mark.parametrize("rule", ["fifth Wednesday", "fourth Sunday", "Wednesday", "fourth wednesdays"])
def test_a_rule_names_one_of_four_weekdays_or_the_last(rule: str) -> None:
    """Not every month has a fifth, and nothing meets at weekends."""
    key, found, _ = fault(('rule = "fourth Wednesday"', f'rule = "{rule}"'))
    assert (key, found) == ("boards.learning-hub.rule", f'"{rule}"')


def test_a_rule_may_name_the_last_weekday_in_any_case() -> None:
    """24 January 2024 is not the last Wednesday, 31 January is."""
    hub = loaded(
        (HUB_FIRST, 'first = "wednesday 31 JANUARY 2024"'),
        ('rule = "fourth Wednesday"', 'rule = "Last wednesday"'),
    ).board("learning-hub")
    assert hub
    assert (hub.cadence.nth, hub.cadence.weekday, hub.cadence.first) == (-1, 2, date(2024, 1, 31))


@pytest.mark.parametrize(
    ("new", "found"), [("every_months = 2\nmonths = ['January']", "both"), ("", "nothing")]
)
def test_a_board_meets_every_so_many_months_or_in_named_ones(new: str, found: str) -> None:
    """One of the two."""
    assert fault(("every_months = 2", new)) == (
        "boards.learning-hub.every_months, boards.learning-hub.months",
        found,
        "one of the two",
    )


def test_an_unknown_month_is_a_fault_at_its_place() -> None:
    """Counted from 1."""
    assert fault((MONTHS, 'months = ["April", "Novembre"]'))[0] == "boards.partnership-board.months[2]"


def test_a_board_keeps_its_own_length_unless_its_end_is_given() -> None:
    """Two and a half hours for the Partnership Board."""
    partnership = loaded(('end = "12:00"\n', ""), ('end = "11:30"', 'end = "11:00"'))
    hub, _, board = partnership.boards
    assert (hub.start, hub.minutes) == (time(9, 30), 90)
    assert board.minutes == 150


@pytest.mark.slow
@pytest.mark.parametrize(
    ("start", "end"),
    [('start = "14:00"', 'end = "13:00"'), ('start = "16:00"', 'end = "16:00"')],
)
def test_a_meeting_ends_after_it_starts_on_the_same_day(start: str, end: str) -> None:
    """An end before it is as wrong as none in between."""
    assert fault(('start = "14:00"\nend = "16:00"', f"{start}\n{end}"))[0] == "boards.qeb.end"


def test_an_agenda_of_the_file_replaces_the_boards_own() -> None:
    """Otherwise each season of the Partnership Board has one."""
    partnership = loaded((HUB_PLACE, f'{HUB_PLACE}\nagenda = ["One thing (120)"]'))
    hub, _, board = partnership.boards
    assert hub.agenda_of(3) == ("One thing (120)",)
    assert board.agenda_of(4) != board.agenda_of(11)
    assert board.agenda_of(5) == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("new", "keys"),
    [
        ('after = "hub"\nafter_working_days = 10', {"boards.qeb.after"}),
        ('after = "qeb"\nafter_working_days = 10', {"boards.qeb.after"}),
        ('after = "learning-hub"\nafter_working_days = 90', {"boards.qeb.after_working_days"}),
    ],
)
def test_a_board_waits_for_one_that_waits_for_none(new: str, keys: set[str]) -> None:
    """No rings, no unknown boards, no wait beyond reason."""
    assert faults((QEB_AFTER, new)).keys() == keys


def test_the_qeb_waits_for_the_hub_unless_the_file_says_otherwise() -> None:
    """Ten working days."""
    qeb = loaded((QEB_AFTER, "")).board("qeb")
    assert qeb
    assert (qeb.after_board, qeb.after_working_days) == ("learning-hub", 10)


def test_another_board_that_waits_must_say_how_long() -> None:
    """Only the QEB has a default."""
    assert fault((MONTHS, f'{MONTHS}\nafter = "learning-hub"'))[0] == (
        "boards.partnership-board.after_working_days"
    )


def test_a_ring_of_waiting_boards_is_a_fault() -> None:
    """The Hub cannot wait for the QEB that waits for it."""
    found = faults((HUB_PLACE, f'{HUB_PLACE}\nafter = "qeb"\nafter_working_days = 5'))
    assert found.keys() == {"boards.learning-hub.after", "boards.qeb.after"}


def test_school_holidays_are_kept_only_for_boards_that_avoid_them() -> None:
    """Both days included."""
    hub, qeb, _ = loaded((HUB_PLACE, f"{HUB_PLACE}\navoid_school_holidays = true"), more=SUMMER).boards
    assert hub.rather_not == (ClosedDays(date(2024, 7, 24), date(2024, 8, 30), "the school holidays"),)
    assert qeb.rather_not == ()


def test_avoiding_school_holidays_needs_their_dates() -> None:
    """Otherwise nothing would be avoided, in silence."""
    assert fault((HUB_PLACE, f"{HUB_PLACE}\navoid_school_holidays = true"))[0] == (
        "boards.learning-hub.avoid_school_holidays"
    )


def test_a_board_may_meet_in_teams_too() -> None:
    """By itself, and only where it is asked for."""
    said = f"{HUB_PLACE}\nteams_meeting = true"
    assert [board.teams_meeting for board in loaded().boards] == [True, True, False]
    assert not loaded((said, HUB_PLACE)).boards[0].teams_meeting
    wrong = f'{HUB_PLACE}\nteams_meeting = "yes"'
    assert fault((said, wrong))[0] == "boards.learning-hub.teams_meeting"


def test_school_holidays_end_after_they_begin() -> None:
    """And each day is named with its weekday."""
    turned = SUMMER.replace("Friday 30 August 2024", "Monday 22 July 2024")
    assert fault(more=turned) == (
        "school_holidays[1].last",
        '"Monday 22 July 2024"',
        "Wednesday 24 July 2024 or later",
    )


def test_school_holidays_are_tables_in_double_brackets() -> None:
    """One for each period."""
    assert fault(more='[school_holidays]\nfirst = "x"')[0] == "school_holidays"


def test_only_the_learning_hub_has_an_open_first_meeting() -> None:
    """Its words are about the Hub."""
    assert fault((MONTHS, f"{MONTHS}\nopen_first_meeting = true")) == (
        "boards.partnership-board.open_first_meeting",
        "true",
        "true only for learning-hub",
    )
