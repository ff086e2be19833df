"""How one row becomes one list item, once, however often it is tried: pure conversations with a list.

A repeated POST is refused by the unique key; the refusal is met by a look at what stands there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from graph_sync.columns import HASH, KEY, written
from graph_sync.exchange import (
    BAD_REQUEST,
    CHANGED,
    CONFLICT,
    CREATED,
    NOT_FOUND,
    OK,
    Call,
    Filing,
    Judge,
    Reply,
    Steps,
)
from graph_sync.odata import encoded, literal
from graph_sync.refusals import message_of
from practice.edited_items import beside_edits
from practice.filing import Row
from practice.outcomes import ITEM_DELETED, Conflict, Done, Parked, RetryAfter

DELETED = Parked(ITEM_DELETED)
_REFUSED = Parked("refused_400")
_KEYLESS = Parked("item_keyless")
"""Numbers are given once in a list, so it is ours, and what stands in it is not gone; nothing else tells so."""

_PERHAPS_A_DUPLICATE = frozenset({BAD_REQUEST, CONFLICT, CHANGED, 422})
_NOT_YET_SEEN = 5.0
_SELECTED = f"fields($select={KEY},{HASH})"

_Model = TypeVar("_Model", bound=BaseModel)


class _Fields(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    key: str = Field("", alias=KEY)
    digest: str = Field("", alias=HASH)


class _Item(BaseModel):
    """What is read of an item: never more than its id, its version, our key and our digest."""

    model_config = ConfigDict(hide_input_in_errors=True)

    id: str
    etag: str = Field("", validation_alias=AliasChoices("@odata.etag", "eTag"))
    fields: _Fields = _Fields()


class _Page(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    value: list[_Item]


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A list, by its URL."""

    url: str

    def filed(self, row: Row, judge: Judge) -> Steps:
        """Make the row's item, or change the one it has."""
        return self._changed(row, judge) if row.item_id else self._created(row, judge)

    def _created(self, row: Row, judge: Judge) -> Steps:
        reply = yield self._post(row)
        made = _read(_Item, reply) if reply.status == CREATED else None
        if made:
            return Done(made.id, made.etag)
        if reply.status not in _PERHAPS_A_DUPLICATE | {CREATED}:
            return judge(reply)
        look = yield self._lookup(row)
        if look.status != OK:
            return judge(look)
        found = _with_key(look, row.key)
        if found is None:
            return _unseen(reply, judge)
        if found.fields.digest == row.digest and not row.refilled:
            return Done(found.id, found.etag)
        return (yield from self._changed(replace(row, item_id=found.id, etag=found.etag), judge))

    def _changed(self, row: Row, judge: Judge) -> Steps:
        """Write to the known version; where that is old, or was never learnt, look first whose item it is now."""
        if not row.etag:
            return (yield from self._as_it_stands(row, judge))
        reply = yield self._patch(row)
        if reply.status in {CONFLICT, CHANGED}:
            return (yield from self._as_it_stands(row, judge))
        if reply.status == NOT_FOUND:
            return (yield from self._gone(row, judge))
        outcome = _outcome(row, reply, judge)
        return (yield from self._keyless(row, outcome, judge)) if outcome == _REFUSED else outcome

    def _keyless(self, row: Row, refused: Filing, judge: Judge) -> Steps:
        """Give an item its key that lost it, if it is ours: the column is required, so it is refused without."""
        standing = _item((yield self._read(row)))
        if standing is None or standing.fields.key or _is_anothers(standing, row):
            return refused
        return _outcome(row, (yield self._patch(row, standing)), judge)

    def _as_it_stands(self, row: Row, judge: Judge) -> Steps:
        """Write to the version that stands there. In a list made anew the number may be another answer's."""
        look = yield self._read(row)
        if look.status not in {OK, NOT_FOUND}:
            return _outcome(row, look, judge)
        standing = _item(look)
        if look.status == NOT_FOUND or _is_anothers(standing, row):
            return (yield from self._gone(row, judge))
        if standing is None:
            return RetryAfter(_NOT_YET_SEEN, "not_yet_seen")
        if standing.fields.digest == row.digest and not (row.again or row.refilled):
            return Done(row.item_id, "" if row.as_before else standing.etag)
        if _only_refilled(row):
            return (yield from self._refilled(row, standing, judge))
        return (yield from self._beside_edits(row, standing, judge))

    def _beside_edits(self, row: Row, standing: _Item, judge: Judge) -> Steps:
        """Write only columns of ours, and where what we filed last stands there, leave words alone that did not change.

        Its version then counts as unknown: it may say what we never wrote, so the next change looks again.
        """
        row = replace(row, item_id=standing.id)
        kept = standing.fields.digest == row.before and bool(row.as_before)
        ours = replace(row, etag=standing.etag, fields=beside_edits(row) if kept else row.fields)
        outcome = _outcome(row, (yield self._patch(ours, standing)), judge)
        return replace(outcome, etag="") if kept and isinstance(outcome, Done) else outcome

    def _refilled(self, row: Row, standing: _Item, judge: Judge) -> Steps:
        """Fill what was lost in an item that somebody edited, and write nothing else; words are left to a person.

        The version stays as it was known, so that whoever compares looks into the item.
        """
        if standing.fields.digest != row.digest:  # It holds what the store does not know.
            return Done(row.item_id, row.etag)
        lost = row.refilled - row.as_before
        fields = {name: value for name, value in row.fields.items() if name in lost}
        if not fields:
            return Done(row.item_id, row.etag)
        ours = replace(row, etag=standing.etag, fields=fields)
        outcome = _outcome(row, (yield self._patch(ours, standing)), judge)
        return replace(outcome, etag=row.etag) if isinstance(outcome, Done) else outcome

    def _gone(self, row: Row, judge: Judge) -> Steps:
        """Tell an item that somebody deleted from a list or site that is not there, which somebody will mend."""
        look = yield self._lookup(row)
        if look.status != OK:
            return judge(look)
        found = _with_key(look, row.key)
        if found is None:
            # A filter has been seen to miss an item, so the item itself is asked for once more.
            read = yield self._read(row)
            there = _item(read)
            if read.status == NOT_FOUND or _is_anothers(there, row):
                return DELETED if there is None or there.fields.key else _KEYLESS
            return RetryAfter(_NOT_YET_SEEN, "not_yet_seen") if read.status == OK else judge(read)
        return (yield from self._beside_edits(row, found, judge))

    def _post(self, row: Row) -> Call:
        fields = row.fields | row.at_creation
        filled = {name: value for name, value in fields.items() if value not in (None, ())}
        title = {"Title": row.fields.get("Ref") or row.key}
        own = {KEY: row.key, HASH: row.digest}
        return Call("POST", f"{self.url}/items", {"fields": title | written(filled) | own})

    def _patch(self, row: Row, standing: _Item | None = None) -> Call:
        """https://learn.microsoft.com/en-us/graph/api/listitem-update."""
        headers = {"If-Match": row.etag} if row.etag else {}
        lost = {KEY: row.key} if standing and not standing.fields.key else {}
        body = written(row.fields) | {HASH: row.digest} | lost
        return Call("PATCH", f"{self.url}/items/{encoded(row.item_id)}/fields", body, headers)

    def _lookup(self, row: Row) -> Call:
        wanted = encoded(f"fields/{KEY} eq {literal(row.key)}")
        return Call("GET", f"{self.url}/items?$filter={wanted}&$expand={_SELECTED}")

    def _read(self, row: Row) -> Call:
        return Call("GET", f"{self.url}/items/{encoded(row.item_id)}?$expand={_SELECTED}")


