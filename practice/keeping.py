"""How long what people gave us is kept when nothing came of it: content.md section 22, as the code carries it out."""

from __future__ import annotations

from datetime import datetime, timedelta

from practice.calendars import Openings
from practice.working_time import closing

DRAFT_DAYS = 5
"""Working days after a request closes at which its draft is deleted; the cards promise just this."""

ADDRESS_DAYS = 30
"""Days after a request closes at which the address it was sent to is deleted."""


def draft_goes_at(closes_at: datetime, hours: Openings) -> datetime:
    """Give the moment (UTC) at which the draft of a request that closed at `closes_at` is deleted."""
    return closing(closes_at, DRAFT_DAYS, hours)


def address_goes_at(closes_at: datetime) -> datetime:
    """Give the moment at which the address of a request that closed at `closes_at` is deleted."""
    return closes_at + timedelta(days=ADDRESS_DAYS)
