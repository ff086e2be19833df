"""Puts the stand-in together: its state, its middleware and the routes of its parts."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

from aiohttp import web

from infra.local365 import (
    conditions,
    connector,
    connector_chats,
    connector_limits,
    control,
    identity_routes,
    people,
    violations,
)
from infra.local365.contract import CONTRACT, load_contract
from infra.local365.faults import FAULTS, Faults
from infra.local365.graph import control as graph_control
from infra.local365.graph import routes as graph_routes
from infra.local365.identity import IDENTITY, Identity
from infra.local365.mishaps import imitated
from infra.local365.pages import add_routes as add_pages
from infra.local365.requests_log import REQUESTS, RequestsLog
from infra.local365.state import STATE, open_state
from infra.local365.strangers import kept_out
from infra.local365.teams_client import PATIENCE_SECONDS, TEAMS, Teams, open_client

SCHEMAS = (people.SCHEMA, conditions.SCHEMA, connector_chats.SCHEMA, violations.SCHEMA, graph_routes.SCHEMA)
PARTS = (
    connector.add_routes,
    connector_limits.add_routes,
    control.add_routes,
    identity_routes.add_routes,
    graph_routes.add_routes,
    graph_control.add_routes,
    add_pages,
)
LARGEST_BODY = 4 * 1024 * 1024


def build_app(
    state_file: Path | str, seed: int, patience_seconds: float = PATIENCE_SECONDS
) -> web.Application:
    """The whole stand-in as one aiohttp application; a bot has `patience_seconds` to answer.

    Raises sqlite3.Error if the state cannot be kept.
    """
    state = open_state(state_file, seed, SCHEMAS)
    app = web.Application(middlewares=[kept_out, imitated], client_max_size=LARGEST_BODY)
    app[STATE] = state
    app[FAULTS] = Faults(state)
    app[CONTRACT] = load_contract()
    app[REQUESTS] = RequestsLog(state)
    app[IDENTITY] = Identity(state)
    app.cleanup_ctx.append(_outgoing(patience_seconds))
    app.on_cleanup.append(_close)
    for part in PARTS:
        part(app)
    return app


def _outgoing(patience_seconds: float) -> Callable[[web.Application], AsyncIterator[None]]:
    async def opened(app: web.Application) -> AsyncIterator[None]:
        async with open_client(patience_seconds) as client:
            app[TEAMS] = Teams(client, app[STATE], app[IDENTITY])
            yield

    return opened


async def _close(app: web.Application) -> None:
    app[STATE].db.close()