def _only_refilled(row: Row) -> bool:
    """Tell whether there is nothing new in it, nor was anything new sent of which nobody knows how it ended."""
    return bool(row.refilled and row.etag) and row.before == row.digest


def _outcome(row: Row, reply: Reply, judge: Judge) -> Filing:
    if reply.status == OK:
        return Done(row.item_id, _etag(reply))
    refusal = judge(reply)
    return Conflict("changed_twice") if isinstance(refusal, Conflict) else refusal


def _etag(reply: Reply) -> str:
    """Find the new version: the body of a PATCH of fields carries it, and often a header does."""
    body = reply.body if isinstance(reply.body, dict) else {}
    found = body.get("@odata.etag") or reply.headers.get("etag")
    return found if isinstance(found, str) else ""


def _unseen(refused: Reply, judge: Judge) -> RetryAfter | Parked | Conflict:
    """Decide when the lookup is empty: a filter has been seen to miss an item, so it proves no absence.

    https://github.com/microsoftgraph/microsoft-graph-explorer/issues/3763
    """
    if refused.status == BAD_REQUEST and not _says_duplicate(refused):
        return judge(refused)
    return RetryAfter(_NOT_YET_SEEN, "not_yet_seen")


def _says_duplicate(reply: Reply) -> bool:
    return "unique" in message_of(reply).casefold()


def _with_key(look: Reply, key: str) -> _Item | None:
    page = _read(_Page, look)
    return next((item for item in page.value if item.fields.key == key), None) if page else None


def _is_anothers(item: _Item | None, row: Row) -> bool:
    """Tell whether the number was given to another item, as in a list that was made anew.

    One that lost its key, with the column, and has our hash is ours.
    """
    if item is None or item.fields.key == row.key:
        return False
    return bool(item.fields.key) or item.fields.digest not in {row.before, row.digest} - {""}


def _item(reply: Reply) -> _Item | None:
    return _read(_Item, reply) if reply.status == OK else None


def _read(model: type[_Model], reply: Reply) -> _Model | None:
    try:
        return model.model_validate(reply.body)
    except ValidationError:
        return None
