"""When the boards' events stand in Outlook: a year of them is read at once, and what is not there one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from graph_sync.calendar import OutlookCalendar
from practice.boards import BoardEvent
from practice.by_hand import Theirs
from tests.graph_sync.conftest import BOARDS, Service
from tests.graph_sync.test_board_events import EVENT, MEETING, calendar, standing

__all__ = ["calendar"]

pytestmark = pytest.mark.slow


async def year(calendar: OutlookCalendar) -> list[BoardEvent]:
    """Six events, a month apart, as they were made."""
    made = []
    for number in range(6):
        month = timedelta(days=28 * number)
        meeting = replace(
            MEETING, starts_at=MEETING.starts_at + month, ends_at=MEETING.ends_at + month, slot=f"s{number}"
        )
        made.append(await standing(calendar, replace(EVENT, meeting=meeting, key=str(UUID(int=90 + number)))))
    return made


async def move(service: Service, event: BoardEvent, day: str) -> None:
    """Move it, as somebody with the mailbox open would."""
    times = {
        end: {"dateTime": f"{day}T{hour}:00:00", "timeZone": "GMT Standard Time"}
        for end, hour in (("start", "14"), ("end", "16"))
    }
    await service.call("PATCH", f"/v1.0/users/{BOARDS}/events/{event.event_id}", times)


def as_planned(event: BoardEvent) -> Theirs:
    return Theirs(event.meeting.starts_at, event.meeting.ends_at)


async def test_a_year_of_events_is_read_in_one_request(service: Service, calendar: OutlookCalendar) -> None:
    events = await year(calendar)
    await service.call("DELETE", "/_local/requests")
    assert await calendar.standing(events) == [as_planned(event) for event in events]
    assert [(one["method"], one["path"].rpartition("/")[2]) for one in await service.requests()] == [
        ("GET", "calendarView")
    ]


async def test_what_somebody_moved_or_deleted_is_found_however_far_it_went(
    service: Service, calendar: OutlookCalendar
) -> None:
    """One is a day later, one two years, one deleted, and one cancelled; the others stand."""
    events = await year(calendar)
    await move(service, events[0], "2026-06-25")
    await move(service, events[1], "2028-06-28")
    await service.call("DELETE", f"/v1.0/users/{BOARDS}/events/{events[2].event_id}")
    await service.call(
        "POST", f"/v1.0/users/{BOARDS}/events/{events[3].event_id}/cancel", {"comment": "Not now."}
    )
    moved = [
        Theirs(datetime.fromisoformat(f"{day}T14:00"), datetime.fromisoformat(f"{day}T16:00"))
        for day in ("2026-06-25", "2028-06-28")
    ]
    rest = [as_planned(event) for event in events[4:]]
    assert await calendar.standing(events) == [*moved, Theirs(), Theirs(), *rest]
