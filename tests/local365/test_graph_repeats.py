"""An event is made once: repeats by transactionId, and the key that finds it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.local365.graph_stand import (
    EVENTS,
    IMMUTABLE,
    PROPERTY,
    SEAT,
    Answer,
    Graph,
    event,
    made,
    seeded,
    told,
)

if TYPE_CHECKING:
    from tests.local365.conftest import Stand

KEYED: dict[str, Any] = {"singleValueExtendedProperties": [{"id": PROPERTY, "value": "hub/2027-01/1"}]}


async def repeat(graph: Graph, behaviour: str) -> tuple[dict[str, Any], Answer]:
    """Create an event twice with one transactionId."""
    await graph.pin(repeated_transaction=behaviour)
    first = await made(graph, transactionId="T-1")
    return first, await graph.call("POST", EVENTS, event(transactionId="T-1"), IMMUTABLE)


async def test_a_repeated_transaction_may_be_refused_with_the_events_id(stand: Stand) -> None:
    """One of three behaviours: 400 with the id beside the code."""
    graph = await seeded(stand)
    first, again = await repeat(graph, "400")
    assert (again.status, again.code) == (400, "ErrorDuplicateTransactionId")
    assert again.body["error"]["@event.existingEventId"] == first["id"]


async def test_a_repeated_transaction_may_give_the_same_event(stand: Stand) -> None:
    """Another: 201 with the same id."""
    graph = await seeded(stand)
    first, again = await repeat(graph, "201")
    assert (again.status, again.body["id"]) == (201, first["id"])


async def test_a_repeated_transaction_may_be_a_conflict_without_an_id(stand: Stand) -> None:
    """The third: 409; only the extended property finds the event."""
    graph = await seeded(stand)
    _, again = await repeat(graph, "409")
    assert again.status == 409
    assert await told(stand) == {SEAT: 1}


async def test_a_transaction_is_remembered_after_its_event_was_deleted(stand: Stand) -> None:
    """A new try needs a new transactionId."""
    graph = await seeded(stand)
    await graph.pin(repeated_transaction="400")
    body = await made(graph, transactionId="T-1")
    assert (await graph.call("DELETE", f"{EVENTS}/{body['id']}")).status == 204
    assert (await graph.call("POST", EVENTS, event(transactionId="T-1"))).status == 400
    assert (await graph.call("POST", EVENTS, event(transactionId="T-2"))).status == 201


async def test_an_event_is_found_by_our_key_and_shows_it_when_expanded(stand: Stand) -> None:
    """The key in an extended property finds the event whose answer was lost, until it is deleted."""
    graph = await seeded(stand)
    body = await made(graph, **KEYED)
    assert "singleValueExtendedProperties" not in body
    wanted = f"ep/id eq '{PROPERTY}' and ep/value eq 'hub/2027-01/1'"
    expand = f"singleValueExtendedProperties($filter=id eq '{PROPERTY}')"
    path = f"{EVENTS}?$filter=singleValueExtendedProperties/Any(ep: {wanted})&$expand={expand}&$select=id"
    [found] = (await graph.call("GET", path, headers=IMMUTABLE)).body["value"]
    assert found["id"] == body["id"]
    assert found["singleValueExtendedProperties"] == KEYED["singleValueExtendedProperties"]
    await graph.call("DELETE", f"{EVENTS}/{body['id']}")
    assert (await graph.call("GET", path)).body["value"] == []
    assert await stand.violations() == []
