"""$batch: each request inside is checked, metered, faulted and answered for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.local365.graph_stand import BOARDS, Graph, event, seeded

if TYPE_CHECKING:
    from tests.local365.conftest import Stand

JSON = {"Content-Type": "application/json"}


def create(graph: Graph, number: int, key: str | None = None, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """Give one create for a batch."""
    body = {"fields": {"BtpKey": key or f"k{number}"}}
    return {"id": str(number), "method": "POST", "url": graph.items, "headers": JSON, "body": body, **more}


async def keys(graph: Graph) -> list[str]:
    """Give the keys in the list."""
    answer = await graph.call("GET", f"{graph.items}?$expand=fields($select=BtpKey)")
    return sorted(item["fields"]["BtpKey"] for item in answer.body["value"])


async def test_twenty_creates_are_answered_in_another_order(stand: Stand) -> None:
    """Every id comes back once, with its own status, and not in the order of the requests."""
    graph = await seeded(stand)
    requests = [create(graph, number) for number in range(20)]
    answer = await graph.call("POST", "/$batch", {"requests": requests})
    ids = [one["id"] for one in answer.body["responses"]]
    assert sorted(ids, key=int) == [str(number) for number in range(20)]
    assert ids != sorted(ids, key=int)
    assert {one["status"] for one in answer.body["responses"]} == {201}
    assert await stand.violations() == []


async def test_one_refusal_inside_leaves_the_others(stand: Stand) -> None:
    """The batch is 200; the duplicate inside is 400 with the real words."""
    graph = await seeded(stand)
    await graph.add("k1")
    answers = await graph.batch(create(graph, 1), create(graph, 2))
    assert (answers["1"]["status"], answers["2"]["status"]) == (400, 201)
    assert "unique constraints" in answers["1"]["body"]["error"]["message"]


async def test_two_of_one_key_in_a_batch_leave_one_item(stand: Stand) -> None:
    """The list decides, not the client."""
    graph = await seeded(stand)
    answers = await graph.batch(create(graph, 1, "same"), create(graph, 2, "same"))
    assert sorted(one["status"] for one in answers.values()) == [201, 400]
    assert await keys(graph) == ["same"]


async def test_a_failed_dependency_is_424(stand: Stand) -> None:
    """What depends on a refused request is not tried."""
    graph = await seeded(stand)
    await graph.add("k1")
    answers = await graph.batch(create(graph, 1), create(graph, 2, dependsOn=["1"]), create(graph, 3))
    assert [answers[number]["status"] for number in "123"] == [400, 424, 201]
    assert await keys(graph) == ["k1", "k3"]


async def test_an_inner_request_breaks_the_contract_alone(stand: Stand) -> None:
    """A column nobody knows and a path nobody knows are refused inside and recorded."""
    graph = await seeded(stand)
    wrong = create(graph, 1)
    wrong["body"]["fields"]["Nope"] = 1
    elsewhere = {"id": "2", "method": "GET", "url": "/sites/x/nothing"}
    answers = await graph.batch(wrong, elsewhere, create(graph, 3))
    assert [answers[number]["status"] for number in "123"] == [400, 400, 201]
    assert len(await stand.violations()) == 2


@pytest.mark.parametrize("fault", ["repeated id", "too many", "absolute", "none", "unknown dependency"])
async def test_a_malformed_batch_is_refused_whole(stand: Stand, fault: str) -> None:
    """Nothing of it is applied."""
    graph = await seeded(stand)
    requests = {
        "repeated id": [create(graph, 1), create(graph, 1, "other")],
        "too many": [create(graph, number) for number in range(21)],
        "absolute": [create(graph, 1, url=f"http://127.0.0.1/v1.0{graph.items}")],
        "none": [],
        "unknown dependency": [create(graph, 1, dependsOn=["9"])],
    }[fault]
    answer = await graph.call("POST", "/$batch", {"requests": requests})
    assert answer.status == 400
    assert await keys(graph) == []
    assert len(await stand.violations()) == 1


@pytest.mark.parametrize(
    ("kind", "status", "kept"),
    [("429", 429, []), ("503", 503, []), ("504", 504, []), ("applied-then-504", 504, ["k1"])],
)
async def test_faults_strike_inside_a_batch(stand: Stand, kind: str, status: int, kept: list[str]) -> None:
    """The outer answer stays 200; whether the write was applied depends on the kind."""
    graph = await seeded(stand)
    only = "POST .*/items"
    fault = {"service": "graph", "kind": kind, "probability": 1, "only": only, "retry_after": 2}
    await stand.call("PUT", "/_local/faults", [fault])
    answers = await graph.batch(create(graph, 1))
    await stand.call("PUT", "/_local/faults", [])
    assert answers["1"]["status"] == status
    assert await keys(graph) == kept


async def test_inner_requests_are_in_the_log(stand: Stand) -> None:
    """A test can count writes, in batches too."""
    graph = await seeded(stand)
    await stand.call("DELETE", "/_local/requests")
    await graph.batch(create(graph, 1), create(graph, 2))
    _, body = await stand.call("GET", "/_local/requests")
    assert sorted(one["status"] for one in body["requests"]) == [200, 201, 201]


@pytest.mark.parametrize(
    ("behaviour", "statuses"),
    [("four-at-a-time", [201] * 6), ("throttled", [201] * 4 + [429] * 2)],
)
async def test_a_batch_to_one_mailbox(stand: Stand, behaviour: str, statuses: list[int]) -> None:
    """Graph sends four at a time, or the mailbox refuses the fifth."""
    graph = await seeded(stand)
    await graph.pin(batch_to_outlook=behaviour)
    url = f"/users/{BOARDS}/events"
    requests = [
        {"id": str(n), "method": "POST", "url": url, "headers": JSON, "body": event(f"Hub {n}")}
        for n in range(6)
    ]
    answers = await graph.batch(*requests)
    assert sorted(one["status"] for one in answers.values()) == statuses
