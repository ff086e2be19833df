"""What an operator is told of work that is parked or tried again: what is wrong, and what to do."""

from __future__ import annotations

from practice.words import WORDS, say


def what_is_wrong(reason: str, kind: str = "") -> str:
    """Say it in a sentence; reasons are constant codes, and an unknown one has a sentence too.

    `kind` is the work's, such as "event": what is forbidden in a mailbox is granted otherwise than on a site.
    """
    return _say("stuck", reason, kind)


def what_to_do(reason: str, kind: str = "") -> str:
    return _say("mend", reason, kind)


def _say(what: str, reason: str, kind: str) -> str:
    key = f"{what}.{reason.partition(':')[0]}"
    return say(next((one for one in (f"{key}.{kind}", key) if one in WORDS), f"{what}.other"), {})
