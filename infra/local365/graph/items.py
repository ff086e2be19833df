"""The items of a list: create, read, update and delete, with ETags, unique and required columns.

Whole collections are read in `item_pages`, changes in `delta`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from infra.local365.graph import item_store, site_users, traits, values
from infra.local365.graph.item_shape import View, field_values, shaped, view_of
from infra.local365.graph.list_store import SiteList, find_list, site
from infra.local365.graph.wire import Call, GraphError, Json, Reply, invalid, not_found
from infra.local365.wire import Violation

if TYPE_CHECKING:
    from infra.local365.graph.columns import Column
    from infra.local365.graph.item_store import Item
    from infra.local365.state import State

_ANNOTATION = "@odata.type"


def list_of(state: State, site_id: str, wanted: str) -> SiteList:
    """Give the list a path names, or refuse."""
    if site(state, site_id) is None:
        raise not_found("Requested site could not be found")
    where = find_list(state, site_id, wanted)
    if where is None:
        raise not_found("The specified list was not found")
    return where


def item_of(state: State, where: SiteList, number: str) -> Item:
    """Give the item a path names, or refuse."""
    item = item_store.get(state, where.id, int(number)) if number.isdecimal() else None
    if item is None:
        raise not_found("The specified item was not found")
    return item


def create(state: State, call: Call, site_id: str, list_id: str) -> Reply:
    """POST .../items (https://learn.microsoft.com/graph/api/listitem-create)."""
    where = list_of(state, site_id, list_id)
    site_users.refuse_writing(where)
    fields = read_fields(state, where, _sent_fields(call.body))
    for column in where.columns.values():
        if column.default is not None:
            fields.setdefault(column.wire_name, values.default(column, column.default))
    refuse_empty(where, fields)
    item = item_store.insert(state, where, fields)
    view = View(expanded=traits.read(state).created_item == "with-fields")
    link = f"{call.base}/sites/{where.site}/lists/{where.id}/items/{item.id}"
    return Reply(
        201, _entity(call, where, shaped(state, where, item, view)), {"Location": link, "ETag": item.etag}
    )


def read_one(state: State, call: Call, site_id: str, list_id: str, number: str) -> Reply:
    """GET .../items/{id} (https://learn.microsoft.com/graph/api/listitem-get)."""
    where = list_of(state, site_id, list_id)
    item = item_of(state, where, number)
    body = shaped(state, where, item, view_of(call, where))
    return Reply(200, _entity(call, where, body), {"ETag": item.etag})


def read_fields_of(state: State, call: Call, site_id: str, list_id: str, number: str) -> Reply:
    """GET .../items/{id}/fields."""
    where = list_of(state, site_id, list_id)
    select = call.query.get("$select")
    wanted = frozenset(select.split(",")) if select else None
    return Reply(200, field_values(state, where, item_of(state, where, number), wanted))


def update_fields(state: State, call: Call, site_id: str, list_id: str, number: str) -> Reply:
    """PATCH .../items/{id}/fields (https://learn.microsoft.com/graph/api/listitem-update)."""
    where = list_of(state, site_id, list_id)
    item = _update(state, call, where, number, call.body)
    return Reply(200, field_values(state, where, item), {"ETag": item.etag})


def update(state: State, call: Call, site_id: str, list_id: str, number: str) -> Reply:
    """PATCH .../items/{id} with the fields inside."""
    where = list_of(state, site_id, list_id)
    item = _update(state, call, where, number, _sent_fields(call.body))
    return Reply(200, _entity(call, where, shaped(state, where, item, View())), {"ETag": item.etag})


def delete(state: State, call: Call, site_id: str, list_id: str, number: str) -> Reply:
    """DELETE .../items/{id} (https://learn.microsoft.com/graph/api/listitem-delete)."""
    where = list_of(state, site_id, list_id)
    site_users.refuse_writing(where)
    item = item_of(state, where, number)
    _refuse_changed(call, item)
    item_store.delete(state, item)
    return Reply(204)


def _update(state: State, call: Call, where: SiteList, number: str, sent: object) -> Item:
    site_users.refuse_writing(where)
    item = item_of(state, where, number)
    _refuse_changed(call, item)
    return change(state, where, item, sent)


def change(state: State, where: SiteList, item: Item, sent: object, person: str | None = None) -> Item:
    """Write some fields of an item; a null empties a cell. Raises the refusal of a bad value."""
    changes = read_fields(state, where, sent, keep_empty=True)
    fields = {name: value for name, value in (item.fields | changes).items() if value is not None}
    refuse_empty(where, fields)
    return item_store.update(state, where, item, fields, person)


def _refuse_changed(call: Call, item: Item) -> None:
    """Refuse with 412 when If-Match names another version (https://learn.microsoft.com/graph/api/listitem-update)."""
    wanted = call.headers.get("if-match")
    if wanted not in {None, "*", item.etag}:
        raise GraphError(412, "resourceModified", "ETag does not match current item's value")


def _sent_fields(body: object) -> object:
    known = {"fields", "contentType"}
    if not isinstance(body, dict) or "fields" not in body or not {k for k in body if "@" not in k} <= known:
        raise Violation("An item is sent as its fields, and its content type if need be.", "invalidRequest")
    return body["fields"]


def read_fields(state: State, where: SiteList, sent: object, *, keep_empty: bool = False) -> Json:
    """Check sent fields against the columns and give the form the list keeps them in."""
    if not isinstance(sent, dict):
        raise Violation("The fields are not an object.", "invalidRequest")
    columns = _by_wire_name(where)
    picks = traits.read(state)
    kept: dict[str, Any] = {}
    for name, value in sent.items():
        if "@" not in name:
            column = _writable(columns, name)
            kept[name] = values.kept(column, value, sent.get(name + _ANNOTATION), picks)
            if column.kind == "person" and kept[name] is not None:
                site_users.refuse_unknown(state, where.site, kept[name])
    return kept if keep_empty else {name: value for name, value in kept.items() if value is not None}


def _by_wire_name(where: SiteList) -> dict[str, Column]:
    return {column.wire_name: column for column in where.columns.values()}


def _writable(columns: dict[str, Column], name: str) -> Column:
    column = columns.get(name)
    if column is None:
        raise Violation(f"Field '{name[:64]}' is not recognized", "invalidRequest")
    if column.read_only:
        raise Violation(f"Field '{name}' is read-only", "invalidRequest")
    return column


def refuse_empty(where: SiteList, fields: Json) -> None:
    """Refuse an item that leaves a required column empty."""
    for column in where.columns.values():
        if column.required and column.wire_name not in fields:
            raise invalid(f"Field '{column.name}' is required")


def _entity(call: Call, where: SiteList, body: Json) -> Json:
    context = f"{call.base}/$metadata#sites('{where.site}')/lists('{where.id}')/items/$entity"
    return {"@odata.context": context, **body}
