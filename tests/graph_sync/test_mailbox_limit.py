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
from practice.outcomes import Done
from tests.graph_sync.test_board_events import EVENT
from tests.tokens import Given


class Mailbox:
    """Answers a cancellation only when as many as may be are waiting, or nobody else comes."""

    def __init__(self) -> None:
        self.inside = self.most = 0

    async def answer(self, _: web.Request) -> web.Response:
        """Count who is inside, and let others in before answering."""
        self.inside += 1
        self.most = max(self.most, self.inside)
        for _turn in range(200):
            await asyncio.sleep(0)
        self.inside -= 1
        return web.Response(status=404)


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
        events = [replace(EVENT, event_id=f"event-{number}") for number in range(12)]
        outcomes = await asyncio.gather(*(calendar.cancel(event) for event in events))
        await client.close()
    assert all(isinstance(outcome, Done) for outcome in outcomes)
    assert mailbox.most == AT_A_TIME
