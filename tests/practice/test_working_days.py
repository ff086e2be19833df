"""Working days in England: bank holidays, the days about Christmas, counting forwards and back."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date

import holidays
import pytest

from practice.working_days import (
    add_working_days,
    bank_holiday,
    bank_holidays,
    is_over_christmas,
    is_working_day,
    working_days_after,
)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2016, 12, 26), "Boxing Day"),
        (date(2016, 12, 27), "Christmas Day (substitute day)"),
        (date(2017, 1, 2), "New Year's Day (substitute day)"),
        (date(2026, 4, 3), "Good Friday"),
        (date(2026, 4, 2), ""),
    ],
)
def test_a_bank_holiday_is_named_and_a_substitute_day_is_one(day: date, name: str) -> None:
    """England's, not Scotland's: 2 January is one only as a substitute."""
    assert bank_holiday(day) == name


@pytest.mark.parametrize("year", range(2016, 2101, 7))
def test_bank_holidays_are_those_of_the_package_asked_for_england(year: int) -> None:
    """Loaded from its own file, the country says what the package says of it."""
    asked = holidays.country_holidays("GB", subdiv="ENG", years=year)
    assert bank_holidays(year).keys() == asked.keys()


def test_england_alone_is_loaded() -> None:
    """The package would load 250 countries with it, and every service would keep them in its memory."""
    program = (
        "import sys; from datetime import date; from practice.working_days import bank_holiday; "
        "print(bank_holiday(date(2026, 4, 3)), *(name for name in sys.modules if 'holidays.countries' in name))"
    )
    command = [sys.executable, "-c", program]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    assert ended.stdout == "Good Friday\n"


def test_a_bank_holiday_has_its_english_name_whatever_the_machine_speaks() -> None:
    """Else the same plan would have other reasons there, and everybody would be told of them."""
    program = "from datetime import date; from practice.working_days import bank_holiday; "
    command = [sys.executable, "-X", "utf8", "-c", program + "print(bank_holiday(date(2026, 4, 3)))"]
    abroad = {**os.environ, "LANGUAGE": "th", "LC_ALL": "th_TH.UTF-8"}
    ended = subprocess.run(command, capture_output=True, text=True, check=True, env=abroad)  # noqa: S603 - our own program
    assert ended.stdout == "Good Friday\n"


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 5, 1), True),
        (date(2026, 5, 2), False),
        (date(2026, 5, 3), False),
        (date(2026, 5, 4), False),
        (date(2026, 5, 5), True),
    ],
)
def test_weekends_and_bank_holidays_are_no_working_days(day: date, works: bool) -> None:
    """The early May weekend of 2026, with its Monday."""
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("start", "n", "day"),
    [
        (date(2016, 4, 27), 10, date(2016, 5, 12)),
        (date(2026, 5, 1), 1, date(2026, 5, 5)),
        (date(2026, 5, 2), 1, date(2026, 5, 5)),
        (date(2026, 5, 5), -1, date(2026, 5, 1)),
        (date(2026, 5, 3), 0, date(2026, 5, 3)),
    ],
)
def test_working_days_are_counted_forwards_and_back(start: date, n: int, day: date) -> None:
    """Ten working days after the first Learning Hub skip the May bank holiday."""
    assert add_working_days(start, n) == day


def test_counting_between_two_days_agrees_with_adding() -> None:
    """Ten added are ten counted, and nothing lies between a day and an earlier one."""
    assert working_days_after(date(2016, 4, 27), date(2016, 5, 12)) == 10
    assert working_days_after(date(2016, 5, 12), date(2016, 4, 27)) == 0


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        (date(2016, 12, 23), False),
        (date(2016, 12, 24), True),
        (date(2016, 12, 31), True),
        (date(2017, 1, 1), True),
        (date(2017, 1, 2), True),
        (date(2017, 1, 3), False),
    ],
)
def test_boards_are_closed_from_24_december_to_2_january(day: date, closed: bool) -> None:
    """Both days included."""
    assert is_over_christmas(day) is closed
