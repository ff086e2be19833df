"""What stands in a list: every item by key, hash and version, and whether an item still says what was written.

Of all items nothing else is asked for. Only an item that somebody changed since is read in the product's own
columns, and what it says goes no further than yes or no. Reads of lists take 2 resource units a page, of items 1:
learn.microsoft.com/sharepoint/dev/general-development/how-to-avoid-getting-throttled-or-blocked-in-sharepoint-online
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from graph_sync.client import GraphClient
from graph_sync.columns import HASH, KEY
from graph_sync.exchange import BAD_REQUEST, NOT_FOUND, OK, Call, Reply
from graph_sync.odata import encoded
from graph_sync.paging import Page, every_page, unread
from practice.checking import Standing
from practice.filing import Row
from practice.outcomes import Parked, RetryAfter

PAGE = 1_000
"""Items a page; 200 where nothing is said, and 5,000 at the most.

https://microsoft365blogs.com/2022/01/25/microsoft-graph-working-with-paginated-result-sets/
"""

MOST_PAGES = 100
_NOT_THERE = frozenset({NOT_FOUND, BAD_REQUEST})
"""The item is gone, or one of its columns: a field that is no column is refused."""


class _Quiet(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)


class _Marks(_Quiet):
    key: str | None = Field(None, alias=KEY)
    digest: str | None = Field(None, alias=HASH)


class _Item(_Quiet):
    id: str
    etag: str = Field("", validation_alias=AliasChoices("@odata.etag", "eTag"))
    fields: _Marks = _Marks()


class _Cells(_Quiet):
    fields: dict[str, object]


class SharePointReading:
    """Reads the lists of one site and writes nothing."""

    def __init__(self, client: GraphClient, site_id: str) -> None:
        self._client = client
        self._url = f"/sites/{encoded(site_id)}/lists"

    async def standing(self, list_id: str) -> Sequence[Standing] | RetryAfter | Parked:
        """Read all items, page by page.

        https://learn.microsoft.com/en-us/graph/api/listitem-list
        Pages go by the items' numbers, so that what is added or deleted meanwhile shifts none of them.
        """
        wanted = f"$select=id,eTag&$expand=fields($select={KEY},{HASH})&$top={PAGE}"
        call = Call("GET", f"{self._url}/{encoded(list_id)}/items?{wanted}")
        found = await every_page(self._client, call, Page[_Item], most=MOST_PAGES, refused=self._refused)
        return [_standing(item) for item in found] if isinstance(found, list) else found

    async def as_written(self, list_id: str, rows: Sequence[Row]) -> Sequence[bool | RetryAfter | Parked]:
        """Tell for each of up to 20 rows whether its item says what the row says; an item that is gone does not."""
        calls = [Call("GET", self._cells_of(list_id, row)) for row in rows]
        replies = await self._client.batch(calls) if calls else []
        return [self._says(row, reply) for row, reply in zip(rows, replies, strict=True)]

    def _cells_of(self, list_id: str, row: Row) -> str:
        item = f"{self._url}/{encoded(list_id)}/items/{encoded(row.item_id)}"
        return f"{item}?$select=id&$expand=fields($select={','.join(row.fields)})"

    def _says(self, row: Row, reply: Reply | RetryAfter | Parked) -> bool | RetryAfter | Parked:
        if not isinstance(reply, Reply):
            return reply
        if reply.status in _NOT_THERE:
            return False
        cells = _cells(reply) if reply.status == OK else None
        return self._refused(reply) if cells is None else says(row.fields, cells)

    def _refused(self, reply: Reply) -> RetryAfter | Parked:
        return unread(self._client, reply)


def says(fields: Mapping[str, object], cells: Mapping[str, object]) -> bool:
    """Compare what was written with what stands there, but for what a service may change by itself.

    Newlines, spaces at the ends, the order of choices, 5 for 5.0 and an absent cell for an empty one are no
    difference. Days and times are not compared, because a day's midnight is the site's.
    """
    return all(
        _plain(value) == _plain(cells.get(name))
        for name, value in fields.items()
        if not isinstance(value, date)
    )


def _plain(value: object) -> object:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, list | tuple):
        return sorted(map(str, value)) or ""
    if value is None or value is False:
        return ""
    return float(value) if isinstance(value, int) and value is not True else value


def _standing(item: _Item) -> Standing:
    return Standing(item.id, item.fields.key or "", item.fields.digest or "", item.etag)


def _cells(reply: Reply) -> Mapping[str, object] | None:
    try:
        return _Cells.model_validate(reply.body).fields
    except ValidationError:
        return None
