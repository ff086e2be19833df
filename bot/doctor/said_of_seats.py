"""The words of what is found in the Seats list. Each: how bad, what, why, the remedy. They name seats, and nobody."""

from __future__ import annotations

from bot.doctor.findings import Severity

_WARNING = Severity.WARNING
_SEAT = "{board}, {seat}: "
_VACANT = "Nobody is invited for that seat, and the board may not be quorate."
_CHOOSE = "Choose somebody in the Seats list. back-to-practice plan show says who it is."

OF_SEATS: dict[str, tuple[Severity, str, str, str]] = {
    "seats_unseeded": (
        _WARNING,
        "The Seats list was made, and the seats of the partnership file were never written into it.",
        "Who is invited follows the file alone, and what is changed in the list changes nothing.",
        "Run back-to-practice provision, which writes them once.",
    ),
    "seat_left": (_WARNING, _SEAT + "its holder is no longer in the directory.", _VACANT, _CHOOSE),
    "seat_deputy_left": (
        _WARNING,
        _SEAT + "its deputy is no longer in the directory.",
        "Nobody can go in the holder's place.",
        _CHOOSE,
    ),
    "seat_outside": (
        _WARNING,
        _SEAT + "the {part} has an address in no domain of the partnership.",
        "They are not invited.",
        "Choose somebody else in the Seats list, or add the domain to the partnership file.",
    ),
    "seat_no_address": (
        _WARNING,
        _SEAT + "the {part} has no mail address on the boards' site.",
        "They cannot be invited.",
        "Choose a person in the Seats list, not a group.",
    ),
    "seat_waiting": (
        _WARNING,
        _SEAT + "the boards' site does not know the {part}, so the cell is empty.",
        "Until somebody fills it, the partnership file counts for that cell.",
        "Give them access to the boards' site, and choose them in the Seats list.",
    ),
    "seat_twice": (
        _WARNING,
        "{board}: one person sits twice, as {other} and as {seat}.",
        "They are counted once, so the board may not be quorate.",
        _CHOOSE,
    ),
    "seat_from_after_to": (
        _WARNING,
        _SEAT + "From, {first}, is after To, {last}.",
        _VACANT,
        "Correct the days in the Seats list.",
    ),
    "seat_unknown_board": (
        _WARNING,
        "The seat {seat} in the Seats list is on {board}, which is no board of the partnership file.",
        "Nobody is invited for it.",
        "Choose a board of the partnership file for it, or delete the item.",
    ),
    "seat_no_seats": (
        _WARNING,
        "{board}: the Seats list has no seat of it.",
        "The seats of the partnership file count, and what is changed in the list changes nothing there.",
        "Add the board's seats to the list.",
    ),
    "seat_unreadable": (
        _WARNING,
        "Row {row} of the Seats list cannot be read: {columns}.",
        "It counts as it was read before, or else as in the partnership file.",
        "Correct these columns of the row.",
    ),
}
