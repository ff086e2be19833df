"""Reads the cells of a list's items, page by page, for what leaves the list again; it changes nothing.

Needs Sites.Selected with read on the site. https://learn.microsoft.com/en-us/graph/api/listitem-list
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graph_sync.client import GraphClient
from graph_sync.exchange import OK, Call, Reply
from graph_sync.odata import encoded
from practice.outcomes import Conflict, Parked, RetryAfter

_PAGE = 200
_MOST_PAGES = 5_000

Cell: TypeAlias = str | bool | float | list[str] | None


class _Item(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    fields: dict[str, object] = Field(default_factory=dict)


class _Page(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    value: list[_Item]
    next: str = Field("", alias="@odata.nextLink")


async def items_of(
    client: GraphClient, site_id: str, list_id: str, columns: Collection[str]
) -> Sequence[Mapping[str, Cell]] | RetryAfter | Parked:
    """Give the named cells of every item; a hidden column's value comes because it is named."""
    wanted = f"$expand=fields($select={','.join(columns)})&$select=id&$top={_PAGE}"
    call = Call("GET", f"/sites/{encoded(site_id)}/lists/{encoded(list_id)}/items?{wanted}")
    reply: Reply | RetryAfter | Parked = await client.send(call)
    found: list[Mapping[str, Cell]] = []
    for _ in range(_MOST_PAGES):
        if not isinstance(reply, Reply):
            return reply
        page = _read(reply)
        if page is None:
            return _unread(client, reply)
        found += [_cells(item, columns) for item in page.value]
        if not page.next:
            return found
        reply = await client.follow(page.next, call)
    return Parked("too_many_pages")


def _read(reply: Reply) -> _Page | None:
    try:
        return _Page.model_validate(reply.body) if reply.status == OK else None
    except ValidationError:
        return None


def _unread(client: GraphClient, reply: Reply) -> RetryAfter | Parked:
    if reply.status == OK:
        return Parked("unreadable_items")
    refusal = client.judge(reply)
    return Parked(refusal.reason) if isinstance(refusal, Conflict) else refusal


def _cells(item: _Item, columns: Collection[str]) -> Mapping[str, Cell]:
    """Keep what was asked for and is of a kind that our columns have; the rest of an answer is not believed."""
    return {name: _cell(item.fields.get(name)) for name in columns}


def _cell(value: object) -> Cell:
    if isinstance(value, list):
        return [each for each in value if isinstance(each, str)]
    return value if isinstance(value, str | bool | int | float) else None
