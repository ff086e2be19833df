"""Looks at sites, lists, columns, versions and calendars, and changes nothing.

Needs Sites.Selected with read on each site. Every look gives what was seen, or why it was not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graph_sync.client import GraphClient
from graph_sync.exchange import OK, Call, Reply
from graph_sync.odata import encoded
from graph_sync.standing_columns import READ, Standing
from practice.outcomes import Conflict, Parked, RetryAfter

MOST_PAGES = 50
"""Pages of lists or of columns; more come only from a link that leads back to itself."""

_LOOKED_AT = 50
"""Items; the versions of the first that was ever changed tell about the list."""

_NO_COLUMN = frozenset({"column_missing", "refused_400"})

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Unseen:
    """Why something could not be looked at, and whether a later look may help."""

    outcome: RetryAfter | Parked

    @property
    def reason(self) -> str:
        """A constant word such as "forbidden" or "no_answer"."""
        return self.outcome.reason


class _Read(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True, frozen=True)


_UNREADABLE = Unseen(Parked("unreadable"))


class SeenList(_Read):
    """A list as the site shows it."""

    id: str
    name: str = Field("", alias="displayName")


class _Site(_Read):
    id: str


class _Calendar(_Read):
    providers: list[str] | None = Field(None, alias="allowedOnlineMeetingProviders")


class _Item(_Read):
    id: str
    etag: str = Field("", alias="eTag")


class _Cells(_Read):
    attached: bool | None = Field(None, alias="Attachments")


class _Attached(_Read):
    fields: _Cells | None = None


class _Version(_Read):
    id: str


Seen: TypeAlias = Sequence[_Model] | Unseen


@dataclass(slots=True)
class Looking:
    """Looks through one client; `headers` are those of every answer so far."""

    client: GraphClient
    headers: list[Mapping[str, str]] = field(default_factory=list)

    async def site(self, site_id: str) -> Unseen | None:
        """Say why a site cannot be opened; None when it can. https://learn.microsoft.com/en-us/graph/api/site-get."""
        reply = await self._sent(Call("GET", f"/sites/{encoded(site_id)}?$select=id"))
        if isinstance(reply, Unseen):
            return reply
        return None if _read(_Site, reply.body) else _UNREADABLE

    async def in_teams(self, mailbox: str) -> bool | Unseen:
        """Say whether a mailbox's calendar can hold Teams meetings. Needs Calendars.Read on it.

        https://learn.microsoft.com/en-us/graph/outlook-calendar-online-meetings
        """
        url = f"/users/{encoded(mailbox)}/calendar?$select=allowedOnlineMeetingProviders"
        reply = await self._sent(Call("GET", url))
        if isinstance(reply, Unseen):
            return reply
        calendar = _read(_Calendar, reply.body)
        return "teamsForBusiness" in (calendar.providers or ()) if calendar else _UNREADABLE

    async def lists(self, site_id: str) -> Seen[SeenList]:
        """https://learn.microsoft.com/en-us/graph/api/list-list."""
        return await self._all(SeenList, f"/sites/{encoded(site_id)}/lists?$select=id,displayName")

    async def columns(self, site_id: str, list_id: str) -> Seen[Standing]:
        """https://learn.microsoft.com/en-us/graph/api/list-list-columns."""
        return await self._all(Standing, f"{_list(site_id, list_id)}/columns?$select={','.join(READ)}")

    async def versions(self, site_id: str, list_id: str) -> int | Unseen:
        """Say how many versions a changed item has; 0 where nothing was ever changed, so that nothing can be told.

        Graph v1.0 does not tell a list's version settings. An ETag ends in a number that counts changes.
        https://learn.microsoft.com/en-us/graph/api/listitem-list-versions
        """
        url = f"{_list(site_id, list_id)}/items"
        items = await self._page(_Item, f"{url}?$select=id,eTag&$top={_LOOKED_AT}")
        if isinstance(items, Unseen):
            return items
        changed = next((item for item in items if _was_changed(item.etag)), None)
        if changed is None:
            return 0
        found = await self._page(_Version, f"{url}/{encoded(changed.id)}/versions")
        return found if isinstance(found, Unseen) else len(found)

    async def attachments(self, site_id: str, list_id: str) -> bool | Unseen:
        """Tell whether one of the first items has a file attached; no list setting of Graph v1.0 tells of the others.

        A list that takes none may have no such column, which is a refusal.
        """
        url = f"{_list(site_id, list_id)}/items?$select=id&$expand=fields($select=Attachments)&$top={_LOOKED_AT}"
        items = await self._page(_Attached, url)
        if isinstance(items, Unseen):
            return False if items.reason in _NO_COLUMN else items
        return any(item.fields and item.fields.attached for item in items)

    async def _all(self, model: type[_Model], url: str) -> Seen[_Model]:
        call = Call("GET", url)
        reply = await self._sent(call)
        found: list[_Model] = []
        for _ in range(MOST_PAGES):
            page = reply if isinstance(reply, Unseen) else _page(model, reply.body)
            if isinstance(page, Unseen):
                return page
            found += page[0]
            if not page[1]:
                return found
            reply = await self._sent(call, page[1])
        return Unseen(Parked("too_many_pages"))

    async def _page(self, model: type[_Model], url: str) -> Seen[_Model]:
        reply = await self._sent(Call("GET", url))
        page = reply if isinstance(reply, Unseen) else _page(model, reply.body)
        return page if isinstance(page, Unseen) else page[0]

    async def _sent(self, call: Call, link: str = "") -> Reply | Unseen:
        reply = await (self.client.follow(link, call) if link else self.client.send(call))
        if not isinstance(reply, Reply):
            return Unseen(reply)
        self.headers.append(reply.headers)
        if reply.status == OK:
            return reply
        judged = self.client.judge(reply)
        return Unseen(Parked(judged.reason) if isinstance(judged, Conflict) else judged)


def named(name: str, lists: Iterable[SeenList]) -> str:
    """Find a list's id by its name; SharePoint holds two names that differ only in case for one."""
    wanted = name.casefold()
    return next((one.id for one in lists if one.name.casefold() == wanted), "")


def _list(site_id: str, list_id: str) -> str:
    return f"/sites/{encoded(site_id)}/lists/{encoded(list_id)}"


def _was_changed(etag: str) -> bool:
    """An item's ETag is its id and its version: "5d2c...,3"."""
    number = etag.strip('"').rpartition(",")[2]
    return number.isdecimal() and int(number) > 1


def _page(model: type[_Model], body: object) -> tuple[list[_Model], str] | Unseen:
    if not isinstance(body, dict) or not isinstance(body.get("value"), list):
        return _UNREADABLE
    found = [_read(model, each) for each in body["value"]]
    link = body.get("@odata.nextLink", "")
    if None in found or not isinstance(link, str):
        return _UNREADABLE
    return [each for each in found if each], link


def _read(model: type[_Model], body: object) -> _Model | None:
    try:
        return model.model_validate(body)
    except ValidationError:
        return None
