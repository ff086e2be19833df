"""Invented values for the store's tests."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.handlers.ports import Conversation, Filed
from bot.store import SqlTransaction
from practice.answers import Answer, AnswerState, Content, Voice
from practice.boards import BoardEvent, BoardMeeting, EventState
from practice.meetings import CameFrom, How, Meeting, MeetingStatus
from practice.prompts import Prompt, PromptState

NOW = datetime(2026, 1, 5, 10, 0, 0, 123456, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
ADDRESS = "social.worker.1@council.example.org"
WORDS = "We agreed who would ring the school.\nIt helped: ça va."


def encoded_key(letter: str) -> str:
    """A key for BTP_DATA_KEYS: one letter, 32 times."""
    return base64.b64encode(letter.encode() * 32).decode()


def meeting(number: int = 1) -> Meeting:
    return Meeting(
        id=f"meeting-{number}",
        ref=f"BTP-M{number}",
        source_key=f"source-{number}",
        type_key="icpc",
        starts_at=NOW,
        ends_at=LATER,
        how=How.ONLINE,
        came_from=CameFrom.CALENDAR,
        status=MeetingStatus.HAPPENED,
        in_sample=True,
        sample_reason="all are asked",
        outsiders=3,
    )


def prompt(number: int = 1, state: PromptState = PromptState.SENT, address: str = ADDRESS) -> Prompt:
    return Prompt(
        id=f"prompt-{number}",
        meeting_id="meeting-1",
        agency_key="council",
        address=address,
        state=state,
        due_at=NOW,
        closes_at=LATER,
        person_id="person-1",
        reason="",
        conversation_id="a:1",
        activity_id="1:1",
        revision=2,
        ever_sent=True,
        was_unconfirmed=False,
    )


CONTENT = Content(words={"q1": WORDS, "q5": "Nothing."}, taps={"useful": ("4",), "who": ("health", "police")})


def answer(number: int = 1, content: Content = CONTENT) -> Answer:
    return Answer(
        id=f"answer-{number}",
        ref=f"BTP-A{number}",
        meeting_id="meeting-1",
        agency_key="council",
        content=content,
        revision=1,
        state=AnswerState.SENT,
        sent_at=NOW,
        settled=False,
        voice=True,
    )


def voice(number: int = 1) -> Voice:
    return Voice(
        id=f"voice-{number}",
        who="child",
        age="12-15",
        how=("words", "drawing"),
        words="I want them to ask me first.",
        summary="",
        permission="yes",
    )


def filed(number: int = 1) -> Filed:
    return Filed(subject=f"answer-{number}", key=f"key-{number}", item_id="7", etag='"g,1"', digest="d" * 64)


CONVERSATION = Conversation(
    person_id="person-1",
    conversation_id="a:1",
    service_url="https://smba.example.org/uk/",
    tenant_id="tenant-1",
    member_id="29:1",
)

BOARD_EVENT = BoardEvent(
    meeting=BoardMeeting(
        board="qeb",
        slot="2016-05",
        starts_at=datetime(2016, 5, 10, 9, 30),  # noqa: DTZ001 - planned in local time, without a zone
        ends_at=datetime(2016, 5, 10, 11, 30),  # noqa: DTZ001
        purpose="Learning from the Hub",
        why="The second Tuesday of May.",
        scoping=True,
    ),
    generation=2,
    key="key-of-event",
    state=EventState.STANDING,
    subject="Quality and Effectiveness Board",
    body_html="<p>Agenda</p>",
    attendees=("health.lead@example.org", "police.lead@example.org"),
    hide_attendees=True,
    place="Room 1",
    event_id="AAMk1",
    cancel_comment="",
    teams_meeting=True,
)


def asked(*prompts: Prompt) -> Callable[[SqlTransaction], None]:
    """A meeting with prompts, to be saved."""

    def decide(tx: SqlTransaction) -> None:
        tx.save_meeting(meeting())
        for each in prompts:
            tx.save_prompt(each)

    return decide
