"""Apps given to people through Graph, for this one bot: POST /users/{id}/teamwork/installedApps.

The app's id in the catalogue is the bot's app id unless the seed names another. Who has it already is 409; without
the permission everything is 403. The bot hears of an installation before the answer is given; that Teams may take
longer, and tell it later, is not imitated. Not offered inside a $batch.
https://learn.microsoft.com/en-us/graph/api/userteamwork-post-installedapps
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field

from infra.local365 import installations, people, tenant
from infra.local365.graph.door import call_of, refusal, written
from infra.local365.graph.wire import GraphError, Reply, read_as_sent
from infra.local365.state import STATE
from infra.local365.wire import json_body, json_response

if TYPE_CHECKING:
    from aiohttp import web

    from infra.local365.people import Person
    from infra.local365.state import State

_FORBIDDEN = "graph.installing.forbidden"


class _Bound(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    app: Annotated[str, Field(alias="teamsApp@odata.bind")]


class _Permission(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    permitted: bool


def add_routes(app: web.Application) -> None:
    """Add Graph's route, and the one that grants and withdraws the permission."""
    app.router.add_post("/v1.0/users/{user}/teamwork/installedApps", install)
    app.router.add_put("/_local/graph/installing", permit)


async def install(request: web.Request) -> web.Response:
    """Give a person the app: 201 without a body."""
    state = request.app[STATE]
    call = await call_of(request)
    try:
        person = _person(state, call.body, call.base, request.match_info["user"])
    except GraphError as error:
        return written(state, refusal(state, error, call), call)
    await installations.install(request, person)
    return written(state, Reply(201), call)


def _person(state: State, body: object, base: str, user: str) -> Person:
    """Check the request as a whole. The order of the refusals is ours."""
    if state.setting(_FORBIDDEN):
        raise GraphError(403, "Forbidden", "Missing role permissions on the request.")
    wanted = read_as_sent(_Bound, body).app
    if wanted != f"{base}/appCatalogs/teamsApps/{tenant.teams_app_id(state)}":
        raise GraphError(404, "NotFound", "The app is not in the catalogue.")
    person = people.by_id(state, user)
    if person is None or person.deleted:
        raise GraphError(404, "NotFound", "The user is not found.")
    if person.installed:
        raise GraphError(409, "Conflict", "The app is already installed for this user.")
    return person


async def permit(request: web.Request) -> web.Response:
    """Grant the permission to install, or withdraw it."""
    permitted = _Permission.model_validate(await json_body(request)).permitted
    request.app[STATE].keep(_FORBIDDEN, "" if permitted else "yes")
    return json_response({"permitted": permitted})
