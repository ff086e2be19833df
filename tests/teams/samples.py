"""Activities as Teams sends them to a bot, written after the documentation with invented ids.

https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object
https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards
"""

from __future__ import annotations

import itertools
from typing import Any

from tests.teams.connector_fake import APP, CHAT, MRI, PERSON, TENANT
from tests.teams.invented import PROMPT

_NUMBERS = itertools.count(1)

ANSWERS = {
    "q1": "Right agencies in the room.",
    "q2": "",
    "q3": "Reports arrived late.",
    "q4": "",
    "q5": "Share reports two days before.",
    "m_child": "yes",
}


def activity(kind: str, service_url: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON is anything
    """An activity from a personal chat, as the desktop client sends it."""
    return {
        "type": kind,
        "id": f"f:7d1f0a7e-6c0a-4a1e-9d55-{next(_NUMBERS):012x}",
        "timestamp": "2026-03-17T12:00:07.437Z",
        "channelId": "msteams",
        "serviceUrl": service_url,
        "from": {"id": MRI, "name": "Social worker 1", "aadObjectId": PERSON},
        "conversation": {"conversationType": "personal", "tenantId": TENANT, "id": CHAT},
        "recipient": {"id": f"28:{APP}", "name": "Back to Practice"},
        "entities": [{"type": "clientInfo", "locale": "en-GB", "country": "GB", "timezone": "Europe/London"}],
        "channelData": {"tenant": {"id": TENANT}},
        "locale": "en-GB",
        **more,
    }


def press(service_url: str, verb: str = "answer.send", **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """A press of a button; `data` replaces what the card submits."""
    data = more.pop("data", {"prompt": PROMPT.id, "rev": 0, **ANSWERS})
    return activity(
        "invoke",
        service_url,
        name="adaptiveCard/action",
        replyToId="1485983408500",
        value={
            "action": {"type": "Action.Execute", "id": "send", "verb": verb, "data": data},
            "trigger": "manual",
        },
        **more,
    )


def submit(service_url: str, verb: str = "answer.send", **data: Any) -> dict[str, Any]:  # noqa: ANN401
    """The same press from a client that only knows Action.Submit."""
    value = {"prompt": PROMPT.id, "rev": 0, **ANSWERS, **data, "verb": verb}
    number = str(1485983408511 + next(_NUMBERS))
    return activity("message", service_url, id=number, replyToId="1485983408500", value=value)
