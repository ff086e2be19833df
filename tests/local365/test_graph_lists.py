"""Lists and columns as SharePoint offers them through Graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.local365.graph_stand import COLUMNS, SITE, seeded

if TYPE_CHECKING:
    from tests.local365.conftest import Stand


async def test_a_list_comes_with_its_columns_and_the_built_in_ones(stand: Stand) -> None:
    """One POST makes a list; its columns keep what was asked for and Title is there besides."""
    graph = await seeded(stand)
    answer = await graph.call("GET", f"{graph.list_path}/columns")
    columns = {column["name"]: column for column in answer.body["value"]}
    assert {"Title", "id", "Created", "Modified", *(column["name"] for column in COLUMNS)} == set(columns)
    assert columns["BtpKey"]["enforceUniqueValues"]
    assert columns["BtpKey"]["indexed"]
    assert columns["Agency"]["choice"]["choices"] == ["Police", "Health"]
    assert await stand.violations() == []


async def test_a_list_is_found_by_its_title(stand: Stand) -> None:
    """Both the path with the title and the filter on displayName find the list."""
    graph = await seeded(stand)
    by_path = await graph.call("GET", f"/sites/{SITE}/lists/Practice%20reviews")
    by_filter = await graph.call("GET", f"/sites/{SITE}/lists?$filter=displayName eq 'Practice reviews'")
    assert by_filter.body["value"][0]["id"] == by_path.body["id"]


async def test_lists_are_filtered_by_display_name_only(stand: Stand) -> None:
    """The service refuses any other filter on lists."""
    graph = await seeded(stand)
    answer = await graph.call("GET", f"/sites/{SITE}/lists?$filter=name eq 'Practice reviews'")
    assert (answer.status, answer.code) == (400, "invalidRequest")


async def test_a_title_is_taken_once(stand: Stand) -> None:
    """A second list of the same title is refused, whatever its case."""
    graph = await seeded(stand)
    answer = await graph.call("POST", f"/sites/{SITE}/lists", {"displayName": "PRACTICE REVIEWS"})
    assert (answer.status, answer.code) == (409, "nameAlreadyExists")


async def test_an_unknown_site_or_list_is_not_found(stand: Stand) -> None:
    """Neither is made up."""
    graph = await seeded(stand)
    for path in ("/sites/other/lists/x", f"/sites/{SITE}/lists/none"):
        answer = await graph.call("GET", path)
        assert (answer.status, answer.code) == (404, "itemNotFound")


IMPOSSIBLE: list[dict[str, Any]] = [
    {"name": "Key", "text": {}, "enforceUniqueValues": True},
    {"name": "Long", "text": {"allowMultipleLines": True}, "indexed": True},
    {"name": "Both", "text": {}, "number": {}},
    {"name": "None"},
    {"name": "Choice", "choice": {"choices": []}},
    {"text": {}},
    {"name": "Wide", "text": {"maxLength": 300}},
]


async def test_columns_sharepoint_cannot_make_are_refused(stand: Stand) -> None:
    """Unique needs an index, long texts have none, a column has one type."""
    graph = await seeded(stand)
    for column in IMPOSSIBLE:
        answer = await graph.call("POST", f"{graph.list_path}/columns", column)
        assert (answer.status, answer.code) == (400, "invalidRequest")


async def test_a_misspelt_setting_of_a_column_is_a_violation(stand: Stand) -> None:
    """A member nobody knows is refused and recorded."""
    graph = await seeded(stand)
    answer = await graph.call("POST", f"{graph.list_path}/columns", {"name": "A", "text": {}, "index": True})
    assert answer.status == 400
    assert len(await stand.violations()) == 1


async def test_a_column_can_be_added_changed_and_dropped(stand: Stand) -> None:
    """A choice added later is accepted in items; a dropped column is no longer known."""
    graph = await seeded(stand)
    assert (await graph.add("k1", Agency="Education")).status == 400
    changed = {"choice": {"choices": ["Police", "Health", "Education"]}}
    assert (await graph.call("PATCH", f"{graph.list_path}/columns/Agency", changed)).status == 200
    assert (await graph.add("k1", Agency="Education")).status == 201
    added = await graph.call("POST", f"{graph.list_path}/columns", {"name": "Note", "text": {}})
    assert (await graph.add("k2", Note="x")).status == 201
    assert (await graph.call("DELETE", f"{graph.list_path}/columns/{added.body['id']}")).status == 204
    assert (await graph.add("k3", Note="x")).message == "Field 'Note' is not recognized"


async def test_a_column_with_repeated_values_cannot_become_unique(stand: Stand) -> None:
    """SharePoint looks at the values that are there before it promises uniqueness."""
    graph = await seeded(stand)
    await graph.add("k1", Title="same")
    await graph.add("k2", Title="Same")
    unique = {"indexed": True, "enforceUniqueValues": True}
    answer = await graph.call("PATCH", f"{graph.list_path}/columns/Title", unique)
    assert answer.status == 400
    found = await graph.call("GET", f"{graph.items}?$filter=fields/BtpKey eq 'k1'")
    assert len(found.body["value"]) == 1


async def test_an_index_added_later_finds_items_that_were_there(stand: Stand) -> None:
    """Filters on Title work from the moment it is indexed."""
    graph = await seeded(stand)
    await graph.add("k1", Title="A meeting")
    filtered = f"{graph.items}?$filter=fields/Title eq 'A meeting'"
    assert (await graph.call("GET", filtered)).status == 400
    assert (await graph.call("PATCH", f"{graph.list_path}/columns/Title", {"indexed": True})).status == 200
    assert len((await graph.call("GET", filtered)).body["value"]) == 1
