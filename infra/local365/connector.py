"""The Bot Connector as Teams offers it to a bot for personal chats.

https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
Tokens are not checked; the limits are in `infra.local365.connector_limits`.
"""

import json
from typing import Any, Final

from aiohttp import web

from infra.local365 import conditions, connector_chats, people, tenant
from infra.local365.connector_models import SentActivity, content_of, new_conversation, sent_activity
from infra.local365.people import Person
from infra.local365.state import STATE, State
from infra.local365.wire import Refused, Violation, json_body, json_response

LARGEST_MESSAGE: Final = 28 * 1024
_CONVERSATION: Final = "/connector/{tenant}/v3/conversations/{conversation}"


def add_routes(app: web.Application) -> None:
    """The conversations, activities and members of the connector."""
    app.router.add_post("/connector/{tenant}/v3/conversations", create)
    app.router.add_post(f"{_CONVERSATION}/activities", send)
    app.router.add_post(f"{_CONVERSATION}/activities/{{activity}}", send)
    app.router.add_put(f"{_CONVERSATION}/activities/{{activity}}", update)
    app.router.add_delete(f"{_CONVERSATION}/activities/{{activity}}", delete)
    app.router.add_get(f"{_CONVERSATION}/members", members)
    app.router.add_get(f"{_CONVERSATION}/pagedmembers", paged_members)


async def create(request: web.Request) -> web.Response:
    """Open the personal chat with somebody who has the app; a person always gets the same conversation.

    https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
    """
    state = _state_of_tenant(request)
    wanted = new_conversation(await json_body(request))
    if wanted.bot.id != f"28:{tenant.bot_app_id(state)}":
        raise Violation("bot.id: must be 28: and the bot's app id", "BadArgument")
    if wanted.channel_data.tenant.id != tenant.tenant_id(state):
        raise Violation("channelData.tenant.id: must be the tenant", "BadArgument")
    person = _member(state, wanted.members[0].id)
    if not person.installed:
        raise Refused(403, "ForbiddenOperationException", "Bot isn't installed in user's personal scope")
    conditions.put(state, person, conditions.WITHOUT_HISTORY, on=False)
    return json_response({"id": person.conversation}, 201)


async def send(request: web.Request) -> web.Response:
    """Show a message at the end of the chat. Sending twice shows two: there is no key to prevent it."""
    state, person = _reachable(request)
    activity = await _activity(request)
    if activity.type == "typing":
        return json_response({"id": str(state.rng.getrandbits(40))}, 201)
    return json_response({"id": connector_chats.post(state, person, "bot", content_of(activity))}, 201)


async def update(request: web.Request) -> web.Response:
    """Put new content in the place of a message."""
    state, person = _reachable(request)
    activity = await _activity(request)
    message_id = request.match_info["activity"]
    if not connector_chats.update(state, person, message_id, content_of(activity)):
        raise _no_such_activity()
    return json_response({"id": message_id})


async def delete(request: web.Request) -> web.Response:
    """Take a message out of the chat."""
    state, person = _reachable(request)
    if not connector_chats.delete(state, person, request.match_info["activity"]):
        raise _no_such_activity()
    return web.Response()


async def members(request: web.Request) -> web.Response:
    """The roster: in a personal chat the one person."""
    state, person = _reachable(request)
    return json_response([_roster_entry(state, person)])


async def paged_members(request: web.Request) -> web.Response:
    """The roster as a page; in chats there is only ever one.

    https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/get-teams-context
    """
    state, person = _reachable(request)
    return json_response({"members": [_roster_entry(state, person)]})


def _state_of_tenant(request: web.Request) -> State:
    state = request.app[STATE]
    if request.match_info["tenant"].lower() != tenant.tenant_id(state):
        raise Violation("The path names another tenant.", "BadArgument")
    return state


def _reachable(request: web.Request) -> tuple[State, Person]:
    state = _state_of_tenant(request)
    person = people.by_conversation(state, request.match_info["conversation"])
    if person is None or person.deleted:
        raise Refused(404, "ConversationNotFound", "Conversation not found.")
    if not person.installed:
        refusal = state.choose("sending without the app", (_not_in_roster, _writes_blocked))
        raise refusal()
    conditions.require_welcome(state, person)
    return state, person


def _member(state: State, member_id: str | None) -> Person:
    """A directory id or a Teams id, in `id` only; what an unknown one is answered with is not documented."""
    if member_id is None:
        raise Refused(400, "BadArgument", "members[0].id is missing; a directory id is not taken elsewhere.")
    person = people.by_mri(state, member_id) or people.by_id(state, member_id)
    if person is None or person.deleted:
        status, code = state.choose("unknown person", ((400, "BadArgument"), (404, "ConversationNotFound")))
        raise Refused(status, code, "Unknown member.")
    return person


async def _activity(request: web.Request) -> SentActivity:
    """The activity, unless it is too large: Teams counts UTF-16.

    The documented limit was 40 KB and is now 100; 28 KB is safe everywhere, so that is what holds here.
    https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/format-your-bot-messages
    """
    body = await json_body(request)
    activity = sent_activity(body)
    if 2 * len(json.dumps(body, ensure_ascii=False, separators=(",", ":"))) > LARGEST_MESSAGE:
        message = "Message size too large. The stand-in's limit is 28 KB of UTF-16."
        raise Refused(413, "MessageSizeTooBig", message)
    return activity


def _no_such_activity() -> Refused:
    return Refused(404, "ActivityNotFoundInConversation", "Conversation not found.")


def _not_in_roster() -> Refused:
    return Refused(403, "BotNotInConversationRoster", "The bot isn't part of the conversation roster.")


def _writes_blocked() -> Refused:
    """Documented with its JSON inside JSON and without the usual envelope.

    https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
    """
    inner = {
        "subCode": "MessageWritesBlocked",
        "details": "Thread is blocked from message writes.",
        "errorCode": None,
        "errorSubCode": None,
    }
    message = json.dumps(inner, indent=2).replace("\n", "\r\n")
    return Refused(403, "MessageWritesBlocked", message, body={"errorCode": 209, "message": message})


def _roster_entry(state: State, person: Person) -> dict[str, Any]:
    given, _, surname = person.name.partition(" ")
    return {
        "id": person.mri,
        "name": person.name,
        "objectId": person.id,
        "aadObjectId": person.id,
        "givenName": given,
        "surname": surname,
        "email": person.mail,
        "userPrincipalName": person.mail,
        "tenantId": tenant.tenant_id(state),
        "userRole": "user",
    }
