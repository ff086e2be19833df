"""Who the coordinators are: people named in the settings, or the members of one group of the directory.

A group needs GroupMember.Read.All, which shows of each member its type and its id and nothing else: that is enough.
https://learn.microsoft.com/en-us/graph/api/group-list-members
https://learn.microsoft.com/en-us/graph/permissions-overview#limited-information-returned-for-inaccessible-member-objects
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from graph_sync.client import GraphClient
from graph_sync.exchange import FORBIDDEN, NOT_FOUND, OK, Call, Reply
from graph_sync.odata import encoded
from graph_sync.paging import TOO_MANY, Page, every_page, unread
from practice.outcomes import UNTIL_MENDED, Parked, RetryAfter

REFUSED = RetryAfter(UNTIL_MENDED, "group_refused")
MISSING = RetryAfter(UNTIL_MENDED, "group_missing")
_UNREADABLE = Parked("unreadable_group")
_SAID: dict[int, RetryAfter | Parked] = {OK: _UNREADABLE, FORBIDDEN: REFUSED, NOT_FOUND: MISSING}
_USER = "#microsoft.graph.user"
_MOST_PAGES = 10
_PAGE = 100


class _Member(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    id: Annotated[str, StringConstraints(to_lower=True)]
    type: str = Field("", alias="@odata.type")


class TenantCoordinators:
    """`people` are ids of the directory; with a `group` it is asked anew each time, as its members change."""

    def __init__(self, client: GraphClient, people: Sequence[str], group: str = "") -> None:
        self._client = client
        self._people = tuple(person.lower() for person in people)
        self._group = group

    async def people(self) -> Sequence[str] | RetryAfter | Parked:
        """Give the directory ids, each once; a group's devices, contacts and nested groups are nobody."""
        if not self._group:
            return tuple(dict.fromkeys(self._people))
        call = Call("GET", f"/groups/{encoded(self._group)}/members?$select=id&$top={_PAGE}")
        found = await every_page(self._client, call, Page[_Member], most=_MOST_PAGES, refused=self._refused)
        if not isinstance(found, list):
            return _UNREADABLE if found == TOO_MANY else found
        return tuple(dict.fromkeys(one.id for one in found if one.type == _USER))

    def _refused(self, reply: Reply) -> RetryAfter | Parked:
        return _SAID.get(reply.status) or unread(self._client, reply)
