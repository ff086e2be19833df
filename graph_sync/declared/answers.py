"""The coordinator's site: Meetings and Practice reviews, into which the product files (content.md, section 23)."""

from __future__ import annotations

from graph_sync.columns import (
    CREATED,
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
from graph_sync.declared.choices import (
    BOTH,
    CHECKED,
    FLAGGED,
    GOOD_PRACTICE,
    PARKED,
    PROBLEM,
    QUESTION_ASKED,
    REVIEW_STATUS,
    THEMES,
    WORDS_REMOVED,
)
from graph_sync.views import (
    TWO_MONTHS,
    YEAR,
    View,
    among,
    empty,
    equals,
    falling,
    more_than,
    rising,
    since,
)
from practice.defaults import QUESTION_WORDS
from practice.filing import MEETINGS, QUESTION_COLUMNS, REVIEWS, TO_CHECK, measure_column
from practice.meetings import CameFrom, How, MeetingStatus
from practice.questions import Measure

_MEETING = (
    "Ref",
    "MeetingType",
    "MeetingDate",
    "StartsAt",
    "EndsAt",
    "How",
    "CameFrom",
    "Status",
    "Asked",
    "Answered",
    "NotThere",
    "StillOpen",
    "CouldNotDeliver",
    "NotInAListedAgency",
)
_REVIEW = (
    "Ref",
    "Status",
    "Month",
    "Cycle",
    "MeetingType",
    "AgencyGroup",
    "RoleGroup",
    "Themes",
    "Kind",
    "FirstWords",
)
_LATEST = falling("MeetingDate")
_OLDEST = rising("ID")


def of_type(types: tuple[str, ...]) -> Column:
    return one_of("MeetingType", "Type", types, indexed=True, more=True)


def meetings(types: tuple[str, ...]) -> ListShape:
    columns = (
        line("Ref", "Ref", indexed=True),
        of_type(types),
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
        whole_number("CouldNotDeliver", "Could not deliver", indexed=True),
        whole_number("NotInAListedAgency", "Not in a listed agency"),
        line("Month", "Month", indexed=True),
        line("Cycle", "Cycle", indexed=True),
        yes_no("InTheSample", "In the sample"),
        line("SampleReason", "Why in the sample or not"),
        lines("CoordinatorNote", "Coordinator's note (no names)"),
    )
    return ListShape(MEETINGS, columns, views=_meeting_views(), ours_alone=True)


def _meeting_views() -> tuple[View, ...]:
    ended = (MeetingStatus.CANCELLED.value, MeetingStatus.MOVED.value)
    recent, this_year = since("MeetingDate", TWO_MONTHS), since("MeetingDate", YEAR)
    return (
        View("This week", _MEETING, (since("MeetingDate", 6),), rising("MeetingDate")),
        View("What was this?", _MEETING, (recent, empty("MeetingType")), _LATEST),
        View("On hold", _MEETING, (equals("Status", MeetingStatus.ON_HOLD.value),), rising("MeetingDate")),
        View("By type and month", _MEETING, (this_year,), _LATEST, ("MeetingType", "Month")),
        View("Could not deliver", _MEETING, (this_year, more_than("CouldNotDeliver", 0)), _LATEST),
        View("Cancelled or moved", _MEETING, (recent, among("Status", *ended)), _LATEST),
    )


def reviews(types: tuple[str, ...], groups: tuple[str, ...], measures: tuple[Measure, ...]) -> ListShape:
    columns = (
        line("Ref", "Ref", indexed=True),
        one_of("Status", "Status", REVIEW_STATUS, indexed=True),
        line("MeetingRef", "Meeting", indexed=True),
        day("MeetingDate", "Meeting date", indexed=True),
        line("Month", "Month", indexed=True),
        line("Cycle", "Cycle", indexed=True),
        of_type(types),
        one_of("AgencyGroup", "Agency group", groups, indexed=True, more=True),
        line("RoleGroup", "Role group"),
        some_of("Themes", "Themes", THEMES),
        one_of("Kind", "Kind", (GOOD_PRACTICE, PROBLEM, BOTH), indexed=True),
        line("FirstWords", "First words"),
        *(lines(name, QUESTION_WORDS[key]) for key, name in QUESTION_COLUMNS.items()),
        *(_measured(measure) for measure in measures),
        one_of("About", "About", ("Meeting", "Our work")),
        line("Process", "Process"),
        yes_no("Voice", "Voice"),
        yes_no("MayBeQuoted", "Suitable to quote"),
        line("Priority", "Priority"),
        yes_no("WordsRemoved", "Words removed"),
        day("WordsRemovedOn", "Words removed on"),
        line("SuggestedThemes", "Suggested themes"),
        lines("CoordinatorNote", "Coordinator's note"),
    )
    return ListShape(
        REVIEWS, columns, views=_review_views(), built_in=(CREATED,), keeps_words=True, ours_alone=True
    )


def _review_views() -> tuple[View, ...]:
    this_year = since("Created", YEAR)
    unthemed = (this_year, equals("Status", CHECKED), empty("Themes"))
    this_hub = (since("Created", TWO_MONTHS),)
    return (
        _with_status("To check", TO_CHECK),
        _with_status("Flagged", FLAGGED),
        _with_status("Needs words removed", WORDS_REMOVED),
        View("Checked, no theme yet", _REVIEW, unthemed, _OLDEST),
        View("This Hub by theme", ("Themes", *_REVIEW), this_hub, _OLDEST, ("Cycle", "Kind")),
        View("By agency group", _REVIEW, (this_year,), _OLDEST, ("AgencyGroup",)),
        View("Good practice", _REVIEW, (this_year, among("Kind", GOOD_PRACTICE, BOTH)), _OLDEST),
        _with_status("Questions asked", QUESTION_ASKED),
        _with_status("Parked", PARKED),
        View("All this year", _REVIEW, (this_year,), falling("ID")),
    )


def _with_status(name: str, status: str) -> View:
    return View(name, _REVIEW, (equals("Status", status),), _OLDEST)


def _measured(measure: Measure) -> Column:
    make = some_of if measure.many else one_of
    choices = [words for _, words in measure.choices]
    return make(measure_column(measure), measure.column or measure.question, choices)
