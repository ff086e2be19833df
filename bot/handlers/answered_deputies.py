"""Deputies who answered: their cards follow when somebody else is named, or the meeting is on that day no more.

What a card says is kept beside it, so that each is painted again only when that is true no longer.
"""

from __future__ import annotations

import json
from datetime import datetime

from bot.handlers.deputies import says_of
from bot.handlers.notices import told_to
from bot.handlers.ports import Kind, Transaction
from practice.clocks import LONDON
from practice.partnership import Partnership

_ANSWERED = "answered:"
"""Before an event's subject: the cursor that names its deputies' cards which were answered, with what each says."""


def keep_shown(tx: Transaction, entry: str, says: str) -> None:
    """Keep what an answered card says by now, as the key of its words."""
    subject = told_to(entry)[0].subject
    tx.save_cursor(_ANSWERED + subject, json.dumps({**_shown(tx, subject), entry: says}))


def follow_answered(tx: Transaction, partnership: Partnership, now: datetime) -> None:
    """Ask for each card to be looked at again that says what is no longer so; what is over stays as it was."""
    today = now.astimezone(LONDON).date()
    for event in tx.board_events():
        for entry, shown in _shown(tx, event.work_subject).items():
            if told_to(entry)[0].day >= today and says_of(tx, partnership, entry, now) != shown:
                tx.add_work(Kind.SAID, entry, now)


def _shown(tx: Transaction, subject: str) -> dict[str, str]:
    kept = tx.cursor(_ANSWERED + subject)
    return {str(entry): str(says) for entry, says in json.loads(kept).items()} if kept else {}
