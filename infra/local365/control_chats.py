"""The control API of a person in Teams: open the chat, press a button, type, install or remove the app."""

import asyncio
from typing import Annotated, Any, Literal

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field

from infra.local365 import connector_chats, people, tenant
from infra.local365.connector_chats import Content
from infra.local365.faults import FAULTS
from infra.local365.people import Person
from infra.local365.state import STATE, State
from infra.local365.teams_client import TEAMS, Answer, Repeats, deliver, press
from infra.local365.teams_client_activities import (
    Press,
    installation_update,
    invoke,
    members_added,
    message,
)
from infra.local365.wire import Refused, json_body, json_response


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _PressBody(_Body):
    verb: str
    data: dict[str, Any] = {}
    inputs: dict[str, Any] = {}
    trigger: Literal["manual", "automatic"] = "manual"
    action_id: str | None = None
    times: Annotated[int, Field(ge=1, le=100)] = 1
    again_with_new_id: bool = False


class _SayBody(_Body):
    text: str


class _RawBody(_Body):
    person: str
    activity: Any


def add_routes(app: web.Application) -> None:
    """Chats, presses, typed messages, installations and raw activities."""
    app.router.add_get("/_local/chats/{person}", show_chat)
    app.router.add_post("/_local/chats/{person}/messages/{message}/press", press_button)
    app.router.add_post("/_local/chats/{person}/say", say)
    app.router.add_post("/_local/people/{person}/install", install)
    app.router.add_post("/_local/people/{person}/uninstall", uninstall)
    app.router.add_post("/_local/activity", raw_activity)


async def show_chat(request: web.Request) -> web.Response:
    """The chat as the person finds it on opening it: the stored cards, whatever an invoke answered."""
    state, person = _person(request)
    messages = connector_chats.shown(state, person)
    return json_response({"conversation": person.conversation, "messages": messages})


async def press_button(request: web.Request) -> web.Response:
    """Press a button of a card that stands in the chat, or let the card refresh itself."""
    state, person = _person(request)
    message_id = request.match_info["message"]
    if not connector_chats.exists(state, person, message_id):
        raise Refused(404, "NotFound", "No such message in this chat.")
    body = _PressBody.model_validate(await json_body(request))
    pressed = Press(body.verb, body.data, body.inputs, body.trigger, body.action_id)
    activity = invoke(state, person, _service_url(request), message_id, pressed)
    repeats = Repeats(body.times, body.again_with_new_id)
    return _responses(await press(request.app[TEAMS], request.app[FAULTS], activity, repeats))


async def say(request: web.Request) -> web.Response:
    """Type a message to the bot; it stands in the chat whether the bot answers or not."""
    state, person = _person(request)
    body = _SayBody.model_validate(await json_body(request))
    message_id = connector_chats.post(state, person, "person", Content(body.text))
    url = _service_url(request)
    activity = message(state, person, url, message_id, body.text)
    return _responses([await deliver(request.app[TEAMS], activity, url)])


async def install(request: web.Request) -> web.Response:
    """Install the app for the person; Teams then tells the bot twice, in two ways."""
    state, person = _person(request)
    people.set_installed(state, person, installed=True)
    url = _service_url(request)
    activities = (installation_update(state, person, url, "add"), members_added(state, person, url))
    teams = request.app[TEAMS]
    return _responses(list(await asyncio.gather(*(deliver(teams, each, url) for each in activities))))


async def uninstall(request: web.Request) -> web.Response:
    """Take the app away from the person, then tell the bot."""
    state, person = _person(request)
    people.set_installed(state, person, installed=False)
    url = _service_url(request)
    activity = installation_update(state, person, url, "remove")
    return _responses([await deliver(request.app[TEAMS], activity, url)])


async def raw_activity(request: web.Request) -> web.Response:
    """Send the bot any JSON at all, for bad input; it is signed for the stand-in's own service URL."""
    body = _RawBody.model_validate(await json_body(request))
    _known(request.app[STATE], body.person)
    return _responses([await deliver(request.app[TEAMS], body.activity, _service_url(request))])


def _person(request: web.Request) -> tuple[State, Person]:
    state = request.app[STATE]
    return state, _known(state, request.match_info["person"])


def _known(state: State, person_id: str) -> Person:
    person = people.by_id(state, person_id)
    if person is None:
        raise Refused(404, "NotFound", "No such person.")
    return person


def _service_url(request: web.Request) -> str:
    assert request.transport is not None  # noqa: S101 - a request being handled has its connection
    port = request.transport.get_extra_info("sockname")[1]
    return f"http://127.0.0.1:{port}/connector/{tenant.tenant_id(request.app[STATE])}/"


def _responses(answers: list[Answer]) -> web.Response:
    return json_response({"responses": [answer.as_json() for answer in answers]})
