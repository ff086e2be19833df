"""GET .../items: filters on indexed columns only, pages behind an opaque link.

https://learn.microsoft.com/graph/api/listitem-list
"""

from __future__ import annotations

import base64
import binascii
import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from infra.local365.graph import filters, item_index, item_store, traits, values
from infra.local365.graph.item_shape import shaped, view_of
from infra.local365.graph.items import list_of
from infra.local365.graph.wire import Call, Json, Reply, invalid, preferences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from infra.local365.graph.columns import Column
    from infra.local365.graph.filters import Condition
    from infra.local365.graph.item_store import Item
    from infra.local365.graph.list_store import SiteList
    from infra.local365.state import State

PAGE, LARGEST_PAGE = 200, 5_000
UNINDEXED_ALLOWED = "HonorNonIndexedQueriesWarningMayFailRandomly"
MISSED = 0.05
_CELL = "fields/"
Wanted = list[tuple["Condition", "Column", Any]]


def read_many(state: State, call: Call, site_id: str, list_id: str) -> Reply:
    """Answer one page of a list's items, by number or by an indexed column."""
    where = list_of(state, site_id, list_id)
    view = view_of(call, where)
    if "$skip" in call.query:
        raise invalid("$skip is not supported on list items")
    text = call.query.get("$filter")
    wanted = _wanted(state, call, where, filters.conditions(text)) if text else []
    size = filters.page_size(call.query.get("$top"), PAGE, LARGEST_PAGE)
    if wanted and traits.read(state).filter == "sometimes-empty" and state.chance(MISSED):
        return Reply(200, {"value": []})
    page = _page(state, call, where, wanted, size + 1)
    body: Json = {"value": [shaped(state, where, item, view) for item in page[:size]]}
    if len(page) > size:
        body["@odata.nextLink"] = _next_link(call, page[size - 1])
    return Reply(200, body)


def _page(state: State, call: Call, where: SiteList, wanted: Wanted, most: int) -> list[Item]:
    number = _behind(call.query.get("$skiptoken"))
    ordered = filters.order(call.query.get("$orderby"))
    matching = _matching(_candidates(state, where, wanted, 0 if ordered else number), wanted)
    if not ordered:
        return list(islice(matching, most))
    column = _column(state, call, where, ordered[0])
    rows = sorted(matching, key=lambda i: (str(_cell(i, column) or ""), i.id), reverse=ordered[1])
    start = next((at + 1 for at, item in enumerate(rows) if item.id == number), 0)
    return rows[start : start + most]


def _candidates(state: State, where: SiteList, wanted: Wanted, number: int) -> Iterator[Item]:
    """Use the index of the first condition's column; without a condition, or an index, read the whole list."""
    if wanted and wanted[0][1].indexed:
        condition, column, value = wanted[0]
        return item_index.candidates(state, where, column, condition.operator, value, number)
    return item_store.after(state, where.id, number)


def _matching(items: Iterable[Item], wanted: Wanted) -> Iterator[Item]:
    for item in items:
        if all(
            condition.holds(_comparable(_cell(item, column)), value) for condition, column, value in wanted
        ):
            yield item


def _wanted(state: State, call: Call, where: SiteList, conditions: tuple[Condition, ...]) -> Wanted:
    found: Wanted = []
    for condition in conditions:
        column = _column(state, call, where, condition.path)
        found.append((condition, column, _literal(column, condition)))
    return found


def _column(state: State, call: Call, where: SiteList, path: str) -> Column:
    """Give the column a filter or an order names; refuse one that is not indexed, in the service's own words.

    The words: https://github.com/microsoftgraph/microsoft-graph-docs/issues/2279
    """
    if not path.startswith(_CELL):
        raise invalid(filters.UNREADABLE)
    name = path.removeprefix(_CELL)
    column = next((c for c in where.columns.values() if name in {c.name, c.wire_name}), None)
    if column is None:
        raise invalid(f"Field '{name[:64]}' is not recognized")
    if not column.indexed:
        _refuse_unindexed(state, call, where, column)
    return column


def _refuse_unindexed(state: State, call: Call, where: SiteList, column: Column) -> None:
    if UNINDEXED_ALLOWED not in preferences(call):
        raise invalid(
            f"Field '{column.name}' cannot be referenced in filter or orderby as it is not indexed. "
            f"Provide the 'Prefer: {UNINDEXED_ALLOWED}' header to allow this, but be warned that such "
            "queries may fail on large lists."
        )
    if item_index.is_large(state, where):
        raise item_index.BEYOND


def _literal(column: Column, condition: Condition) -> Any:  # noqa: ANN401 - of the column's own type
    if column.kind == "number":
        if not re.fullmatch(r"-?\d+(\.\d+)?", condition.value):
            raise invalid(filters.UNREADABLE)
        return float(condition.value)
    if column.kind == "boolean":
        return condition.value.lower() in {"1", "true"}
    if column.kind == "dateTime":
        return f"{values.instant(condition.value):%Y-%m-%dT%H:%M:%SZ}"
    if not condition.quoted:
        raise invalid(filters.UNREADABLE)
    return condition.value.casefold()


def _cell(item: Item, column: Column) -> Any:  # noqa: ANN401 - of the column's own type
    built_in = {"id": item.id, "Created": item.created, "Modified": item.modified}
    return built_in.get(column.name, item.fields.get(column.wire_name))


def _comparable(value: Any) -> Any:  # noqa: ANN401 - of the column's own type
    return value.casefold() if isinstance(value, str) and not _is_instant(value) else value


def _is_instant(value: str) -> bool:
    return re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", value) is not None


def _next_link(call: Call, last: Item) -> str:
    """Give the link to the next page; its token is opaque to a client."""
    token = base64.urlsafe_b64encode(f"Paged=TRUE&p_ID={last.id}".encode()).decode()
    return call.link(call.path, {**call.query, "$skiptoken": token})


def _behind(token: str | None) -> int:
    if token is None:
        return 0
    try:
        return int(base64.urlsafe_b64decode(token).decode().rpartition("=")[2])
    except (binascii.Error, ValueError):
        raise invalid("The skip token is not valid.") from None
