"""A window of a calendar, and how it is asked for.

https://learn.microsoft.com/en-us/graph/api/user-list-calendarview
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

_PAGE = 100


def view_of(since: datetime, until: datetime, members: Sequence[str]) -> str:
    """Give the end of the URL that asks for what touches the time between two aware times."""
    window = f"startDateTime={_utc(since)}&endDateTime={_utc(until)}"
    return f"calendarView?{window}&$select={','.join(members)}&$top={_PAGE}"


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
