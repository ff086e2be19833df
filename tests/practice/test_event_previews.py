"""What applying would do, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from practice.boards import Cadence, Seat
from practice.event_previews import preview
from practice.partnership import Partnership
from tests.practice.boards_made import HUB, PARTNERSHIP_BOARD, QEB, of
from tests.practice.events_made import RULES, difference, standing

SECOND = Seat("second", "Police", "police", holder="second@police.example.org")


def seen(rules: Partnership) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Preview a plan over the events of the one that stands."""
    known = standing()
    found = preview(difference(rules, known), known, rules.boards)
    return found.created, found.changed, found.cancelled


def test_a_first_plan_is_previewed_with_its_reasons() -> None:
    """Day, hours, how many are invited, and why that day."""
    created = preview(difference(RULES, []), [], RULES.boards).created
    assert len(created) == 14
    assert created[0].startswith(
        "Learning Hub, Wednesday 28 January 2026, 9:30am to 11:30am: 1 person invited. "
    )
    assert "The fourth Wednesday of January 2026" in created[0]


def test_a_standing_plan_has_nothing_to_preview() -> None:
    """The second run would write nothing."""
    assert seen(RULES) == ((), (), ())


def test_every_part_that_changes_is_named() -> None:
    """When, who, where and the words, in one sentence."""
    cadence = Cadence(date(2026, 1, 21), weekday=2, nth=3, every_months=2)
    hub = replace(HUB, cadence=cadence, place="Room 2", name="Learning Hub East", seats=(*HUB.seats, SECOND))
    _, changed, _ = seen(of(hub, QEB, PARTNERSHIP_BOARD))
    assert changed[0].startswith(
        "Learning Hub East, Wednesday 28 January 2026, 9:30am to 11:30am: moved to "
        "Wednesday 21 January 2026, 9:30am to 11:30am (The third Wednesday of January 2026), "
        '1 person more invited, place "Room 2"'
    )
    assert "other words in the invitation" in changed[0]


def test_a_link_to_come_is_named() -> None:
    """Everybody is told of it once."""
    _, changed, _ = seen(of(replace(HUB, teams_meeting=True), QEB, PARTNERSHIP_BOARD))
    assert changed[0].endswith(": a Teams link added.")


def test_two_who_come_and_one_who_goes_are_counted_not_named() -> None:
    """Addresses stay out of it."""
    seats = (replace(HUB.seats[0], holder="third@police.example.org"), SECOND)
    _, changed, _ = seen(of(replace(HUB, seats=seats), QEB, PARTNERSHIP_BOARD))
    assert ": 2 people more invited and 1 person no longer invited" in changed[0]
    assert "@" not in changed[0]


def test_a_board_that_is_dropped_is_cancelled_with_the_words_people_get() -> None:
    """The comment of the cancellation is shown as it would be sent."""
    _, _, cancelled = seen(of(HUB, QEB))
    assert len(cancelled) == 2
    assert "the board is no longer in the partnership's plan" in cancelled[0]
