"""The seats of the boards as a file gives them: who is invited, and what is wrong with whom."""

from __future__ import annotations

from datetime import date

import pytest

from practice.boards import Seat, SeatRole
from tests.partnership.files import faults, loaded

HUB_PLACE = 'place = "Council Offices, meeting room 1, and online"'


def test_seats_are_read_with_their_holders_and_deputies() -> None:
    """A seat without a holder is vacant, one without an agency is its own."""
    hub = loaded().board("learning-hub")
    assert hub
    assert (
        Seat(
            "police",
            "Police",
            "Police",
            holder="hub@police.example.org",
            deputy="hub.deputy@police.example.org",
            group="Police",
        )
        in hub.seats
    )
    assert hub.seats[-1] == Seat(
        "practitioner-invited-for-the-focus",
        "Practitioner invited for the focus",
        "Any agency",
        SeatRole.OBSERVING,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("new", "key"),
    [
        ('{ name = "Schools" }, { name = "schools" },', "boards.learning-hub.seats[10].name"),
        ('{ name = "Schools" }, 3,', "boards.learning-hub.seats[10]"),
        ('{ name = "Schools" }, { nam = "A" },', "boards.learning-hub.seats[10].nam"),
        ('{ name = "Schools", role = "Listening" },', "boards.learning-hub.seats[9].role"),
        ('{ name = "Schools", statutory = "yes" },', "boards.learning-hub.seats[9].statutory"),
        ('{ name = "Schools", deputy = "somebody" },', "boards.learning-hub.seats[9].deputy"),
    ],
)
def test_a_wrong_seat_is_a_fault_at_its_place(new: str, key: str) -> None:
    """The others are read on."""
    old = '{ name = "Schools", agency = "Education", holder = "hub@school.example.org" },'
    assert key in faults((old, new))


def test_an_agenda_that_is_no_list_is_a_fault() -> None:
    """While a focus is a text."""
    assert loaded((HUB_PLACE, f'{HUB_PLACE}\nfocus = "Neglect"')).boards[0].focus == "Neglect"
    found = faults((HUB_PLACE, f'{HUB_PLACE}\nagenda = "One thing"'))
    assert found["boards.learning-hub.agenda"].allowed == "a list of texts"


def test_a_board_nobody_sits_on_is_warned_about() -> None:
    """Its invitations would go to nobody."""
    seats = loaded().boards[0].seats
    holders = [(f'holder = "{seat.holder}"', "vacant = true") for seat in seats if seat.holder]
    (warning,) = loaded(*holders).warnings
    assert warning == "No seat of the Learning Hub has a holder: its invitations go to nobody."


HUB_SCHOOLS = '{ name = "Schools", agency = "Education", holder = "hub@school.example.org" },'


@pytest.mark.parametrize(
    ("seat", "key", "found"),
    [
        (
            '{ name = "Schools", agency = "Education" },',
            "boards.learning-hub.seats[9].holder, boards.learning-hub.seats[9].vacant",
            "nothing",
        ),
        (
            '{ name = "Schools", holder = "hub@school.example.org", vacant = true },',
            "boards.learning-hub.seats[9].holder, boards.learning-hub.seats[9].vacant",
            "both",
        ),
        (
            '{ name = "Schools", holder = "head@gmail.com" },',
            "boards.learning-hub.seats[9].holder",
            '"head@gmail.com"',
        ),
        (
            '{ name = "Schools", holder = "hub@school.example.org", deputy = "head@notexample.org" },',
            "boards.learning-hub.seats[9].deputy",
            '"head@notexample.org"',
        ),
        (
            '{ name = "Schools", holder = "hub@school.example.org", deputy = "HUB@school.example.org" },',
            "boards.learning-hub.seats[9].deputy",
            '"hub@school.example.org"',
        ),
        (
            '{ name = "Schools", holder = "hub@police.example.org" },',
            "boards.learning-hub.seats[9].holder",
            '"hub@police.example.org"',
        ),
        (
            (
                '{ name = "Schools", holder = "hub@school.example.org", first = "Friday 1 May 2026", '
                'last = "Thursday 30 April 2026" },'
            ),
            "boards.learning-hub.seats[9].last",
            '"Thursday 30 April 2026"',
        ),
    ],
    ids=[
        "held by nobody",
        "held and vacant",
        "outside the domains",
        "deputy outside",
        "deputy of oneself",
        "sits twice",
        "last day before the first",
    ],
)
def test_a_seat_that_nobody_could_be_invited_for_is_a_fault(seat: str, key: str, found: str) -> None:
    """Each is told at its place, with what was found there."""
    (only,) = faults((HUB_SCHOOLS, seat)).items()
    assert (only[0], only[1].found) == (key, found)


def test_one_person_may_take_another_seat_when_the_first_is_left() -> None:
    """Police until the end of April, schools from May; the deputy of one may hold another."""
    police = 'holder = "hub@police.example.org", deputy = "hub.deputy@police.example.org"'
    hub = loaded(
        (police, f'{police}, last = "Thursday 30 April 2026"'),
        (
            HUB_SCHOOLS,
            (
                '{ name = "Schools", holder = "hub@police.example.org", first = "Friday 1 May 2026", '
                'deputy = "hub.acute@health.example.org" },'
            ),
        ),
    ).board("learning-hub")
    assert hub
    police_seat, schools = (seat for seat in hub.seats if seat.holder == "hub@police.example.org")
    assert police_seat.holder_on(date(2026, 4, 30)) == "hub@police.example.org"
    assert (police_seat.holder_on(date(2026, 5, 1)), schools.holder_on(date(2026, 4, 30))) == ("", "")


def test_without_domains_of_its_own_a_partnership_seats_its_agencies_only() -> None:
    """The fault names the domains there are."""
    found = faults(('domains = ["example.org"]', ""))
    fault = found["boards.learning-hub.seats[1].holder"]
    assert fault.allowed.startswith(
        "an address in a domain of an agency or of `domains`: council.example.org"
    )
