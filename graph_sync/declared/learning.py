"""The coordinator's site: what else is learned from, and the themes (content.md, section 23, lists 3 to 5)."""

from __future__ import annotations

from graph_sync.columns import (
    CREATED,
    NO_HEADING,
    ListShape,
    day,
    heading,
    line,
    lines,
    one_of,
    some_of,
    web_link,
    whole_number,
    yes_no,
)
from graph_sync.declared.answers import of_type
from graph_sync.declared.choices import FLAGGED, REVIEW_STATUS, THEMES
from graph_sync.views import TWO_MONTHS, YEAR, View, empty, equals, falling, filled, rising, since
from practice.filing import TO_CHECK
from practice.voices import AGES, HOW, WHO
from practice.words import WORDS

_SOURCES = (
    "MASE or MACE panel",
    "Multi-agency audit",
    "Single-agency audit",
    "Training evaluation",
    "Rapid review or practice review",
    "CDOP",
    "LADO annual report",
    "Complaints",
    "Data set",
    "Feedback event",
    "Observation by the coordinator",
    "Inspection",
    "Other",
)
_NOT_HEARD = (
    "Not born yet",
    "Not told about the meeting",
    "Not invited",
    "Could not come (time, school, travel)",
    "Did not want to",
    "Not safe to ask",
    "No advocate",
    "No interpreter",
    "Parent or carer did not agree",
    "The meeting was for professionals only",
    "It was not my part to ask",
    "I do not know",
)
_ELSEWHERE = ("Ref", "Source", "LearnedOn", "Summary", "Themes", "Cycle")
_VOICE = (
    "Ref",
    "Month",
    "Cycle",
    "MeetingType",
    "Whose",
    "AgeBand",
    "HowHeard",
    "Words",
    "Permission",
    "Status",
    "Themes",
)


def elsewhere() -> ListShape:
    """What the other sources say; the coordinator's, row by row."""
    columns = (
        line("Ref", "Ref", indexed=True),
        one_of("Source", "Source", _SOURCES, indexed=True),
        day("LearnedOn", "Date", indexed=True),
        lines("Summary", "Summary (no names)"),
        some_of("Themes", "Themes", THEMES),
        line("Cycle", "Cycle", indexed=True),
        web_link("Document", "Document link"),
    )
    this_year, latest = since("LearnedOn", YEAR), falling("LearnedOn")
    views = (
        View("This Hub", _ELSEWHERE, (since("LearnedOn", TWO_MONTHS),), latest),
        View("By source", _ELSEWHERE, (this_year,), latest, ("Source",)),
        View("Without a theme", _ELSEWHERE, (this_year, empty("Themes")), latest),
    )
    return ListShape("Learning from elsewhere", columns, views=views, built_in=(NO_HEADING,))


def voice(types: tuple[str, ...]) -> ListShape:
    columns = (
        line("Ref", "Ref", indexed=True),
        line("Month", "Month", indexed=True),
        line("Cycle", "Cycle", indexed=True),
        of_type(types),
        one_of("Whose", "Whose", _worded("voice.who", WHO)),
        one_of("AgeBand", "Age band", _worded("voice.age", AGES), indexed=True),
        some_of("HowHeard", "How heard", _worded("voice.how", HOW)),
        lines("Words", "Words"),
        lines("Summary", "Summary"),
        one_of(
            "Permission",
            "Permission",
            ("Yes", "Parent or carer agreed", "Not asked", "Refused"),
            indexed=True,
        ),
        one_of("NotHeardBecause", "Not heard because", _NOT_HEARD, indexed=True),
        one_of("Status", "Status", REVIEW_STATUS, indexed=True),
        some_of("Themes", "Themes", THEMES),
        yes_no("MayBeQuoted", "May be quoted", indexed=True),
        one_of("Route", "Route", ("Practitioner", "Family page")),
        line("HelpedBy", "Helped by"),
    )
    return ListShape(
        "Voice of child and family",
        columns,
        views=_voice_views(),
        built_in=(NO_HEADING, CREATED),
        keeps_words=True,
        ours_alone=True,
    )


def _voice_views() -> tuple[View, ...]:
    oldest, this_year = rising("ID"), since("Created", YEAR)
    unheard = (this_year, filled("NotHeardBecause"))
    return (
        View("To check", _VOICE, (equals("Status", TO_CHECK),), oldest),
        View("May be quoted", _VOICE, (this_year, equals("MayBeQuoted", True)), oldest),
        View("Not heard, and why", _VOICE, unheard, oldest, ("NotHeardBecause",)),
        View("By age band", _VOICE, (this_year,), oldest, ("AgeBand",)),
        View("Flagged", _VOICE, (equals("Status", FLAGGED),), oldest),
    )


def _worded(question: str, codes: tuple[str, ...]) -> list[str]:
    return [WORDS[f"{question}.{code}"] for code in codes]


def themes() -> ListShape:
    columns = (
        line("Ref", "Ref", indexed=True),
        line("Means", "Means"),
        whole_number("Used", "Used", indexed=True),
        line("MergedInto", "Merged into"),
        day("RetiredOn", "Retired on"),
        day("FirstUsed", "First used"),
    )
    views = (View("All themes", ("Title", "Means", "Used"), (), falling("Used")),)
    return ListShape("Themes", columns, views=views, built_in=(heading("Theme"),))
