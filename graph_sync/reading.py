"""Reads the cells of a list's items, page by page, for what leaves the list again; it changes nothing.

Needs Sites.Selected with read on the site. https://learn.microsoft.com/en-us/graph/api/listitem-list
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from graph_sync.client import GraphClient
from graph_sync.exchange import Call
from graph_sync.odata import encoded
from graph_sync.paging import Page, every_page, unread
from practice.outcomes import Parked, RetryAfter

_PAGE = 200
_MOST_PAGES = 5_000

Cell: TypeAlias = str | bool | float | list[str] | None


class _Item(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    fields: dict[str, object] = Field(default_factory=dict)


async def items_of(
    client: GraphClient, site_id: str, list_id: str, columns: Collection[str]
) -> Sequence[Mapping[str, Cell]] | RetryAfter | Parked:
    """Give the named cells of every item; a hidden column's value comes because it is named."""
    wanted = f"$expand=fields($select={','.join(columns)})&$select=id&$top={_PAGE}"
    call = Call("GET", f"/sites/{encoded(site_id)}/lists/{encoded(list_id)}/items?{wanted}")
    found = await every_page(
        client, call, Page[_Item], most=_MOST_PAGES, refused=lambda reply: unread(client, reply)
    )
    return [_cells(item, columns) for item in found] if isinstance(found, list) else found


def _cells(item: _Item, columns: Collection[str]) -> Mapping[str, Cell]:
    """Keep what was asked for and is of a kind that our columns have; the rest of an answer is not believed."""
    return {name: _cell(item.fields.get(name)) for name in columns}


def _cell(value: object) -> Cell:
    if isinstance(value, list):
        return [each for each in value if isinstance(each, str)]
    return value if isinstance(value, str | bool | int | float) else None
