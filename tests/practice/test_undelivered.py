"""What is said of people who could not be reached."""

from __future__ import annotations

from practice.outcomes import Refusal
from practice.undelivered import remedy, why


def test_every_refusal_has_its_own_reason_and_a_remedy() -> None:
    """No two refusals read alike, so that the coordinator knows what to do about each."""
    assert len({why(refusal) for refusal in Refusal}) == len(Refusal)
    assert len({remedy(refusal) for refusal in Refusal}) == len(Refusal)
    assert all(remedy(refusal).endswith(".") for refusal in Refusal)


def test_what_the_connector_said_in_its_own_words_has_a_remedy_too() -> None:
    """Nobody is shown without one."""
    assert why("chat_with_somebody_else") == "Teams did not take the message"
    assert remedy("chat_with_somebody_else").endswith("give the reason.")
