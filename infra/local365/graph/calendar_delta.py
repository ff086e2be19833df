"""GET .../calendarView/delta: what changed in a window since a token; subjects and bodies always come.

https://learn.microsoft.com/graph/delta-query-events
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from infra.local365.graph import event_store, mailboxes, tokens
from infra.local365.graph.calendar_view import window_of
from infra.local365.graph.event_shape import View, id_of, shaped, view_of
from infra.local365.graph.list_store import last_change
from infra.local365.graph.wire import Call, GraphError, Json, Reply, preferences

if TYPE_CHECKING:
    from infra.local365.graph.event_store import Event
    from infra.local365.state import State

PAGE = 50
_SIZE = re.compile(r"odata\.maxpagesize\s*=\s*(\d+)", re.IGNORECASE)
_KNOWN = frozenset({"startDateTime", "endDateTime", "$skiptoken", "$deltatoken"})
_TYPE = {"@odata.type": "#microsoft.graph.event"}


def read_changes(state: State, call: Call, address: str) -> Reply:
    """Answer one page. $select, $filter, $expand and the like are refused.

    https://learn.microsoft.com/graph/api/event-delta
    """
    mailbox = mailboxes.opened(state, address).address
    if set(call.query) - _KNOWN:
        names = ", ".join(sorted(set(call.query) - _KNOWN))
        message = (
            f"The following parameters are not supported with change tracking over this resource: '{names}'."
        )
        raise GraphError(400, "ErrorInvalidUrlQuery", message)
    token = call.query.get("$skiptoken") or call.query.get("$deltatoken")
    content = tokens.redeem(state, _subject(mailbox), token) if token is not None else _fresh(state, call)
    if content is None:
        raise _gone(call, token or "")
    return Reply(200, _page(state, call, mailbox, content))


def _subject(mailbox: str) -> str:
    return f"calendarView {mailbox.lower()}"


def _fresh(state: State, call: Call) -> Json:
    start, end = window_of(call)
    return {"start": start, "end": end, "since": 0, "stubs_since": last_change(state)}


def _page(state: State, call: Call, mailbox: str, content: Json) -> Json:
    view = view_of(call)
    size = _page_size(call)
    since, more = content["since"], False
    entries: list[Json] = []
    for event in event_store.changed_after(state, mailbox, since):
        if len(entries) == size:
            more = True
            break
        entry = _entry(state, event, view, content)
        entries += [entry] if entry else []
        since = event.change
    name, parameter = ("@odata.nextLink", "$skiptoken") if more else ("@odata.deltaLink", "$deltatoken")
    token = tokens.issue(state, _subject(mailbox), {**content, "since": since})
    context = f"{call.base}/$metadata#Collection(event)"
    return {"@odata.context": context, name: call.link(call.path, {parameter: token}), "value": entries}


def _page_size(call: Call) -> int:
    found = _SIZE.search(preferences(call))
    return max(1, int(found[1])) if found else PAGE


def _entry(state: State, event: Event, view: View, content: Json) -> Json | None:
    """Give the event, a stub if it is no longer in the window, or nothing if it never was."""
    start, end = content["start"], content["end"]
    if event.in_calendar and event.start < end and event.end > start:
        return {**_TYPE, **shaped(state, event, view)}
    was_there = event.ever_start < end and event.ever_end > start
    if not was_there or event.change <= content["stubs_since"]:
        return None
    return {**_TYPE, "id": id_of(event, view), "@removed": {"reason": "deleted"}}


def _gone(call: Call, token: str) -> GraphError:
    """Refuse a token that is too old, with the link that begins again in the same window.

    https://learn.microsoft.com/graph/delta-query-overview
    """
    window = tokens.remembered(token)
    if window is None:
        return GraphError(400, "SyncStateInvalid", "The sync state is not valid.")
    query = {"startDateTime": f"{window['start']}Z", "endDateTime": f"{window['end']}Z"}
    headers = {"Location": call.link(call.path, query)}
    message = "The sync state generation is not found; the synchronisation has to begin again."
    return GraphError(410, "syncStateNotFound", message, headers=headers)
