"""The connector's limits are never exceeded, and who is told to wait waits alone unless the whole app is throttled."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.teams.pacing import CREATING, IN_A_ROW, MARGIN, Pacing

DOCUMENTED = ((7, 1.0), (8, 2.0), (60, 30.0), (1_800, 3_600.0))
CHATS = ("a:1", "a:2", CREATING)


def most_in_a_window(times: list[float], seconds: float) -> int:
    """The most requests that any window of this length holds, wherever it begins."""
    return max((sum(first <= each < first + seconds for each in times) for first in times), default=0)


@pytest.mark.slow
@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(CHATS), st.floats(0, 1.5)), min_size=1, max_size=150),
    st.integers(1, 40),
)
def test_no_window_of_any_length_is_ever_exceeded(asked: list[tuple[str, float]], burst: int) -> None:
    """Whatever is asked, however fast and in whatever bursts: for each conversation and for the whole app."""
    pacing, now = Pacing(), 0.0
    left: dict[str, list[float]] = {chat: [] for chat in CHATS}
    for chat, pause in asked:
        now += pause
        for _ in range(burst):
            if not pacing.admit(chat, now):
                left[chat].append(now)
    for times in left.values():
        assert all(most_in_a_window(times, seconds) <= most for most, seconds in DOCUMENTED)
    assert most_in_a_window(sorted(chain.from_iterable(left.values())), 1.0) <= 30


@pytest.mark.slow
@settings(deadline=None)
@given(st.lists(st.floats(0, 5), max_size=100))
def test_who_comes_back_when_told_to_is_let_through_at_once(pauses: list[float]) -> None:
    """The place given is a promise as long as nobody else pushes in."""
    pacing, now = Pacing(), 0.0
    for pause in pauses:
        now += pause
        if wait := pacing.admit("a:1", now):
            now += wait + 1e-6
            assert pacing.admit("a:1", now) == 0


def test_a_conversation_takes_1800_in_an_hour_and_no_more() -> None:
    """Two in three seconds break no shorter window; the next waits for the first to be an hour old."""
    pacing = Pacing()
    assert not any(pacing.admit("a:1", number * 1.6) for number in range(1_800))
    assert pacing.admit("a:1", 1_800 * 1.6) == 3_600 + MARGIN - 1_800 * 1.6


def test_those_who_wait_for_the_same_thing_are_given_places_one_behind_the_other() -> None:
    """Six hundred first contacts do not come back all at once to be refused again."""
    pacing = Pacing()
    waits = [pacing.admit(CREATING, 0.0) for _ in range(100)]
    assert waits[:7] == [0.0] * 7
    assert waits[7:] == sorted(waits[7:])
    assert waits[-1] > 30


def test_a_429_holds_up_its_own_conversation_alone() -> None:
    """Another one goes on; the first is due when it was told."""
    pacing = Pacing()
    pacing.refused("a:1", 7.0, 0.0)
    assert pacing.admit("a:1", 0.0) == 7.0
    assert pacing.admit("a:2", 0.0) == 0
    assert pacing.admit("a:1", 7.0) == 0


def test_different_conversations_refused_in_a_row_mean_that_everything_waits() -> None:
    """For as long as the longest of them was told."""
    pacing = Pacing()
    for number in range(IN_A_ROW):
        pacing.refused(f"a:{number}", 3.0 + number, 0.0)
    assert pacing.admit("a:9", 0.0) == 3.0 + IN_A_ROW - 1
    assert pacing.app.room(0.0) == 0
    assert pacing.admit("a:9", 3.0 + IN_A_ROW - 1) == 0


def test_scattered_refusals_and_a_busy_conversation_are_not_the_whole_app() -> None:
    """An answer in between breaks the row, and the same conversation counts once."""
    pacing = Pacing()
    for number in range(20):
        pacing.refused("a:1", 2.0, 0.0)
        pacing.refused(f"b:{number}", 2.0, 0.0)
        if number % 2:
            pacing.answered()
    assert pacing.admit("a:9", 0.0) == 0


@pytest.mark.slow
def test_what_is_remembered_is_forgotten_after_an_hour() -> None:
    """A year of conversations does not add up."""
    pacing = Pacing()
    for number in range(5_000):
        assert pacing.admit(f"a:{number}", number * 10.0) == 0
    assert len(pacing) <= 362
