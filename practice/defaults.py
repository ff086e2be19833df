"""What a partnership gets where its file says nothing: content.md, sections 17 to 20 and 22, frozen."""

from __future__ import annotations

from datetime import timedelta

from practice.keeping import DRAFT_DAYS
from practice.meetings import Asked, MeetingType
from practice.partnership import AgencyGroup
from practice.questions import Measure

GROUPS = (
    AgencyGroup(
        "social_care",
        "Children's social care",
        (
            "Social worker",
            "Manager",
            "Conference chair or reviewing officer",
            "Family or early help worker",
            "Other",
        ),
    ),
    AgencyGroup(
        "health",
        "Health",
        (
            "Health visitor",
            "School nurse",
            "Midwife",
            "GP practice",
            "Doctor",
            "Mental health",
            "Other health",
        ),
    ),
    AgencyGroup(
        "education",
        "Education",
        ("Safeguarding lead", "Teacher or tutor", "Early years", "SEND or inclusion", "Other education"),
    ),
    AgencyGroup("police", "Police", ("Police officer", "Police staff")),
    AgencyGroup("justice", "Justice", ("Justice",)),
    AgencyGroup("adults", "Adults, housing and community", ("Adults and housing",)),
    AgencyGroup("voluntary", "Voluntary and community", ("Voluntary and community",)),
)

_KNOWN = (("yes", "Yes"), ("partly", "Partly"), ("no", "No"), ("unknown", "I do not know"))
_MAY_NOT_APPLY = (
    ("yes", "Yes"),
    ("partly", "Partly"),
    ("no", "No"),
    ("na", "Does not apply"),
    ("unknown", "I do not know"),
)
_TOGETHER = (("5", "Very well"), ("4", "Well"), ("3", "Mixed"), ("2", "Badly"), ("1", "Very badly"))
_ALSO_MISSING = (
    ("gp", "GP"),
    ("school", "School"),
    ("interpreter", "Interpreter"),
    ("advocate", "Advocate"),
)


def measures(groups: tuple[AgencyGroup, ...]) -> tuple[Measure, ...]:
    """Every measure, in the order they are asked; "Who was missing?" offers the partnership's own groups.

    Stored values are codes without a comma, because a card joins several choices with commas.
    """
    missing = (*((group.key, group.name) for group in groups), *_ALSO_MISSING)
    return (
        Measure("agencies", "Were the right agencies there?", _KNOWN, column="Right agencies"),
        Measure("missing", "If not, who was missing?", missing, many=True, column="Who was missing"),
        Measure(
            "child",
            "Was the child's view heard, in person or through someone?",
            _MAY_NOT_APPLY,
            column="Child's view",
        ),
        Measure(
            "parents",
            "Were the parents' or carers' views heard?",
            _MAY_NOT_APPLY,
            column="Parents' view",
        ),
        Measure(
            "reports",
            "Were reports shared in time to read them?",
            _MAY_NOT_APPLY,
            column="Reports in time",
        ),
        Measure("plan", "Was it clear who does what by when?", _KNOWN, column="Clear plan"),
        Measure("together", "How well did we work together?", _TOGETHER, column="Worked together"),
        Measure(
            "followed", "Did we follow up what we agreed last time?", _KNOWN, column="Followed up last time"
        ),
        Measure("timely", "Was it held in time?", _KNOWN, column="Held in time"),
    )


MEASURES_OFF = frozenset({"parents"})
"""Measures that are off until the file switches them on, to keep the card short."""

_CONFERENCE = ("agencies", "missing", "child", "parents", "reports", "plan", "together")
_PRE_BIRTH = ("agencies", "missing", "parents", "reports", "plan", "together")
_FAMILY = ("agencies", "missing", "child", "parents", "plan", "together")
_PROFESSIONALS = ("agencies", "missing", "plan", "together")
_PANEL = ("agencies", "missing", "plan", "together", "followed")
_STRATEGY = ("agencies", "missing", "plan", "together", "timely")


