"""What people read of a meeting that moved or was cancelled: content.md, section 14.6."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from practice.boards import Board, Cadence
from practice.event_words import cancelled, with_moved_note, without_note
from tests.practice.boards_made import HUB
from tests.practice.test_event_words import meeting, read


def test_a_moved_meeting_says_from_when_to_when_and_why() -> None:
    """And that only this invitation is to be answered."""
    old = meeting(HUB)
    new = replace(meeting(HUB, date(2026, 2, 4)), why="Moved from there: a <reason>")
    body = with_moved_note("<p>It is.</p>\n", old, new)
    assert read(body).startswith(
        "Moved from Wednesday 28 January, 9:30am to 11:30am to "
        "Wednesday 25 February, 9:30am to 11:30am. Why: Moved from there: a <reason>. "
        "The old invitation is replaced; you do not need to do anything but answer this one."
    )
    assert without_note(body) == without_note("<p>It is.</p>\n") == "<p>It is.</p>\n"


def test_a_cancellation_says_what_comes_instead() -> None:
    """The board's next meeting, or that there is none."""
    following = meeting(HUB, date(2027, 1, 27))
    off = replace(HUB, called_off=(("2026-01", "an inspection takes its place"),))
    assert cancelled(meeting(HUB), off, following) == (
        "Learning Hub on Wednesday 28 January is cancelled. Why: an inspection takes its place. "
        "The next meeting is on Wednesday 27 January 2027."
    )
    assert cancelled(meeting(HUB), off, None).endswith("No other meeting is planned.")


FOLLOWING = replace(HUB, cadence=Cadence(date(2026, 1, 1), follows="qeb", working_days=15))


@pytest.mark.parametrize(
    ("board", "slot", "why"),
    [
        (HUB, "extra-budget", "the partnership took this extra meeting out of its plan"),
        (
            HUB,
            "2026-01",
            "the rule of its dates was changed, and it has no meeting for January 2026 any more",
        ),
        (
            FOLLOWING,
            "2026-01",
            "it goes by the meetings of another board, and there is none for January 2026 any more",
        ),
        (None, "2026-01", "the board is no longer in the partnership's plan"),
    ],
)
def test_a_cancellation_without_a_reason_of_the_partnerships_own_says_what_changed(
    board: Board | None, slot: str, why: str
) -> None:
    """The extra meeting that was taken out, or the rule that no longer asks for it."""
    said = cancelled(replace(meeting(HUB), slot=slot), board, None)
    assert said.split(" is cancelled. ")[1] == f"Why: {why}. No other meeting is planned."


@pytest.mark.parametrize(
    ("day", "why", "reason"),
    [
        (date(2026, 2, 4), "Moved from Wednesday 28 January 2026: a strike", "a strike"),
        (date(2026, 2, 4), "The fourth Wednesday of January 2026", "The fourth Wednesday of January 2026"),
        (date(2026, 1, 28), "The fourth Wednesday of January 2026", "the board's hours were changed"),
        (date(2026, 1, 28), "Moved in Outlook", "Moved in Outlook"),
    ],
)
def test_a_note_says_the_reason_once_and_what_really_changed(day: date, why: str, reason: str) -> None:
    """Never the day of the old invitation twice, nor a day's reason where the hours alone are others."""
    old = meeting(HUB)
    starts_at = old.starts_at.replace(year=day.year, month=day.month, day=day.day, hour=13)
    new = replace(old, starts_at=starts_at, ends_at=starts_at + (old.ends_at - old.starts_at), why=why)
    assert f" Why: {reason}. The old invitation is replaced;" in read(with_moved_note("", old, new))


@pytest.mark.parametrize(
    ("slot", "old_why", "reason"),
    [
        ("2026-01", "Moved in Outlook", "it goes back to the hours of the plan"),
        ("extra-budget", "An extra meeting: the partnership chose this day", "its hours were changed"),
    ],
)
def test_hours_that_are_not_the_boards_say_so(slot: str, old_why: str, reason: str) -> None:
    """Theirs that were adopted from Outlook and are given up, and those of an extra meeting."""
    new = replace(meeting(HUB), slot=slot)
    old = replace(new, starts_at=new.starts_at.replace(hour=13), why=old_why)
    assert f" Why: {reason}. The old invitation is replaced;" in read(with_moved_note("", old, new))
