"""The control API of a person in Teams: open the chat, press a button, type, install or remove the app."""

from typing import Annotated, Any, Literal

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field

from infra.local365 import conditions, connector_chats, installations, people
from infra.local365.connector_chats import Content
from infra.local365.faults import FAULTS
from infra.local365.installations import service_url
from infra.local365.people import Person
from infra.local365.state import STATE, State
from infra.local365.teams_client import TEAMS, Answer, Repeats, deliver, press
from infra.local365.teams_client_activities import (
    Press,
    installation_update,
    invoke,
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


class _Switch(_Body):
    on: bool


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
    app.router.add_post("/_local/people/{person}/block", block)
    app.router.add_post("/_local/people/{person}/remove-history", remove_history)
    app.router.add_post("/_local/bot/disable", disable)
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
    activity = invoke(state, person, service_url(request), message_id, pressed)
    repeats = Repeats(body.times, body.again_with_new_id)
    return _responses(await press(request.app[TEAMS], request.app[FAULTS], activity, repeats))


async def say(request: web.Request) -> web.Response:
    """Type a message to the bot; it stands in the chat whether the bot answers or not."""
    state, person = _person(request)
    body = _SayBody.model_validate(await json_body(request))
    message_id = connector_chats.post(state, person, "person", Content(body.text))
    url = service_url(request)
    activity = message(state, person, url, message_id, body.text)
    return _responses([await deliver(request.app[TEAMS], activity, url)])


async def install(request: web.Request) -> web.Response:
    """Install the app for the person; Teams then tells the bot."""
    _, person = _person(request)
    return _responses(await installations.install(request, person))


async def block(request: web.Request) -> web.Response:
    """Let the person block the bot, or with {"on": false} let it in again; the bot is not told."""
    state, person = _person(request)
    on = _Switch.model_validate(await json_body(request)).on
    conditions.put(state, person, conditions.BLOCKED, on=on)
    return json_response({"ok": True})


async def remove_history(request: web.Request) -> web.Response:
    """Let the person remove the chat's history: the chat is not found until it is created again."""
    state, person = _person(request)
    connector_chats.delete_all(state, person)
    conditions.put(state, person, conditions.WITHOUT_HISTORY, on=True)
    return json_response({"ok": True})


async def disable(request: web.Request) -> web.Response:
    """Let the administrator switch the bot off for the tenant, or with {"on": false} on again."""
    conditions.disable(request.app[STATE], disabled=_Switch.model_validate(await json_body(request)).on)
    return json_response({"ok": True})


async def uninstall(request: web.Request) -> web.Response:
    """Take the app away from the person, then tell the bot."""
    state, person = _person(request)
    people.set_installed(state, person, installed=False)
    url = service_url(request)
    activity = installation_update(state, person, url, "remove")
    return _responses([await deliver(request.app[TEAMS], activity, url)])


async def raw_activity(request: web.Request) -> web.Response:
    """Send the bot any JSON at all, for bad input; it is signed for the stand-in's own service URL."""
    body = _RawBody.model_validate(await json_body(request))
    _known(request.app[STATE], body.person)
    return _responses([await deliver(request.app[TEAMS], body.activity, service_url(request))])


def _person(request: web.Request) -> tuple[State, Person]:
    state = request.app[STATE]
    return state, _known(state, request.match_info["person"])


def _known(state: State, person_id: str) -> Person:
    person = people.by_id(state, person_id)
    if person is None:
        raise Refused(404, "NotFound", "No such person.")
    return person


def _responses(answers: list[Answer]) -> web.Response:
    return json_response({"responses": [answer.as_json() for answer in answers]})
