"""The people a site knows: its hidden User Information List, in which a person column's numbers are items.

An address is asked for nowhere else, because a list item carries only the number.
https://learn.microsoft.com/en-us/answers/questions/1700529/how-to-get-the-people-picker-column-details-from-s
https://learn.microsoft.com/en-us/answers/questions/135386/how-to-get-sharepoint-site-group-name-using-graph
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graph_sync.client import GraphClient
from graph_sync.exchange import OK, Call, Reply
from graph_sync.odata import encoded
from practice.outcomes import Conflict, Parked, RetryAfter

TITLE = "User Information List"
MOST_PAGES = 50
_PAGE = 1_000


class _Quiet(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)


class _Person(_Quiet):
    address: str | None = Field(None, alias="EMail")


class _Item(_Quiet):
    id: str
    fields: _Person = _Person()


class _Page(_Quiet):
    value: list[_Item]
    next: str = Field("", alias="@odata.nextLink")


async def site_people(client: GraphClient, site_id: str) -> dict[str, str] | RetryAfter | Parked:
    """Give the address of everybody the site knows, by number, in lower case; groups have none and are left out."""
    where = f"/sites/{encoded(site_id)}/lists/{encoded(TITLE)}/items"
    call = Call("GET", f"{where}?$select=id&$expand=fields($select=EMail)&$top={_PAGE}")
    reply: Reply | RetryAfter | Parked = await client.send(call)
    found: dict[str, str] = {}
    for _ in range(MOST_PAGES):
        if not isinstance(reply, Reply):
            return reply
        page = _page(reply) if reply.status == OK else None
        if page is None:
            return refused(client, reply)
        found |= {one.id: one.fields.address.strip().lower() for one in page.value if one.fields.address}
        if not page.next:
            return found
        reply = await client.follow(page.next, call)
    return Parked("too_many_pages")


def refused(client: GraphClient, reply: Reply) -> RetryAfter | Parked:
    """Say why a list could not be read."""
    if reply.status == OK:
        return Parked("unreadable_items")
    refusal = client.judge(reply)
    return Parked(refusal.reason) if isinstance(refusal, Conflict) else refusal


def _page(reply: Reply) -> _Page | None:
    try:
        return _Page.model_validate(reply.body)
    except ValidationError:
        return None
