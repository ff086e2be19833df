"""Teams meetings of the stand-in's mailboxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.local365.graph_stand import BOARDS, EVENTS, made, seeded

if TYPE_CHECKING:
    from tests.local365.conftest import Stand

CALENDAR = f"/users/{BOARDS}/calendar"
ONLINE: dict[str, Any] = {"isOnlineMeeting": True, "onlineMeetingProvider": "teamsForBusiness"}


async def test_a_calendar_tells_whether_it_may_hold_teams_meetings(stand: Stand) -> None:
    """A mailbox without a licence for Teams makes none of its events one, and says nothing."""
    graph = await seeded(stand)
    wanted = f"{CALENDAR}?$select=allowedOnlineMeetingProviders"
    told = (await graph.call("GET", wanted)).body
    assert told["allowedOnlineMeetingProviders"] == ["teamsForBusiness"]
    assert "name" not in told
    await stand.call("PUT", f"/_local/mailboxes/{BOARDS}/teams", {"on": False})
    assert (await graph.call("GET", wanted)).body["allowedOnlineMeetingProviders"] == []
    assert not (await made(graph, **ONLINE))["isOnlineMeeting"]
    await stand.call("PUT", f"/_local/mailboxes/{BOARDS}/teams", {"on": True})
    assert (await made(graph, **ONLINE))["isOnlineMeeting"]


@pytest.mark.parametrize("look", ["named", "plain"])
async def test_a_body_that_keeps_the_link_keeps_the_meeting(stand: Stand, look: str) -> None:
    """Whatever else stands around it."""
    graph = await seeded(stand)
    await stand.call("PUT", "/_local/graph/behaviours", {"join_block": look})
    event = await made(graph, **ONLINE)
    path, url = f"{EVENTS}/{event['id']}", event["onlineMeeting"]["joinUrl"]
    body = {"contentType": "html", "content": f'<p>New</p><a href="{url}">Join</a>'}
    kept = await graph.call("PATCH", path, {"body": body})
    assert (kept.body["isOnlineMeeting"], kept.body["onlineMeeting"]["joinUrl"]) == (True, url)
