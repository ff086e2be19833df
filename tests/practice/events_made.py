"""What the tests of the calendar's changes share: a year of three boards, planned, compared and made so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from practice.boards import BoardEvent, EventState
from practice.event_changes import Cancel, Change, Create, changes
from practice.partnership import Partnership
from tests.practice.boards_made import HUB, PARTNERSHIP_BOARD, QEB, of

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
TODAY = date(2025, 12, 1)
RULES = of(HUB, QEB, PARTNERSHIP_BOARD)


def difference(
    rules: Partnership, known: Sequence[BoardEvent], today: date = TODAY
) -> tuple[Create | Change | Cancel, ...]:
    return changes(rules, known, FIRST, LAST, today)


def applied(known: Sequence[BoardEvent], found: Sequence[Create | Change | Cancel]) -> list[BoardEvent]:
    """Do what the worker does: every wanted event stands, every cancelled one is gone."""
    events = {event.work_subject: event for event in known}
    for number, change in enumerate(found):
        event = change.event(f"key-{number}") if isinstance(change, Create) else change.event
        gone = event.state is EventState.CANCELLING
        state = EventState.CANCELLED if gone else EventState.STANDING
        events[event.work_subject] = replace(event, state=state, event_id=event.work_subject)
    return list(events.values())


def standing(rules: Partnership = RULES) -> list[BoardEvent]:
    return applied([], difference(rules, []))
