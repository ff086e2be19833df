"""The lists of one site as `provision` makes and changes them: one request each, nothing remembered.

Needs Sites.Selected with the role `manage` (or `fullcontrol`) on the site; the service itself runs with `write`.
https://learn.microsoft.com/en-us/graph/permissions-selected-overview
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from graph_sync.client import GraphClient
from graph_sync.columns import Column, ListShape
from graph_sync.exchange import CONFLICT, CREATED, OK, Call, Reply
from graph_sync.looking import Looking, SeenList, Unseen
from graph_sync.odata import encoded
from graph_sync.standing_columns import Standing
from practice.outcomes import Conflict, Parked, RetryAfter

MAY_BE_DONE = frozenset({"no_answer", "server_error", "missing_response"})
"""Reasons after which the request may have been carried out all the same."""

_NOT_YET_SEEN = 5.0
_Model = TypeVar("_Model", bound=BaseModel)
_Seen = TypeVar("_Seen")


class NotDone(Exception):
    """The service did not do it; `outcome` says whether a later try may help, and its constant reason why not."""

    def __init__(self, outcome: RetryAfter | Parked) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome


def done(outcome: _Seen | RetryAfter | Parked) -> _Seen:
    """Give what came of it; raises NotDone."""
    if isinstance(outcome, RetryAfter | Parked):
        raise NotDone(outcome)
    return outcome


class _Read(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)


class _Made(_Read):
    id: str


class SiteLists:
    """The lists of one site. Every method raises NotDone."""

    def __init__(self, client: GraphClient, site_id: str) -> None:
        self._client = client
        self._looking = Looking(client)
        self._site_id = site_id
        self._url = f"/sites/{encoded(site_id)}/lists"

    async def lists(self) -> Sequence[SeenList]:
        """Give all lists."""
        return _seen(await self._looking.lists(self._site_id))

    async def columns(self, list_id: str) -> Sequence[Standing]:
        """Give a list's columns, hidden ones too."""
        return _seen(await self._looking.columns(self._site_id, list_id))

    async def keeps_versions(self, list_id: str) -> bool:
        """Tell whether an item of the list shows an earlier version; that none does proves nothing."""
        return _seen(await self._looking.versions(self._site_id, list_id)) > 1

    async def has_attachments(self, list_id: str) -> bool:
        """Tell whether an item of the list shows a file attached to it; that none does proves nothing."""
        return _seen(await self._looking.attachments(self._site_id, list_id))

    async def make(self, shape: ListShape) -> str:
        """Make a list with its columns, in one request, and give its id."""
        reply = await self._answered(Call("POST", self._url, shape.definition()))
        return self._as(_Made, reply, CREATED).id

    async def add(self, list_id: str, column: Column) -> None:
        """Make a column. https://learn.microsoft.com/en-us/graph/api/list-post-columns."""
        reply = await self._answered(Call("POST", self._columns(list_id), column.definition()))
        self._as(_Read, reply, CREATED)

    async def change(self, list_id: str, column_id: str, body: Mapping[str, object]) -> None:
        """Change a column. https://learn.microsoft.com/en-us/graph/api/columndefinition-update."""
        url = f"{self._columns(list_id)}/{encoded(column_id)}"
        self._as(_Read, await self._answered(Call("PATCH", url, body)), OK)

    def _columns(self, list_id: str) -> str:
        return f"{self._url}/{encoded(list_id)}/columns"

    async def _answered(self, call: Call) -> Reply:
        reply = await self._client.send(call)
        if isinstance(reply, Reply):
            return reply
        raise NotDone(reply)

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


def _seen(seen: _Seen | Unseen) -> _Seen:
    if isinstance(seen, Unseen):
        raise NotDone(seen.outcome)
    return seen
