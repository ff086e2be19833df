"""What somebody did to an event in Outlook, and the plan that keeps it so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from practice.boards import EventState
from practice.by_hand import MOVED_WHY, Theirs, by_hand, moved, times_of, with_adopted
from practice.event_changes import Change, changes, slot_of
from practice.event_previews import preview
from tests.practice.events_made import FIRST, LAST, RULES, TODAY, applied, standing

HUB = next(event for event in standing() if event.meeting.slot == "2026-01")
LATER = Theirs(HUB.meeting.starts_at + timedelta(days=1), HUB.meeting.ends_at + timedelta(days=1))
OURS = Theirs(HUB.meeting.starts_at, HUB.meeting.ends_at)


@pytest.mark.parametrize(
    ("state", "found", "expected"),
    [
        (EventState.STANDING, OURS, False),
        (EventState.STANDING, LATER, True),
        (EventState.WANTED, LATER, False),
        (EventState.WANTED, Theirs(), True),
    ],
)
def test_what_counts_as_changed_by_hand(state: EventState, found: Theirs, expected: bool) -> None:
    """An event that is yet to be written stands as it was before."""
    assert by_hand(replace(HUB, state=state), found) is expected


def test_a_move_is_told_from_a_change_of_ours_by_our_own_times() -> None:
    """Where it stood, and where each change may have put it; any other time is somebody's."""
    wanted = replace(HUB, state=EventState.WANTED)
    stood = times_of(replace(HUB, meeting=moved(HUB.meeting, LATER)))
    assert not by_hand(wanted, LATER, [stood])
    assert not by_hand(wanted, OURS, [stood])
    assert by_hand(wanted, Theirs(HUB.meeting.starts_at, LATER.ends_at), [stood])


def test_what_outlook_says_is_said_in_words() -> None:
    """A day and a time, or that it is gone."""
    assert LATER.sentence == "Outlook says Thursday 29 January 2026, 9:30am to 11:30am"
    assert Theirs().sentence == "Outlook says deleted"
    assert (LATER.told, Theirs().told) == ("Thursday 29 January 2026, 9:30am to 11:30am", "Deleted")


def test_an_adopted_time_is_the_plans_and_explains_itself() -> None:
    """The others stay; a meeting whose deletion was adopted is left out; the order is that of time."""
    meetings = [event.meeting for event in standing()]
    found = with_adopted(meetings, {slot_of(HUB.meeting): LATER, ("qeb", "2026-02"): Theirs()})
    assert len(found) == len(meetings) - 1
    assert found[0] == moved(HUB.meeting, LATER)
    assert (found[0].starts_at, found[0].why) == (LATER.starts_at, MOVED_WHY)


def test_what_waits_for_a_person_is_left_alone() -> None:
    """Another plan changes everything but that; adopted, it changes in its words alone, and then no more."""
    slot = slot_of(HUB.meeting)
    assert not changes(
        RULES, [replace(HUB, place="Room 9")], FIRST, HUB.meeting.starts_at.date(), TODAY, {}, {slot}
    )
    known = [
        replace(event, meeting=moved(event.meeting, LATER)) if event == HUB else event for event in standing()
    ]
    found = changes(RULES, known, FIRST, LAST, TODAY, {slot: LATER})
    (ours,) = (one for one in found if isinstance(one, Change) and slot_of(one.event.meeting) == slot)
    assert "Moved in Outlook." in ours.event.body_html
    assert changes(RULES, applied(known, found), FIRST, LAST, TODAY, {slot: LATER}) == ()


def test_a_preview_carries_what_is_left_alone() -> None:
    """As it was given."""
    assert preview([], [], RULES.boards, ("left",)).by_hand == ("left",)
