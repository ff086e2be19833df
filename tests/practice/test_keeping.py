"""How long what nothing came of is kept; the cards and the notice promise the same."""

from __future__ import annotations

from datetime import UTC, datetime

from practice.defaults import TOKENS
from practice.keeping import DRAFT_DAYS, address_goes_at, draft_goes_at
from practice.partnership import WorkingHours

CLOSED = datetime(2026, 3, 31, 15, 30, tzinfo=UTC)


def test_a_draft_goes_at_the_end_of_the_fifth_working_day_after_the_close() -> None:
    """Good Friday and Easter Monday of 2026 do not count."""
    assert draft_goes_at(CLOSED, WorkingHours()) == datetime(2026, 4, 9, 15, 30, tzinfo=UTC)


def test_an_address_goes_thirty_days_after_the_close() -> None:
    """These are days, not working days."""
    assert address_goes_at(CLOSED) == datetime(2026, 4, 30, 15, 30, tzinfo=UTC)


def test_the_privacy_notice_says_what_is_done() -> None:
    """One number serves the words and the deletion."""
    assert TOKENS["keep_draft"] == f"{DRAFT_DAYS} working days"
