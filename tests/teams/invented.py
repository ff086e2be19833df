"""An invented partnership, one meeting and one request, for the tests of Teams in and out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from practice.meetings import Asked, CameFrom, How, Meeting, MeetingStatus, MeetingType
from practice.partnership import Partnership
from practice.people import Agency
from practice.prompts import Prompt, PromptState
from practice.questions import Measure
from tests.teams.connector_fake import CHAT, PERSON

NOON = datetime(2026, 3, 17, 12, 0, tzinfo=UTC)

PARTNERSHIP = Partnership(
    name="Example Safeguarding Children Partnership",
    tokens={
        "partnership": "Example Safeguarding Children Partnership",
        "coordinator": "Practice Review Lead",
        "coordinator_contact": "backtopractice@example.org",
        "other_contact": "the business manager",
        "front_door": "the children's front door",
        "front_door_phone": "020 7946 0001",
        "front_door_hours": "Monday to Friday 9am to 5pm",
        "out_of_hours_phone": "020 7946 0002",
        "lado": "the LADO",
        "lado_phone": "020 7946 0003",
        "disagreement_link": "https://example.org/disagreement",
        "complaints_link": "https://example.org/complaints",
        "wellbeing_link": "https://example.org/wellbeing",
    },
    agencies=(Agency("council", "Example Council", "Social care", ("council.example.org",)),),
    types=(MeetingType("core-group", "Core group", Asked.YES, measures=("child",)),),
    measures=(Measure("child", "Was the child's voice heard?", (("yes", "Yes"), ("no", "No"))),),
    boards=(),
)

MEETING = Meeting(
    id="meeting-1",
    ref="BTP-M2QK",
    source_key="intake:1",
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

PROMPT = Prompt(
    id="prompt-1",
    meeting_id=MEETING.id,
    agency_key="council",
    address="social.worker.1@council.example.org",
    state=PromptState.SENT,
    due_at=NOON - timedelta(hours=2),
    closes_at=NOON + timedelta(days=14),
    person_id=PERSON,
    conversation_id=CHAT,
    activity_id="1485983408500",
    ever_sent=True,
)


class NoonClock:
    """A clock that always says noon."""

    def now(self) -> datetime:
        return NOON
