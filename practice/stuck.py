"""What an operator is told of work that is parked or tried again: what is wrong, and what to do."""

from __future__ import annotations

from practice.words import WORDS, say


def what_is_wrong(reason: str) -> str:
    """Say it in a sentence; reasons are constant codes, and an unknown one has a sentence too."""
    return _say("stuck", reason)


def what_to_do(reason: str) -> str:
    return _say("mend", reason)


def _say(what: str, reason: str) -> str:
    key = f"{what}.{reason.partition(':')[0]}"
    return say(key if key in WORDS else f"{what}.other", {})
