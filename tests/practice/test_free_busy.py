"""Who is free for a meeting: what calendars say, and the sentence about who can come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from practice.boards import Board
from practice.calendars import ClosedDays
from practice.free_busy import Calendar, turnout
from tests.practice.free_busy_made import (
    BOARD,
    POLICE,
    SCHOOLS,
    STEP,
    at,
    calendar,
    planned,
)


class TestACalendar:
    """A digit for each half hour from some moment on."""

    morning = Calendar(at(date(2026, 3, 25), "09:00"), STEP, "042100")

    @pytest.mark.parametrize(
        ("begins", "ends", "free"),
        [
            ("09:00", "10:00", True),
            ("09:00", "10:01", False),
            ("10:15", "10:20", False),
            ("10:30", "11:00", False),
            ("11:00", "12:00", True),
            ("11:00", "12:30", False),
            ("08:30", "09:30", False),
        ],
    )
    def test_only_free_and_working_elsewhere_are_free(self, begins: str, ends: str, free: bool) -> None:
        """Tentative is not, nor is what the view does not reach."""
        day = date(2026, 3, 25)
        assert self.morning.free(at(day, begins), at(day, ends)) is free

    def test_the_change_of_clocks_is_counted(self) -> None:
        """The Sunday on which summer time begins has 23 hours."""
        since = at(date(2026, 3, 29), "00:00")
        places = 23 * 2 + 9 * 2 + 1
        view = "0" * places + "2222"
        monday = date(2026, 3, 30)
        assert not Calendar(since, STEP, view).free(at(monday, "09:30"), at(monday, "11:30"))
        assert Calendar(since, STEP, view).free(at(monday, "08:30"), at(monday, "09:30"))


class TestTheTurnout:
    """Words of content.md, section 15, `quorum.dates`."""

    meeting, _ = planned("2026-03", BOARD)
    day = date(2026, 3, 25)

    def said(self, board: Board = BOARD, **digits: str) -> str:
        calendars = {
            f"{name}@example.org": calendar(self.meeting, self.day, digit=digit)
            for name, digit in digits.items()
        }
        return str(turnout(board, self.meeting, self.day, calendars))

    def test_everybody_free(self) -> None:
        """A vacant seat does not count."""
        assert self.said(police="0", council="4", schools="0") == (
            "Wednesday 25 March 2026, 9:30am: 3 of 3 seats free, all statutory partners free."
        )

    def test_statutory_seats_that_are_not_free_are_named(self) -> None:
        """As they decide whether the board is quorate."""
        assert self.said(police="2", council="3", schools="0") == (
            "Wednesday 25 March 2026, 9:30am: 1 of 3 seats free, without Police and Council."
        )

    def test_a_calendar_that_cannot_be_read_is_said(self) -> None:
        """It counts as not free."""
        assert self.said(police="0", council="0") == (
            "Wednesday 25 March 2026, 9:30am: 2 of 3 seats free, all statutory partners free, "
            "1 of the calendars could not be read."
        )

    def test_what_speaks_against_a_day_is_said(self) -> None:
        """A board without statutory seats says nothing of them."""
        holidays = ClosedDays(self.day, self.day, "the school holidays")
        board = replace(BOARD, seats=(SCHOOLS,), rather_not=(holidays,))
        assert self.said(board, schools="0") == (
            "Wednesday 25 March 2026, 9:30am: 1 of 1 seats free. Against it: the school holidays."
        )

    def test_who_holds_a_seat_on_the_day_counts(self) -> None:
        """Schools leave the day before."""
        board = replace(BOARD, seats=(POLICE, replace(SCHOOLS, last=date(2026, 3, 24))))
        assert "1 of 1 seats free" in self.said(board, police="0", schools="0")
