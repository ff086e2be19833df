"""Free and busy over the real wire: twenty addresses a request, four requests at a time, and no subject kept."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from graph_sync.client import GraphClient
from graph_sync.schedules import OutlookSchedules
from practice.clocks import LONDON
from practice.outcomes import RetryAfter
from tests.graph_sync.conftest import BOARDS, INTAKE, SEED, Service

SINCE, UNTIL = datetime(2027, 3, 22, tzinfo=LONDON), datetime(2027, 4, 5, tzinfo=LONDON)
SEATS = [f"seat.{number}@example.org" for number in range(45)]
MONDAY = datetime(2027, 3, 29, 9, 30, tzinfo=LONDON)
"""The day after summer time began."""


@pytest.fixture
async def schedules(service: Service, client: GraphClient) -> OutlookSchedules:
    """Forty-five seats, the first of them busy on a Monday morning with something that has a name."""
    people = [
        {"id": f"33333333-3333-4333-8333-3333333333{number:02}", "name": f"Seat {number}", "mail": mail}
        for number, mail in enumerate(SEATS)
    ]
    meeting = {
        "mailbox": INTAKE,
        "subject": "CANARY-SURNAME",
        "start": MONDAY.astimezone(UTC).isoformat(),
        "end": MONDAY.replace(hour=10).astimezone(UTC).isoformat(),
        "organizer": "chair@example.org",
        "attendees": [{"mail": SEATS[0], "response": "accepted"}],
    }
    await service.call("POST", "/_local/seed", SEED | {"people": people, "events": [meeting]})
    return OutlookSchedules(client, BOARDS)


@pytest.mark.slow
async def test_a_calendar_is_free_but_for_what_is_in_it(schedules: OutlookSchedules) -> None:
    """At London's own time, after the clocks have changed; nothing else of the meeting is kept."""
    found = await schedules.calendars(SEATS[:2], SINCE, UNTIL)
    assert isinstance(found, dict)
    busy, free = (found[seat] for seat in SEATS[:2])
    assert not busy.free(MONDAY, MONDAY.replace(hour=10))
    assert busy.free(MONDAY.replace(hour=10), MONDAY.replace(hour=11))
    assert busy.free(MONDAY.replace(hour=8), MONDAY)
    assert free.free(MONDAY, MONDAY.replace(hour=10))
    assert "CANARY" not in repr(found)


@pytest.mark.slow
async def test_twenty_addresses_travel_in_one_request_and_never_in_its_address(
    schedules: OutlookSchedules, service: Service
) -> None:
    """Forty-five make three; addresses of people are kept out of what is logged on the way."""
    found = await schedules.calendars(SEATS, SINCE, UNTIL)
    assert isinstance(found, dict)
    assert sorted(found) == sorted(SEATS)
    asked = [one for one in await service.requests() if one["path"].endswith("/getSchedule")]
    assert len(asked) == 3
    assert not any("seat." in str(one["path"]) for one in asked)


async def test_an_unknown_address_is_left_out(schedules: OutlookSchedules) -> None:
    """The others are there."""
    found = await schedules.calendars([SEATS[0], "nobody@example.org"], SINCE, UNTIL)
    assert isinstance(found, dict)
    assert list(found) == [SEATS[0]]


@pytest.mark.slow
async def test_never_more_than_four_at_a_time_to_the_mailbox(
    schedules: OutlookSchedules, service: Service
) -> None:
    """A fifth would be refused."""
    asked = [schedules.calendars(SEATS, SINCE, UNTIL) for _ in range(8)]
    assert all(isinstance(found, dict) for found in await asyncio.gather(*asked))
    assert {one["status"] for one in await service.requests() if "getSchedule" in one["path"]} == {200}


async def test_a_refusal_says_when_to_try_again(schedules: OutlookSchedules, service: Service) -> None:
    """Whether throttled, or not permitted: then an administrator has to see to it."""
    await service.fail("429", probability=1.0)
    throttled = await schedules.calendars(SEATS[:1], SINCE, UNTIL)
    assert isinstance(throttled, RetryAfter)
    assert throttled.reason == "throttled"


@pytest.mark.slow
@pytest.mark.usefixtures("schedules")
async def test_a_mailbox_out_of_scope_is_forbidden(client: GraphClient) -> None:
    """A person's own, for instance."""
    other = OutlookSchedules(client, SEATS[0])
    refused = await other.calendars(SEATS[:1], SINCE, UNTIL)
    assert isinstance(refused, RetryAfter)
    assert refused.reason == "forbidden"
