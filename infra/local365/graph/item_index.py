"""Finding items by an indexed column, and the threshold beyond which no query may look at so many.

A filter's first condition decides: on an indexed column, and with at most 5,000 items found, the query runs.
https://support.microsoft.com/office/manage-large-lists-and-libraries-b8588dae-9387-48c2-9248-c24122f07c59
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from infra.local365.graph import item_store
from infra.local365.graph.values import index_key
from infra.local365.graph.wire import GraphError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from infra.local365.graph.columns import Column
    from infra.local365.graph.item_store import Item
    from infra.local365.graph.list_store import SiteList
    from infra.local365.state import State

VIEW_THRESHOLD = 5_000
BEYOND = GraphError(
    400,
    "notSupported",
    "The attempted operation is prohibited because it exceeds the list view threshold.",
)
_SIGNS = {"eq": "=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}


def is_large(state: State, where: SiteList) -> bool:
    """Tell whether a list has more items than a query may look at."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM graph_items WHERE list = ? AND NOT deleted LIMIT ?)"
    count: int = state.db.execute(sql, (where.id, VIEW_THRESHOLD + 1)).fetchone()[0]
    return count > VIEW_THRESHOLD


def candidates(
    state: State, where: SiteList, column: Column, operator: str, value: object, number: int
) -> Iterator[Item]:
    """Give the items behind a number that an indexed column finds, by number; all where it cannot tell them apart.

    Raises the refusal of a large list when it finds too many.
    """
    found = _condition(column, operator, value)
    if found is None:
        if is_large(state, where):
            raise BEYOND
        return item_store.after(state, where.id, number)
    table, condition, given = found
    if _counted(state, where, table, condition, given) > VIEW_THRESHOLD and is_large(state, where):
        raise BEYOND
    return _found(state, where, table, condition, given, number)


def _condition(column: Column, operator: str, value: object) -> tuple[str, str, tuple[Any, ...]] | None:
    """Give the table to look in, the condition there, and its values."""
    sign = _SIGNS.get(operator)
    if sign is None or column.name == "Modified":
        return None
    if column.name in {"id", "Created"}:
        return "graph_items AS found", f"NOT deleted AND {column.name.lower()} {sign} ?", (value,)
    cell = "CAST(found.value AS REAL)" if column.kind == "number" else "found.value"
    given = value if column.kind == "number" else index_key(value)
    return "graph_index AS found", f"name = ? AND {cell} {sign} ?", (column.name, given)


def _counted(state: State, where: SiteList, table: str, condition: str, given: tuple[Any, ...]) -> int:
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE found.list = ? AND {condition} LIMIT ?)"  # noqa: S608 - our own names
    count: int = state.db.execute(sql, (where.id, *given, VIEW_THRESHOLD + 1)).fetchone()[0]
    return count


def _found(
    state: State, where: SiteList, table: str, condition: str, given: tuple[Any, ...], number: int
) -> Iterator[Item]:
    item = "item" if table.startswith("graph_index") else "id"
    sql = (
        f"SELECT graph_items.* FROM graph_items JOIN (SELECT {item} AS number FROM {table} "  # noqa: S608 - our own names
        f"WHERE found.list = ? AND {condition} AND found.{item} > ?) "
        "ON graph_items.list = ? AND graph_items.id = number ORDER BY graph_items.id"
    )
    rows = state.db.execute(sql, (where.id, *given, number, where.id))
    return (item_store.read(row) for row in rows)
