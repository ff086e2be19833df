"""Reading many items: filters on indexed columns only, and pages behind opaque links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.local365.graph_stand import Graph, seeded

if TYPE_CHECKING:
    from tests.local365.conftest import Stand

ALLOWED = {"Prefer": "HonorNonIndexedQueriesWarningMayFailRandomly"}


async def keys(graph: Graph, text: str, headers: dict[str, str] | None = None) -> list[str]:
    """Give the keys of the items a filter finds."""
    path = f"{graph.items}?$expand=fields($select=BtpKey)&$filter={text}"
    answer = await graph.call("GET", path, headers=headers)
    assert answer.status == 200, answer.body
    return [item["fields"]["BtpKey"] for item in answer.body["value"]]


async def filled(stand: Stand) -> Graph:
    """Give a list with four items."""
    graph = await seeded(stand)
    await graph.add("it's", Title="One", Agency="Police", Score=1, HeldOn="2027-01-10")
    await graph.add("k2", Title="Two", Agency="Health", Score=5, HeldOn="2027-02-10")
    await graph.add("k3", Title="Three", Agency="Police", Score=9, HeldOn="2027-03-10")
    await graph.add("k4", Title="Four")
    return graph


FILTERS: list[tuple[str, list[str]]] = [
    ("fields/BtpKey eq 'it''s'", ["it's"]),
    ("fields/BtpKey eq 'IT''S'", ["it's"]),
    ("fields/Agency eq 'Police'", ["it's", "k3"]),
    ("fields/Agency eq 'Police' and fields/Score ge 5", ["k3"]),
    ("fields/Score le 5", ["it's", "k2"]),
    ("fields/HeldOn ge '2027-02-01T00:00:00Z' and fields/HeldOn le '2027-02-28T00:00:00Z'", ["k2"]),
    ("fields/BtpKey eq 'none'", []),
]


async def test_an_indexed_column_can_be_filtered(stand: Stand) -> None:
    """Quotes are doubled, case does not count, comparisons are joined by and."""
    graph = await filled(stand)
    for text, found in FILTERS:
        assert await keys(graph, text) == found


async def test_an_unindexed_column_is_refused_unless_the_client_insists(stand: Stand) -> None:
    """The refusal names the header that allows it, in the service's own words."""
    graph = await filled(stand)
    answer = await graph.call("GET", f"{graph.items}?$filter=fields/Title eq 'One'")
    assert (answer.status, answer.code) == (400, "invalidRequest")
    assert answer.message.startswith(
        "Field 'Title' cannot be referenced in filter or orderby as it is not indexed."
    )
    assert await keys(graph, "fields/Title eq 'One'", ALLOWED) == ["it's"]


REFUSED_FILTERS = [
    "fields/BtpKey eq k2",
    "fields/BtpKey eq 'k2' or fields/BtpKey eq 'k3'",
    "startswith(fields/BtpKey,'k')",
    "BtpKey eq 'k2'",
    "fields/Nothing eq 'x'",
    "fields/BtpKey eq 'it's'",
    "fields/Score eq 'five'",
    "",
    "fields/BtpKey eq 'k2' and",
]


async def test_any_other_filter_is_refused(stand: Stand) -> None:
    """Only what the service understands for list items gets through."""
    graph = await filled(stand)
    for text in REFUSED_FILTERS:
        answer = await graph.call("GET", f"{graph.items}?$filter={text or ' '}")
        assert answer.status == 400


async def test_a_filter_may_miss_an_item_that_is_there(stand: Stand) -> None:
    """Where the seed says so an empty page now and then comes for an existing item."""
    graph = await filled(stand)
    await graph.pin(filter="sometimes-empty")
    found = [await keys(graph, "fields/BtpKey eq 'k2'") for _ in range(200)]
    assert {len(page) for page in found} == {0, 1}


async def test_pages_follow_an_opaque_link_to_the_end(stand: Stand) -> None:
    """Each item comes once, the options stay, and the last page has no link."""
    graph = await filled(stand)
    found: list[str] = []
    link = f"{graph.items}?$top=3&$expand=fields($select=BtpKey)"
    pages = 0
    while link:
        answer = await graph.call("GET", link)
        found += [item["fields"]["BtpKey"] for item in answer.body["value"]]
        link = answer.body.get("@odata.nextLink", "")
        pages += 1
    assert (pages, found) == (2, ["it's", "k2", "k3", "k4"])
    assert await stand.violations() == []


async def test_items_come_in_the_order_of_an_indexed_column(stand: Stand) -> None:
    """Backwards too, over pages, and by no other column."""
    graph = await filled(stand)
    path = f"{graph.items}?$expand=fields($select=BtpKey)&$orderby=fields/BtpKey desc&$top=3"
    first = (await graph.call("GET", path)).body
    second = (await graph.call("GET", first["@odata.nextLink"])).body
    assert [i["fields"]["BtpKey"] for i in first["value"] + second["value"]] == ["k4", "k3", "k2", "it's"]
    assert (await graph.call("GET", f"{graph.items}?$orderby=fields/Title")).status == 400


REFUSED_OPTIONS = ["$skip=1", "$top=0", "$expand=driveItem", "$expand=fields($select=Nope)"]


async def test_options_the_service_does_not_take_are_refused(stand: Stand) -> None:
    """A client learns of its mistake here and not in production."""
    graph = await filled(stand)
    for query in REFUSED_OPTIONS:
        assert (await graph.call("GET", f"{graph.items}?{query}")).status == 400


async def test_a_forged_skip_token_is_refused(stand: Stand) -> None:
    """The token means nothing to a client and cannot be made up."""
    graph = await filled(stand)
    assert (await graph.call("GET", f"{graph.items}?$skiptoken=@@@")).status == 400
