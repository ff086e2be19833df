"""With the setting "month" neither the row nor its place in the list says which meeting an answer is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from practice.attribution import Attribution, filed_at
from practice.filing import review_row
from tests.graph_sync.partnerships import MEETING, PARTNERSHIP, answer

NOW = datetime(2026, 3, 17, 12, 20, 30, tzinfo=UTC)


def test_by_meeting_an_answer_is_filed_at_once_and_names_its_meeting() -> None:
    """So the coordinator can read a meeting's answers together."""
    assert filed_at(NOW, Attribution.MEETING, 0.5) == NOW
    fields = review_row("key", answer(), MEETING, PARTNERSHIP).fields
    assert (fields["MeetingRef"], str(fields["MeetingDate"])) == (MEETING.ref, "2026-06-10")


def test_by_month_it_is_filed_after_the_hour_in_an_order_left_to_chance() -> None:
    """Whoever answers first may stand last."""
    first = filed_at(NOW, Attribution.MONTH, 0.9)
    second = filed_at(NOW.replace(minute=50), Attribution.MONTH, 0.1)
    assert datetime(2026, 3, 17, 13, tzinfo=UTC) <= second < first < datetime(2026, 3, 17, 13, 10, tzinfo=UTC)


def test_by_month_the_row_names_the_month_and_the_type_alone() -> None:
    """Neither the meeting's reference nor its date."""
    by_month = replace(PARTNERSHIP, attribution=Attribution.MONTH)
    fields = review_row("key", answer(), MEETING, by_month).fields
    assert (fields["MeetingRef"], fields["MeetingDate"]) == (None, None)
    assert (fields["Month"], fields["MeetingType"]) == ("2026-06", "Core group")