def _kind(
    key: str,
    name: str,
    asked: Asked,
    one_in: int = 1,
    measures: tuple[str, ...] = (),
    *,
    wait_days: int = 0,
    panel: bool = False,
    also: tuple[str, ...] = (),
) -> MeetingType:
    return MeetingType(
        key,
        name,
        asked,
        one_in,
        timedelta() if wait_days else timedelta(minutes=30),
        wait_days,
        measures,
        panel,
        tuple(dict.fromkeys((key, name.casefold(), *also))),
    )


TYPES = (
    _kind("icpc", "Initial child protection conference", Asked.YES, 1, _CONFERENCE),
    _kind("rcpc", "Review child protection conference", Asked.YES, 2, _CONFERENCE),
    _kind("pbcpc", "Pre-birth child protection conference", Asked.YES, 1, _PRE_BIRTH),
    _kind("tcpc", "Transfer-in conference", Asked.YES, 1, _CONFERENCE),
    _kind("core", "Core group", Asked.YES, 4, _CONFERENCE),
    _kind("cin", "Child in need or family help review", Asked.YES, 4, _CONFERENCE),
    _kind("taf", "Team around the family", Asked.YES, 4, _FAMILY),
    _kind("network", "Professionals' meeting", Asked.YES, 2, _PROFESSIONALS),
    _kind(
        "mace",
        "MASE or MACE panel",
        Asked.YES,
        1,
        _PANEL,
        wait_days=1,
        panel=True,
        also=("mase", "mase panel", "mace panel"),
    ),
    _kind("discharge", "Hospital discharge planning", Asked.OFF, 2, _FAMILY, wait_days=1),
    _kind("cla", "Review for a child in care", Asked.OFF, 4, _CONFERENCE, wait_days=1),
    _kind("strategy", "Strategy discussion", Asked.OFF, 4, _STRATEGY, wait_days=2),
    _kind("s47review", "Review strategy discussion", Asked.OFF, 4, _STRATEGY, wait_days=2),
    _kind("mash", "Front door (MASH) discussion", Asked.OFF, 1, _STRATEGY, wait_days=2),
    _kind("escalation", "Escalation or resolution meeting", Asked.OFF, 1, _STRATEGY, wait_days=2),
    _kind("cdop", "Child death overview panel", Asked.NEVER),
    _kind("jar", "Joint agency response to a death", Asked.NEVER),
    _kind("sig", "Serious Incident Group", Asked.NEVER, also=("rapid review",)),
    _kind("lado", "Allegations meeting (LADO)", Asked.NEVER),
    _kind("marac", "MARAC (domestic abuse)", Asked.NEVER),
    _kind("mappa", "MAPPA", Asked.NEVER),
    _kind("channel", "Channel panel", Asked.NEVER),
    _kind("legal", "Legal planning or gateway meeting", Asked.NEVER),
    _kind("fgc", "Family group decision making, family network meeting", Asked.NEVER),
    _kind("hr", "Disciplinary, complaint, supervision", Asked.NEVER),
)

QUESTION_WORDS = {
    "q1": "What went well?",
    "q2": "What didn't go well?",
    "q3": "What got in the way?",
    "q4": "What needs to be different?",
    "q5": "What needs to change?",
}
"""The five questions; their wording is fixed by the model, and no file changes it."""

TOKENS = {
    "coordinator": "Practice Review Lead",
    "wellbeing_link": "your own organisation's staff support",
    "max_new": "2",
    "max_contacts": "3",
    "keep_draft": f"{DRAFT_DAYS} working days",
    "keep_original": "3 months after the Learning Hub that considered it",
    "keep_link": "until you are told what came of them, at most 24 months",
    "keep_answers": "3 years after the yearly report that used them",
}
"""Tokens the file may leave out, or that the product itself decides (content.md, sections 20 and 22)."""
