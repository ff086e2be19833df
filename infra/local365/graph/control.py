"""The stand-in's own routes about lists, mailboxes and the meter, and their part in seeding and the state.

Nothing here is Graph: it is how a rehearsal, a test or a page looks behind it and plays the people in front.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field

from infra.local365 import people
from infra.local365.graph import (
    item_store,
    items,
    list_store,
    mailboxes,
    online,
    responses,
    seeding,
    site_control,
    snapshot,
    tokens,
    traits,
    zones,
)
from infra.local365.graph.meter import METER
from infra.local365.graph.wire import all_or_nothing, not_found
from infra.local365.requests_log import REQUESTS
from infra.local365.state import STATE, State
from infra.local365.wire import Refused, json_body, json_response

if TYPE_CHECKING:
    from infra.local365.graph.mailboxes import Mailbox
    from infra.local365.graph.wire import Json


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Limit(_Body):
    limit: Annotated[int, Field(ge=1)] | None


class _Cells(_Body):
    fields: dict[str, Any]
    person: str | None = None
    attached: bool = False


class _Switch(_Body):
    on: bool


class _Answer(_Body):
    person: str
    response: Literal["accepted", "declined", "tentativelyAccepted"]


def add_routes(app: web.Application) -> None:
    """Add the routes under /_local that concern Graph."""
    site_control.add_routes(app)
    app.router.add_get("/_local/meter", show_meter)
    app.router.add_put("/_local/meter", set_meter)
    app.router.add_get("/_local/graph/behaviours", show_behaviours)
    app.router.add_put("/_local/graph/behaviours", pin_behaviours)
    app.router.add_delete("/_local/graph/delta-tokens", expire_tokens)
    app.router.add_patch("/_local/lists/{list}/items/{item}", edit_item)
    app.router.add_get("/_local/mailboxes", show_mailboxes)
    app.router.add_put("/_local/mailboxes/{address}/teams", allow_teams)
    app.router.add_get("/_local/mailboxes/{address}/events", show_events)
    app.router.add_post("/_local/mailboxes/{address}/events/{event}/respond", respond)
    app.router.add_get("/_local/people/{mail}/invitations", show_invitations)


def seed(state: State, body: dict[str, Any]) -> None:
    """Add or update sites, mailboxes and events. Raises pydantic's ValidationError for a bad body."""
    seeding.seed(state, body)


def dump(state: State) -> dict[str, Any]:
    """Give all lists with their items and all events, as the state route shows them."""
    return snapshot.everything(state)


async def show_meter(request: web.Request) -> web.Response:
    """Show the resource units of the present minute, and how often each service answered with what."""
    return json_response({"graph": request.app[METER].as_json(), "requests": request.app[REQUESTS].counts()})


async def set_meter(request: web.Request) -> web.Response:
    """Set the units a minute; null is no limit."""
    request.app[METER].set_limit(_Limit.model_validate(await json_body(request)).limit)
    return await show_meter(request)


async def show_behaviours(request: web.Request) -> web.Response:
    """Show what was picked where no page says what the service does, and the alternatives."""
    picked = traits.as_json(traits.read(request.app[STATE]))
    return json_response({"picked": picked, "alternatives": traits.alternatives()})


async def pin_behaviours(request: web.Request) -> web.Response:
    """Pin some picks; those left out go back to the seed's."""
    wanted = await json_body(request)
    if not isinstance(wanted, dict):
        raise Refused(400, "BadRequest", "The behaviours are an object of names and values.")
    try:
        traits.pin(request.app[STATE], wanted)
    except ValueError as error:
        raise Refused(400, "BadRequest", str(error)) from None
    return await show_behaviours(request)


async def expire_tokens(request: web.Request) -> web.Response:
    """Make every delta token so far too old."""
    tokens.expire_all(request.app[STATE])
    return json_response({"ok": True})


async def edit_item(request: web.Request) -> web.Response:
    """Change cells, or attach a file, as a coordinator does in the browser: a new version, modified by a person."""
    state = request.app[STATE]
    sent = _Cells.model_validate(await json_body(request))
    where = list_store.list_by_id(state, request.match_info["list"])
    if where is None:
        raise not_found("The list is not there.")
    item = items.item_of(state, where, request.match_info["item"])
    person = sent.person or next((p.id for p in people.everyone(state) if not p.deleted), "")
    with all_or_nothing(state):
        after = items.change(state, where, item, sent.fields, person)
        if sent.attached:
            after = item_store.update(state, where, after, after.fields | {"Attachments": True}, person)
    return json_response({"id": str(after.id), "etag": after.etag, "fields": after.fields})


async def show_mailboxes(request: web.Request) -> web.Response:
    """Show the mailboxes an application may open."""
    found = mailboxes.all_mailboxes(request.app[STATE])
    return json_response({"mailboxes": [_mailbox(one) for one in found]})


async def allow_teams(request: web.Request) -> web.Response:
    """Give a mailbox a licence for Teams, or take it."""
    on = _Switch.model_validate(await json_body(request)).on
    online.allow(request.app[STATE], _known_mailbox(request).address, allowed=on)
    return json_response({"on": on})


async def show_events(request: web.Request) -> web.Response:
    """Show what is in a mailbox's calendar, by start; `from` and `to` are instants and optional."""
    state = request.app[STATE]
    mailbox = _known_mailbox(request)
    start = zones.instant_to_utc(request.query.get("from", "0001-01-01T00:00:00"))
    end = zones.instant_to_utc(request.query.get("to", "9999-12-31T00:00:00"))
    return json_response({"events": snapshot.calendar(state, mailbox.address, start, end)})


async def respond(request: web.Request) -> web.Response:
    """Accept or decline as an invited person."""
    state = request.app[STATE]
    sent = _Answer.model_validate(await json_body(request))
    mailbox = _known_mailbox(request)
    with all_or_nothing(state):
        responses.respond(state, mailbox.address, request.match_info["event"], sent.person, sent.response)
    return json_response({"ok": True})


async def show_invitations(request: web.Request) -> web.Response:
    """Show the meetings a person is invited to, by start."""
    state = request.app[STATE]
    return json_response({"invitations": snapshot.invitations_of(state, request.match_info["mail"])})


def _known_mailbox(request: web.Request) -> Mailbox:
    mailbox = mailboxes.find(request.app[STATE], request.match_info["address"])
    if mailbox is None:
        raise not_found("The mailbox is not there.")
    return mailbox


def _mailbox(mailbox: Mailbox) -> Json:
    return {"address": mailbox.address, "kind": mailbox.kind, "strip": mailbox.strip, "name": mailbox.name}
