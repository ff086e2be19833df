"""What the three boards are for, ask and discuss unless a file says otherwise: content.md, section 24."""

from __future__ import annotations

from dataclasses import dataclass

from practice.quorum_rules import QuorumRule, Share

LEARNING_HUB = "learning-hub"
QEB = "qeb"
PARTNERSHIP_BOARD = "partnership-board"

SCOPING_PURPOSE = "Scoping meeting: a chance to shape how the Learning Hub will work"

_JULY = 7


@dataclass(frozen=True, slots=True)
class BoardDefaults:
    """A board as content.md describes it; `after_board` and its working days count Hub to QEB."""

    key: str
    name: str
    minutes: int
    quorum: str
    quorum_rule: QuorumRule
    after_board: str = ""
    after_working_days: int = 0


BOARDS = (
    BoardDefaults(
        LEARNING_HUB,
        "Learning Hub",
        120,
        "at least six members from at least four agencies, with children's social care, health and police "
        "among them; otherwise it may discuss and adjourn.",
        QuorumRule(members=6, agencies=4, among=("Children's social care", "Health", "Police")),
    ),
    BoardDefaults(
        QEB,
        "Quality and Effectiveness Board",
        120,
        "more than half of the voting seats that are filled, counted in people, and each statutory partner "
        "in person, by video or by named deputy. A vacant statutory seat means not quorate.",
        QuorumRule(share=Share.MORE_THAN_HALF, statutory=True),
        after_board=LEARNING_HUB,
        after_working_days=10,
    ),
    BoardDefaults(
        PARTNERSHIP_BOARD,
        "Partnership Board",
        150,
        "half of the filled voting seats, rounded up; each of the three safeguarding partners; the chair or "
        "vice-chair.",
        QuorumRule(share=Share.HALF, statutory=True, chair=True, wished=("Lay member",)),
    ),
)


def reviews_progress(month: int) -> bool:
    """Tell the Partnership Board's spring meeting, which reviews progress, from its autumn one."""
    return month <= _JULY


def purpose(board: str, month: int) -> str:
    """Say what a meeting is for, in the words the model was agreed in."""
    if board == LEARNING_HUB:
        return (
            "Analyse what the front line, children and families told us, and agree what to put to the "
            "Quality and Effectiveness Board"
        )
    if board == QEB:
        return (
            "Decide on the Learning Hub's recommendations and see whether earlier decisions changed practice"
        )
    if reviews_progress(month):
        return (
            "Review progress and assess strengths and areas for development in the local safeguarding system"
        )
    return "Consider the learning from annual reports and progress with implementing the work plan"


def extra_purpose(item: str) -> str:
    """Say what an extra meeting is for (content.md, section 14.6, `event.extra`); without its full stop."""
    return f"An extra meeting, for one item: {item}"


def agenda(board: str, month: int) -> tuple[str, ...]:
    """Give a meeting's items with their minutes."""
    if board == LEARNING_HUB:
        return HUB_AGENDA
    if board == QEB:
        return QEB_AGENDA
    return SPRING_AGENDA if reviews_progress(month) else AUTUMN_AGENDA


SCOPING_AGENDA = (
    "The Back to Practice model.",
    "What should be downloaded from practice, and how.",
    "What the Quality and Audit and the Training sub-groups did, and where each part goes.",
    "Who should sit here.",
    "First focus and dates.",
)
HUB_AGENDA = (
    "Welcome, who is here, no names of families or colleagues (5)",
    "A child's or parent's words, with permission (5)",
    "What became of last time's learning points (10)",
    "What we were told: who we heard from, and who we did not (10)",
    "Good practice worth spreading (15)",
    "The focus: themes with evidence; what got in the way (35)",
    "Learning from elsewhere: MASE, audits, training, reviews (15)",
    "What we conclude: learning points, how strong, what we recommend (20)",
    "What we tell the front line, next focus (5)",
)
QEB_AGENDA = (
    "Welcome, quorum, interests to declare (5)",
    "A child's or parent's words (5)",
    "What changed: impact checks due, with figures (20)",
    (
        "Recommendations from the Learning Hub, one by one: evidence, contrary evidence, decision, lead, date, "
        "measure, check (50)"
    ),
    "Open actions: stuck and past their date only (15)",
    "Priorities: where there is little or no progress, and why (10)",
    "Risks and challenge between agencies (10)",
    "What we tell the front line, and by when (5)",
)
SPRING_AGENDA = (
    "Welcome, quorum (5)",
    "Children's, parents' and carers' words this year (10)",
    "Progress on each priority, and where there was little or none (30)",
    "Decisions made, what changed, what did not (25)",
    "Strengths and areas for development: each agency's evidence, then one shared assessment (40)",
    "Independent scrutiny (15)",
    "Priorities and work plan for the year (20)",
    "What we tell the front line and families (5)",
)
AUTUMN_AGENDA = (
    "Welcome, quorum (5)",
    "Children's, parents' and carers' words (10)",
    (
        "Learning from annual reports: the partnership's own, agencies', CDOP, LADO, reviewing officers, private "
        "fostering (45)"
    ),
    "What they teach us together (20)",
    "The work plan: done, late, to change (35)",
    "Independent scrutiny (15)",
    "Resources and training for next year (15)",
    "What we tell the front line and families (5)",
)
