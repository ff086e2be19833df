"""What is said of a comparison: a sentence for each difference, what can be done, and one line for a report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from practice.accounting import Amiss
from practice.board_list import BOARD_MEETINGS
from practice.checking import EMPTIED, HOLDING_MORE, Difference
from practice.clocks import LONDON
from practice.dates_in_words import day_in_words, london_day
from practice.day_words import clock_words
from practice.words import say

_OLD = timedelta(hours=36)
"""A comparison that was due last night is this late only when something stops it."""


def difference_words(one: Difference) -> tuple[str, str]:
    """Say what differs and what can be done."""
    tokens = {"ref": one.ref, "list": one.where}
    drift = "back" if _to_be_emptied(one) else one.kind
    return say(f"drift.{drift}", tokens), say(f"mend.{_remedy(one)}", tokens)


def gone_words(one: Difference) -> str:
    """Say of an item that was deleted why nobody misses it."""
    return say("gone.back" if one.taken_back else "gone.meant", {"ref": one.ref, "list": one.where})


def _to_be_emptied(one: Difference) -> bool:
    return one.taken_back and one.kind in EMPTIED


def _remedy(one: Difference) -> str:
    if _to_be_emptied(one):
        return "back"
    if one.mendable and one.kind in HOLDING_MORE:
        return "meeting"
    if one.only_when_named and one.where == BOARD_MEETINGS:
        return "board"
    return "deleted" if one.only_when_named and one.item is None else one.kind


def amiss_words(amiss: Amiss, request_id: str) -> tuple[str, str]:
    return say(f"drift.{amiss}", {"ref": request_id}), say("mend.messages", {})


def check_line(at: datetime | None, counts: Mapping[str, int], now: datetime) -> str:
    """Say in one line when store, lists and messages were last compared, and what differed by kind."""
    if at is None:
        return say("check.never", {})
    local = at.astimezone(LONDON)
    when = f"{day_in_words(at, london_day(now))} at {clock_words(local.time())}"
    what = ", ".join(say(f"drifts.{kind}", {"n": str(count)}) for kind, count in counts.items())
    told = say("check.differs", {"when": when, "what": what}) if what else say("check.equal", {"when": when})
    return f"{told} {say('check.old', {})}" if now - at > _OLD else told
