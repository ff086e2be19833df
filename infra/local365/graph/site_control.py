"""The stand-in's own routes for what an administrator or a coordinator does to sites and lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web
from pydantic import AwareDatetime, BaseModel, ConfigDict

from infra.local365 import people
from infra.local365.graph import item_store, items, list_store, site_users, sites
from infra.local365.graph.sites import Role
from infra.local365.graph.wire import all_or_nothing, not_found
from infra.local365.state import STATE
from infra.local365.wire import json_body, json_response

if TYPE_CHECKING:
    from infra.local365.graph.list_store import SiteList


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Grant(_Body):
    role: Role


class _Settings(_Body):
    versions: bool


class _Known(_Body):
    mail: str


class _Item(_Body):
    fields: dict[str, Any]
    created: AwareDatetime | None = None


class _Items(_Body):
    items: list[_Item]


def add_routes(app: web.Application) -> None:
    """Add the routes under /_local that concern sites and whole lists."""
    app.router.add_put("/_local/sites/{site}/role", grant)
    app.router.add_delete("/_local/sites/{site}", remove_site)
    app.router.add_post("/_local/sites/{site}/people", know_person)
    app.router.add_put("/_local/lists/{list}/settings", set_settings)
    app.router.add_post("/_local/lists/{list}/items", add_items)


async def grant(request: web.Request) -> web.Response:
    """Give the application another role on a site."""
    sent = _Grant.model_validate(await json_body(request))
    sites.grant(request.app[STATE], request.match_info["site"], sent.role)
    return json_response({"ok": True})


async def remove_site(request: web.Request) -> web.Response:
    """Delete a site with its lists."""
    state = request.app[STATE]
    with all_or_nothing(state):
        sites.remove(state, request.match_info["site"])
    return json_response({"ok": True})


async def know_person(request: web.Request) -> web.Response:
    """Let a site know somebody of the directory, as giving them access does; gives the LookupId to choose them by."""
    state, site_id = request.app[STATE], request.match_info["site"]
    sent = _Known.model_validate(await json_body(request))
    person = people.by_mail(state, sent.mail)
    if person is None or list_store.site(state, site_id) is None:
        raise not_found("The person or the site is not there.")
    with all_or_nothing(state):
        item = site_users.know(state, site_id, person)
    return json_response({"lookup_id": str(item.id)})


async def set_settings(request: web.Request) -> web.Response:
    """Switch the version history of a list on or off; what it kept stays."""
    sent = _Settings.model_validate(await json_body(request))
    list_store.keep_versions(request.app[STATE], _list(request).id, on=sent.versions)
    return json_response({"ok": True})


async def add_items(request: web.Request) -> web.Response:
    """Fill a list with many items at once, held against its columns as those of a client are."""
    state, where = request.app[STATE], _list(request)
    sent = _Items.model_validate(await json_body(request))
    with all_or_nothing(state):
        for one in sent.items:
            fields = items.read_fields(state, where, one.fields)
            items.refuse_empty(where, fields)
            item_store.insert(state, where, fields, created=one.created)
    return json_response({"added": len(sent.items)})


def _list(request: web.Request) -> SiteList:
    where = list_store.list_by_id(request.app[STATE], request.match_info["list"])
    if where is None:
        raise not_found("The list is not there.")
    return where
