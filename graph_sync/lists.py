"""The coordinator's SharePoint lists: made once, and every row filed once.

Needs Sites.Selected with write on the coordinator's site; making the lists needs manage, for that one time.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, ValidationError

from graph_sync.client import GraphClient
from graph_sync.columns import ListShape
from graph_sync.comparing import compared
from graph_sync.conversations import side_by_side
from graph_sync.exchange import BAD_REQUEST, CONFLICT, CREATED, Call, Reply
from graph_sync.items import ListPlace
from graph_sync.looking import Looking, Unseen, named
from graph_sync.odata import encoded
from graph_sync.remembered import Memory
from graph_sync.shapes import shapes
from graph_sync.standing_columns import is_ours
from practice.filing import Row
from practice.found_lists import FoundList
from practice.outcomes import Conflict, Done, Parked, RetryAfter
from practice.partnership import Partnership

_NOT_YET_SEEN = 15.0
_UNUSABLE = frozenset({"unreadable", "too_many_pages"})


class _List(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    id: str


class SharePointLists:
    """Both lists on one site. Nothing is remembered here: what is known is the store's."""

    def __init__(self, client: GraphClient, site_id: str, partnership: Partnership) -> None:
        self._client = client
        self._looking = Looking(client)
        self._site_id = site_id
        self._url = f"/sites/{encoded(site_id)}/lists"
        self._shapes = shapes(partnership)

    async def ready(self, known: dict[str, str]) -> dict[str, FoundList] | RetryAfter | Parked:
        """Give each list by name; those not known are looked for by name, and made when not there."""
        found = {name: FoundList(known[name]) for name in self._shapes if known.get(name)}
        wanted = [shape for name, shape in self._shapes.items() if name not in found]
        standing = await self._looking.lists(self._site_id) if wanted else ()
        if isinstance(standing, Unseen):
            return _why(standing)
        for shape in wanted:
            there = named(shape.name, standing)
            one = await (self._found(there, shape) if there else self._made(shape))
            if not isinstance(one, FoundList):
                return one
            found[shape.name] = one
        return found

    async def file(
        self, list_id: str, rows: Sequence[Row]
    ) -> Sequence[Done | RetryAfter | Parked | Conflict]:
        """File up to 20 rows, each as often as it takes to know how it stands, in as few batches as can be."""
        place = ListPlace(f"{self._url}/{encoded(list_id)}")
        return await side_by_side(self._client, [place.filed(row, self._client.judge) for row in rows])

    async def _found(self, list_id: str, shape: ListShape) -> FoundList | RetryAfter | Parked:
        """Take a list found by its name for ours where it has our key, and note what stands as declared."""
        columns = await self._looking.columns(self._site_id, list_id)
        if isinstance(columns, Unseen):
            return _why(columns)
        if not is_ours(columns):
            return Parked("list_not_ours")
        standing = compared(shape, columns, Memory()).as_declared
        return FoundList(list_id, Memory().with_made(standing).text())

    async def _made(self, shape: ListShape) -> FoundList | RetryAfter | Parked:
        """Make a list; where it may exist by now, look again rather than make a second one."""
        reply = await self._client.send(Call("POST", self._url, shape.definition()))
        if isinstance(reply, Reply) and reply.status == CREATED and (made := _made_list(reply)):
            return FoundList(made, Memory().with_made(shape.made).text())
        standing = await self._looking.lists(self._site_id)
        if not isinstance(standing, Unseen) and (there := named(shape.name, standing)):
            return await self._found(there, shape)
        if isinstance(reply, RetryAfter):
            return reply
        if reply.status in {CREATED, CONFLICT}:
            return RetryAfter(_NOT_YET_SEEN, "list_not_yet_seen")
        return Parked("list_refused") if reply.status == BAD_REQUEST else self._refused(reply)

    def _refused(self, reply: Reply) -> RetryAfter | Parked:
        refusal = self._client.judge(reply)
        return Parked(refusal.reason) if isinstance(refusal, Conflict) else refusal


def _why(unseen: Unseen) -> RetryAfter | Parked:
    return Parked("unreadable_lists") if unseen.reason in _UNUSABLE else unseen.outcome


def _made_list(reply: Reply) -> str:
    try:
        return _List.model_validate(reply.body).id
    except ValidationError:
        return ""
