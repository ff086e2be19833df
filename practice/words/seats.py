"""What is said of the Seats list: who is not invited and why, and what the coordinator can do (content.md, 14.6)."""

SEATS = {
    "event.left": "{holder} has left. The {seat} seat on {board} is vacant. Who takes it?",
    "seats.deputy_left": "{holder} has left, and was the deputy of the {seat} seat on {board}. Who takes it?",
    "seats.outside": (
        "{board}, {seat}: the {part} {holder} has an address in no domain of the partnership, and is not invited. "
        "Choose somebody else, or add the domain to the partnership file."
    ),
    "seats.no_address": (
        "{board}, {seat}: the {part} has no mail address on the boards site, and is not invited. Choose a person."
    ),
    "seats.waiting": (
        "{board}, {seat}: the boards site does not know the {part} {holder}, who counts as in the partnership "
        "file until the cell is filled. Give them access to the site, or choose somebody in the Seats list."
    ),
    "seats.twice": "{board}: {holder} sits twice, as {other} and as {seat}, and is counted once.",
    "seats.from_after_to": "{board}, {seat}: From, {first}, is after To, {last}; nobody is invited by it.",
    "seats.unknown_board": "Seats list: {seat} is on {board}, which is no board of the partnership file.",
    "seats.unreadable": (
        "Seats list: row {row} cannot be read: {columns}. It counts as it was read before, or else as in the "
        "partnership file. Correct it in the list."
    ),
    "seats.no_seats": "{board}: the Seats list has no seat of it. Those of the partnership file count.",
    "seats.read": "Seats as the Seats list had them on {when}.",
    "seats.heading": "Seats list",
    "provision.seeded": "write the {count} seats of the partnership file into {list}, once",
    "provision.seats_unknown": (
        "Seats: the boards site does not know these people, so their cells are empty. They count as in the "
        "partnership file until somebody fills the cell: give them access to the site, or choose them in the "
        "list. {people}"
    ),
}
