"""How often people are written to: what a file may change, and that it can never ask for more than was promised."""

from __future__ import annotations

from datetime import date

import pytest

from practice.calendars import ClosedDays
from practice.etiquette import Etiquette
from tests.partnership.files import EXAMPLE, fault, faults, loaded

TABLE = EXAMPLE[EXAMPLE.index("[etiquette]") : EXAMPLE.index("# -----", EXAMPLE.index("[etiquette]"))]
HOUSING = 'domains = ["housing.example.org"]'


def test_the_example_shows_the_values_that_hold_when_the_table_is_left_out() -> None:
    """Copying it changes nothing."""
    assert loaded().etiquette == loaded((TABLE, "")).etiquette == Etiquette()


def test_a_partnership_can_ask_less() -> None:
    """One new request, two messages, later reminders and a smaller reading budget."""
    changed = "max_new = 1\nmax_contacts = 2\nreminder_days = [3, 6]\nreading_budget = 25\nstale_days = 5"
    assert loaded((TABLE, f"[etiquette]\n{changed}\n")).etiquette == Etiquette(
        max_new=1, max_contacts=2, reminder_days=(3, 6), reading_budget=25, stale_days=5
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "key", "found", "allowed"),
    [
        ("max_new = 4", "max_new", "4", "a whole number of new requests a week from 1 to 3"),
        ("max_contacts = 4", "max_contacts", "4", "a whole number of messages a week from 1 to 3"),
        ("max_contacts = 0", "max_contacts", "0", "a whole number of messages a week from 1 to 3"),
        ("max_contacts = 1", "max_new", "2", "1 or less, as etiquette.max_contacts"),
        ("max_new = 1\nbusy_new = 2", "busy_new", "2", "1 or less, as etiquette.max_new"),
        (
            "reminder_days = [2, 5, 8]",
            "reminder_days",
            "a list: 2, 5, 8",
            "two numbers of working days, the second larger",
        ),
        (
            "reminder_days = [5, 5]",
            "reminder_days",
            "a list: 5, 5",
            "two numbers of working days, the second larger",
        ),
        (
            "reminder_days = 2",
            "reminder_days",
            "2",
            "a list of two numbers of working days, such as [2, 5]",
        ),
        ("reminder_days = [0, 5]", "reminder_days[1]", "0", "a whole number of working days from 1 to 29"),
        ("busy_meetings = true", "busy_meetings", "true", "a whole number of meetings a week from 1 to 40"),
        ("digest_lines = 11", "digest_lines", "11", "a whole number of lines from 1 to 10"),
        ("reading_budget = 0", "reading_budget", "0", "a whole number of answers a week from 1 to 500"),
        ("stale_days = 31", "stale_days", "31", "a whole number of working days from 1 to 30"),
        (
            "longest_life_days = 13",
            "longest_life_days",
            "13",
            "a whole number of calendar days from 14 to 60",
        ),
    ],
)
def test_a_number_out_of_bounds_is_named_with_what_is_allowed(
    line: str, key: str, found: str, allowed: str
) -> None:
    """Nobody gets a fourth message a week because of a file."""
    assert fault((TABLE, f"[etiquette]\n{line}\n")) == (f"etiquette.{key}", found, allowed)


def test_every_wrong_number_is_in_one_report() -> None:
    """With the key that does not exist."""
    text = "[etiquette]\nmax_new = 9\nmax_reminders = 3\nstale_days = 0\n"
    assert faults((TABLE, text)).keys() == {
        "etiquette.max_new",
        "etiquette.max_reminders",
        "etiquette.stale_days",
    }


def test_schools_are_closed_out_of_term_and_nobody_else_is() -> None:
    """The first day of the Christmas holiday, and the days about it."""
    partnership = loaded()
    schools, police = partnership.calendar_of("schools"), partnership.calendar_of("police")
    days = [date(2026, 12, 18), date(2026, 12, 21), date(2026, 12, 31), date(2027, 1, 4)]
    assert [schools.open_on(day) for day in days] == [True, False, False, True]
    assert all(police.open_on(day) for day in days)
    assert partnership.calendar_of("nobody") == police


def test_closed_days_are_kept_with_their_name() -> None:
    """Both days included; a name is not needed."""
    closed = '[{ first = "Monday 4 January 2027", last = "Monday 4 January 2027" }]'
    housing = loaded((HOUSING, f"{HOUSING}\nclosed = {closed}")).agency("housing")
    assert housing
    assert housing.closed == (ClosedDays(date(2027, 1, 4), date(2027, 1, 4)),)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("closed", "key", "allowed"),
    [
        (
            '[{ first = "Monday 4 January 2027", last = "Friday 1 January 2027" }]',
            "closed[1].last",
            "Monday 4 January 2027 or later",
        ),
        (
            '[{ first = "Monday 4 January 2027", last = "Tuesday 4 January 2028" }]',
            "closed[1]",
            "at most 100 days in one period",
        ),
        ('[{ first = "Monday 4 January 2027" }]', "closed[1].last", "a date with its weekday"),
        ("[2027-01-04]", "closed[1]", "a table, [[agencies.housing.closed]]"),
        ('"August"', "closed", "tables, each under its name in double brackets"),
    ],
)
def test_closed_days_that_cannot_be_read_are_a_fault(closed: str, key: str, allowed: str) -> None:
    """The key, and what may stand there."""
    found_key, _, found_allowed = fault((HOUSING, f"{HOUSING}\nclosed = {closed}"))
    assert found_key == f"agencies.housing.{key}"
    assert found_allowed.startswith(allowed)
