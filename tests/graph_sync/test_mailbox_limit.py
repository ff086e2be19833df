"""Exchange refuses a fifth request of one application to one mailbox at a time."""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from graph_sync.calendar import AT_A_TIME, OutlookCalendar
from graph_sync.client import GraphClient
from practice.boards import EventState
from practice.outcomes import Done
from tests.graph_sync.test_board_events import EVENT
from tests.tokens import Given


class Mailbox:
    """Answers a batch of cancellations late, so that others could come in meanwhile."""

    def __init__(self) -> None:
        self.inside = self.most = 0

    async def answer(self, request: web.Request) -> web.Response:
        """Count the requests that are inside, and let others in before answering."""
        asked = (await request.json())["requests"]
        self.inside += len(asked)
        self.most = max(self.most, self.inside)
        for _turn in range(200):
            await asyncio.sleep(0)
        self.inside -= len(asked)
        return web.json_response({"responses": [{"id": one["id"], "status": 404} for one in asked]})


@pytest.mark.slow
async def test_no_more_than_four_requests_reach_a_mailbox_at_once() -> None:
    """However many events are waiting."""
    mailbox = Mailbox()
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", mailbox.answer)
    async with TestServer(app) as server:
        client = GraphClient(
            str(server.make_url("/v1.0")),
            organisation="Example",
            version="0",
            chance=random.Random(1),
            credential=Given(),
        )
        calendar = OutlookCalendar(client, boards_mailbox="b", intake_mailbox="i", categories={})
        events = [
            replace(EVENT, event_id=f"event-{number}", state=EventState.CANCELLING) for number in range(12)
        ]
        fours = [events[first : first + AT_A_TIME] for first in range(0, 12, AT_A_TIME)]
        outcomes = await asyncio.gather(*(calendar.make(four, {}) for four in fours))
        with pytest.raises(ValueError, match="At most 4"):
            await calendar.make(events, {})
        await client.close()
    assert all(isinstance(outcome, Done) for four in outcomes for outcome in four)
    assert mailbox.most == AT_A_TIME
