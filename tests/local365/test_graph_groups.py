"""Groups of the directory: who is in one, as an application sees it that may read members and nothing of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.local365.conftest import WORKER
from tests.local365.graph_stand import seeded

if TYPE_CHECKING:
    from tests.local365.conftest import Stand
    from tests.local365.graph_stand import Graph

GROUP = "66666666-6666-4666-8666-666666666666"
OTHER = "77777777-7777-4777-8777-777777777777"
MEMBERS = f"/groups/{GROUP}/members"


async def stand_with(stand: Stand, *members: dict[str, str]) -> Graph:
    graph = await seeded(stand)
    await graph.seed(groups=[{"id": GROUP, "members": list(members)}])
    return graph


async def test_members_are_shown_with_their_type_and_id_alone(stand: Stand) -> None:
    """A nested group is a member as it is; nothing else of anybody is shown."""
    graph = await stand_with(stand, {"id": WORKER}, {"id": OTHER, "kind": "group"})
    answer = await graph.call("GET", f"{MEMBERS}?$select=id,displayName")
    assert answer.body["value"] == [
        {"@odata.type": "#microsoft.graph.user", "id": WORKER, "displayName": None},
        {"@odata.type": "#microsoft.graph.group", "id": OTHER, "displayName": None},
    ]
    whole = (await graph.call("GET", MEMBERS)).body["value"][0]
    assert (whole["id"], whole["mail"]) == (WORKER, None)


async def test_a_deleted_person_is_in_no_group(stand: Stand) -> None:
    """Nor is one who never was in the directory."""
    graph = await stand_with(stand, {"id": WORKER}, {"id": OTHER})
    mail = "social.worker.1@council.example.org"
    await graph.seed(people=[{"id": WORKER, "name": "Social worker 1", "mail": mail, "deleted": True}])
    assert (await graph.call("GET", f"{MEMBERS}?$select=id")).body["value"] == []


async def test_pages_follow_an_opaque_link(stand: Stand) -> None:
    """To the last member, each once."""
    devices = [{"id": f"00000000-0000-4000-8000-{number:012}", "kind": "device"} for number in range(5)]
    graph = await stand_with(stand, *devices)
    found, link = [], f"{MEMBERS}?$select=id&$top=2"
    while link:
        answer = await graph.call("GET", link)
        found += [one["id"] for one in answer.body["value"]]
        link = answer.body.get("@odata.nextLink", "")
    assert found == [one["id"] for one in devices]
    bad = await graph.call("GET", f"{MEMBERS}?$skiptoken=invented")
    assert (bad.status, bad.code) == (400, "Request_BadRequest")


async def test_what_may_not_be_asked_is_refused(stand: Stand) -> None:
    """A group that is not there, an advanced query, a property nobody has, a permission withdrawn."""
    graph = await stand_with(stand)
    assert (await graph.call("GET", f"/groups/{OTHER}/members")).code == "Request_ResourceNotFound"
    assert (await graph.call("GET", f"{MEMBERS}?$orderby=id")).code == "Request_UnsupportedQuery"
    await graph.seed(groups=[{"id": GROUP, "members": [{"id": WORKER}]}])
    assert (await graph.call("GET", f"{MEMBERS}?$select=nothing")).code == "BadRequest"
    await stand.client.put("/_local/graph/groups", json={"permitted": False})
    answer = await graph.call("GET", MEMBERS)
    assert (answer.status, answer.code) == (403, "Authorization_RequestDenied")
    await stand.client.put("/_local/graph/groups", json={"permitted": True})
    assert (await graph.call("GET", MEMBERS)).status == 200
