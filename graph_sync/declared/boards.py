"""The boards' site: priorities, learning points, decisions, actions (content.md, section 23, lists 6 to 9)."""

from __future__ import annotations

from graph_sync.columns import (
    NO_HEADING,
    Closing,
    Column,
    ListShape,
    Site,
    day,
    heading,
    line,
    lines,
    one_of,
    some_of,
    web_link,
    whole_number,
)
from graph_sync.declared.choices import GOOD_PRACTICE, PROBLEM, THEMES
from graph_sync.views import (
    TWO_MONTHS,
    YEAR,
    View,
    among,
    before,
    empty,
    equals,
    falling,
    rising,
    since,
    until,
)

TWENTY_WORKING_DAYS = 28
"""Days. A view cannot count working days: four weeks are twenty of them where no holiday falls."""

RECOMMEND, SHARE = "Recommend", "Share as good practice"
AGREED, NOT_AGREED, PUT_OFF, PROVISIONAL = "Agreed", "Not agreed", "Put off", "Provisional"
STUCK, DONE, STOPPED = "Stuck", "Done", "Stopped"
OPEN = ("Not started", "On track", STUCK)
_LITTLE, _NONE = "Little", "None"
_NOT_YET = "Not yet"

_PRIORITY = ("Title", "TaskGroup", "LeadRole", "StartsOn", "EndsOn", "Progress")
_POINT = ("Ref", "Title", "Themes", "Kind", "RestsOn", "HubDate", "Confidence", "Next")
_DECISION = (
    "Ref",
    "Recommendation",
    "Board",
    "MeetingDate",
    "Outcome",
    "Reasons",
    "LeadSeat",
    "DueOn",
    "Measure",
    "ImpactCheckOn",
    "Result",
    "ToldBackOn",
)
_ACTION = ("Ref", "Title", "Decision", "Priority", "TaskGroup", "Lead", "DueOn", "State", "Latest")


def of_board(boards: tuple[str, ...]) -> Column:
    return one_of("Board", "Board", boards, indexed=True, more=True)


def priorities() -> ListShape:
    columns = (
        line("Ref", "Ref", indexed=True),
        line("TaskGroup", "Task group"),
        line("LeadRole", "Lead role"),
        day("StartsOn", "From"),
        day("EndsOn", "To", indexed=True),
        one_of("Progress", "Progress", ("Good", "Some", _LITTLE, _NONE, "Too early"), indexed=True),
        lines("WhyLittle", "Why little or none"),
        whole_number("OpenActions", "Open actions"),
        web_link("WorkPlan", "Work plan link"),
    )
    current, soonest = since("EndsOn", 0), rising("EndsOn")
    views = (
        View("This year", _PRIORITY, (current,), soonest),
        View(
            "Little or no progress",
            (*_PRIORITY, "WhyLittle"),
            (current, among("Progress", _LITTLE, _NONE)),
            soonest,
        ),
    )
    return ListShape(
        "Priorities and task groups", columns, Site.BOARDS, views=views, built_in=(heading("Priority"),)
    )


def learning_points() -> ListShape:
    """What a Learning Hub concluded. The references it rests on are hidden: the answers are on the other site."""
    columns = (
        line("Ref", "Ref", indexed=True),
        some_of("Themes", "Themes", THEMES),
        one_of("Kind", "Kind", (GOOD_PRACTICE, PROBLEM)),
        line("RestsOn", "Rests on"),
        Column("References", "References", lines("", "").facet, hidden=True),
        day("HubDate", "Hub date", indexed=True),
        one_of("Confidence", "Confidence", ("Strong", "Fair", "Thin")),
        one_of("Next", "Next", (RECOMMEND, "Watch", SHARE, "Close"), indexed=True),
        lines("ContraryEvidence", "Contrary evidence"),
    )
    latest, this_year = falling("HubDate"), since("HubDate", YEAR)
    last_time = (since("HubDate", 2 * TWO_MONTHS), before("HubDate", -7))
    views = (
        View("This Hub", _POINT, (since("HubDate", 7),), latest),
        View("To recommend", _POINT, (this_year, equals("Next", RECOMMEND)), latest),
        View("Last time's and what became of them", _POINT, last_time, latest, ("Next",)),
        View("Good practice to share", _POINT, (this_year, equals("Next", SHARE)), latest),
    )
    return ListShape(
        "Learning points", columns, Site.BOARDS, views=views, built_in=(heading("Learning point"),)
    )


