"""What a request costs that a fault strikes before it is answered: as much as any other, because refused ones count.

https://learn.microsoft.com/sharepoint/dev/general-development/how-to-avoid-getting-throttled-or-blocked-in-sharepoint-online
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from infra.local365.graph.door import call_of
from infra.local365.graph.meter import METER
from infra.local365.graph.table import routed, units_of
from infra.local365.graph.wire import Call
from infra.local365.wire import Violation

if TYPE_CHECKING:
    from aiohttp import web


def count(app: web.Application, call: Call) -> None:
    """Count one request; one the stand-in does not know costs nothing."""
    try:
        route, _ = routed(call.method, call.path)
    except Violation:
        return
    app[METER].count(units_of(route, call))


async def count_all(request: web.Request) -> None:
    """Count a request, or each part of a batch."""
    call = await call_of(request)
    parts = call.body.get("requests") if call.path == "/$batch" and isinstance(call.body, dict) else None
    if not isinstance(parts, list):
        return count(request.app, call)
    for part in parts:
        url = urlsplit(str(part.get("url", "")))
        query = dict(parse_qsl(url.query, keep_blank_values=True))
        count(request.app, Call(str(part.get("method")), unquote(url.path), query, {}, None, call.base))
    return None
