"""Whoever runs the stand-in can fill it, step its clock and see what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from aiohttp.test_utils import TestClient, TestServer

from infra.local365.app import build_app

if TYPE_CHECKING:
    from pathlib import Path

    from tests.local365.conftest import Bot, Stand

TENANT = "11111111-1111-4111-8111-111111111111"
WORKER = "33333333-3333-4333-8333-333333333333"


async def test_the_clock_stands_where_it_was_stepped_to(stand: Stand) -> None:
    """A message bears the stepped time, and null gives the clock back."""
    await stand.call("PUT", "/_local/clock", {"now": "2026-01-05T09:00:00Z"})
    await stand.post({"type": "message", "text": "On time"})
    (shown,) = await stand.chat()
    _, body = await stand.call("PUT", "/_local/clock", {"now": None})
    assert shown["at"] == "2026-01-05T09:00:00+00:00"
    assert body["now"] != shown["at"]


async def test_a_clock_may_go_on_from_where_it_was_set(stand: Stand) -> None:
    """Whoever shows a working morning needs one that passes, as the limits count by it."""
    await stand.call("PUT", "/_local/clock", {"now": "2026-01-05T09:00:00Z", "goes_on": True})
    times = [(await stand.call("GET", "/_local/clock"))[1]["now"] for _ in range(2)]
    assert "2026-01-05T09:00:00" < times[0] < times[1] < "2026-01-05T09:01"
    await stand.call("PUT", "/_local/clock", {"now": "2026-01-05T09:00:00Z"})
    _, body = await stand.call("GET", "/_local/clock")
    assert (body["now"], body["stands"]) == ("2026-01-05T09:00:00+00:00", True)


async def test_a_time_without_an_offset_is_refused(stand: Stand) -> None:
    """The clock needs to know where it is noon."""
    assert (await stand.call("PUT", "/_local/clock", {"now": "2026-01-05T09:00:00"}))[0] == 400


async def test_ids_go_up_although_the_clock_stands_still(stand: Stand) -> None:
    """Two messages of one moment have two ids, in their order."""
    await stand.call("PUT", "/_local/clock", {"now": "2026-01-05T09:00:00Z"})
    first, second = [await stand.post({"type": "message", "text": "x"}) for _ in range(2)]
    assert int(first) < int(second)


async def test_seeding_again_changes_what_is_given_and_keeps_the_rest(stand: Stand, bot: Bot) -> None:
    """A restarted bot gets its new endpoint; people already there stay, one is renamed."""
    person = {"id": WORKER, "name": "Social worker 9", "mail": "social.worker.1@council.example.org"}
    chat = await stand.chat_id()
    await stand.call("POST", "/_local/seed", {"people": [person]})
    _, body = await stand.call("GET", "/_local/people")
    assert {entry["name"] for entry in body["people"]} == {"Social worker 9", "Health visitor 1"}
    assert await stand.chat_id() == chat
    await stand.call("POST", f"/_local/chats/{WORKER}/say", {"text": "Still there?"})
    assert bot.received[0]["from"]["name"] == "Social worker 9"


@pytest.mark.parametrize(
    "body",
    [
        {"tenant": "not a guid"},
        {"tenant": TENANT, "persons": []},
        {"people": [{"id": WORKER, "name": "No mail"}]},
        {"bot": {"app_id": TENANT, "endpoint": "https://127.0.0.1/api/messages"}},
    ],
    ids=["guid", "unknown", "mail", "https"],
)
async def test_a_seed_with_a_fault_is_refused_with_the_place_named(stand: Stand, body: object) -> None:
    """Nothing is guessed: the answer names the member."""
    status, answer = await stand.call("POST", "/_local/seed", body)
    assert (status, answer["error"]["code"]) == (400, "BadRequest")
    assert answer["error"]["message"]


async def test_the_state_shows_every_message_the_bot_sent_also_the_deleted(stand: Stand) -> None:
    """A second card in front of a person can be counted even after it was deleted."""
    message_id = await stand.post({"type": "message", "text": "One", "summary": "s"})
    chat = await stand.chat_id()
    await stand.connector("DELETE", f"/{chat}/activities/{message_id}")
    _, state = await stand.call("GET", "/_local/state")
    assert state["messages"] == [
        {
            "conversation": chat,
            "person": WORKER,
            "id": message_id,
            "card": None,
            "summary": "s",
            "text": "One",
            "deleted": True,
        }
    ]
    assert {"lists", "events"} <= set(state)


async def test_requests_are_kept_until_they_are_cleared(stand: Stand) -> None:
    """Only the imitated services are counted, not the control API."""
    await stand.post({"type": "message", "text": "One"})
    _, before = await stand.call("GET", "/_local/requests?limit=10")
    await stand.call("DELETE", "/_local/requests")
    _, after = await stand.call("GET", "/_local/requests")
    assert [(entry["method"], entry["status"]) for entry in before["requests"]] == [("POST", 201)]
    assert after == {"requests": []}


async def test_everything_survives_a_restart(tmp_path: Path) -> None:
    """Tenant, people, clock and faults are in the state file."""
    seed = {
        "tenant": TENANT,
        "bot": {"app_id": TENANT, "endpoint": "http://127.0.0.1:9/"},
        "people": [{"id": WORKER, "name": "Social worker 1", "mail": "social.worker.1@council.example.org"}],
    }
    fault = {"service": "connector", "kind": "500", "probability": 0.5, "only": "POST", "retry_after": None}
    async with TestClient(TestServer(build_app(tmp_path / "s.sqlite", 1))) as client:
        await client.post("/_local/seed", json=seed)
        await client.put("/_local/faults", json=[fault])
        await client.put("/_local/clock", json={"now": "2026-01-05T09:00:00Z"})
    async with TestClient(TestServer(build_app(tmp_path / "s.sqlite", 1))) as client:
        people = await (await client.get("/_local/people")).json()
        faults = await (await client.get("/_local/faults")).json()
        said = await client.post(f"/_local/chats/{WORKER}/say", json={"text": "x"})
        chat = await (await client.get(f"/_local/chats/{WORKER}")).json()
    assert len(people["people"]) == 1
    assert faults == [fault]
    assert said.status == 200
    assert chat["messages"][0]["at"] == "2026-01-05T09:00:00+00:00"


async def test_an_unseeded_stand_in_says_so(bare: Stand) -> None:
    """Without a tenant and a bot nothing is imitated, and the answer tells why."""
    status, body = await bare.connector("POST", "", {})
    assert (status, body["error"]["code"]) == (409, "NotSeeded")
    assert (await bare.call("GET", "/_local/health")) == (200, {"ok": True})
