"""From the plan to what must be done in the calendar: once, and then nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practice.board_defaults import LEARNING_HUB
from practice.boards import BoardEvent, Cadence, EventState, Seat
from practice.event_changes import Cancel, Change, Create, changes
from tests.practice.boards_made import BEXLEY, HUB, PARTNERSHIP_BOARD, PRESENT_DAY, QEB, of
from tests.practice.events_made import FIRST, RULES, TODAY, applied, difference, standing

LATER_HUB = replace(HUB, cadence=Cadence(date(2026, 1, 21), weekday=2, nth=3, every_months=2))


def test_a_first_plan_creates_every_meeting_of_the_window() -> None:
    """With its words, its people and its place, as generation 1."""
    found = difference(RULES, [])
    assert len(found) == 14
    assert all(isinstance(one, Create) for one in found)
    event = next(one for one in standing() if one.meeting.board == LEARNING_HUB)
    assert event.work_subject == "learning-hub/2026-01/1"
    assert (event.subject, event.place) == ("Learning Hub", "Room 1")
    assert event.attendees == ("hub@police.example.org",)
    assert event.key


def test_a_second_run_writes_nothing() -> None:
    """The same plan, the same events."""
    assert difference(RULES, standing()) == ()


def test_a_run_before_the_first_was_carried_out_writes_nothing_either() -> None:
    """What is wanted is known already."""
    wanted = [one.event(f"key-{n}") for n, one in enumerate(difference(RULES, [])) if isinstance(one, Create)]
    assert difference(RULES, wanted) == ()


def test_a_meeting_that_moves_is_changed_keeps_its_key_and_says_so() -> None:
    """The slot names it, not the date."""
    rules = of(LATER_HUB, QEB, PARTNERSHIP_BOARD)
    found = [one for one in difference(rules, standing()) if one_board(one) == LEARNING_HUB]
    assert len(found) == 6
    (january,) = (one for one in found if isinstance(one, Change) and one.event.meeting.slot == "2026-01")
    before = next(one for one in standing() if one.work_subject == january.event.work_subject)
    assert january.event.key == before.key
    assert january.event.event_id == before.event_id
    assert january.event.state is EventState.WANTED
    assert "Moved from Wednesday 28 January, 9:30am to 11:30am to Wednesday 21 January" in (
        january.event.body_html
    )


def one_board(change: Create | Change | Cancel) -> str:
    about = change.wanted.meeting if isinstance(change, Create) else change.event.meeting
    return about.board


def test_after_a_move_the_next_run_writes_nothing() -> None:
    """The note above the words is not a difference."""
    rules = of(LATER_HUB, QEB, PARTNERSHIP_BOARD)
    moved = applied(standing(), difference(rules, standing()))
    assert any("Moved from" in event.body_html for event in moved)
    assert difference(rules, moved) == ()


def test_people_who_never_had_the_first_invitation_are_not_told_of_a_move() -> None:
    """It was only wanted, never sent."""
    wanted = [one.event("key") for one in difference(RULES, []) if isinstance(one, Create)]
    found = difference(of(LATER_HUB, QEB, PARTNERSHIP_BOARD), wanted)
    assert found
    assert not any("The old invitation" in one.event.body_html for one in found if isinstance(one, Change))


def test_a_board_that_starts_to_meet_in_teams_changes_its_events_and_one_that_stops_keeps_their_links() -> (
    None
):
    """Outlook keeps an online meeting one, and a later change does not ask it to stop."""
    in_teams = replace(HUB, teams_meeting=True)
    found = difference(of(in_teams, QEB, PARTNERSHIP_BOARD), standing())
    assert {one_board(one) for one in found} == {LEARNING_HUB}
    events = applied(standing(), found)
    assert all(event.teams_meeting for event in events if event.meeting.board == LEARNING_HUB)
    assert difference(of(in_teams, QEB, PARTNERSHIP_BOARD), events) == ()
    assert difference(RULES, events) == ()
    elsewhere = difference(of(replace(HUB, place="Room 9"), QEB, PARTNERSHIP_BOARD), events)
    assert elsewhere
    assert all(one.event.teams_meeting for one in elsewhere if isinstance(one, Change))


def test_a_new_place_or_person_changes_the_event_without_a_note() -> None:
    """Nothing moved."""
    hub = replace(HUB, place="Room 3", seats=(*HUB.seats, Seat("a", "A", "A", holder="a@example.org")))
    found = difference(of(hub, QEB, PARTNERSHIP_BOARD), standing())
    assert len(found) == 6
    for one in found:
        assert isinstance(one, Change)
        assert one.event.place == "Room 3"
        assert one.event.attendees == ("hub@police.example.org", "a@example.org")
        assert "The old invitation" not in one.event.body_html


def test_an_agenda_under_its_earlier_heading_stays_until_something_else_is_written() -> None:
    """An upgrade alone sends nobody an update; a new place brings the heading of today."""
    hub = replace(HUB, agenda=((0, ("Welcome",)),))
    today, earlier = "<h2>Agenda</h2>", "<p><strong>Agenda</strong></p>"
    known = [replace(one, body_html=one.body_html.replace(today, earlier)) for one in standing(of(hub))]
    assert all(earlier in one.body_html for one in known)
    assert difference(of(hub), known) == ()
    found = difference(of(replace(hub, place="Room 3")), known)
    assert len(found) == 6
    assert all(isinstance(one, Change) and today in one.event.body_html for one in found)


def test_the_order_of_attendees_is_no_difference() -> None:
    """Exchange reorders them, and a file may."""
    other = Seat("a", "A", "A", holder="a@example.org")
    one, two = (replace(HUB, seats=seats) for seats in ((*HUB.seats, other), (other, *HUB.seats)))
    assert difference(of(two), applied([], difference(of(one), []))) == ()


def test_a_person_with_two_seats_is_invited_once() -> None:
    """And a vacant seat invites nobody."""
    twice = Seat("again", "Again", "Police", holder="hub@police.example.org")
    hub = replace(HUB, seats=(*HUB.seats, twice, Seat("vacant", "Vacant", "Nobody")))
    assert {event.attendees for event in standing(of(hub))} == {("hub@police.example.org",)}


def test_a_meeting_no_longer_planned_is_cancelled_and_the_next_one_named() -> None:
    """The Hub now meets every four months."""
    rules = of(replace(HUB, cadence=replace(HUB.cadence, every_months=4)), PARTNERSHIP_BOARD)
    known = standing(of(HUB, PARTNERSHIP_BOARD))
    gone = [one.event for one in difference(rules, known) if isinstance(one, Cancel)]
    assert [event.meeting.slot for event in gone] == ["2026-03", "2026-07", "2026-11"]
    assert gone[0].state is EventState.CANCELLING
    assert gone[0].cancel_comment == (
        "Learning Hub on Wednesday 25 March is cancelled. Why: the rule of its dates was changed, "
        "and it has no meeting for March 2026 any more. "
        "The next meeting is on Wednesday 27 May."
    )
    assert not any(
        isinstance(one, Cancel) for one in difference(rules, applied(known, difference(rules, known)))
    )


def test_a_board_that_is_gone_altogether_cancels_its_meetings() -> None:
    """Without naming a next one."""
    found = difference(of(HUB), standing(of(HUB, PARTNERSHIP_BOARD)))
    comments = [one.event.cancel_comment for one in found if isinstance(one, Cancel)]
    assert len(comments) == 2
    assert all(comment.endswith("No other meeting is planned.") for comment in comments)


def test_a_cancelled_meeting_that_is_wanted_again_is_a_new_generation() -> None:
    """The old transaction id would find the old, deleted event."""
    fewer = of(replace(HUB, cadence=replace(HUB.cadence, every_months=4)))
    cancelled = applied(standing(of(HUB)), difference(fewer, standing(of(HUB))))
    again = [one for one in difference(of(HUB), cancelled) if isinstance(one, Create)]
    assert [(one.wanted.meeting.slot, one.generation) for one in again] == [
        ("2026-03", 2),
        ("2026-07", 2),
        ("2026-11", 2),
    ]
    assert difference(of(HUB), applied(cancelled, again)) == tuple(
        one for one in difference(of(HUB), cancelled) if isinstance(one, Change)
    )


def test_a_cancelled_meeting_that_is_not_wanted_stays_as_it_is() -> None:
    """It is not cancelled twice."""
    fewer = of(replace(HUB, cadence=replace(HUB.cadence, every_months=4)))
    cancelled = applied(standing(of(HUB)), difference(fewer, standing(of(HUB))))
    assert difference(fewer, cancelled) == ()


def test_meetings_that_were_held_are_left_alone() -> None:
    """A change of rules does not rewrite the past."""
    rules = of(LATER_HUB, PARTNERSHIP_BOARD)
    known = standing(of(HUB, PARTNERSHIP_BOARD))
    slots = [
        one.event.meeting.slot
        for one in difference(rules, known, today=date(2026, 7, 1))
        if isinstance(one, Change)
    ]
    assert slots == ["2026-07", "2026-09", "2026-11"]


def test_nobody_is_invited_to_what_is_over() -> None:
    """A year applied in July invites to its second half."""
    found = difference(RULES, [], today=date(2026, 7, 1))
    days = [one.wanted.meeting.starts_at.date() for one in found if isinstance(one, Create)]
    assert days
    assert min(days) >= date(2026, 7, 1)


def test_events_outside_the_window_are_left_alone() -> None:
    """They are neither changed nor cancelled until somebody asks about their time."""
    known = applied([], changes(RULES, [], FIRST, date(2027, 12, 31), TODAY))
    assert difference(RULES, known) == ()
    moved = of(LATER_HUB, QEB, PARTNERSHIP_BOARD)
    found = changes(moved, known, FIRST, date(2026, 3, 31), TODAY)
    assert {one.event.meeting.slot for one in found if isinstance(one, Change)} <= {
        "2026-01",
        "2026-02",
        "2026-03",
    }


def test_the_open_scoping_meeting_hides_its_attendees_from_each_other() -> None:
    """Only that one."""
    found = changes(BEXLEY, [], date(2016, 4, 1), date(2017, 3, 31), date(2016, 4, 1))
    hidden = [
        one.wanted.meeting.slot for one in found if isinstance(one, Create) and one.wanted.hide_attendees
    ]
    assert hidden == ["2016-04"]


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(
    st.dates(date(2024, 1, 1), date(2030, 1, 1)),
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=4),
)
def test_any_windows_in_any_order_end_in_the_same_events(start: date, windows: list[tuple[int, int]]) -> None:
    """Overlapping runs create each meeting once, and a repeat of any of them writes nothing."""
    known: list[BoardEvent] = []
    asked = [
        (start + timedelta(days=begin), start + timedelta(days=begin + length)) for begin, length in windows
    ]
    for first, last in asked:
        known = applied(known, changes(PRESENT_DAY, known, first, last, start))
    assert all(event.generation == 1 for event in known)
    for first, last in asked:
        assert changes(PRESENT_DAY, known, first, last, start) == ()
