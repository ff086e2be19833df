"""Views to draw in tests: one of each, and what people might have typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from cards import About, Setting, View
from cards.views import (
    AnswerView,
    BothView,
    ContactsView,
    DatesView,
    DayView,
    DeputyView,
    DigestLine,
    DigestView,
    DraftSavedView,
    End,
    EndedView,
    InShortView,
    LeaveView,
    LessDoneView,
    LessView,
    MoreView,
    NotYoursView,
    OtherStandsView,
    PapersView,
    PointerView,
    PromptView,
    QuorumView,
    ReceiptView,
    Remind,
    Reminding,
    SentView,
    VoiceKeptView,
    VoiceView,
    Welcome,
)
from practice.answers import Content, Fault, Problem, Voice
from practice.boards import Board, BoardMeeting, Cadence, Seat
from practice.defaults import GROUPS, measures
from practice.quorum import Reply, judge
from practice.quorum_rules import QuorumRule, Share

TOKENS = {
    "partnership": "Example Safeguarding Children Partnership",
    "coordinator": "Practice Review Lead",
    "coordinator_contact": "backtopractice@example.org, 020 7946 0000",
    "other_contact": "the partnership's business manager",
    "front_door": "Children's front door",
    "front_door_phone": "020 7946 0001",
    "front_door_hours": "Monday to Friday 9am to 5pm",
    "out_of_hours_phone": "020 7946 0002",
    "lado": "LADO",
    "lado_phone": "020 7946 0003",
    "disagreement_link": "[local escalation policy](https://example.org/escalation)",
    "complaints_link": "[how to complain](https://example.org/complaints)",
    "wellbeing_link": "[staff support](https://example.org/support)",
}
SETTING = Setting(TOKENS, date(2026, 3, 16))
MEASURES = tuple(measure for measure in measures(GROUPS) if measure.key not in ("followed", "timely"))
ABOUT = About(
    prompt_id="0f8f1c6e-2a63-4d6e-9b53-4a50b8f5f0aa",
    revision=3,
    type_name="Core group",
    starts_at=datetime(2026, 3, 13, 10, tzinfo=UTC),
    ends_at=datetime(2026, 3, 13, 11, 30, tzinfo=UTC),
    closes_at=datetime(2026, 3, 27, 16, 30, tzinfo=UTC),
    measures=MEASURES,
    member_id="29:1EXAMPLEuserMRIspecificToThisBot",
)
WRITTEN = "Typed by a person: *everyone* came.\n1. Plan [shared](x)"
OTHER = "Something else was typed"
TYPED = Content({"q1": WRITTEN, "q4": OTHER}, {"agencies": ("partly",), "missing": ("gp", "school")})
EARLIER = Content({"q1": WRITTEN, "q2": "Typed on the first device"}, {"agencies": ("yes",)})
DRAFT_AT = datetime(2026, 3, 16, 12, 14, tzinfo=UTC)
WELCOME = Welcome(("Social worker", "Manager, or team leader", "Other"), max_new=2, max_contacts=3)
BACK, LAST = date(2026, 3, 24), date(2026, 4, 12)
BOARD = Board(
    key="qeb",
    name="Quality and Effectiveness Board",
    cadence=Cadence(date(2026, 2, 18), weekday=2, nth=3, every_months=2),
    start=time(14),
    minutes=120,
    place="Committee room",
    seats=(
        Seat("police", "Police", "Police", statutory=True, holder="qeb@police.example.org"),
        Seat("icb", "Integrated care board", "Health", statutory=True, holder="qeb@health.example.org"),
        Seat("lay", "Lay member 1", "Lay member", holder="lay.member.1@example.org", deputy="d@example.org"),
        Seat("vacant", "Voluntary sector", "Voluntary sector"),
    ),
    quorum="more than half of the voting seats that are filled, and each statutory partner.",
    quorum_rule=QuorumRule(share=Share.MORE_THAN_HALF, statutory=True, wished=("Lay member",)),
)
BOARD_MEETING = BoardMeeting(
    "qeb",
    "2026-04",
    datetime(2026, 4, 15, 14),  # noqa: DTZ001 - planned in local time, without a zone
    datetime(2026, 4, 15, 16),  # noqa: DTZ001
    "purpose",
    "why",
)
LAY_DECLINES = {"lay.member.1@example.org": Reply.DECLINED}
_BOTH = {"qeb@police.example.org": Reply.ACCEPTED, "qeb@health.example.org": Reply.ACCEPTED}
ALL_SAID = _BOTH | {"lay.member.1@example.org": Reply.TENTATIVE}
ANSWERED: tuple[dict[str, Reply], ...] = (_BOTH, {}, {"qeb@police.example.org": Reply.DECLINED})
VOICE = Voice("", "mother", "", ("in_meeting", "told"), WRITTEN, OTHER, "not_asked")


def other(number: int) -> About:
    """Make another request of the same person, about a meeting on another day."""
    return replace(
        ABOUT,
        prompt_id=f"{number:08}-2a63-4d6e-9b53-4a50b8f5f0aa",
        starts_at=ABOUT.starts_at + timedelta(days=number),
        ends_at=ABOUT.ends_at + timedelta(days=number),
    )


def digest(*lines: DigestLine) -> DigestView:
    return DigestView(lines, "c-1", ABOUT.member_id)


DIGEST = digest(
    DigestLine(ABOUT),
    DigestLine(other(1), remind=Remind.FIRST),
    DigestLine(other(2), remind=Remind.LAST),
    DigestLine(other(3), ref="BTP-7KQ4"),
    *(DigestLine(other(4 + place), end, back=BACK) for place, end in enumerate(End)),
)
STORED: dict[str, View] = {
    "questions": PromptView(ABOUT),
    "receipt": ReceiptView(ABOUT, "BTP-7KQ4"),
    "first reminder": PromptView(ABOUT, remind=Reminding(Remind.FIRST)),
    "last reminder, with a draft": PromptView(ABOUT, remind=Reminding(Remind.LAST, DRAFT_AT)),
    "welcome": PromptView(ABOUT, welcome=WELCOME),
    "welcome, no roles": PromptView(ABOUT, welcome=replace(WELCOME, roles=())),
    "digest": DIGEST,
    "digest, one open": digest(DigestLine(ABOUT), DigestLine(other(1), ref="BTP-7KQ4")),
    "digest, none open": digest(DigestLine(ABOUT, End.DECLINED), DigestLine(other(1), End.HELD)),
    "pointer": PointerView(ABOUT),
    **{f"ended, {end}": EndedView(ABOUT, end, back=BACK) for end in End},
}
"""Views whose cards stand in a chat."""

SHOWN: dict[str, View] = {
    "questions with a draft": PromptView(ABOUT, TYPED),
    "questions, nothing filled in": PromptView(ABOUT, fault=Fault(Problem.NOTHING)),
    "questions, too long": PromptView(ABOUT, TYPED, Fault(Problem.TOO_LONG, "q4", 1_234)),
    "questions, not saved": PromptView(ABOUT, TYPED, not_saved=True),
    "questions, too long, emptied": PromptView(ABOUT, fault=Fault(Problem.TOO_LONG, "q4", 5), emptied=True),
    "questions, not saved, emptied": PromptView(ABOUT, not_saved=True, emptied=True),
    "more": MoreView(ABOUT),
    "voice": VoiceView(ABOUT),
    "voice, incomplete": VoiceView(ABOUT, VOICE, incomplete=True),
    "voice, not saved": VoiceView(ABOUT, VOICE, not_saved=True),
    "voice, emptied": VoiceView(ABOUT, incomplete=True, emptied=True),
    "voice kept": VoiceKeptView(ABOUT),
    "voice refused": VoiceKeptView(ABOUT, refused=True),
    "contacts": ContactsView(ABOUT),
    "contacts, no request": ContactsView(),
    "draft saved": DraftSavedView(ABOUT),
    "sent": SentView(ABOUT, "BTP-7KQ4", TYPED),
    "both": BothView(ABOUT, EARLIER, TYPED),
    "other answers stand": OtherStandsView(replace(ABOUT, answered=True)),
    "another draft stands": OtherStandsView(ABOUT),
    "too late, dropped": EndedView(ABOUT, End.EXPIRED, dropped=True),
    "too late": EndedView(ABOUT, End.EXPIRED, TYPED),
    "questions with a welcome, nothing filled in": PromptView(
        ABOUT, fault=Fault(Problem.NOTHING), welcome=WELCOME
    ),
    "leave": LeaveView(ABOUT, BACK, LAST),
    "leave, bad day": LeaveView(ABOUT, BACK, LAST, bad=True),
    "pace": LessView(ABOUT),
    "pace, no request": LessView(),
    "pace kept": LessDoneView(LAST, ABOUT),
    "pace kept, as now": LessDoneView(),
    "not yours": NotYoursView(),
}
"""Views whose cards are made for one person and are not stored."""

NOTICE = "quorum/qeb/2026-04/1/10/2026-04-15"
NOTICES: dict[str, View] = {
    f"quorum, {judged.verdict}": QuorumView(BOARD, BOARD_MEETING, judged, NOTICE)
    for judged in (judge(BOARD, BOARD_MEETING.starts_at.date(), answers) for answers in ANSWERED)
}
UNREACHED = (("d@example.org", "not_installed"), ("e@example.org", "unknown_address"))
NOTICES["quorum, deputies not reached"] = QuorumView(
    BOARD, BOARD_MEETING, judge(BOARD, BOARD_MEETING.starts_at.date(), LAY_DECLINES), NOTICE, UNREACHED
)
SAYS = (
    "quorum.left",
    "quorum.asking",
    "quorum.reminding",
    "quorum.looking",
    "quorum.not_named",
    "quorum.over",
    "deputy.yes",
    "deputy.no",
    "deputy.over",
)
NOTICES |= {
    f"in short, {says}": InShortView(BOARD.name, BOARD_MEETING.starts_at.date(), says) for says in SAYS
}
LINE = "Thursday 16 April 2026, 2pm: 2 of 3 seats free, all statutory partners free."
DATES = {"move": (LINE,) * 3, "extra": (LINE,), "none": (), "clash": (), "unread": ()}
NOTICES |= {
    f"dates, {says}": DatesView(BOARD, BOARD_MEETING, dates, f"quorum.dates.{says}")
    for says, dates in DATES.items()
}
NOTICES["day"] = DayView(BOARD, BOARD_MEETING, judge(BOARD, BOARD_MEETING.starts_at.date(), {}))
NOTICES["answer"] = AnswerView(BOARD, BOARD_MEETING)
NOTICES["deputy"] = DeputyView(BOARD, BOARD_MEETING, "Police", "deputy/qeb/2026-04/1/2026-04-15")
NOTICES["papers"] = PapersView(BOARD, BOARD_MEETING)
"""Cards for a coordinator, which stand as they were sent."""

EVERY = {**STORED, **SHOWN, **NOTICES}


def filled(letter: str, length: int = 3_000) -> Content:
    """Answer all five questions at the same length, and tap every measure."""
    taps = {measure.key: tuple(value for value, _ in measure.choices[:1]) for measure in MEASURES}
    return Content({f"q{number}": letter * length for number in range(1, 6)}, taps)
