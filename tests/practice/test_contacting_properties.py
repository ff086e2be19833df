"""Promises of the etiquette that hold for whatever comes, day after day."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practice.calendars import WorkingCalendar
from practice.contacting import Candidate, Due
from practice.etiquette import WEEK
from practice.pacing import AS_NOW, Contact, HowOften, Pace
from practice.working_time import next_open
from tests.practice.etiquette_made import CALENDAR, HALF_TERM, Town, at, new, reminder

pytestmark = pytest.mark.slow

MOMENTS = st.integers(0, 60 * 24 * 20).map(lambda minutes: at(1, 0) + timedelta(minutes=minutes))
PACES = st.sampled_from([AS_NOW, *(Pace(how, at(20, 0)) for how in list(HowOften)[1:])])


@st.composite
def arrivals(draw: st.DrawFn) -> list[Candidate]:
    requests = [
        new(f"n{number}", moment) for number, moment in enumerate(draw(st.lists(MOMENTS, max_size=12)))
    ]
    reminders = [
        reminder(f"r{number}", moment, last=last)
        for number, (moment, last) in enumerate(
            draw(st.lists(st.tuples(MOMENTS, st.booleans()), max_size=12))
        )
    ]
    return [*requests, *reminders]


def lived(
    town: Town, waiting: list[Candidate]
) -> tuple[list[tuple[datetime, tuple[Candidate, ...]]], set[str]]:
    """Follow `look_again_at` until nothing waits; give every message, and what was left out."""
    now: datetime | None = at(1, 0)
    history: list[Contact] = []
    sent, out = [], set()
    while now:
        decision = Town(history, town.pace, town.meetings, town.etiquette, town.calendar).decides(
            now, *waiting
        )
        assert decision.look_again_at is None or decision.look_again_at > now
        if decision.send:
            history.append(Contact(now, sum(one.kind is Due.NEW_REQUEST for one in decision.send)))
            sent.append((now, decision.send))
        out |= set(decision.left_out)
        gone = {*decision.send, *decision.dropped}
        waiting = [one for one in waiting if one not in gone and one.prompt_id not in decision.left_out]
        now = decision.look_again_at
    assert waiting == []
    return sent, out


@settings(deadline=None)
@given(arrivals(), PACES, st.sampled_from([1, 12]), st.sampled_from([CALENDAR, HALF_TERM]))
def test_whatever_comes_limits_hold_and_everything_finds_its_end(
    waiting: list[Candidate], pace: Pace, meetings: int, calendar: WorkingCalendar
) -> None:
    """No fourth message and no third new request in any seven days, all in working hours, nothing twice."""
    town = Town(pace=pace, meetings=meetings, calendar=calendar)
    sent, out = lived(town, waiting)
    for moment, _ in sent:
        week = [items for other, items in sent if moment - WEEK < other <= moment]
        assert len(week) <= 3
        assert sum(one.kind is Due.NEW_REQUEST for items in week for one in items) <= (
            1 if meetings > 8 else 2
        )
        assert next_open(moment, town.calendar) == moment
    everything = [one for _, items in sent for one in items]
    assert len(everything) == len(set(everything))
    assert not out & {one.prompt_id for one in everything}
    assert all(one.due_at <= moment < one.closes_at for moment, items in sent for one in items)


@settings(deadline=None)
@given(arrivals(), MOMENTS)
def test_the_order_in_which_things_are_told_changes_nothing(waiting: list[Candidate], now: datetime) -> None:
    """A decision is a function of what is known."""
    assert Town().decides(now, *waiting).send == Town().decides(now, *reversed(waiting)).send
