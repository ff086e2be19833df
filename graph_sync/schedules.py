"""When people are free, by getSchedule; what they are busy with is dropped before anything else sees it.

https://learn.microsoft.com/en-us/graph/api/calendar-getschedule
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graph_sync.client import GraphClient
from graph_sync.exchange import OK, Call
from graph_sync.odata import encoded
from practice.free_busy import Calendar
from practice.outcomes import Conflict, Parked, RetryAfter

MOST_ADDRESSES = 20
"""In one request: https://learn.microsoft.com/en-us/graph/outlook-get-free-busy-schedule"""

AT_A_TIME = 4
"""Requests of one application to one mailbox: https://learn.microsoft.com/en-us/graph/throttling-limits"""

STEP = timedelta(minutes=15)


class _Schedule(BaseModel):
    """One address's answer. Subjects and places stand beside the view, and are not read."""

    model_config = ConfigDict(hide_input_in_errors=True)

    address: str = Field(alias="scheduleId")
    view: str = Field("", alias="availabilityView")


class _Schedules(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    value: list[_Schedule]


class OutlookSchedules:
    """Asks through one mailbox, which the application may open, about any others."""

    def __init__(self, client: GraphClient, mailbox: str, door: asyncio.Semaphore | None = None) -> None:
        """With a `door` it is one of several that ask the mailbox, and waits its turn there."""
        self._client = client
        self._url = f"/users/{encoded(mailbox)}/calendar/getSchedule"
        self._door = door or asyncio.Semaphore(AT_A_TIME)

    async def calendars(
        self, addresses: Sequence[str], since: datetime, until: datetime
    ) -> dict[str, Calendar] | RetryAfter | Parked:
        """Give the calendars between two aware times, by address; one that cannot be read is left out."""
        parts = [addresses[n : n + MOST_ADDRESSES] for n in range(0, len(addresses), MOST_ADDRESSES)]
        answers = await asyncio.gather(*(self._ask(part, since, until) for part in parts))
        found: dict[str, Calendar] = {}
        for answer in answers:
            if not isinstance(answer, dict):
                return answer
            found |= answer
        return found

    async def _ask(
        self, addresses: Sequence[str], since: datetime, until: datetime
    ) -> dict[str, Calendar] | RetryAfter | Parked:
        body: dict[str, object] = {
            "schedules": list(addresses),
            "startTime": _moment(since),
            "endTime": _moment(until),
            "availabilityViewInterval": int(STEP.total_seconds()) // 60,
        }
        async with self._door:
            reply = await self._client.send(Call("POST", self._url, body))
        if isinstance(reply, RetryAfter):
            return reply
        if reply.status != OK:
            refusal = self._client.judge(reply)
            return Parked(refusal.reason) if isinstance(refusal, Conflict) else refusal
        try:
            answered = _Schedules.model_validate(reply.body).value
        except ValidationError:
            return Parked("unreadable_schedules")
        return {one.address.lower(): Calendar(since, STEP, one.view) for one in answered if one.view}


def _moment(moment: datetime) -> dict[str, str]:
    return {"dateTime": f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}", "timeZone": "UTC"}
