"""items/delta: what changed since a token, with repeats, stubs and tokens that are too old."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.local365.graph_stand import Graph, seeded

if TYPE_CHECKING:
    from tests.local365.conftest import Stand


async def followed(graph: Graph, link: str) -> tuple[list[dict[str, Any]], str, int]:
    """Follow pages to the delta link: all entries in order, the link, the number of pages."""
    entries: list[dict[str, Any]] = []
    pages = 0
    while True:
        answer = await graph.call("GET", link)
        assert answer.status == 200, answer.body
        entries += answer.body["value"]
        pages += 1
        if "@odata.deltaLink" in answer.body:
            return entries, answer.body["@odata.deltaLink"], pages
        link = answer.body["@odata.nextLink"]


def last_of_each(entries: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Give the last occurrence of each item, which is the one that counts."""
    return {entry["id"]: entry for entry in entries}


async def many(stand: Stand) -> Graph:
    """Give a list with one item more than a page holds."""
    graph = await seeded(stand)
    headers = {"Content-Type": "application/json"}
    creates = [
        {
            "id": str(n),
            "method": "POST",
            "url": graph.items,
            "headers": headers,
            "body": {"fields": {"BtpKey": f"k{n}"}},
        }
        for n in range(201)
    ]
    for start in range(0, 201, 20):
        await graph.batch(*creates[start : start + 20])
    return graph


async def test_changes_since_a_token_and_no_others(stand: Stand) -> None:
    """First everything, then only what was created, changed or deleted since."""
    graph = await seeded(stand)
    for key in ("k1", "k2", "k3"):
        await graph.add(key)
    entries, link, _ = await followed(graph, f"{graph.items}/delta?$expand=fields")
    assert set(last_of_each(entries)) == {"1", "2", "3"}
    assert (await followed(graph, link))[0] == []
    await graph.call("PATCH", f"{graph.items}/2/fields", {"Agency": "Police"})
    await graph.call("DELETE", f"{graph.items}/3")
    await graph.add("k4")
    changed = last_of_each((await followed(graph, link))[0])
    assert set(changed) == {"2", "3", "4"}
    assert changed["2"]["fields"]["Agency"] == "Police"
    assert changed["3"]["deleted"] == {"state": "deleted"}
    assert "fields" not in changed["3"]
    assert await stand.violations() == []


async def test_the_last_occurrence_of_a_repeated_item_counts(stand: Stand) -> None:
    """Now and then an item comes twice, first as it was before."""
    graph = await seeded(stand)
    await graph.add("k1", Score=0)
    repeated = False
    for score in range(1, 11):
        await graph.call("PATCH", f"{graph.items}/1/fields", {"Score": score})
        entries, _, _ = await followed(graph, f"{graph.items}/delta?$expand=fields($select=Score)")
        assert last_of_each(entries)["1"]["fields"]["Score"] == score
        repeated |= len(entries) == 2 and entries[0]["fields"]["Score"] == score - 1
    assert repeated


async def test_pages_keep_the_options_of_the_first_request(stand: Stand) -> None:
    """Two hundred to a page; the links carry nothing but a token."""
    graph = await many(stand)
    path = f"{graph.items}/delta?$expand=fields($select=BtpKey)"
    entries, link, pages = await followed(graph, path)
    assert pages == 2
    assert len(last_of_each(entries)) == 201
    assert all(set(entry["fields"]) == {"@odata.etag", "BtpKey"} for entry in entries)
    assert link.partition("?")[2].startswith("token=")


async def test_an_item_changed_between_two_pages_is_not_lost(stand: Stand) -> None:
    """It comes again behind the point where the reader is."""
    graph = await many(stand)
    first = await graph.call("GET", f"{graph.items}/delta?$expand=fields")
    await graph.call("PATCH", f"{graph.items}/1/fields", {"Agency": "Health"})
    entries, _, _ = await followed(graph, first.body["@odata.nextLink"])
    assert last_of_each(entries)["1"]["fields"]["Agency"] == "Health"


async def test_latest_begins_with_nothing(stand: Stand) -> None:
    """token=latest gives an empty page and a link for later changes."""
    graph = await seeded(stand)
    await graph.add("k1")
    entries, link, _ = await followed(graph, f"{graph.items}/delta?token=latest")
    assert entries == []
    await graph.add("k2")
    assert set(last_of_each((await followed(graph, link))[0])) == {"2"}


@pytest.mark.parametrize("how", ["expired", "month later", "forged"])
async def test_a_token_too_old_is_gone_and_the_location_begins_again(stand: Stand, how: str) -> None:
    """410 with one of the two codes; the link given enumerates everything."""
    graph = await seeded(stand)
    await stand.call("PUT", "/_local/clock", {"now": "2030-01-07T09:00:00Z"})
    await graph.add("k1")
    _, link, _ = await followed(graph, f"{graph.items}/delta")
    if how == "expired":
        await stand.call("DELETE", "/_local/graph/delta-tokens")
    elif how == "month later":
        await stand.call("PUT", "/_local/clock", {"now": "2030-02-07T09:00:00Z"})
    else:
        link = f"{graph.items}/delta?token=too-old"
    answer = await graph.call("GET", link)
    assert answer.status == 410
    assert answer.code in {"resyncChangesApplyDifferences", "resyncChangesUploadDifferences"}
    entries, _, _ = await followed(graph, answer.headers["Location"])
    assert set(last_of_each(entries)) == {"1"}


async def test_items_deleted_long_ago_are_not_mentioned_to_a_newcomer(stand: Stand) -> None:
    """A first enumeration has no stubs."""
    graph = await seeded(stand)
    await graph.add("k1")
    await graph.call("DELETE", f"{graph.items}/1")
    assert (await followed(graph, f"{graph.items}/delta"))[0] == []
