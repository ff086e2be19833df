"""The seats of the boards as a file gives them: who is invited, and what is wrong with whom."""

from __future__ import annotations

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
        )
        in hub.seats
    )
    assert hub.seats[-1] == Seat(
        "practitioner-invited-for-the-focus",
        "Practitioner invited for the focus",
        "Any agency",
        SeatRole.OBSERVING,
    )


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
    holders = [(f', holder = "{seat.holder}"', "") for seat in seats if seat.holder]
    (warning,) = loaded(*holders).warnings
    assert warning == "No seat of the Learning Hub has a holder: its invitations go to nobody."
