"""The invented partnership that is measured, and the two activities that are sent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from practice.meetings import Asked, CameFrom, How, Meeting, MeetingStatus, MeetingType
from practice.partnership import Partnership
from practice.questions import Measure

TENANT: Final = "11111111-1111-4111-8111-111111111111"
APP: Final = "22222222-2222-4222-8222-222222222222"
PERSON: Final = "33333333-3333-4333-8333-333333333333"
OURS: Final = "ours"
"""How the bench calls the product beside its rivals."""

HOSTS: Final = frozenset({"127.0.0.1"})
START: Final = datetime(2026, 3, 17, 12, 0, tzinfo=UTC)

WORDS = (
    "The right agencies were in the room and the chair kept to time. School had sent its report two days before, "
    "so that everybody had read it. The parents said that they were listened to, and the plan has names and dates. "
)
_TOKENS = (
    "partnership coordinator coordinator_contact other_contact front_door front_door_phone front_door_hours "
    "out_of_hours_phone lado lado_phone disagreement_link complaints_link wellbeing_link"
)

PARTNERSHIP: Final = Partnership(
    name="Example Safeguarding Children Partnership",
    tokens={token: f"the {token}" for token in _TOKENS.split()},
    agencies=(),
    types=(MeetingType("core-group", "Core group", Asked.YES, measures=("child",)),),
    measures=(Measure("child", "Was the child's voice heard?", (("yes", "Yes"), ("no", "No"))),),
    boards=(),
)

MEETING: Final = Meeting(
    id="meeting-1",
    ref="BTP-M2QK",
    source_key="bench:1",
    type_key="core-group",
    starts_at=datetime(2026, 3, 16, 10, 0, tzinfo=UTC),
    ends_at=datetime(2026, 3, 16, 11, 0, tzinfo=UTC),
    how=How.ONLINE,
    came_from=CameFrom.CALENDAR,
    status=MeetingStatus.HAPPENED,
    in_sample=True,
    sample_reason="",
    outsiders=0,
)


def prompt_id(number: int) -> str:
    return f"prompt-{number}"


def answer(number: int, service_url: str) -> dict[str, Any]:
    """Make the press that sends five answers, about 3 KB with what Teams sends around it."""
    data = {
        "prompt": prompt_id(number),
        "rev": 0,
        "m_child": "yes",
        **{f"q{n}": WORDS * 2 for n in range(1, 6)},
    }
    action = {"type": "Action.Execute", "id": "send", "verb": "answer.send", "data": data}
    return {
        **_activity(number, service_url),
        "type": "invoke",
        "name": "adaptiveCard/action",
        "replyToId": "1485983408500",
        "value": {"action": action, "trigger": "manual"},
    }


def message(number: int, service_url: str) -> dict[str, Any]:
    """Make the message that the others echo."""
    return {**_activity(number, service_url), "type": "message", "text": "Hello", "textFormat": "plain"}


def _activity(number: int, service_url: str) -> dict[str, Any]:
    return {
        "id": f"f:{number}",
        "timestamp": "2026-03-17T12:00:07.437Z",
        "channelId": "msteams",
        "serviceUrl": service_url,
        "from": {"id": "29:1EXAMPLE", "name": "Social worker 1", "aadObjectId": PERSON},
        "conversation": {"conversationType": "personal", "tenantId": TENANT, "id": "a:1EXAMPLE"},
        "recipient": {"id": f"28:{APP}", "name": "Back to Practice"},
        "channelData": {"tenant": {"id": TENANT}},
        "locale": "en-GB",
    }
