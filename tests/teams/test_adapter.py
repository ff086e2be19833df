"""botbuilder carries the turn: its middleware sees every activity, and nothing starts without a door."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

import pytest
from botbuilder.core import Middleware, TurnContext
from botbuilder.schema import Activity
from botframework.connector.auth import ClaimsIdentity

from bot.teams.activities import Received, received
from bot.teams.adapter import Answer, Outcome, TeamsAdapter
from bot.teams.connector import Connector
from tests.teams import samples
from tests.teams.connector_fake import MRI, PERSON, TENANT

CLAIMS = ClaimsIdentity({}, is_authenticated=True)
PRESS = received(json.dumps(samples.press("http://127.0.0.1:9/")).encode())


async def answered(_received: Received) -> Outcome:
    return Answer({"statusCode": 200})


async def nothing(_context: TurnContext) -> None:
    raise AssertionError


class Watching(Middleware):
    """A middleware as botbuilder's users write them."""

    def __init__(self) -> None:
        self.seen: list[Activity] = []

    async def on_turn(self, context: TurnContext, logic: Callable[..., Awaitable[object]]) -> None:
        """Keep the activity and go on."""
        self.seen.append(context.activity)
        await logic()


async def test_botbuilders_middleware_sees_the_validated_activity(connector: Connector) -> None:
    """The TurnContext has who, where and what; the answer comes back through botbuilder's own slot."""
    adapter, watching = TeamsAdapter(connector, answered), Watching()
    adapter.use(watching)  # type: ignore[no-untyped-call]
    response = await adapter.run(PRESS, CLAIMS)
    (seen,) = watching.seen
    assert (seen.type, seen.name, seen.from_property.id) == ("invoke", "adaptiveCard/action", MRI)
    assert (seen.from_property.aad_object_id, seen.channel_data) == (PERSON, {"tenant": {"id": TENANT}})
    assert response is not None
    assert (response.status, response.body) == (200, {"statusCode": 200})


async def test_a_turn_cannot_be_started_past_the_door(connector: Connector) -> None:
    """The way in that takes a header, and would check nothing, is closed."""
    adapter = TeamsAdapter(connector, answered)
    with pytest.raises(PermissionError):
        await adapter.process_activity("Bearer anything", Activity(type="message"), nothing)
