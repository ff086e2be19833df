"""SharePoint's resource units: the minute's budget and the headers that warn of its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.local365.graph_stand import Graph, seeded

if TYPE_CHECKING:
    from tests.local365.conftest import Stand


async def metered(stand: Stand, limit: int | None) -> Graph:
    """Give a list at the start of a minute with a limit."""
    graph = await seeded(stand)
    await stand.call("PUT", "/_local/clock", {"now": "2030-01-07T09:00:00Z"})
    await stand.call("PUT", "/_local/meter", {"limit": limit})
    return graph


async def used(stand: Stand) -> int:
    """Give the units used in the present minute."""
    _, body = await stand.call("GET", "/_local/meter")
    return int(body["graph"]["used"])


async def test_requests_cost_what_the_page_says(stand: Stand) -> None:
    """One unit for a single item and a delta with a token, two for the rest, none for the directory."""
    graph = await metered(stand, None)
    await graph.add("k1")
    assert await used(stand) == 2
    await graph.call("GET", f"{graph.items}/1")
    assert await used(stand) == 3
    await graph.call("GET", graph.items)
    assert await used(stand) == 5
    link = (await graph.call("GET", f"{graph.items}/delta")).body["@odata.deltaLink"]
    assert await used(stand) == 7
    await graph.call("GET", link)
    assert await used(stand) == 8
    await graph.call("GET", "/users")
    assert await used(stand) == 8


async def test_the_headers_appear_from_four_fifths_of_the_budget(stand: Stand) -> None:
    """Before that the client learns nothing of its quota."""
    graph = await metered(stand, 20)
    quiet = [await graph.call("GET", f"{graph.items}/1") for _ in range(15)]
    assert not any("RateLimit-Limit" in answer.headers for answer in quiet)
    warned = await graph.call("GET", f"{graph.items}/1")
    assert warned.headers["RateLimit-Limit"] == "20"
    assert warned.headers["RateLimit-Remaining"] == "4"
    assert warned.headers["RateLimit-Reset"] == "60"


async def test_beyond_the_budget_everything_is_refused_until_the_next_minute(stand: Stand) -> None:
    """Refused requests count too, and the wait is said."""
    graph = await metered(stand, 4)
    assert (await graph.add("k1")).status == 201
    assert (await graph.add("k2")).status == 201
    await stand.call("PUT", "/_local/clock", {"now": "2030-01-07T09:00:30Z"})
    refused = await graph.add("k3")
    assert (refused.status, refused.code) == (429, "activityLimitReached")
    assert refused.headers["Retry-After"] == "30"
    assert await used(stand) == 6
    await stand.call("PUT", "/_local/clock", {"now": "2030-01-07T09:01:00Z"})
    assert (await graph.add("k3")).status == 201


async def test_each_request_of_a_batch_is_charged(stand: Stand) -> None:
    """The batch is 200 and the requests over the budget are 429 inside it."""
    graph = await metered(stand, 4)
    requests = [
        {
            "id": str(n),
            "method": "POST",
            "url": graph.items,
            "headers": {"Content-Type": "application/json"},
            "body": {"fields": {"BtpKey": f"k{n}"}},
        }
        for n in range(3)
    ]
    answers = await graph.batch(*requests)
    assert sorted(one["status"] for one in answers.values()) == [201, 201, 429]
    throttled = next(one for one in answers.values() if one["status"] == 429)
    assert throttled["headers"]["Retry-After"] == "60"


async def test_the_limit_can_be_lifted(stand: Stand) -> None:
    """A rehearsal need not wait for minutes."""
    graph = await metered(stand, 1)
    assert (await graph.add("k1")).status == 429
    await stand.call("PUT", "/_local/meter", {"limit": None})
    assert (await graph.add("k1")).status == 201
    _, body = await stand.call("GET", "/_local/meter")
    assert body["graph"]["limit"] is None
