"""The directory: one user, or a search by an exact address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.local365.conftest import WORKER
from tests.local365.graph_stand import BOARDS, seeded

if TYPE_CHECKING:
    from tests.local365.conftest import Stand

MAIL = "social.worker.1@council.example.org"


NAMES = [WORKER, MAIL, MAIL.upper()]


async def test_a_user_is_read_by_id_or_principal_name(stand: Stand) -> None:
    """Both name the same person; $select gives only what was asked for."""
    graph = await seeded(stand)
    for wanted in NAMES:
        answer = await graph.call("GET", f"/users/{wanted}?$select=id,displayName")
        del answer.body["@odata.context"]
        assert answer.body == {"id": WORKER, "displayName": "Social worker 1"}


ADDRESSES = ["mail", "userPrincipalName"]


async def test_a_user_is_found_by_address(stand: Stand) -> None:
    """An exact address finds one, another none."""
    graph = await seeded(stand)
    for name in ADDRESSES:
        found = await graph.call("GET", f"/users?$filter={name} eq '{MAIL}'&$select=id")
        assert found.body["value"] == [{"id": WORKER}]
        none = await graph.call("GET", f"/users?$filter={name} eq 'nobody@example.org'")
        assert none.body["value"] == []


async def test_a_deleted_or_unknown_user_is_not_found(stand: Stand) -> None:
    """With the code of the directory, not of SharePoint or Exchange."""
    graph = await seeded(stand)
    await graph.seed(people=[{"id": WORKER, "name": "Social worker 1", "mail": MAIL, "deleted": True}])
    for wanted in (WORKER, MAIL, "nobody@example.org"):
        answer = await graph.call("GET", f"/users/{wanted}")
        assert (answer.status, answer.code) == (404, "Request_ResourceNotFound")


async def test_a_shared_mailbox_is_a_user(stand: Stand) -> None:
    """The directory lists people and mailboxes."""
    graph = await seeded(stand)
    answer = await graph.call("GET", f"/users/{BOARDS}")
    assert answer.body["displayName"] == "Boards"
    assert (await graph.call("GET", f"/users/{answer.body['id']}")).body["mail"] == BOARDS
    everyone = await graph.call("GET", "/users?$select=mail")
    assert {MAIL, BOARDS} <= {one["mail"] for one in everyone.body["value"]}


REFUSED = ["$filter=startswith(mail,'s')", "$filter=city eq 'x'", "$select=nothing"]


async def test_other_questions_are_refused(stand: Stand) -> None:
    """Only the forms the product needs are imitated."""
    graph = await seeded(stand)
    for query in REFUSED:
        assert (await graph.call("GET", f"/users?{query}")).status == 400
