"""The people a site knows: its hidden User Information List, to whose items person columns point.

Somebody is in it once they were given access, or were chosen in a person column by hand; an account that is
deleted later stays. It is left out of a site's lists unless $select names `system`, opens by its title, and an
application cannot write to it.
https://learn.microsoft.com/en-us/answers/questions/135386/how-to-get-sharepoint-site-group-name-using-graph
https://learn.microsoft.com/en-us/graph/api/list-list
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from infra.local365.graph import columns, item_store, list_store
from infra.local365.graph.columns import LONGEST_LINE, Column
from infra.local365.graph.list_store import SYSTEM
from infra.local365.graph.wire import GraphError, invalid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infra.local365.graph.item_store import Item
    from infra.local365.graph.list_store import SiteList
    from infra.local365.people import Person
    from infra.local365.state import State

TITLE = "User Information List"
_NAMESPACE = uuid.UUID("2d0c2a50-6a5e-4a3b-8a0c-0c6c3e7b9d11")
_COLUMNS = {"Name": "Account", "EMail": "Work email", "UserName": "User name"}
_CLAIM = "i:0#.f|membership|"


def open_list(state: State, site_id: str) -> None:
    """Give a site its list, unless it has it. Its ids come from the site's, so no chance is used up."""
    if list_store.find_list(state, site_id, TITLE):
        return
    built_in = columns.built_in(tuple(_id(site_id, str(number)) for number in range(4)))
    facet = {"maxLength": LONGEST_LINE}
    own = (Column(_id(site_id, name), name, title, "text", facet) for name, title in _COLUMNS.items())
    list_store.add_system_list(state, site_id, _id(site_id, TITLE), TITLE, (*built_in, *own))


def know(state: State, site_id: str, person: Person) -> Item:
    """Let a site know somebody, as choosing them there does; gives their item, whose number is their LookupId."""
    where = _list(state, site_id)
    for item in item_store.after(state, where.id, 0):
        if item.fields.get("UserName") == person.mail:
            return item
    if item_store.get(state, where.id, 1) is None:
        item_store.insert(state, where, {"Title": "System Account", "Name": "SHAREPOINT\\system"})
    fields = {"Title": person.name, "Name": _CLAIM + person.mail, "EMail": person.mail}
    return item_store.insert(state, where, {**fields, "UserName": person.mail})


def refuse_unknown(state: State, site_id: str, number: str) -> None:
    """Refuse a LookupId that is nobody's on this site."""
    if item_store.get(state, _list(state, site_id).id, int(number)) is None:
        raise invalid("The specified user could not be found.")


def refuse_writing(where: SiteList) -> None:
    """Refuse to change what the service keeps by itself."""
    if where.template == SYSTEM:
        raise GraphError(403, "accessDenied", "Access denied")


def names(state: State, where: SiteList, item: Item) -> Iterator[tuple[str, str]]:
    """Give the display name of everybody an item's person columns point to, by the column's own name."""
    for column in where.columns.values():
        number = item.fields.get(column.wire_name) if column.kind == "person" else None
        if number is not None:
            yield (
                column.name,
                item_store.found(state, _list(state, where.site).id, int(number)).fields["Title"],
            )


def _list(state: State, site_id: str) -> SiteList:
    open_list(state, site_id)
    found = list_store.find_list(state, site_id, TITLE)
    if found is None:
        raise LookupError(site_id)
    return found


def _id(site_id: str, what: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, f"{site_id}/{what}"))
