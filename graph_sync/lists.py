"""The coordinator's SharePoint lists: made once, and every row filed once.

Needs Sites.Selected with write on the coordinator's site; making the lists needs manage, for that one time.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graph_sync.client import GraphClient
from graph_sync.columns import ListShape
from graph_sync.conversations import side_by_side
from graph_sync.exchange import BAD_REQUEST, CONFLICT, CREATED, OK, Call, Reply
from graph_sync.items import ListPlace
from graph_sync.odata import encoded
from graph_sync.shapes import shapes
from practice.filing import Row
from practice.outcomes import Conflict, Done, Parked, RetryAfter
from practice.partnership import Partnership

_NOT_YET_SEEN = 15.0


class _List(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    id: str
    name: str = Field("", alias="displayName")


class _Lists(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    value: list[_List]
    next: str = Field("", alias="@odata.nextLink")


class SharePointLists:
    """Both lists on one site. Nothing is remembered here: what is known is the store's."""

    def __init__(self, client: GraphClient, site_id: str, partnership: Partnership) -> None:
        self._client = client
        self._url = f"/sites/{encoded(site_id)}/lists"
        self._shapes = shapes(partnership)

    async def ready(self, known: dict[str, str]) -> dict[str, str] | RetryAfter | Parked:
        """Give each list's id by name; those not known are looked for by name, and made when not there."""
        found = {name: known[name] for name in self._shapes if known.get(name)}
        if len(found) < len(self._shapes):
            standing = await self._standing()
            if not isinstance(standing, dict):
                return standing
            found = {name: standing[name] for name in self._shapes if name in standing} | found
        for name in [each for each in self._shapes if each not in found]:
            made = await self._made(self._shapes[name])
            if not isinstance(made, str):
                return made
            found[name] = made
        return found

    async def file(
        self, list_id: str, rows: Sequence[Row]
    ) -> Sequence[Done | RetryAfter | Parked | Conflict]:
        """File up to 20 rows, each as often as it takes to know how it stands, in as few batches as can be."""
        place = ListPlace(f"{self._url}/{encoded(list_id)}")
        return await side_by_side(self._client, [place.filed(row, self._client.judge) for row in rows])

    async def _standing(self) -> dict[str, str] | RetryAfter | Parked:
        """Read the site's lists by name. https://learn.microsoft.com/en-us/graph/api/list-list."""
        call = Call("GET", f"{self._url}?$select=id,displayName")
        reply: Reply | RetryAfter | Parked = await self._client.send(call)
        found: dict[str, str] = {}
        while isinstance(reply, Reply):
            if reply.status != OK:
                return self._refused(reply)
            page = _page(reply)
            if page is None:
                return Parked("unreadable_lists")
            found |= {known.name: known.id for known in page.value}
            if not page.next:
                return found
            reply = await self._client.follow(page.next, call)
        return reply

    async def _made(self, shape: ListShape) -> str | RetryAfter | Parked:
        """Make a list; where it may exist by now, look again rather than make a second one."""
        reply = await self._client.send(Call("POST", self._url, shape.definition()))
        if isinstance(reply, Reply) and reply.status == CREATED and (made := _made_list(reply)):
            return made
        standing = await self._standing()
        if isinstance(standing, dict) and shape.name in standing:
            return standing[shape.name]
        if isinstance(reply, RetryAfter):
            return reply
        if reply.status in {CREATED, CONFLICT}:
            return RetryAfter(_NOT_YET_SEEN, "list_not_yet_seen")
        return Parked("list_refused") if reply.status == BAD_REQUEST else self._refused(reply)

    def _refused(self, reply: Reply) -> RetryAfter | Parked:
        refusal = self._client.judge(reply)
        return Parked(refusal.reason) if isinstance(refusal, Conflict) else refusal


def _page(reply: Reply) -> _Lists | None:
    try:
        return _Lists.model_validate(reply.body)
    except ValidationError:
        return None


def _made_list(reply: Reply) -> str:
    try:
        return _List.model_validate(reply.body).id
    except ValidationError:
        return ""
