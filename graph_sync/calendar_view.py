"""A window of a calendar: how it is asked for, and one page of it.

https://learn.microsoft.com/en-us/graph/api/user-list-calendarview
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict, Field, ValidationError

_PAGE = 100


class _Page(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    value: list[object]
    next: str = Field("", alias="@odata.nextLink")


def view_of(since: datetime, until: datetime, members: Sequence[str]) -> str:
    """Give the end of the URL that asks for what touches the time between two aware times."""
    window = f"startDateTime={_utc(since)}&endDateTime={_utc(until)}"
    return f"calendarView?{window}&$select={','.join(members)}&$top={_PAGE}"


def read_page(body: object) -> tuple[list[object], str] | None:
    """Give a page's events, unread, and the link to the next one; None for what is no page."""
    try:
        page = _Page.model_validate(body)
    except ValidationError:
        return None
    return page.value, page.next


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
