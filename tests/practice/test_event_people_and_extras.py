"""What seats' terms and extra meetings change in the calendar, and what they leave as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from practice.boards import EventState, ExtraMeeting
from practice.event_changes import Change, Create, changes
from practice.reseating import reseated
from tests.practice.boards_made import HUB, PARTNERSHIP_BOARD, QEB, of
from tests.practice.events_made import FIRST, LAST, TODAY, applied, difference, standing


def test_a_seat_invites_whoever_holds_it_on_the_day() -> None:
    """Somebody who leaves at the end of May is asked to no Hub after it, and the earlier events stay as they are."""
    (seat,) = HUB.seats
    known = standing(of(HUB))
    found = difference(of(replace(HUB, seats=(replace(seat, last=date(2026, 5, 31)),))), known)
    assert [one.event.meeting.slot for one in found if isinstance(one, Change)] == [
        "2026-07",
        "2026-09",
        "2026-11",
    ]
    assert {one.event.attendees for one in found if isinstance(one, Change)} == {()}


def test_a_deputy_who_comes_is_invited_for_that_day_alone() -> None:
    """Beside the holder, who may come after all; once it is applied nothing changes any more."""
    deputy, day = "deputy@police.example.org", date(2026, 5, 27)
    known = standing(of(HUB))
    coming = {("learning-hub", "2026-05", day): (deputy, HUB.seats[0].holder)}
    (found,) = changes(of(HUB), known, FIRST, LAST, TODAY, deputies=coming)
    assert isinstance(found, Change)
    assert found.event.attendees == (HUB.seats[0].holder, deputy)
    assert changes(of(HUB), applied(known, [found]), FIRST, LAST, TODAY, deputies=coming) == ()
    assert [*reseated(known, {HUB.key: HUB}, TODAY, coming)] == [found.event]
    other_day = {("learning-hub", "2026-05", date(2026, 5, 28)): (deputy,)}
    assert changes(of(HUB), known, FIRST, LAST, TODAY, deputies=other_day) == ()


def test_another_deputy_is_no_change_by_itself() -> None:
    """Writing the body would tell everybody. It is named with the next real change, and then once."""
    (seat,) = HUB.seats
    known = [
        replace(event, body_html="<p>Moved from May.</p>\n<hr>\n" + event.body_html)
        for event in standing(of(HUB))
    ]
    for deputy in ("", "other.deputy@example.org"):
        hub = replace(HUB, seats=(replace(seat, deputy=deputy),))
        assert difference(of(hub), known) == ()
        found = difference(of(replace(hub, place="Room 9")), known)
        assert len(found) == len(known)
        assert all(deputy in one.event.body_html for one in found if isinstance(one, Change))
        assert difference(of(replace(hub, place="Room 9")), applied(known, found)) == ()


def test_other_people_change_nothing_but_the_people() -> None:
    """Only those who come or go are told, whoever is the deputy by now, and a note of a move stays."""
    (seat,) = HUB.seats
    note = "<p>Moved from May.</p>\n<hr>\n"
    known = [replace(event, body_html=note + event.body_html) for event in standing(of(HUB))]
    hub = replace(HUB, seats=(replace(seat, holder="next@example.org", deputy="deputy@example.org"),))
    found = difference(of(hub), known)
    assert [one.event for one in found if isinstance(one, Change)] == [
        replace(event, attendees=("next@example.org",), state=EventState.WANTED) for event in known
    ]
    assert difference(of(hub), applied(known, found)) == ()


class TestAnExtraMeeting:
    """One more event, and no other one changes."""

    extra = ExtraMeeting("review", "one local review", date(2026, 2, 12), time(13), 60)

    def test_it_is_created_and_the_hub_after_it_still_looks_back_to_the_hub_before(self) -> None:
        """What people told us since January waits for March."""
        hub = replace(HUB, extras=(self.extra,))
        (created,) = difference(of(hub, QEB, PARTNERSHIP_BOARD), standing())
        assert isinstance(created, Create)
        assert created.event("key").work_subject == "learning-hub/extra-review/1"

    def test_on_another_day_it_is_the_same_event_moved(self) -> None:
        """Its key stays."""
        known = standing(of(replace(HUB, extras=(self.extra,))))
        later = replace(self.extra, day=date(2026, 2, 13))
        (moved,) = difference(of(replace(HUB, extras=(later,))), known)
        assert isinstance(moved, Change)
        assert "Moved from Thursday 12 February, 1pm to 2pm to Friday 13 February" in moved.event.body_html
