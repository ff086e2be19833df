"""Counting what became of requests."""

from __future__ import annotations

from practice.prompts import PromptState
from practice.review_counts import NAMED, Group, counted, reason_words, state_words


def test_every_request_is_in_one_part() -> None:
    """A state nobody knows is in none, and the sum shows it."""
    groups = [
        Group("answered", "", 2),
        Group("sent", "", 1),
        Group("not_asked", "hold", 1),
        Group("not_asked", "sample", 3),
    ]
    counts = counted(7, groups)
    assert (counts.parts, counts.adds_up, counts.waiting) == (7, True, 1)
    assert counts.named[PromptState.NOT_ASKED] == 4
    assert counts.not_asked_reasons == {"hold": 1, "sample": 3}
    assert not counted(8, [*groups, Group("lost", "", 1)]).adds_up


def test_states_and_reasons_have_words() -> None:
    """A reason without words is shown as it is stored."""
    assert len({state_words(state) for state in NAMED}) == len(NAMED)
    assert (reason_words("hold"), reason_words("left_out_by_hand")) == ("on hold", "left out by hand")
