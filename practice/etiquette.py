"""How often people may be written to: the numbers of content.md, section 20, which a partnership may change.

"A week" is any seven days running, seven times 24 hours, not a calendar week. Who gets at most three messages in
any seven days running gets at most three in every calendar week too, and never six from a Thursday to a Tuesday.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Etiquette:
    """A partnership's numbers. Working days are those of the person's agency."""

    max_new: int = 2
    """New requests one person gets in a week."""
    max_contacts: int = 3
    """Messages one person gets in a week without having asked for them; a digest is one."""
    reminder_days: tuple[int, int] = (2, 5)
    """Working days after a request at which its two reminders are due."""
    busy_meetings: int = 8
    """Who is in more meetings than this in a week is busy ..."""
    busy_new: int = 1
    """... and gets at most this many new requests in one, picked by the sample."""
    digest_lines: int = 8
    """What one message carries at most; the rest waits for the next working day."""
    reading_budget: int = 40
    """Answers the coordinator can read in a week."""
    stale_days: int = 10
    """Working days after a meeting at which it is too late to ask about it."""
    longest_life_days: int = 30
    """Calendar days after a meeting to which leave may stretch a request."""
