"""Which request goes to which answerer, and what it costs; the same table serves requests of a $batch."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from infra.local365.graph import (
    calendar_delta,
    calendar_view,
    column_routes,
    delta,
    event_routes,
    groups,
    item_pages,
    items,
    lists,
    online,
    schedules,
    users,
    versions,
)
from infra.local365.graph.sites import Role
from infra.local365.graph.wire import Call, GraphError, Reply
from infra.local365.state import State
from infra.local365.wire import Violation

Answerer = Callable[..., Reply]
READ, QUERY, WRITE, FREE = 1, 2, 2, 0
SITE = "/sites/{}"
LIST = f"{SITE}/lists/{{}}"
ITEM = f"{LIST}/items/{{}}"
USER = "/users/{}"
EVENT = f"{USER}/events/{{}}"


@dataclass(frozen=True, slots=True)
class Route:
    """One row: `units` are SharePoint's resource units, `mailbox` says that the first part names one."""

    method: str
    pattern: re.Pattern[str]
    answer: Answerer
    units: int
    mailbox: bool = False
    role: Role | None = None
    """The least the application must be granted on the site."""


def no_group_calendar(_state: State, _call: Call, *_parts: str) -> Reply:
    """Refuse a group's calendar: an application cannot open it (https://learn.microsoft.com/graph/api/group-list-events)."""
    raise GraphError(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")


def _route(method: str, template: str, answer: Answerer, units: int, *, mailbox: bool = False) -> Route:
    parts = (re.escape(part) for part in template.split("{}"))
    return Route(method, re.compile("([^/]+)".join(parts)), answer, units, mailbox, _role(method, template))


def _role(method: str, template: str) -> Role | None:
    """Reading needs `read`, items `write`, lists and columns `manage`.

    https://learn.microsoft.com/graph/permissions-selected-overview
    """
    if not template.startswith(SITE):
        return None
    if method == "GET":
        return "read"
    return "write" if "/items" in template else "manage"


_SHAREPOINT: tuple[tuple[str, str, Answerer, int], ...] = (
    ("GET", SITE, lists.read_site, READ),
    ("GET", f"{SITE}/lists", lists.read_many, QUERY),
    ("POST", f"{SITE}/lists", lists.create, WRITE),
    ("GET", LIST, lists.read_one, READ),
    ("PATCH", LIST, lists.update, WRITE),
    ("DELETE", LIST, lists.delete, WRITE),
    ("GET", f"{LIST}/columns", column_routes.read_many, QUERY),
    ("POST", f"{LIST}/columns", column_routes.create, WRITE),
    ("GET", f"{LIST}/columns/{{}}", column_routes.read_one, READ),
    ("PATCH", f"{LIST}/columns/{{}}", column_routes.update, WRITE),
    ("DELETE", f"{LIST}/columns/{{}}", column_routes.delete, WRITE),
    ("GET", f"{LIST}/items", item_pages.read_many, QUERY),
    ("POST", f"{LIST}/items", items.create, WRITE),
    ("GET", f"{LIST}/items/delta", delta.read_changes, QUERY),
    ("GET", f"{LIST}/items/delta()", delta.read_changes, QUERY),
    ("GET", ITEM, items.read_one, READ),
    ("PATCH", ITEM, items.update, WRITE),
    ("DELETE", ITEM, items.delete, WRITE),
    ("GET", f"{ITEM}/fields", items.read_fields_of, READ),
    ("GET", f"{ITEM}/versions", versions.read_many, QUERY),
    ("PATCH", f"{ITEM}/fields", items.update_fields, WRITE),
)
_DIRECTORY: tuple[tuple[str, str, Answerer], ...] = (
    ("GET", "/users", users.read_many),
    ("GET", USER, users.read_one),
    ("GET", "/groups/{}/members", groups.read_members),
    ("GET", "/groups/{}/events", no_group_calendar),
    ("POST", "/groups/{}/events", no_group_calendar),
    ("GET", "/groups/{}/events/{}", no_group_calendar),
    ("PATCH", "/groups/{}/events/{}", no_group_calendar),
    ("DELETE", "/groups/{}/events/{}", no_group_calendar),
)
_MAILBOX: tuple[tuple[str, str, Answerer], ...] = (
    ("GET", f"{USER}/events", event_routes.read_many),
    ("POST", f"{USER}/events", event_routes.create),
    ("GET", EVENT, event_routes.read_one),
    ("PATCH", EVENT, event_routes.update),
    ("DELETE", EVENT, event_routes.delete),
    ("POST", f"{EVENT}/cancel", event_routes.cancel),
    ("GET", f"{USER}/calendar", online.read_calendar),
    ("POST", f"{USER}/calendar/getSchedule", schedules.read_schedules),
    ("GET", f"{USER}/calendarView", calendar_view.read_view),
    ("GET", f"{USER}/calendarView/delta", calendar_delta.read_changes),
    ("GET", f"{USER}/calendarView/delta()", calendar_delta.read_changes),
)
ROUTES = (
    *(_route(*row) for row in _SHAREPOINT),
    *(_route(*row, FREE) for row in _DIRECTORY),
    *(_route(*row, FREE, mailbox=True) for row in _MAILBOX),
)


def routed(method: str, path: str) -> tuple[Route, tuple[str, ...]]:
    """Find the row for a request with the parts of its path. Raises a violation if there is none."""
    for route in ROUTES:
        found = route.pattern.fullmatch(path) if route.method == method else None
        if found:
            return route, found.groups()
    raise Violation("The stand-in imitates no such request.")


def units_of(route: Route, call: Call) -> int:
    """Give the resource units of a request: delta with a token is cheaper than without."""
    return READ if route.answer is delta.read_changes and "token" in call.query else route.units
