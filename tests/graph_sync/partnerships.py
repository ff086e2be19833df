"""A partnership small enough to read, for the tests of the lists and calendars."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from practice.answers import Answer, AnswerState, Content
from practice.boards import Board, Cadence
from practice.defaults import GROUPS, TYPES, measures
from practice.meetings import CameFrom, How, Meeting, MeetingStatus
from practice.partnership import Partnership
from practice.people import Agency

HUB = Board(
    key="learning-hub",
    name="Learning Hub",
    cadence=Cadence(first=date(2026, 2, 25), weekday=2, nth=4, every_months=2),
    start=time(9, 30),
    minutes=120,
    place="Civic Offices",
)
PARTNERSHIP = Partnership(
    name="Example Safeguarding Children Partnership",
    tokens={},
    agencies=(
        Agency("council", "Example Council", "social_care", ("council.example.org",)),
        Agency("police", "Example Police", "police", ("police.example.org",)),
    ),
    types=TYPES,
    measures=measures(GROUPS),
    boards=(HUB,),
    groups=GROUPS,
)
MEETING = Meeting(
    id="meeting-1",
    ref="BTP-M2K7",
    source_key="source",
    type_key="core",
    starts_at=datetime(2026, 6, 9, 23, 30, tzinfo=UTC),
    ends_at=datetime(2026, 6, 10, 0, 30, tzinfo=UTC),
    how=How.ONLINE,
    came_from=CameFrom.CALENDAR,
    status=MeetingStatus.HAPPENED,
    in_sample=True,
    sample_reason="one in four",
    outsiders=2,
)
"""A meeting of half past midnight in London: its day is the tenth."""

CONTENT = Content(
    words={"q1": "Everybody came, and the plan was clear.", "q5": "Send the reports\nthree days before."},
    taps={"agencies": ("partly",), "missing": ("police", "gp"), "together": ("4",)},
)


def answer(
    number: int = 1, content: Content = CONTENT, *, settled: bool = True, back: bool = False
) -> Answer:
    """Give an answer with its own id and reference."""
    return Answer(
        id=f"answer-{number}",
        ref=f"BTP-{number:04}",
        meeting_id=MEETING.id,
        agency_key="council",
        content=content,
        revision=1,
        state=AnswerState.TAKEN_BACK if back else AnswerState.SENT,
        sent_at=datetime(2026, 6, 10, 9, tzinfo=UTC),
        settled=settled,
    )
