"""Reminders of an open request, leave that puts one off, and outages of ours that make one longer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from practice.contacting import Due
from practice.etiquette import Etiquette
from practice.leave import after_leave, closes_after_leave, last_closing, leave_window
from practice.outages import outage_extension
from practice.reminding import reminders_due, reminders_left
from practice.working_time import working_time_between
from tests.practice.etiquette_made import CALENDAR, HALF_TERM, USUAL, at


def test_reminders_are_due_two_and_five_working_days_after_the_request() -> None:
    """At the start of working hours; a school's half term does not count."""
    assert reminders_due(at(5, 11), at(19, 16, 30), CALENDAR, USUAL) == (at(9, 9, 30), at(12, 9, 30))
    assert reminders_due(at(5, 11), at(26, 16, 30), HALF_TERM, USUAL) == (at(16, 9, 30), at(19, 9, 30))


@pytest.mark.parametrize(("closes", "count"), [(at(12, 16, 30), 2), (at(11, 16, 30), 1), (at(6, 16, 30), 0)])
def test_no_reminder_is_due_after_the_closing(closes: datetime, count: int) -> None:
    """On the closing day itself there may be one."""
    assert len(reminders_due(at(5, 11), closes, CALENDAR, USUAL)) == count


@pytest.mark.parametrize(
    ("had", "kinds"), [(0, [Due.FIRST_REMINDER, Due.LAST_REMINDER]), (1, [Due.LAST_REMINDER]), (2, [])]
)
def test_a_request_has_two_reminders_in_its_whole_life(had: int, kinds: list[Due]) -> None:
    """Leave does not begin to count anew."""
    left = reminders_left(at(5, 11), at(19, 16, 30), had, CALENDAR, USUAL)
    assert [kind for kind, _ in left] == kinds


def test_the_day_of_return_lies_between_tomorrow_and_a_year_on() -> None:
    """In London, where half past eleven in the evening of a summer's day in UTC is the next day."""
    assert leave_window(at(5)) == (date(2026, 3, 6), date(2027, 3, 6))
    assert leave_window(datetime(2026, 6, 30, 23, 30, tzinfo=UTC))[0] == date(2026, 7, 2)


@pytest.mark.parametrize(
    ("back", "due"),
    [
        (date(2026, 3, 18), at(18, 9, 30)),
        (date(2026, 3, 21), at(23, 9, 30)),
        (date(2026, 4, 2), datetime(2026, 4, 2, 8, 30, tzinfo=UTC)),
        # Good Friday is the 3rd and Easter Monday the 6th; the 4th is the thirtieth day.
        (date(2026, 4, 3), None),
        (date(2026, 9, 1), None),
    ],
)
def test_who_is_back_within_thirty_days_is_asked_then(back: date, due: datetime | None) -> None:
    """On the first working day from the day named; later they are not asked at all."""
    assert after_leave(back, at(5), CALENDAR, USUAL) == due


def test_after_leave_a_request_closes_as_usual_but_never_later_than_thirty_days_after_the_meeting() -> None:
    """Calendar days, whatever falls into them."""
    latest = last_closing(at(5), CALENDAR, USUAL)
    assert latest == datetime(2026, 4, 4, 15, 30, tzinfo=UTC)
    assert closes_after_leave(at(10, 9, 30), at(5), 10, CALENDAR, USUAL) == at(24, 16, 30)
    assert closes_after_leave(at(30, 9, 30), at(5), 10, CALENDAR, USUAL) == latest
    assert last_closing(at(5), CALENDAR, Etiquette(longest_life_days=14)) == at(19, 16, 30)


@pytest.mark.parametrize(
    ("down", "back", "closes"),
    [
        (at(6, 17), at(9, 9), at(12, 16, 30)),
        (at(9, 10), at(9, 10, 59), at(12, 16, 30)),
        (at(9, 10), at(9, 11), at(13, 16, 30)),
        (at(9, 12), at(16, 12), at(19, 16, 30)),
        (at(12, 16, 30), at(19, 12), at(12, 16, 30)),
    ],
)
def test_an_outage_gives_back_the_working_days_it_took(
    down: datetime, back: datetime, closes: datetime
) -> None:
    """A weekend and a restart take nothing; an hour a day, a week five; what had closed before stays closed."""
    assert outage_extension(at(12, 16, 30), down, back, CALENDAR) == closes


def test_working_time_is_counted_between_two_moments() -> None:
    """Friday afternoon to Monday morning; nothing backwards."""
    assert working_time_between(at(6, 15), at(9, 10), CALENDAR) == timedelta(hours=2)
    assert working_time_between(at(9, 10), at(6, 15), CALENDAR) == timedelta(0)
