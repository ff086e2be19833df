"""People in lists: a number on the item, and everything else about them in the site's hidden list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.local365.conftest import WORKER
from tests.local365.graph_stand import SITE, Answer, Graph, seeded

if TYPE_CHECKING:
    from tests.local365.conftest import Stand

NAME, MAIL = "Social worker 1", "social.worker.1@council.example.org"
USERS = f"/sites/{SITE}/lists/User Information List"
PERSON = {"name": "Holder", "personOrGroup": {"chooseFromType": "peopleOnly"}}


async def seats(stand: Stand) -> Graph:
    """A list with a person column."""
    graph = await seeded(stand)
    columns = [{"name": "BtpKey", "text": {}, "indexed": True, "enforceUniqueValues": True}, PERSON]
    made = await graph.call("POST", f"/sites/{SITE}/lists", {"displayName": "Seats", "columns": columns})
    graph.list_path = f"/sites/{SITE}/lists/{made.body['id']}"
    return graph


async def known(stand: Stand) -> str:
    """The site is told of the worker; the LookupId they are chosen by."""
    status, body = await stand.call("POST", f"/_local/sites/{SITE}/people", {"mail": MAIL})
    assert status == 200, body
    return str(body["lookup_id"])


async def users(graph: Graph) -> Answer:
    return await graph.call("GET", f"{USERS}/items?$expand=fields($select=EMail)")


async def test_a_person_is_chosen_by_the_number_the_site_knows_them_by(stand: Stand) -> None:
    """The number comes back as text, and the name only where it is asked for; the address stands elsewhere."""
    graph = await seats(stand)
    number = await known(stand)
    assert (await known(stand)) == number
    assert (await graph.add("a", HolderLookupId=int(number))).status == 201
    cells = await graph.fields()
    assert cells["HolderLookupId"] == number
    assert "Holder" not in cells
    named = await graph.call("GET", f"{graph.items}/1?$expand=fields($select=Holder,HolderLookupId)")
    assert {"Holder": NAME, "HolderLookupId": number}.items() <= named.body["fields"].items()
    found = {one["id"]: one["fields"].get("EMail") for one in (await users(graph)).body["value"]}
    assert found == {"1": None, number: MAIL}


async def test_a_number_that_is_nobodys_and_a_name_are_refused(stand: Stand) -> None:
    """Nobody is found by an address, and no number is taken on trust."""
    graph = await seats(stand)
    for fields in ({"HolderLookupId": 99}, {"Holder": MAIL}, {"HolderLookupId": MAIL}):
        assert (await graph.add("a", **fields)).status == 400


async def test_a_cell_is_emptied_by_null(stand: Stand) -> None:
    """As any other cell."""
    graph = await seats(stand)
    await graph.add("a", HolderLookupId=await known(stand))
    assert (await graph.call("PATCH", f"{graph.items}/1/fields", {"HolderLookupId": None})).status == 200
    assert "HolderLookupId" not in await graph.fields()


async def test_a_deleted_account_stays_in_the_sites_list(stand: Stand) -> None:
    """SharePoint forgets nobody by itself: that somebody left stands in the directory alone."""
    graph = await seats(stand)
    await known(stand)
    await graph.seed(people=[{"id": WORKER, "name": NAME, "mail": MAIL, "deleted": True}])
    assert (await users(graph)).body["value"][1]["fields"]["EMail"] == MAIL


async def test_the_list_of_people_is_hidden_and_cannot_be_written_to(stand: Stand) -> None:
    """It is seen by its title, or by whoever asks for the system's lists."""
    graph = await seats(stand)
    await known(stand)
    titles = [one["displayName"] for one in (await graph.call("GET", f"/sites/{SITE}/lists")).body["value"]]
    assert titles == ["Practice reviews", "Seats"]
    every = await graph.call("GET", f"/sites/{SITE}/lists?$select=displayName,system")
    assert "User Information List" in {one["displayName"] for one in every.body["value"]}
    writes = [
        ("POST", f"{USERS}/items", {"fields": {"EMail": MAIL}}),
        ("PATCH", f"{USERS}/items/1/fields", {"EMail": MAIL}),
        ("DELETE", f"{USERS}/items/1", None),
        ("PATCH", USERS, {"displayName": "Mine"}),
        ("DELETE", USERS, None),
    ]
    for method, path, body in writes:
        assert (await graph.call(method, path, body)).status == 403
