"""Sites and lists: read a site, make a list with its columns in one request, find it by title.

https://learn.microsoft.com/graph/api/list-create
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from infra.local365.graph import columns, filters, list_store, site_users
from infra.local365.graph.items import list_of
from infra.local365.graph.wire import Call, GraphError, Json, Reply, Strict, invalid, not_found, read_body
from infra.local365.wire import new_guid

if TYPE_CHECKING:
    from infra.local365.graph.columns import Column
    from infra.local365.graph.list_store import SiteList
    from infra.local365.state import State

TAKEN = GraphError(409, "nameAlreadyExists", "The specified name already exists.")


class _Kind(Strict):
    template: Literal["genericList"] = "genericList"
    hidden: bool = False
    contentTypesEnabled: bool = False  # noqa: N815 - Graph's spelling


class _ListBody(Strict):
    displayName: str  # noqa: N815 - Graph's spelling
    description: str = ""
    columns: list[dict[str, Any]] = Field(default_factory=list)
    kind: _Kind = Field(default_factory=_Kind, alias="list")


class _ListChanges(Strict):
    displayName: str | None = None  # noqa: N815 - Graph's spelling
    description: str | None = None


def read_site(state: State, _call: Call, site_id: str) -> Reply:
    """GET /sites/{id}."""
    row = list_store.site(state, site_id)
    if row is None:
        raise not_found("Requested site could not be found")
    address = "https://example.sharepoint.com"
    return Reply(200, {"id": site_id, "displayName": row["name"], "name": row["name"], "webUrl": address})


def create(state: State, call: Call, site_id: str) -> Reply:
    """POST /sites/{id}/lists with its columns."""
    read_site(state, call, site_id)
    sent = read_body(_ListBody, call.body)
    own = tuple(
        columns.read_column(_sent_column(call.body, at), new_guid(state)) for at in range(len(sent.columns))
    )
    refuse_together(own)
    try:
        made = list_store.add_list(
            state, site_id, sent.displayName, sent.description, sent.kind.template, own
        )
    except sqlite3.IntegrityError:
        raise TAKEN from None
    return Reply(201, as_json(made))


def _sent_column(body: Any, at: int) -> object:  # noqa: ANN401 - the body as sent
    return body["columns"][at]


def refuse_together(own: tuple[Column, ...]) -> None:
    """Refuse columns a list cannot have together: two of a name, a built-in name, too many indexes."""
    names = [column.name.lower() for column in own]
    reserved = {"title", "id", "created", "modified"}
    if len(set(names)) < len(names) or reserved & set(names):
        raise TAKEN
    if sum(column.indexed for column in own) > columns.MOST_INDEXES:
        raise invalid(f"A list has at most {columns.MOST_INDEXES} indexed columns.")


def read_many(state: State, call: Call, site_id: str) -> Reply:
    """GET /sites/{id}/lists, hidden ones where $select names `system`; filtered by displayName eq '...' alone.

    https://github.com/microsoftgraph/microsoft-graph-docs/issues/9836
    """
    read_site(state, call, site_id)
    hidden = "system" in (filters.selected(call.query.get("$select")) or ())
    found = list_store.all_lists(state, site_id, system=hidden)
    text = call.query.get("$filter")
    if text:
        wanted = filters.conditions(text)
        if len(wanted) != 1 or (wanted[0].path, wanted[0].operator) != ("displayName", "eq"):
            raise invalid("The provided filter statement is not supported")
        found = [one for one in found if one.name.casefold() == wanted[0].value.casefold()]
    return Reply(200, {"value": [_selected(call, as_json(one)) for one in found]})


def read_one(state: State, call: Call, site_id: str, list_id: str) -> Reply:
    """GET /sites/{id}/lists/{id or title} (https://learn.microsoft.com/graph/api/list-get)."""
    where = list_of(state, site_id, list_id)
    body = as_json(where)
    wanted = {one.name for one in filters.expansions(call.query.get("$expand"))}
    if wanted - {"columns"}:
        raise invalid("Only columns can be expanded here.")
    if wanted:
        body["columns"] = [columns.as_definition(column) for column in where.columns.values()]
    return Reply(200, _selected(call, body, always=wanted))


def update(state: State, call: Call, site_id: str, list_id: str) -> Reply:
    """PATCH a list's title or description."""
    where = list_of(state, site_id, list_id)
    site_users.refuse_writing(where)
    sent = read_body(_ListChanges, call.body)
    sql = (
        "UPDATE graph_lists SET name = coalesce(?, name), description = coalesce(?, description) WHERE id = ?"
    )
    try:
        state.db.execute(sql, (sent.displayName, sent.description, where.id))
    except sqlite3.IntegrityError:
        raise TAKEN from None
    return Reply(200, as_json(list_of(state, site_id, where.id)))


def delete(state: State, _call: Call, site_id: str, list_id: str) -> Reply:
    """DELETE a list."""
    where = list_of(state, site_id, list_id)
    site_users.refuse_writing(where)
    list_store.delete_list(state, where.id)
    return Reply(204)


def as_json(where: SiteList) -> Json:
    """Write a list."""
    system: Json = {"system": {}} if where.template == list_store.SYSTEM else {}
    return system | {
        "@odata.etag": f'"{where.id},1"',
        "createdDateTime": where.created,
        "description": where.description,
        "displayName": where.name,
        "eTag": f'"{where.id},1"',
        "id": where.id,
        "lastModifiedDateTime": where.created,
        "name": where.name,
        "webUrl": f"https://example.sharepoint.com/Lists/{where.id}",
        "parentReference": {"siteId": where.site},
        "list": {"contentTypesEnabled": False, "hidden": bool(system), "template": where.template},
    }


def _selected(call: Call, body: Json, always: set[str] | None = None) -> Json:
    wanted = filters.selected(call.query.get("$select"))
    if wanted is None:
        return body
    return {k: v for k, v in body.items() if k in wanted or k in (always or ()) or k.startswith("@")}
