"""What a coordinator is told of somebody who could not be reached: why, and what can be done about it."""

from __future__ import annotations

from practice.words import WORDS, say


def why(reason: str) -> str:
    """The reason in a few words; also where it is no Refusal, but what the connector said of a request."""
    return _say("unreached", reason)


def remedy(reason: str) -> str:
    """What the coordinator can do, in a sentence."""
    return _say("remedy", reason)


def _say(what: str, reason: str) -> str:
    key = f"{what}.{reason}"
    return say(key if key in WORDS else f"{what}.other", {})
