"""Fills the stand-in: the tenant, the bot, the people here; sites, mailboxes and events in the Graph part."""

from typing import Annotated, Any
from uuid import UUID

from aiohttp import web
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from infra.local365 import people, tenant
from infra.local365.graph import control as graph_control
from infra.local365.state import STATE, State
from infra.local365.wire import json_body, json_response


def _guid(text: str) -> str:
    return str(UUID(text))


Guid = Annotated[str, AfterValidator(_guid)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Bot(_Body):
    app_id: Guid
    endpoint: tenant.LoopbackUrl
    teams_app_id: Guid | None = None


class _Person(_Body):
    id: Guid
    name: Annotated[str, Field(min_length=1)]
    mail: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")]
    installed: bool = True
    deleted: bool = False


class _Seed(_Body):
    tenant: Guid | None = None
    bot: _Bot | None = None
    people: list[_Person] = []
    sites: list[dict[str, Any]] = []
    mailboxes: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    busy: list[dict[str, Any]] = []
    groups: list[dict[str, Any]] = []


def add_routes(app: web.Application) -> None:
    """Seeding, and the people who are there."""
    app.router.add_post("/_local/seed", seed)
    app.router.add_get("/_local/people", show_people)


async def seed(request: web.Request) -> web.Response:
    """Add or update what is given and leave the rest; nothing is kept of a seed that is refused."""
    state = request.app[STATE]
    body = _Seed.model_validate(await json_body(request))
    state.db.execute("BEGIN")
    try:
        _keep(state, body)
    except BaseException:
        state.db.execute("ROLLBACK")
        raise
    state.db.execute("COMMIT")
    return json_response({"ok": True})


async def show_people(request: web.Request) -> web.Response:
    """Everybody in the tenant, also the deleted."""
    return json_response({"people": [_entry(person) for person in people.everyone(request.app[STATE])]})


def _keep(state: State, body: _Seed) -> None:
    if body.tenant:
        tenant.keep_tenant(state, body.tenant)
    if body.bot:
        tenant.keep_bot(state, body.bot.app_id, body.bot.endpoint, body.bot.teams_app_id)
    for each in body.people:
        people.add(state, each.id, each.name, each.mail, installed=each.installed, deleted=each.deleted)
    parts = {"sites", "mailboxes", "events", "busy", "groups"}
    graph_control.seed(state, body.model_dump(include=parts, exclude_unset=True))


def _entry(person: people.Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "mail": person.mail,
        "installed": person.installed,
        "deleted": person.deleted,
        "mri": person.mri,
        "conversation": person.conversation,
    }
