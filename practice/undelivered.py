"""What a coordinator is told of somebody who could not be reached: why, and what can be done about it."""

from __future__ import annotations

from practice.outcomes import Refusal
from practice.words import say


def why(refusal: Refusal) -> str:
    """The reason in a few words."""
    return say(f"unreached.{refusal}", {})


def remedy(refusal: Refusal) -> str:
    """What the coordinator can do, in a sentence."""
    return say(f"remedy.{refusal}", {})
