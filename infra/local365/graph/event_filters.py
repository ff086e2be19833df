"""$filter on events: an extended property, or comparisons of the few members Exchange can search by.

https://learn.microsoft.com/graph/api/user-list-events
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.local365.graph import event_store, zones
from infra.local365.graph.filters import Condition, conditions, extended_property
from infra.local365.graph.wire import GraphError

if TYPE_CHECKING:
    from infra.local365.graph.event_store import Event
    from infra.local365.state import State

_EXTENDED = "singlevalueextendedproperties/"


def matching(state: State, mailbox: str, text: str | None) -> list[Event]:
    """Give the events of a mailbox that a filter lets through, by start."""
    if text and text.lstrip().lower().startswith(_EXTENDED):
        return event_store.by_property(state, mailbox, *extended_property(text))
    return filtered(event_store.in_mailbox(state, mailbox), text)


def filtered(events: list[Event], text: str | None) -> list[Event]:
    """Keep the events for which every comparison holds."""
    wanted = conditions(text) if text else ()
    return [event for event in events if all(_holds(event, one) for one in wanted)]


def _holds(event: Event, condition: Condition) -> bool:
    match condition.path:
        case "start/dateTime":
            return condition.holds(event.start, zones.instant_to_utc(condition.value))
        case "end/dateTime":
            return condition.holds(event.end, zones.instant_to_utc(condition.value))
        case "iCalUId":
            return condition.holds(event.uid, condition.value)
        case "isCancelled":
            return condition.holds(event.cancelled, condition.value == "true")
        case _:
            raise GraphError(
                400, "ErrorInvalidUrlQueryFilter", "The query filter contains one or more invalid nodes."
            )
