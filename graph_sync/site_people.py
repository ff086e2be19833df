"""The people a site knows: its hidden User Information List, in which a person column's numbers are items.

An address is asked for nowhere else, because a list item carries only the number.
https://learn.microsoft.com/en-us/answers/questions/1700529/how-to-get-the-people-picker-column-details-from-s
https://learn.microsoft.com/en-us/answers/questions/135386/how-to-get-sharepoint-site-group-name-using-graph
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from graph_sync.client import GraphClient
from graph_sync.exchange import Call
from graph_sync.odata import encoded
from graph_sync.paging import Page, every_page, unread
from practice.outcomes import Parked, RetryAfter

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


async def site_people(client: GraphClient, site_id: str) -> dict[str, str] | RetryAfter | Parked:
    """Give the address of everybody the site knows, by number, in lower case; groups have none and are left out."""
    where = f"/sites/{encoded(site_id)}/lists/{encoded(TITLE)}/items"
    call = Call("GET", f"{where}?$select=id&$expand=fields($select=EMail)&$top={_PAGE}")
    found = await every_page(
        client, call, Page[_Item], most=MOST_PAGES, refused=lambda reply: unread(client, reply)
    )
    if not isinstance(found, list):
        return found
    return {one.id: one.fields.address.strip().lower() for one in found if one.fields.address}
