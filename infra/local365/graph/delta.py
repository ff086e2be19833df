"""GET .../items/delta: what changed since a token, with repeats, stubs of deleted items and tokens too old.

https://learn.microsoft.com/graph/api/listitem-delta
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from infra.local365.graph import filters, item_store, tokens
from infra.local365.graph.item_shape import CONTENT_TYPE, View, shaped, view_of
from infra.local365.graph.items import list_of
from infra.local365.graph.list_store import last_change
from infra.local365.graph.wire import Call, GraphError, Json, Reply

if TYPE_CHECKING:
    from infra.local365.graph.item_store import Item
    from infra.local365.graph.list_store import SiteList
    from infra.local365.state import State

PAGE, LARGEST_PAGE = 200, 1_000
REPEATED = 0.3
_LATEST = "latest"
_GONE = ("resyncChangesApplyDifferences", "resyncChangesUploadDifferences")


def read_changes(state: State, call: Call, site_id: str, list_id: str) -> Reply:
    """Answer one page of changes. A token carries the options of the first request with it."""
    where = list_of(state, site_id, list_id)
    token = call.query.get("token")
    if token and token != _LATEST:
        content = tokens.redeem(state, where.id, token)
        if content is None:
            raise _gone(state, call, where)
    else:
        content = _fresh(state, call, where, latest=token == _LATEST)
    return Reply(200, _page(state, call, where, content))


def _fresh(state: State, call: Call, where: SiteList, *, latest: bool) -> Json:
    """Begin an enumeration: from the start, or from now on when only later changes are wanted."""
    view, now = view_of(call, where), last_change(state)
    return {
        "since": now if latest else 0,
        "stubs_since": now,
        "size": filters.page_size(call.query.get("$top"), PAGE, LARGEST_PAGE),
        "members": sorted(view.members) if view.members is not None else None,
        "expanded": view.expanded,
        "fields": sorted(view.fields) if view.fields is not None else None,
    }


def _page(state: State, call: Call, where: SiteList, content: Json) -> Json:
    size = content["size"]
    found = item_store.changed_after(state, where.id, content["since"], size + 1)
    page, more = found[:size], len(found) > size
    content = {**content, "since": page[-1].change if page else content["since"]}
    value = [_entry(state, where, item, content) for item in page if _wanted(item, content)]
    _repeat(state, where, page, content, value)
    token = tokens.issue(state, where.id, content)
    link = call.link(call.path, {"token": token})
    return {"value": value, "@odata.nextLink" if more else "@odata.deltaLink": link}


def _wanted(item: Item, content: Json) -> bool:
    """Leave out items deleted before the enumeration began: nobody has heard of them."""
    return not item.deleted or item.change > content["stubs_since"]


def _entry(state: State, where: SiteList, item: Item, content: Json) -> Json:
    if not item.deleted:
        return shaped(state, where, item, _view(content))
    return {
        "id": str(item.id),
        "parentReference": {"siteId": where.site},
        "contentType": CONTENT_TYPE,
        "deleted": {"state": "deleted"},
    }


def _view(content: Json) -> View:
    members, fields = content["members"], content["fields"]
    return View(
        members=None if members is None else frozenset(members),
        expanded=content["expanded"],
        fields=None if fields is None else frozenset(fields),
    )


def _repeat(state: State, where: SiteList, page: list[Item], content: Json, value: list[Json]) -> None:
    """Now and then give an item twice, first as it was before: the last occurrence counts."""
    living = [item for item in page if not item.deleted]
    if not living or not state.chance(REPEATED):
        return
    item = state.rng.choice(living)
    if item.previous is not None:
        item = replace(item, fields=item.previous, version=item.version - 1)
    value.insert(0, _entry(state, where, item, content))


def _gone(state: State, call: Call, where: SiteList) -> GraphError:
    """Refuse a token nobody remembers, with the link that begins again."""
    content = _fresh(state, call, where, latest=False)
    link = call.link(call.path, {"token": tokens.issue(state, where.id, content)})
    message = "The change token is no longer valid. Begin again with the link given."
    return GraphError(410, state.rng.choice(_GONE), message, headers={"Location": link})
