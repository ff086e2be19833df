"""Meetings from the intake mailbox: what is read of them, and what must never be."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from graph_sync.calendar import OutlookCalendar
from graph_sync.client import GraphClient
from graph_sync.intake import read_event, source_key
from practice.meetings import How, SeenMeeting
from practice.outcomes import UNTIL_MENDED, Parked, RetryAfter
from practice.people import AttendeeKind
from tests.graph_sync.conftest import BOARDS, INTAKE, Service
from tests.graph_sync.scripted import Scripted

MORNING = datetime(2026, 11, 20, 9, tzinfo=UTC)
WIRE: dict[str, Any] = {
    # https://learn.microsoft.com/en-us/graph/delta-query-events, shortened
    "@odata.etag": 'W/"EZ9r3czxY0m2jz8c45czkwAAFXcvIQ=="',
    "id": "AAMkADNVxRAAA=",
    "iCalUId": "EXAMPLE1",
    "subject": "ICPC - CANARY-SURNAME",
    "bodyPreview": "CANARY-BODY",
    "body": {"contentType": "html", "content": "CANARY-BODY"},
    "isCancelled": False,
    "isOnlineMeeting": True,
    "categories": ["ICPC"],
    "start": {"dateTime": "2026-11-20T10:00:00.0000000", "timeZone": "UTC"},
    "end": {"dateTime": "2026-11-20T11:00:00.0000000", "timeZone": "UTC"},
    "organizer": {"emailAddress": {"name": "CANARY-CHAIR", "address": "chair@council.example.org"}},
    "attendees": [
        {
            "type": "required",
            "status": {"response": "declined", "time": "2026-11-10T09:00:00Z"},
            "emailAddress": {"name": "CANARY-NAME", "address": "Health.Visitor.1@Health.Example.org"},
        },
        {"type": "resource", "emailAddress": {"name": "Room", "address": "room.1@council.example.org"}},
        {"type": "required", "emailAddress": {"name": "Intake", "address": INTAKE}},
        {"type": "optional", "status": None, "emailAddress": {"name": "A list without an address"}},
    ],
}


def over(client: GraphClient) -> OutlookCalendar:
    """Give the calendar of a client."""
    return OutlookCalendar(client, boards_mailbox=BOARDS, intake_mailbox=INTAKE, categories={})


def test_a_meeting_is_read_without_its_names() -> None:
    """Type, times, how and addresses; the mailbox itself is nobody."""
    seen = read_event(WIRE, INTAKE)
    assert seen is not None
    assert seen.categories == ("ICPC",)
    assert (seen.starts_at.hour, seen.ends_at.hour, seen.how) == (10, 11, How.ONLINE)
    assert [(one.address, one.kind, one.declined) for one in seen.attendees] == [
        ("health.visitor.1@health.example.org", AttendeeKind.REQUIRED, True),
        ("room.1@council.example.org", AttendeeKind.RESOURCE, False),
    ]
    assert "CANARY" not in repr(seen)


def test_a_meeting_keeps_its_name_wherever_it_is_moved() -> None:
    """A single one by its iCalUId alone; an occurrence also by when it was first to start."""
    later = WIRE | {
        "start": {"dateTime": "2026-11-20T10:30:00.0000000", "timeZone": "UTC"},
        "id": "in another mailbox",
    }
    assert _key(later) == _key(WIRE)
    weekly = [WIRE | {"originalStart": f"2026-11-{day}T10:00:00Z"} for day in (13, 20)]
    assert _key(weekly[0]) != _key(weekly[1])
    assert source_key("X", datetime(2026, 6, 1, 10, tzinfo=UTC)) == source_key(
        "X", datetime.fromisoformat("2026-06-01T11:00:00+01:00")
    )


def _key(event: dict[str, Any]) -> str:
    seen = read_event(event, INTAKE)
    assert seen is not None
    return seen.source_key


@pytest.mark.parametrize(
    "change",
    [
        {"iCalUId": ""},
        {"iCalUId": None},
        {"start": {"dateTime": "CANARY", "timeZone": "UTC"}},
        {"start": {"dateTime": "2026-11-20T10:00:00", "timeZone": "Pacific Standard Time"}},
        {"start": {"dateTime": "2026-11-20T10:00:00+05:00", "timeZone": "UTC"}},
        {"end": WIRE["start"]},
        {"end": None},
        {"originalStart": "0001-01-01T00:00:00+14:00"},
        {"attendees": "CANARY"},
        {"categories": [7]},
        {"attendees": [{"type": "CANARY"}]},
    ],
)
def test_an_event_that_cannot_be_read_is_none(change: dict[str, Any]) -> None:
    """It raises nothing, so that nothing of it can be repeated."""
    assert read_event(WIRE | change, INTAKE) is None


@pytest.mark.parametrize("body", [None, [], "CANARY", 7])
def test_what_is_no_event_is_none(body: object) -> None:
    """Whatever the list held."""
    assert read_event(body, INTAKE) is None


def seeded(number: int) -> dict[str, object]:
    """Give a meeting to seed, with names where real ones have them."""
    start = MORNING + timedelta(minutes=number)
    return {
        "mailbox": INTAKE,
        "subject": f"ICPC - CANARY-SURNAME {number}",
        "body": "CANARY-BODY",
        "start": start.isoformat(),
        "end": (start + timedelta(hours=1)).isoformat(),
        "organizer": "chair@council.example.org",
        "attendees": [
            {"mail": "social.worker.1@council.example.org", "name": "CANARY-NAME", "response": "accepted"},
            {"mail": "parent@webmail.example.org", "name": "CANARY-PARENT"},
            {"mail": INTAKE, "type": "resource"},
        ],
        "categories": ["ICPC"],
    }


@pytest.mark.slow
async def test_every_page_of_the_intake_mailbox_is_read(
    service: Service, client: GraphClient, caplog: pytest.LogCaptureFixture
) -> None:
    """Two hundred and fifty meetings come over three pages; no name comes with them or stands in a log."""
    caplog.set_level(logging.DEBUG)
    await service.call("POST", "/_local/seed", {"events": [seeded(number) for number in range(250)]})
    found = await over(client).meetings(MORNING, MORNING + timedelta(hours=8))
    assert isinstance(found, tuple)
    seen, unreadable = found
    assert (len(seen), unreadable) == (250, 0)
    assert len({meeting.source_key for meeting in seen}) == 250
    assert "CANARY" not in repr(seen) + caplog.text
    pages = [r for r in await service.requests() if "calendarView" in r["path"]]
    assert len(pages) == 3


async def test_an_unreadable_meeting_does_not_hide_the_others(caplog: pytest.LogCaptureFixture) -> None:
    """It is counted, nothing of it is said."""
    caplog.set_level(logging.DEBUG)
    page = {"value": [WIRE, WIRE | {"start": "CANARY-SURNAME"}, "CANARY-SURNAME"]}
    async with Scripted.single((200, page)) as scripted:
        found = await over(scripted.client()).meetings(MORNING, MORNING + timedelta(hours=8))
    assert isinstance(found, tuple)
    assert ([type(one) for one in found[0]], found[1]) == ([SeenMeeting], 2)
    assert "CANARY" not in caplog.text
    assert "subject" not in scripted.paths[0]
    assert "body" not in scripted.paths[0]


async def test_a_page_that_points_elsewhere_ends_the_reading() -> None:
    """A forged link is not followed, and what was read is not taken for the whole."""
    page = {"value": [WIRE], "@odata.nextLink": "https://graph.example.org/v1.0/users"}
    async with Scripted.single((200, page)) as scripted:
        found = await over(scripted.client()).meetings(MORNING, MORNING)
    assert found == Parked("foreign_link")


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (200, {"value": "CANARY"}, Parked("unreadable_calendar")),
        (403, {"error": {"message": "CANARY"}}, RetryAfter(UNTIL_MENDED, "forbidden")),
        (412, {}, Parked("changed_by_another")),
    ],
)
async def test_a_mailbox_that_cannot_be_read_is_left_to_a_person(
    status: int, body: object, expected: Parked
) -> None:
    """With a constant reason."""
    async with Scripted.single((status, body)) as scripted:
        assert await over(scripted.client()).meetings(MORNING, MORNING) == expected


async def test_a_busy_mailbox_is_read_again_later() -> None:
    """As long as it asks for."""
    async with Scripted.single((429, json.loads("{}")), headers={"Retry-After": "31"}) as scripted:
        found = await over(scripted.client()).meetings(MORNING, MORNING)
    assert isinstance(found, RetryAfter)
    assert found.seconds >= 31
