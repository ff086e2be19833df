"""What waits for a person, in sentences: what somebody did to an event in Outlook, and how it is settled."""

from __future__ import annotations

from datetime import datetime

from bot.handlers.by_hand import still_to_settle
from bot.handlers.ports import Transaction
from practice.event_changes import slot_of
from practice.event_previews import when
from practice.partnership import Partnership
from practice.words import say


def unsettled(tx: Transaction, partnership: Partnership, now: datetime) -> tuple[str, ...]:
    """Say of each event to come that somebody changed in Outlook what is there, and how a person settles it."""
    names = {board.key: board.name for board in partnership.boards}
    return tuple(
        say(
            "plan.by_hand",
            {},
            meeting=when(event.meeting, names),
            theirs=theirs.sentence,
            board=event.meeting.board,
            slot=event.meeting.slot,
        )
        for event, theirs in sorted(still_to_settle(tx, now), key=lambda one: slot_of(one[0].meeting))
    )
