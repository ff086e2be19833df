"""The columns of a list: read them, add one, change one, drop one.

https://learn.microsoft.com/graph/api/list-post-columns
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from infra.local365.graph import columns, filters, item_store, list_store
from infra.local365.graph.items import list_of
from infra.local365.graph.lists import refuse_together
from infra.local365.graph.wire import Call, Json, Reply, invalid, not_found
from infra.local365.wire import new_guid

if TYPE_CHECKING:
    from infra.local365.graph.columns import Column
    from infra.local365.graph.list_store import SiteList
    from infra.local365.state import State

BUILT_IN = frozenset({"Title", "id", "Created", "Modified"})


def read_many(state: State, call: Call, site_id: str, list_id: str) -> Reply:
    """GET .../columns; hidden ones only where $select names `hidden`.

    https://learn.microsoft.com/graph/api/resources/columndefinition
    """
    where = list_of(state, site_id, list_id)
    wanted = filters.selected(call.query.get("$select"))
    shown = [c for c in where.columns.values() if not c.hidden or "hidden" in (wanted or ())]
    return Reply(200, {"value": [_selected(columns.as_definition(column), wanted) for column in shown]})


def _selected(body: Json, wanted: frozenset[str] | None) -> Json:
    return body if wanted is None else {name: value for name, value in body.items() if name in wanted}


def read_one(state: State, _call: Call, site_id: str, list_id: str, wanted: str) -> Reply:
    """GET .../columns/{id or name}."""
    return Reply(200, columns.as_definition(_column(list_of(state, site_id, list_id), wanted)))


def create(state: State, call: Call, site_id: str, list_id: str) -> Reply:
    """POST .../columns."""
    where = list_of(state, site_id, list_id)
    column = columns.read_column(call.body, new_guid(state))
    _keep(state, where, [*where.columns.values(), column])
    return Reply(201, columns.as_definition(column))


def update(state: State, call: Call, site_id: str, list_id: str, wanted: str) -> Reply:
    """PATCH .../columns/{id}; a unique column needs values that do not repeat."""
    where = list_of(state, site_id, list_id)
    before = _column(where, wanted)
    after = columns.changed_column(before, call.body)
    if before.read_only and after != replace(before, indexed=after.indexed):
        raise invalid("Of a column the service fills in, only the index can be changed.")
    if (before.indexed, before.unique) != (after.indexed, after.unique):
        item_store.reindex(state, where, after)
    _keep(state, where, [after if c.name == before.name else c for c in where.columns.values()])
    return Reply(200, columns.as_definition(after))


def delete(state: State, _call: Call, site_id: str, list_id: str, wanted: str) -> Reply:
    """DELETE .../columns/{id}; what it held goes with it, and no item gets a new version by that."""
    where = list_of(state, site_id, list_id)
    column = _column(where, wanted)
    if column.name in BUILT_IN:
        raise invalid("This column cannot be deleted.")
    _keep(state, where, [c for c in where.columns.values() if c.name != column.name])
    item_store.empty(state, where, column)
    return Reply(204)


def _column(where: SiteList, wanted: str) -> Column:
    found = next((c for c in where.columns.values() if wanted in {c.id, c.name}), None)
    if found is None:
        raise not_found("The specified column was not found")
    return found


def _keep(state: State, where: SiteList, wanted: list[Column]) -> None:
    refuse_together(tuple(column for column in wanted if column.name not in BUILT_IN))
    list_store.set_columns(state, where.id, wanted)
