"""The activities a Teams client makes Microsoft's cloud send to a bot, in the documented shapes.

https://learn.microsoft.com/en-us/microsoftteams/platform/bots/build-conversational-capability
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

from infra.local365 import tenant
from infra.local365.people import Person
from infra.local365.state import State
from infra.local365.wire import new_guid

BOT_NAME = "Back to Practice"
_CLIENT = {
    "type": "clientInfo",
    "locale": "en-GB",
    "country": "GB",
    "platform": "Windows",
    "timezone": "Europe/London",
}

Activity = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Press:
    """A button pressed by a person, or a card refreshing itself, with what the inputs held."""

    verb: str
    data: Mapping[str, Any]
    inputs: Mapping[str, Any]
    trigger: Literal["manual", "automatic"]
    action_id: str | None


def invoke(state: State, person: Person, service_url: str, message_id: str, press: Press) -> Activity:
    """An Action.Execute: the inputs are merged into the action's data and win over data of the same name.

    https://learn.microsoft.com/en-us/adaptive-cards/authoring-cards/universal-action-model
    """
    action: Activity = {"type": "Action.Execute", "verb": press.verb, "data": {**press.data, **press.inputs}}
    if press.action_id is not None:
        action["id"] = press.action_id
    return {
        **_envelope(state, person, service_url, "invoke", invoke_id(state)),
        "name": "adaptiveCard/action",
        "replyToId": message_id,
        "value": {"action": action, "trigger": press.trigger},
    }


def invoke_id(state: State) -> str:
    """A new id for an invoke."""
    return f"f:{new_guid(state)}"


def message(state: State, person: Person, service_url: str, message_id: str, text: str) -> Activity:
    """What a person typed in the chat: as plain text, and again as HTML in an attachment."""
    envelope = _envelope(state, person, service_url, "message", message_id)
    return {
        **envelope,
        "localTimestamp": envelope["timestamp"].replace("Z", "+00:00"),
        "textFormat": "plain",
        "text": text,
        "attachments": [{"contentType": "text/html", "content": f"<div><div>{escape(text)}</div></div>"}],
    }


def installation_update(
    state: State, person: Person, service_url: str, action: Literal["add", "remove"]
) -> Activity:
    """The app was installed for a person, or taken away.

    https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events
    """
    activity_id = f"f:{state.rng.getrandbits(61)}"
    return {
        **_envelope(state, person, service_url, "installationUpdate", activity_id),
        "from": {"id": person.mri, "aadObjectId": person.id},
        "action": action,
    }


def members_added(state: State, person: Person, service_url: str) -> Activity:
    """What follows an installation: the bot and the person have joined their chat. Same page as above."""
    activity = _envelope(
        state, person, service_url, "conversationUpdate", f"f:{state.rng.getrandbits(32):08x}"
    )
    del activity["entities"], activity["locale"]
    sender = {"id": person.mri, "aadObjectId": person.id}
    return {**activity, "from": sender, "membersAdded": [{"id": activity["recipient"]["id"]}, sender]}


def _envelope(state: State, person: Person, service_url: str, kind: str, activity_id: str) -> Activity:
    tenant_id = tenant.tenant_id(state)
    return {
        "type": kind,
        "id": activity_id,
        "timestamp": f"{state.now().isoformat(timespec='milliseconds').removesuffix('+00:00')}Z",
        "channelId": "msteams",
        "serviceUrl": service_url,
        "from": {"id": person.mri, "name": person.name, "aadObjectId": person.id},
        "conversation": {
            "conversationType": "personal",
            "tenantId": tenant_id,
            "id": person.conversation,
        },
        "recipient": {"id": f"28:{tenant.bot_app_id(state)}", "name": BOT_NAME},
        "entities": [_CLIENT],
        "channelData": {"tenant": {"id": tenant_id}},
        "locale": "en-GB",
    }
