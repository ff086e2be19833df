"""The Meetings and the Practice reviews list, column by column (content.md, section 23, lists 1 and 2)."""

from __future__ import annotations

from collections.abc import Mapping

from graph_sync.columns import (
    Column,
    ListShape,
    day,
    instant,
    line,
    lines,
    one_of,
    some_of,
    whole_number,
    yes_no,
)
from practice.defaults import QUESTION_WORDS
from practice.filing import MEETINGS, QUESTION_COLUMNS, REVIEWS, TAKEN_BACK, TO_CHECK, measure_column
from practice.meetings import CameFrom, How, MeetingStatus
from practice.partnership import Partnership
from practice.questions import Measure

_REVIEW_STATUS = (
    TO_CHECK,
    "Flagged",
    "Needs words removed",
    "Question asked",
    "Checked",
    TAKEN_BACK,
    "Parked",
)
_THEMES = (
    "Attendance",
    "Information shared in time",
    "Quality of reports",
    "Chairing and focus",
    "Clear plan and follow-up",
    "Child's voice",
    "Parents' and carers' involvement",
    "Fathers and men",
    "Thresholds and step-up or step-down",
    "Disagreement and challenge",
    "Roles and understanding of each other",
    "Handover and transitions",
    "Capacity and time",
    "Systems and technology",
    "Interpreting and access",
    "Race, culture and identity",
    "Disability",
    "Domestic abuse",
    "Neglect",
    "Exploitation",
    "Good practice worth spreading",
)


def shapes(partnership: Partnership) -> Mapping[str, ListShape]:
    """Give both lists by name. Types, groups and measures are the partnership's own."""
    types = tuple(dict.fromkeys(known.name for known in partnership.types))
    made = (
        ListShape(MEETINGS, _meetings(types)),
        ListShape(REVIEWS, _reviews(types, _groups(partnership), partnership.measures)),
    )
    return {shape.name: shape for shape in made}


def _groups(partnership: Partnership) -> tuple[str, ...]:
    named = [group.name for group in partnership.groups]
    return tuple(dict.fromkeys(named or [agency.group for agency in partnership.agencies]))


def _meetings(types: tuple[str, ...]) -> tuple[Column, ...]:
    return (
        line("Ref", "Ref", indexed=True),
        _of_type(types),
        day("MeetingDate", "Date", indexed=True),
        instant("StartsAt", "Start"),
        instant("EndsAt", "End"),
        one_of("How", "How", [how.value for how in How]),
        one_of("CameFrom", "Came from", [came.value for came in CameFrom]),
        one_of("Status", "Status", [status.value for status in MeetingStatus], indexed=True),
        whole_number("Asked", "Asked"),
        whole_number("Answered", "Answered"),
        whole_number("NotThere", "Not there"),
        whole_number("StillOpen", "Open"),
        whole_number("CouldNotDeliver", "Could not deliver"),
        whole_number("NotInAListedAgency", "Not in a listed agency"),
        line("Cycle", "Cycle", indexed=True),
        yes_no("InTheSample", "In the sample"),
        line("SampleReason", "Why in the sample or not"),
        lines("CoordinatorNote", "Coordinator's note (no names)"),
    )


def _reviews(
    types: tuple[str, ...], groups: tuple[str, ...], measures: tuple[Measure, ...]
) -> tuple[Column, ...]:
    return (
        line("Ref", "Ref", indexed=True),
        one_of("Status", "Status", _REVIEW_STATUS, indexed=True),
        line("MeetingRef", "Meeting", indexed=True),
        day("MeetingDate", "Meeting date", indexed=True),
        line("Month", "Month", indexed=True),
        line("Cycle", "Cycle", indexed=True),
        _of_type(types),
        one_of("AgencyGroup", "Agency group", groups, indexed=True, more=True),
        line("RoleGroup", "Role group"),
        some_of("Themes", "Themes", _THEMES),
        one_of("Kind", "Kind", ("Good practice", "Problem", "Both")),
        line("FirstWords", "First words"),
        *(lines(name, QUESTION_WORDS[key]) for key, name in QUESTION_COLUMNS.items()),
        *(_measured(measure) for measure in measures),
        one_of("About", "About", ("Meeting", "Our work")),
        yes_no("Voice", "Voice"),
        yes_no("MayBeQuoted", "Suitable to quote"),
        line("Priority", "Priority"),
        yes_no("WordsRemoved", "Words removed"),
        day("WordsRemovedOn", "Words removed on"),
        line("SuggestedThemes", "Suggested themes"),
        lines("CoordinatorNote", "Coordinator's note"),
    )


def _of_type(types: tuple[str, ...]) -> Column:
    return one_of("MeetingType", "Type", types, indexed=True, more=True)


def _measured(measure: Measure) -> Column:
    make = some_of if measure.many else one_of
    choices = [words for _, words in measure.choices]
    return make(measure_column(measure), measure.column or measure.question, choices)
