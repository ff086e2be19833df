"""The lists of one site as `provision` reads and makes them: one request each, nothing remembered.

Needs Sites.Selected with the role `manage` (or `fullcontrol`) on the site; the service itself runs with `write`.
https://learn.microsoft.com/en-us/graph/permissions-selected-overview
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graph_sync.client import GraphClient
from graph_sync.columns import Column, ListShape
from graph_sync.exchange import CONFLICT, CREATED, OK, Call, Reply
from graph_sync.odata import encoded
from graph_sync.standing_columns import READ, Standing
from practice.outcomes import Conflict, Parked, RetryAfter

LOOKED_AT = 50
"""Items among which one that was changed is looked for, to see whether the list keeps versions."""

MAY_BE_DONE = frozenset({"no_answer", "server_error", "missing_response"})
"""Reasons after which the request may have been carried out all the same."""

_NOT_YET_SEEN = 5.0
_Model = TypeVar("_Model", bound=BaseModel)


class NotDone(Exception):
    """The service did not do it; `outcome` says whether a later try may help, and its constant reason why not."""

    def __init__(self, outcome: RetryAfter | Parked) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome


class _Read(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)


class _Named(_Read):
    id: str
    name: str = Field("", alias="displayName")


class _Page(_Read):
    next: str = Field("", alias="@odata.nextLink")


class _Lists(_Page):
    value: list[_Named]


class _Columns(_Page):
    value: list[Standing]


class _Item(_Read):
    id: str
    created: str = Field("", alias="createdDateTime")
    modified: str = Field("", alias="lastModifiedDateTime")


class _Items(_Read):
    value: list[_Item]


class _Versions(_Read):
    value: list[object]


class SiteLists:
    """The lists of one site. Every method raises NotDone."""

    def __init__(self, client: GraphClient, site_id: str) -> None:
        self._client = client
        self._url = f"/sites/{encoded(site_id)}/lists"

    async def names(self) -> dict[str, str]:
        """Give the names of all lists by id. https://learn.microsoft.com/en-us/graph/api/list-list."""
        found: dict[str, str] = {}
        call = Call("GET", f"{self._url}?$select=id,displayName")
        reply = await self._answered(call)
        while True:
            page = self._as(_Lists, reply, OK)
            found |= {one.id: one.name for one in page.value}
            if not page.next:
                return found
            reply = _answer(await self._client.follow(page.next, call))

    async def columns(self, list_id: str) -> list[Standing]:
        """Give a list's columns, hidden ones too. https://learn.microsoft.com/en-us/graph/api/list-list-columns."""
        found: list[Standing] = []
        call = Call("GET", f"{self._columns(list_id)}?$select={','.join(READ)}")
        reply = await self._answered(call)
        while True:
            page = self._as(_Columns, reply, OK)
            found.extend(page.value)
            if not page.next:
                return found
            reply = _answer(await self._client.follow(page.next, call))

    async def make(self, shape: ListShape) -> str:
        """Make a list with its columns, in one request, and give its id."""
        reply = await self._answered(Call("POST", self._url, shape.definition()))
        return self._as(_Named, reply, CREATED).id

    async def add(self, list_id: str, column: Column) -> None:
        """Make a column. https://learn.microsoft.com/en-us/graph/api/list-post-columns."""
        reply = await self._answered(Call("POST", self._columns(list_id), column.definition()))
        self._as(_Read, reply, CREATED)

    async def change(self, list_id: str, column_id: str, body: Mapping[str, object]) -> None:
        """Change a column. https://learn.microsoft.com/en-us/graph/api/columndefinition-update."""
        url = f"{self._columns(list_id)}/{encoded(column_id)}"
        self._as(_Read, await self._answered(Call("PATCH", url, body)), OK)

    async def keeps_versions(self, list_id: str) -> bool:
        """Tell whether an item of the list shows an earlier version; that none does proves nothing.

        Graph v1.0 has no such setting: https://learn.microsoft.com/en-us/graph/api/resources/list
        """
        items = f"{self._url}/{encoded(list_id)}/items"
        select = "$select=id,createdDateTime,lastModifiedDateTime"
        page = self._as(_Items, await self._answered(Call("GET", f"{items}?$top={LOOKED_AT}&{select}")), OK)
        changed = next((item for item in page.value if item.modified > item.created), None)
        if changed is None:
            return False
        reply = await self._answered(Call("GET", f"{items}/{encoded(changed.id)}/versions"))
        return len(self._as(_Versions, reply, OK).value) > 1

    def _columns(self, list_id: str) -> str:
        return f"{self._url}/{encoded(list_id)}/columns"

    async def _answered(self, call: Call) -> Reply:
        return _answer(await self._client.send(call))

    def _as(self, model: type[_Model], reply: Reply, wanted: int) -> _Model:
        """Read a reply of the wanted status; raises NotDone for any other, and for what cannot be read."""
        if reply.status == CONFLICT:
            raise NotDone(RetryAfter(_NOT_YET_SEEN, "not_yet_seen"))
        if reply.status != wanted:
            judged = self._client.judge(reply)
            raise NotDone(Parked(judged.reason) if isinstance(judged, Conflict) else judged)
        try:
            return model.model_validate(reply.body)
        except ValidationError:
            raise NotDone(Parked("unreadable")) from None


def _answer(reply: Reply | RetryAfter | Parked) -> Reply:
    if isinstance(reply, RetryAfter | Parked):
        raise NotDone(reply)
    return reply
