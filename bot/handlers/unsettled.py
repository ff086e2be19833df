"""What waits for a person, in sentences: what somebody did to an event in Outlook, and how it is settled."""

from __future__ import annotations

from bot.handlers.by_hand import noticed
from bot.handlers.ports import Transaction
from practice.event_changes import slot_of
from practice.event_previews import when
from practice.partnership import Partnership
from practice.words import say


def unsettled(tx: Transaction, partnership: Partnership) -> tuple[str, ...]:
    """Say of each event that somebody changed in Outlook what is there, and how a person settles it."""
    left = noticed(tx)
    names = {board.key: board.name for board in partnership.boards}
    found = {slot_of(event.meeting): event.meeting for event in tx.board_events()}
    return tuple(
        say(
            "plan.by_hand",
            {},
            meeting=when(found[slot], names),
            theirs=theirs.sentence,
            board=slot[0],
            slot=slot[1],
        )
        for slot, theirs in sorted(left.items())
    )
