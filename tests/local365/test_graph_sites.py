"""Sites and large lists as an administrator and SharePoint's threshold have them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.local365.graph_stand import SITE, Graph, seeded

if TYPE_CHECKING:
    from tests.local365.conftest import Stand

COLUMN = {"name": "Note", "text": {}}


async def filled(graph: Graph, *items: dict[str, Any]) -> None:
    """Fill the list past the client."""
    path = f"/_local/lists/{graph.list_path.rpartition('/')[2]}/items"
    status, body = await graph.stand.call("POST", path, {"items": list(items)})
    assert (status, body) == (200, {"added": len(items)})


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        ("manage", (200, 201, 201)),
        ("write", (200, 201, 403)),
        ("read", (200, 403, 403)),
        ("none", (403,) * 3),
    ],
)
async def test_a_role_on_a_site_allows_what_it_says(
    stand: Stand, role: str, statuses: tuple[int, ...]
) -> None:
    """Reading, adding an item, adding a column."""
    graph = await seeded(stand)
    await stand.call("PUT", f"/_local/sites/{SITE}/role", {"role": role})
    answers = (
        await graph.call("GET", f"{graph.list_path}/columns"),
        await graph.add("k1"),
        await graph.call("POST", f"{graph.list_path}/columns", COLUMN),
    )
    assert tuple(answer.status for answer in answers) == statuses


async def test_a_site_that_was_deleted_is_not_found(stand: Stand) -> None:
    """Nor are its lists."""
    graph = await seeded(stand)
    await stand.call("DELETE", f"/_local/sites/{SITE}")
    for path in (f"/sites/{SITE}", f"/sites/{SITE}/lists", graph.list_path):
        assert (await graph.call("GET", path)).status == 404


async def test_hidden_columns_and_their_values_show_only_where_they_are_named(stand: Stand) -> None:
    """In the list of columns by `hidden`, in an item by the column's name."""
    graph = await seeded(stand)
    await graph.call("POST", f"{graph.list_path}/columns", {**COLUMN, "hidden": True})
    await graph.add("k1", Note="x")
    plain = (await graph.call("GET", f"{graph.list_path}/columns")).body["value"]
    named = (await graph.call("GET", f"{graph.list_path}/columns?$select=name,hidden")).body["value"]
    assert "Note" not in {column["name"] for column in plain}
    assert {"name": "Note", "hidden": True} in named
    assert "Note" not in await graph.fields()
    item = await graph.call("GET", f"{graph.items}/1?$expand=fields($select=Note)")
    assert item.body["fields"]["Note"] == "x"


async def test_a_column_the_service_fills_in_takes_an_index_and_nothing_else(stand: Stand) -> None:
    """Created can be looked for, but not be made required."""
    graph = await seeded(stand)
    created = f"{graph.list_path}/columns/Created"
    assert (await graph.call("PATCH", created, {"required": True})).status == 400
    assert (await graph.call("PATCH", created, {"indexed": True})).status == 200


@pytest.mark.parametrize(("versions", "kept"), [(True, 2), (False, 1)])
async def test_each_write_is_a_version_where_the_list_keeps_them(
    stand: Stand, *, versions: bool, kept: int
) -> None:
    """Without a history there is only what stands."""
    graph = await seeded(stand)
    settings = f"/_local/lists/{graph.list_path.rpartition('/')[2]}/settings"
    await stand.call("PUT", settings, {"versions": versions})
    await graph.add("k1")
    await graph.call("PATCH", f"{graph.items}/1/fields", {"Score": 5})
    assert len((await graph.call("GET", f"{graph.items}/1/versions")).body["value"]) == kept


@pytest.mark.slow
async def test_a_large_list_answers_only_what_an_index_narrows_down(stand: Stand) -> None:
    """The first condition counts: few enough found, the query runs; too many, or no index, and it is refused."""
    graph = await seeded(stand)
    await graph.call("PATCH", f"{graph.list_path}/columns/Created", {"indexed": True})
    made = [
        {
            "fields": {
                "BtpKey": f"k{n}",
                "Score": n % 10,
                "HeldOn": f"20{10 + n % 15}-03-01",
                "Agency": "Police",
            },
            "created": f"20{10 + n % 15}-03-02T12:00:00Z",
        }
        for n in range(5_100)
    ]
    await filled(graph, *made)

    async def found(condition: str, **query: str) -> int:
        answer = await graph.call(
            "GET",
            f"{graph.items}?$top=5000&$filter={condition}" + "".join(f"&${k}={v}" for k, v in query.items()),
        )
        assert answer.status == 200 or answer.code == "notSupported"
        return len(answer.body["value"]) if answer.status == 200 else 0

    assert await found("fields/HeldOn ge '2024-01-01T00:00:00Z'") == 340
    assert (
        await found("fields/HeldOn ge '2024-01-01T00:00:00Z' and fields/Score lt 5", orderby="fields/HeldOn")
        == 170
    )
    assert await found("fields/Score gt 8") == 510
    assert await found("fields/Created ge '2024-01-01T00:00:00Z'") == 340
    assert await found("fields/id gt 5000") == 100
    assert await found("fields/Agency eq 'Police'") == 0, "more than 5,000"
    assert await found("fields/Agency eq 'Police' and fields/Score gt 8") == 0, "the first condition counts"
    assert await found("fields/Score ne 5") == 0, "no index finds what is not there"
