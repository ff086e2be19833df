"""What applying a plan would do, in words: which events, which parts of them, and why. Nobody is named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from practice.boards import Board, BoardEvent, BoardMeeting
from practice.day_words import clock_words, joined, long_day
from practice.event_changes import Cancel, Change, Create, slot_of
from practice.event_words import without_note


@dataclass(frozen=True, slots=True)
class Preview:
    """One sentence for each event that would be created, changed or cancelled."""

    created: tuple[str, ...]
    changed: tuple[str, ...]
    cancelled: tuple[str, ...]
    by_hand: tuple[str, ...] = ()
    """Left alone, because somebody changed them in Outlook."""


def preview(
    found: Iterable[Create | Change | Cancel],
    known: Iterable[BoardEvent],
    boards: Iterable[Board],
    by_hand: tuple[str, ...] = (),
) -> Preview:
    """Put the differences that `changes` found into words; `known` and `boards` are what it was given."""
    names = {board.key: board.name for board in boards}
    latest = {slot_of(event.meeting): event for event in sorted(known, key=lambda event: event.generation)}
    created, changed, cancelled = [], [], []
    for one in found:
        if isinstance(one, Create):
            created.append(_created(one, names))
        elif isinstance(one, Change):
            changed.append(_changed(latest[slot_of(one.event.meeting)], one.event, names))
        else:
            cancelled.append(f"{when(one.event.meeting, names)}. {one.event.cancel_comment}")
    return Preview(tuple(created), tuple(changed), tuple(cancelled), by_hand)


def when(meeting: BoardMeeting, names: dict[str, str]) -> str:
    """Give "Learning Hub, Wednesday 24 June 2026, 9:30am to 11:30am"."""
    return f"{names.get(meeting.board, meeting.board)}, {day_and_hours(meeting)}"


def day_and_hours(meeting: BoardMeeting) -> str:
    hours = f"{clock_words(meeting.starts_at.time())} to {clock_words(meeting.ends_at.time())}"
    return f"{long_day(meeting.starts_at.date())}, {hours}"


def _created(one: Create, names: dict[str, str]) -> str:
    meeting = one.wanted.meeting
    return f"{when(meeting, names)}: {_people(len(one.wanted.attendees))} invited. {meeting.why}."


def _changed(before: BoardEvent, after: BoardEvent, names: dict[str, str]) -> str:
    return f"{when(before.meeting, names)}: {joined(_parts(before, after))}."


def _parts(before: BoardEvent, after: BoardEvent) -> list[str]:
    old, new = before.meeting, after.meeting
    moved = (old.starts_at, old.ends_at) != (new.starts_at, new.ends_at)
    come, go = set(after.attendees) - set(before.attendees), set(before.attendees) - set(after.attendees)
    parts = (
        (moved, f"moved to {day_and_hours(new)} ({new.why})"),
        (bool(come), f"{_people(len(come))} more invited"),
        (bool(go), f"{_people(len(go))} no longer invited"),
        (before.place != after.place, f'place "{after.place}"'),
        (before.subject != after.subject, f'subject "{after.subject}"'),
        (without_note(before.body_html) != without_note(after.body_html), "other words in the invitation"),
        (before.hide_attendees != after.hide_attendees, "who sees the attendees"),
        (before.teams_meeting != after.teams_meeting, "a Teams link added"),
    )
    return [words for differs, words in parts if differs]


def _people(many: int) -> str:
    return "1 person" if many == 1 else f"{many} people"
