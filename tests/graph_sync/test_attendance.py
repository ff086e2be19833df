"""What people answered to an invitation, read from the boards' mailbox over the real wire."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph_sync.calendar import OutlookCalendar
from graph_sync.client import GraphClient
from practice.boards import EventState
from practice.outcomes import Parked, RetryAfter
from practice.quorum import Reply
from tests.graph_sync.conftest import BOARDS, Service
from tests.graph_sync.scripted import Scripted
from tests.graph_sync.test_board_events import EVENT, HEALTH, POLICE, calendar, standing

__all__ = ["calendar"]
EDUCATION, LAY = "Education.Seat@school.example.org", "lay.seat@example.org"


async def answered(service: Service, event_id: str, person: str, response: str) -> None:
    path = f"/_local/mailboxes/{BOARDS}/events/{event_id}/respond"
    await service.call("POST", path, {"person": person, "response": response})


@pytest.mark.slow
async def test_each_answer_is_read(service: Service, calendar: OutlookCalendar) -> None:
    """By address in small letters; who said nothing has answered nothing."""
    event = await standing(calendar, replace(EVENT, attendees=(POLICE, HEALTH, EDUCATION, LAY)))
    await answered(service, event.event_id, POLICE, "accepted")
    await answered(service, event.event_id, HEALTH, "declined")
    await answered(service, event.event_id, EDUCATION, "tentativelyAccepted")
    assert await calendar.answers(event) == {
        POLICE: Reply.ACCEPTED,
        HEALTH: Reply.DECLINED,
        EDUCATION.lower(): Reply.TENTATIVE,
        LAY: Reply.NONE,
    }


@pytest.mark.slow
@pytest.mark.parametrize("cancelled", ["gone", "readable"])
async def test_an_event_that_somebody_cancelled_has_no_answers(
    service: Service, calendar: OutlookCalendar, cancelled: str
) -> None:
    """It is shown as work that waits for a person, as a change of it would be."""
    await service.behave(cancelled_event=cancelled)
    event = await standing(calendar)
    await calendar.make([replace(event, state=EventState.CANCELLING)], {})
    assert await calendar.answers(event) == Parked("event_deleted")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ((200, {"attendees": 1}), "unreadable_calendar"),
        ((200, {"attendees": [{"emailAddress": {"address": "a@b.example"}}]}), ""),
        ((503, {}), "busy"),
        ((403, {}), "forbidden"),
    ],
)
async def test_an_answer_that_cannot_be_used_is_judged(answer: tuple[int, object], outcome: str) -> None:
    """Somebody without a status has not answered."""
    async with Scripted.single(answer) as scripted:
        found = await _calendar(scripted.client()).answers(replace(EVENT, event_id="event-1"))
    if outcome:
        assert isinstance(found, RetryAfter | Parked)
        assert found.reason == outcome
    else:
        assert found == {"a@b.example": Reply.NONE}


def _calendar(client: GraphClient) -> OutlookCalendar:
    return OutlookCalendar(client, boards_mailbox=BOARDS, intake_mailbox="i@example.org", categories={})
