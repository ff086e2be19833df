"""GET /users/{id}/calendarView: what overlaps a window of time, a page at a time.

https://learn.microsoft.com/graph/api/user-list-calendarview
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.local365.graph import event_store, filters, mailboxes, zones
from infra.local365.graph.event_filters import filtered
from infra.local365.graph.event_shape import shaped, view_of
from infra.local365.graph.wire import Call, GraphError, Json, Reply

if TYPE_CHECKING:
    from infra.local365.graph.event_store import Event
    from infra.local365.state import State

PAGE, LARGEST_PAGE = 10, 1_000
_ORDERS = {
    "start/dateTime": lambda event: (event.start, event.id),
    "end/dateTime": lambda event: (event.end, event.id),
    "createdDateTime": lambda event: (event.created, event.id),
    "lastModifiedDateTime": lambda event: (event.modified, event.id),
    "subject": lambda event: (event.content["subject"], event.id),
}


def read_view(state: State, call: Call, address: str) -> Reply:
    """Answer one page; start is included, end is not."""
    mailbox = mailboxes.opened(state, address)
    start, end = window_of(call)
    found = event_store.in_window(state, mailbox.address, start, end)
    return page_of(state, call, filtered(found, call.query.get("$filter")))


def window_of(call: Call) -> tuple[str, str]:
    """Read the window in the kept form. Refuses a request without one."""
    texts = [call.query.get(name) for name in ("startDateTime", "endDateTime")]
    if not all(texts):
        message = (
            "This request requires a time window specified by the query string parameters StartDateTime "
            "and EndDateTime."
        )
        raise GraphError(400, "ErrorInvalidParameter", message)
    start, end = (zones.instant_to_utc(text or "") for text in texts)
    if end < start:
        raise GraphError(400, "ErrorInvalidParameter", "The time window ends before it starts.")
    return start, end


def page_of(state: State, call: Call, events: list[Event]) -> Reply:
    """Answer one page of events in the order asked for; the link to the next carries the same options."""
    view = view_of(call)
    ordered = filters.order(call.query.get("$orderby"))
    if ordered:
        if ordered[0] not in _ORDERS:
            raise GraphError(
                400, "ErrorInvalidUrlQuery", "The following parameters are not supported: $orderby."
            )
        events = sorted(events, key=_ORDERS[ordered[0]], reverse=ordered[1])
    size = filters.page_size(call.query.get("$top"), PAGE, LARGEST_PAGE)
    skipped = int(call.query.get("$skip", "0"))
    body: Json = {"value": [shaped(state, event, view) for event in events[skipped : skipped + size]]}
    if len(events) > skipped + size:
        body["@odata.nextLink"] = call.link(call.path, {**call.query, "$skip": str(skipped + size)})
    return Reply(200, body)
