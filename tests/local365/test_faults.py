"""Faults strike as they were switched, and a client sees them as the real services show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from infra.local365.faults import AFTER, INNER_BEFORE, Fault, Faults
from infra.local365.state import open_state
from tests.tokens import authorised

if TYPE_CHECKING:
    from tests.local365.conftest import Stand

MESSAGE = {"type": "message", "text": "Hello"}


async def switch(stand: Stand, kind: str, **more: object) -> None:
    """Switch on one certain fault of the connector."""
    fault = {"service": "connector", "kind": kind, "probability": 1, **more}
    status, _ = await stand.call("PUT", "/_local/faults", [fault])
    assert status == 200


async def send(stand: Stand) -> tuple[int, dict[str, str], Any]:
    """Send a message and give status, headers and body."""
    path = (
        f"/connector/11111111-1111-4111-8111-111111111111/v3/conversations/{await stand.chat_id()}/activities"
    )
    headers = await authorised(stand.client, "", path)
    async with stand.client.post(path, json=MESSAGE, headers=headers) as response:
        body = await response.json() if await response.read() else None
        return response.status, dict(response.headers), body


@pytest.mark.parametrize(("kind", "code"), [("429", "Throttled"), ("500", "ServiceError")])
async def test_a_refusal_carries_the_documented_envelope(stand: Stand, kind: str, code: str) -> None:
    """The bot reads the code it would read from Teams."""
    await switch(stand, kind)
    status, _, body = await send(stand)
    assert (status, body["error"]["code"]) == (int(kind), code)
    assert await stand.chat() == []


@pytest.mark.parametrize("kind", ["503", "504"])
async def test_a_service_that_is_down_answers_without_a_body(stand: Stand, kind: str) -> None:
    """503 and 504 of the connector are documented bare."""
    await switch(stand, kind)
    status, _, body = await send(stand)
    assert (status, body) == (int(kind), None)


async def send_at(stand: Stand, minute: int) -> tuple[int, dict[str, str], Any]:
    """Send in a minute of its own, so that no limit of the connector's is met."""
    await stand.call("PUT", "/_local/clock", {"now": f"2026-03-17T12:{minute:02}:00Z"})
    return await send(stand)


async def test_retry_after_comes_whole_and_as_a_fraction(stand: Stand) -> None:
    """Both forms were seen in the field; the seed mixes them."""
    await switch(stand, "429", retry_after=1.5)
    waits = {(await send_at(stand, minute))[1]["Retry-After"] for minute in range(20)}
    assert waits == {"2", "1.500"}


async def test_an_unavailable_service_does_not_always_say_for_how_long(stand: Stand) -> None:
    """503 comes with and without Retry-After."""
    await switch(stand, "503", retry_after=3)
    said = {"Retry-After" in (await send_at(stand, minute))[1] for minute in range(20)}
    assert said == {True, False}


@pytest.mark.parametrize(("kind", "shown"), [("reset", 0), ("applied-then-reset", 1)])
async def test_a_reset_is_seen_as_a_reset_whether_or_not_the_message_was_shown(
    stand: Stand, kind: str, shown: int
) -> None:
    """The client cannot tell the two apart; the person can."""
    await switch(stand, kind)
    with pytest.raises((aiohttp.ClientOSError, aiohttp.ServerDisconnectedError)):
        await send(stand)
    assert len(await stand.chat()) == shown
    _, body = await stand.call("GET", "/_local/requests")
    assert [entry["status"] for entry in body["requests"]][-1] == 0


async def test_a_timeout_after_the_message_was_shown_looks_like_any_timeout(stand: Stand) -> None:
    """504 although the message stands in the chat."""
    await switch(stand, "applied-then-504")
    status, _, _ = await send(stand)
    assert status == 504
    assert len(await stand.chat()) == 1


async def test_only_the_requests_that_match_are_struck(stand: Stand) -> None:
    """A pattern on method and path leaves the others alone."""
    await switch(stand, "500", only=r"^PUT .*/activities/\d+$")
    status, _, body = await send(stand)
    assert status == 201
    path = f"/{await stand.chat_id()}/activities/{body['id']}"
    assert (await stand.connector("PUT", path, MESSAGE))[0] == 500


async def test_putting_no_faults_ends_them(stand: Stand) -> None:
    """An empty list replaces all."""
    await switch(stand, "500")
    await stand.call("PUT", "/_local/faults", [])
    assert (await send(stand))[0] == 201


@pytest.mark.parametrize(
    "fault",
    [
        {"service": "connector", "kind": "500", "probability": 2},
        {"service": "mail", "kind": "500", "probability": 1},
        {"service": "connector", "kind": "418", "probability": 1},
        {"service": "connector", "kind": "500", "probability": 1, "only": "("},
    ],
    ids=["probability", "service", "kind", "pattern"],
)
async def test_a_fault_that_cannot_be_is_refused(stand: Stand, fault: dict[str, object]) -> None:
    """The switches say what is wrong and stay as they were."""
    status, _ = await stand.call("PUT", "/_local/faults", [fault])
    assert status == 400
    assert await stand.call("GET", "/_local/faults") == (200, [])


def test_one_seed_gives_one_sequence_of_faults() -> None:
    """A rehearsal with faults can be repeated."""
    fault = Fault(service="graph", kind="429", probability=0.5)

    def sequence() -> list[object]:
        state = open_state(":memory:", 3, ())
        faults = Faults(state)
        faults.replace([fault])
        drawn = [faults.draw("graph", "POST", "/v1.0/sites/1/lists/2/items", INNER_BEFORE) for _ in range(50)]
        state.db.close()
        return list(drawn)

    first = sequence()
    assert first == sequence()
    assert {drawn is None for drawn in first} == {True, False}


def test_a_fault_strikes_only_its_own_service_and_moment() -> None:
    """What is drawn before a request is applied is never drawn after it, nor for the other service."""
    state = open_state(":memory:", 3, ())
    faults = Faults(state)
    faults.replace([Fault(service="graph", kind="429", probability=1)])
    assert faults.draw("connector", "POST", "/connector/x") is None
    assert faults.draw("graph", "POST", "/v1.0/$batch", AFTER) is None
    assert faults.draw("graph", "POST", "/v1.0/$batch") is not None
    state.db.close()
