"""The doors of the Graph part: one for $batch, one for everything else under /v1.0, and the tables behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.local365.graph import (
    batch,
    door,
    event_store,
    groups,
    installing,
    item_store,
    list_store,
    mailboxes,
    schedules,
)
from infra.local365.graph.mailboxes import SLOTS, Slots
from infra.local365.graph.meter import METER, Meter
from infra.local365.state import STATE

if TYPE_CHECKING:
    from aiohttp import web

SCHEMA = "\n".join(
    part.SCHEMA for part in (list_store, item_store, mailboxes, event_store, schedules, groups)
)


def add_routes(app: web.Application) -> None:
    """Open the doors. The state must be there already."""
    app[METER] = Meter(app[STATE])
    app[SLOTS] = Slots()
    app.router.add_post("/v1.0/$batch", batch.answer)
    installing.add_routes(app)
    app.router.add_put("/_local/graph/groups", groups.permit)
    app.router.add_route("*", "/v1.0/{path:.+}", door.single)
