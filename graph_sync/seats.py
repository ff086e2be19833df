"""The Seats list on the boards' site: written once, item by item, and read by what changed in it since.

Needs Sites.Selected with write on that site, as the Board meetings list beside it does all the time.
https://learn.microsoft.com/en-us/graph/api/listitem-delta
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import AliasChoices, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from graph_sync.client import GraphClient
from graph_sync.conversations import side_by_side
from graph_sync.exchange import GONE, OK, Call, Filing, Reply
from graph_sync.items import ListPlace
from graph_sync.odata import encoded
from graph_sync.paging import unread
from graph_sync.site_people import site_people
from graph_sync.standing import SharePointReading
from practice.checking import Standing
from practice.clocks import LONDON
from practice.filing import Row
from practice.outcomes import Parked, RetryAfter
from practice.seat_list import ListedSeat, SeatChanges, UnreadableRow

MOST_PAGES = 50


class _Quiet(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)


class _Cells(_Quiet):
    title: str | None = Field("", alias="Title")
    ref: str | None = Field("", alias="Ref")
    board: str | None = Field("", alias="Board")
    agency: str | None = Field("", alias="Agency")
    role: str | None = Field("", alias="Role")
    statutory: bool | None = Field(False, alias="StatutoryPartner")
    holder: str | None = Field("", alias="HolderLookupId", coerce_numbers_to_str=True)
    deputy: str | None = Field("", alias="DeputyLookupId", coerce_numbers_to_str=True)
    first: AwareDatetime | None = Field(None, alias="StartsOn")
    last: AwareDatetime | None = Field(None, alias="EndsOn")


class _Item(_Quiet):
    """A row whose cells are read one row after another: one that cannot be read stops no other."""

    id: str
    fields: object = None
    deleted: dict[str, object] | None = None


class _Page(_Quiet):
    value: list[_Item]
    next: str = Field("", alias="@odata.nextLink")
    last: str = Field("", validation_alias=AliasChoices("@odata.deltaLink"))


_WANTED = "$select=id&$expand=fields($select={})".format(
    ",".join(str(member.alias) for member in _Cells.model_fields.values())
)


@dataclass(slots=True)
class SharePointSeats:
    """One boards' site."""

    client: GraphClient
    site_id: str

    async def people(self) -> dict[str, str] | RetryAfter | Parked:
        """Give the address of everybody the site knows, by number."""
        return await site_people(self.client, self.site_id)

    async def standing(self, list_id: str) -> Sequence[Standing] | RetryAfter | Parked:
        """Give what stands in the list, by key."""
        return await SharePointReading(self.client, self.site_id).standing(list_id)

    async def file(self, list_id: str, rows: Sequence[Row]) -> list[Filing]:
        """Write up to 20 seats, each once however often this is asked for."""
        place = ListPlace(self._list(list_id))
        return await side_by_side(self.client, [place.filed(row, self.client.judge) for row in rows])

    async def changes(self, list_id: str, link: str) -> SeatChanges | RetryAfter | Parked:
        """Read what changed since `link` was given; all of it where there is none, or it is too old (410)."""
        call = Call("GET", f"{self._list(list_id)}/items/delta?{_WANTED}")
        first = await (self.client.follow(link, call) if link else self.client.send(call))
        if link and (first == Parked("foreign_link") or (isinstance(first, Reply) and first.status == GONE)):
            return await self.changes(list_id, "")
        return await self._read(first, call, whole=not link)

    async def _read(
        self, reply: Reply | RetryAfter | Parked, call: Call, *, whole: bool
    ) -> SeatChanges | RetryAfter | Parked:
        """Go through the pages. An item that comes twice counts as it came last."""
        found: dict[str, _Item] = {}
        for _ in range(MOST_PAGES):
            if not isinstance(reply, Reply):
                return reply
            page = _page(reply) if reply.status == OK else None
            if page is None:
                return unread(self.client, reply)
            found |= {item.id: item for item in page.value}
            if page.last:
                return _changes(found, page.last, whole=whole)
            reply = await self.client.follow(page.next, call)
        return Parked("too_many_pages")

    def _list(self, list_id: str) -> str:
        return f"/sites/{encoded(self.site_id)}/lists/{encoded(list_id)}"


def _changes(found: dict[str, _Item], link: str, *, whole: bool) -> SeatChanges:
    """Tell items from the stubs of deleted ones."""
    gone = tuple(item.id for item in found.values() if item.deleted)
    rows = [_row(item) for item in found.values() if item.fields and not item.deleted]
    items = tuple(row for row in rows if isinstance(row, ListedSeat))
    unreadable = tuple(row for row in rows if isinstance(row, UnreadableRow))
    return SeatChanges(items, gone, link, whole, unreadable)


def _row(item: _Item) -> ListedSeat | UnreadableRow:
    """Read a row, or name the columns that cannot be read; never what stands in them."""
    try:
        return _seat(item.id, _Cells.model_validate(item.fields))
    except ValidationError as wrong:
        columns = (str(fault["loc"][0]) for fault in wrong.errors(include_input=False) if fault["loc"])
        ref = item.fields.get("Ref") if isinstance(item.fields, dict) else None
        return UnreadableRow(item.id, tuple(dict.fromkeys(columns)), ref if isinstance(ref, str) else "")


def _seat(number: str, cells: _Cells) -> ListedSeat:
    return ListedSeat(
        id=number,
        ref=cells.ref or "",
        board=(cells.board or "").strip(),
        name=(cells.title or "").strip() or f"Seat {number}",
        agency=(cells.agency or "").strip(),
        role=cells.role or "",
        statutory=bool(cells.statutory),
        holder=cells.holder or "",
        deputy=cells.deputy or "",
        first=_day(cells.first, date.min),
        last=_day(cells.last, date.max),
    )


def _day(moment: AwareDatetime | None, otherwise: date) -> date:
    """Read a day, which travels as the site's midnight: in summer that is 23:00 UTC of the day before."""
    return moment.astimezone(LONDON).date() if moment else otherwise


def _page(reply: Reply) -> _Page | None:
    try:
        return _Page.model_validate(reply.body)
    except ValidationError:
        return None