def decisions(boards: tuple[str, ...]) -> ListShape:
    columns = (
        line("Ref", "Ref", indexed=True),
        lines("Recommendation", "Recommendation"),
        of_board(boards),
        day("MeetingDate", "Meeting date", indexed=True),
        one_of("Outcome", "Outcome", (AGREED, NOT_AGREED, PUT_OFF, PROVISIONAL), indexed=True),
        lines("Reasons", "Reasons"),
        lines("Dissent", "Dissent (who, by seat; what)"),
        lines("DecidedBy", "Decided by (seats present)"),
        line("LeadSeat", "Lead seat"),
        day("DueOn", "Due", indexed=True),
        line("Measure", "Measure"),
        line("Before", "Before (figure)"),
        day("BeforeDate", "Before (date)"),
        day("ImpactCheckOn", "Impact check on", indexed=True),
        one_of(
            "Result", "Result", ("Improved", "No change", "Worse", "Too few to say", _NOT_YET), indexed=True
        ),
        line("After", "After"),
        line("LearningPoints", "Learning points"),
        day("ToldBackOn", "Told back on"),
    )
    return ListShape(
        "Decisions",
        columns,
        Site.BOARDS,
        views=_decision_views(),
        built_in=(NO_HEADING,),
        closing=Closing("Result", (_NOT_YET,), ("LeadSeat", "DueOn", "Measure", "ImpactCheckOn")),
    )


def _decision_views() -> tuple[View, ...]:
    latest, checked_first = falling("MeetingDate"), rising("ImpactCheckOn")
    checks = since("ImpactCheckOn", YEAR)
    return (
        View("Awaiting decision", _DECISION, (empty("Outcome"),), rising("MeetingDate")),
        View("Agreed this year", _DECISION, (since("MeetingDate", YEAR), equals("Outcome", AGREED)), latest),
        View("Not agreed, with reasons", _DECISION, (equals("Outcome", NOT_AGREED),), latest),
        View(
            "Impact checks due",
            _DECISION,
            (checks, until("ImpactCheckOn", TWENTY_WORKING_DAYS), empty("Result")),
            checked_first,
        ),
        View(
            "No impact recorded", _DECISION, (checks, before("ImpactCheckOn"), empty("Result")), checked_first
        ),
        View("Provisional", _DECISION, (equals("Outcome", PROVISIONAL),), latest),
    )


def actions() -> ListShape:
    columns = (
        line("Ref", "Ref", indexed=True),
        line("Decision", "Decision"),
        line("Priority", "Priority"),
        line("TaskGroup", "Task group", indexed=True),
        line("Lead", "Lead", indexed=True),
        day("DueOn", "Due", indexed=True),
        one_of("State", "State", (*OPEN, DONE, STOPPED), indexed=True),
        lines("Latest", "Update"),
        day("NewDate", "New date"),
        lines("NewDateReason", "Reason for the new date"),
        one_of(
            "Kind",
            "Kind",
            ("Procedure", "Form", "Training", "Supervision", "Commissioning", "Guidance", "Audit", "Other"),
        ),
        day("DoneOn", "Done on"),
    )
    return ListShape("Actions", columns, Site.BOARDS, views=_action_views(), built_in=(heading("Action"),))


def _action_views() -> tuple[View, ...]:
    """A lead is a role, so "My actions" shows each role's, one under the other."""
    soonest, this_year, still = rising("DueOn"), since("DueOn", YEAR), among("State", *OPEN)
    coming = (since("DueOn", 0), until("DueOn", TWENTY_WORKING_DAYS), still)
    next_board = (this_year, until("DueOn", TWO_MONTHS), still)
    return (
        View("My actions", _ACTION, (this_year, still), soonest, ("Lead",)),
        View("Due in 20 working days", _ACTION, coming, soonest),
        View("Past the date", _ACTION, (this_year, before("DueOn"), still), soonest),
        View("Stuck", _ACTION, (equals("State", STUCK),), soonest),
        View("By task group", _ACTION, (this_year,), soonest, ("TaskGroup",)),
        View("For the next QEB", _ACTION, next_board, soonest),
    )
