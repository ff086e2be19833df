"""How a list item looks on the wire: fields only when expanded, empty cells left out.

https://learn.microsoft.com/graph/api/resources/listitem
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from infra.local365 import people, tenant
from infra.local365.graph import site_users
from infra.local365.graph.filters import expansions, selected
from infra.local365.graph.wire import Json, invalid

if TYPE_CHECKING:
    from collections.abc import Callable

    from infra.local365.graph.item_store import Item
    from infra.local365.graph.list_store import SiteList
    from infra.local365.graph.wire import Call
    from infra.local365.state import State

CONTENT_TYPE = {"id": "0x0100B6A7C21D4E5F404A9B8C7D6E5F4A3B2C", "name": "Item"}
APPLICATION_NAME = "Back to Practice"
_FILLED_IN = ("ContentType", "Created", "Modified", "AuthorLookupId", "EditorLookupId", "Attachments", "id")


@dataclass(frozen=True, slots=True)
class View:
    """What of an item was asked for; None of `members` or `fields` means all of them."""

    members: frozenset[str] | None = None
    expanded: bool = False
    fields: frozenset[str] | None = None


def view_of(call: Call, where: SiteList) -> View:
    """Read $select and $expand. Refuses a relation other than fields and a field that is no column."""
    members = selected(call.query.get("$select"))
    wanted = expansions(call.query.get("$expand"))
    if any(one.name != "fields" for one in wanted):
        raise invalid("Only fields can be expanded here.")
    if not wanted:
        return View(members)
    columns = where.columns.values()
    known = {c.wire_name for c in columns} | {c.name for c in columns if c.kind == "person"} | set(_FILLED_IN)
    for name in wanted[0].select or ():
        if name not in known:
            raise invalid(f"Field '{name[:64]}' is not recognized")
    return View(members, True, wanted[0].select)


def shaped(state: State, where: SiteList, item: Item, view: View) -> Json:
    """Write one item."""
    body: Json = {"@odata.etag": item.etag}
    for name, write in _MEMBERS.items():
        if view.members is None or name in view.members:
            body[name] = write(state, where, item)
    if view.expanded:
        body["fields"] = field_values(state, where, item, view.fields)
    return body


_MEMBERS: dict[str, Callable[[State, SiteList, Item], Any]] = {
    "createdDateTime": lambda _, __, item: item.created,
    "eTag": lambda _, __, item: item.etag,
    "id": lambda _, __, item: str(item.id),
    "lastModifiedDateTime": lambda _, __, item: item.modified,
    "webUrl": lambda _, where, item: f"https://example.sharepoint.com/Lists/{where.id}/{item.id}_.000",
    "createdBy": lambda state, _, item: _identity(state, item.created_by),
    "lastModifiedBy": lambda state, _, item: _identity(state, item.modified_by),
    "parentReference": lambda _, where, item: {"id": item.guid, "siteId": where.site},
    "contentType": lambda _, __, ___: CONTENT_TYPE,
}
"""Written one by one: who did it is looked up, and a page of a thousand items seldom asks for it."""


def field_values(state: State, where: SiteList, item: Item, wanted: frozenset[str] | None = None) -> Json:
    """Write the field value set; a hidden column's value only where it is asked for by name.

    Of a person there is the LookupId, and the display name where the column is asked for by name; never the address.
    https://learn.microsoft.com/graph/api/resources/columndefinition
    https://learn.microsoft.com/en-us/answers/questions/1243699/what-is-the-ms-graph-api-equivalent-to-retrieve-ex
    """
    hidden = {column.wire_name for column in where.columns.values() if column.hidden} - (wanted or set())
    values: dict[str, Any] = {
        **{name: value for name, value in item.fields.items() if name not in hidden},
        "id": str(item.id),
        "ContentType": "Item",
        "Modified": item.modified,
        "Created": item.created,
        "AuthorLookupId": "6",
        "EditorLookupId": "6",
        "Attachments": bool(item.fields.get("Attachments")),
    }
    if wanted is not None:
        values |= dict(site_users.names(state, where, item))
        values = {name: value for name, value in values.items() if name in wanted}
    return {"@odata.etag": item.etag, **values}


def _identity(state: State, person: str | None) -> Json:
    """Write who did it: a person of the directory, or the application."""
    if person is None:
        app_id = tenant.bot_app_id(state)
        return {"application": {"id": app_id, "displayName": APPLICATION_NAME}}
    found = people.by_id(state, person)
    name, mail = (found.name, found.mail) if found else ("", "")
    return {"user": {"id": person, "displayName": name, "email": mail}}
