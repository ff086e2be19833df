"""How a column's cell is drawn: always its own words, with a sign before them; never colour alone. Pure.

https://learn.microsoft.com/en-us/sharepoint/dev/declarative-customization/column-formatting
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph_sync.declared import boards as boards_lists
from graph_sync.declared.choices import (
    CHECKED,
    FLAGGED,
    PARKED,
    QUESTION_ASKED,
    WORDS_REMOVED,
)
from practice.filing import TAKEN_BACK, TO_CHECK
from practice.meetings import MeetingStatus

SCHEMA = "https://developer.microsoft.com/json-schemas/sp/v2/column-formatting.schema.json"

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Sign:
    """An icon of Fluent UI and a class of SharePoint's own, whose contrast SharePoint sees to."""

    icon: str
    look: str


_CALM, _GOOD, _CARE, _STOP = (
    "sp-field-severity--low",
    "sp-field-severity--good",
    "sp-field-severity--warning",
    "sp-field-severity--severeWarning",
)
_WAITING = Sign("Clock", _CALM)

_REVIEW_SIGNS = {
    TO_CHECK: Sign("ReadingMode", _CALM),
    FLAGGED: Sign("Flag", _STOP),
    WORDS_REMOVED: Sign("EraseTool", _STOP),
    QUESTION_ASKED: Sign("Help", _CARE),
    CHECKED: Sign("CheckMark", _GOOD),
    TAKEN_BACK: Sign("Undo", _CALM),
    PARKED: Sign("Pause", _CARE),
}
_MEETING_SIGNS = {
    MeetingStatus.PLANNED.value: _WAITING,
    MeetingStatus.HAPPENED.value: Sign("CheckMark", _GOOD),
    MeetingStatus.CANCELLED.value: Sign("Cancel", _CALM),
    MeetingStatus.MOVED.value: Sign("Forward", _CARE),
    MeetingStatus.ON_HOLD.value: Sign("Pause", _STOP),
    MeetingStatus.NOT_KNOWN.value: Sign("Help", _CARE),
}
_PROGRESS_SIGNS = {
    "Good": Sign("CheckMark", _GOOD),
    "Some": Sign("Forward", _CALM),
    "Little": Sign("Warning", _CARE),
    "None": Sign("Error", _STOP),
    "Too early": _WAITING,
}
_OUTCOME_SIGNS = {
    boards_lists.AGREED: Sign("CheckMark", _GOOD),
    boards_lists.NOT_AGREED: Sign("Cancel", _STOP),
    boards_lists.PUT_OFF: Sign("Pause", _CARE),
    boards_lists.PROVISIONAL: Sign("Help", _CARE),
}
_RESULT_SIGNS = {
    "Improved": Sign("CheckMark", _GOOD),
    "No change": Sign("Remove", _CARE),
    "Worse": Sign("Warning", _STOP),
    "Too few to say": Sign("Help", _CALM),
    "Not yet": _WAITING,
}
_ACTION_SIGNS = {
    "Not started": _WAITING,
    "On track": Sign("Forward", _GOOD),
    boards_lists.STUCK: Sign("Warning", _STOP),
    boards_lists.DONE: Sign("CheckMark", _GOOD),
    boards_lists.STOPPED: Sign("Cancel", _CALM),
}
_BOARD_SIGNS = {
    "Planned": _WAITING,
    "Invited": Sign("Mail", _CALM),
    "Moved": Sign("Forward", _CARE),
    "Held": Sign("CheckMark", _GOOD),
    "Cancelled": Sign("Cancel", _STOP),
}
_QUORUM_SIGNS = {
    "Quorate": Sign("CheckMark", _GOOD),
    "Not yet": _WAITING,
    "Not quorate": Sign("Warning", _STOP),
}

SIGNS: Mapping[tuple[str, str], Mapping[str, Sign]] = {
    ("Meetings", "Status"): _MEETING_SIGNS,
    ("Practice reviews", "Status"): _REVIEW_SIGNS,
    ("Voice of child and family", "Status"): _REVIEW_SIGNS,
    ("Priorities and task groups", "Progress"): _PROGRESS_SIGNS,
    ("Decisions", "Outcome"): _OUTCOME_SIGNS,
    ("Decisions", "Result"): _RESULT_SIGNS,
    ("Actions", "State"): _ACTION_SIGNS,
    ("Board meetings", "State"): _BOARD_SIGNS,
    ("Board meetings", "Quorum"): _QUORUM_SIGNS,
}
"""List and column -> a sign for every choice it offers."""

PAST_WORDS = "past the date"
DAYS_TO_PASS: Mapping[tuple[str, str], tuple[str, tuple[str, ...]]] = {
    ("Actions", "DueOn"): ("State", boards_lists.OPEN),
    ("Decisions", "ImpactCheckOn"): ("Result", ("", "Not yet")),
}
"""Days that say in words when they are over, as long as another column has one of these values."""


def signed(signs: Mapping[str, Sign]) -> Json:
    """Draw a choice with its sign; an empty cell, and a choice that was added by hand, have none."""
    icon = _by_value({value: sign.icon for value, sign in signs.items()})
    look = _by_value({value: sign.look for value, sign in signs.items()})
    return _row(
        {"elmType": "span", "style": {"padding-right": "6px"}, "attributes": {"iconName": icon}},
        {"elmType": "span", "txtContent": "@currentField"},
        look=look,
    )


def passing_day(column: str, waiting: tuple[str, ...]) -> Json:
    """Draw a day, and after it, once it is over and `column` still has a value of `waiting`, words that say so."""
    still = [{"operator": "==", "operands": [f"[${column}]", value]} for value in waiting]
    over = {
        "operator": "&&",
        "operands": [
            {"operator": "!=", "operands": ["@currentField", ""]},
            {"operator": "<", "operands": ["@currentField", "@now"]},
            {"operator": "||", "operands": still},
        ],
    }
    return _row(
        {"elmType": "span", "txtContent": "@currentField.displayValue"},
        {
            "elmType": "span",
            "style": {"padding-left": "6px", "font-weight": "600"},
            "txtContent": {"operator": "?", "operands": [over, PAST_WORDS, ""]},
        },
        look="",
    )


def _row(*children: Json, look: object) -> Json:
    drawn: Json = {
        "$schema": SCHEMA,
        "elmType": "div",
        "style": {"display": "flex", "align-items": "center", "padding": "2px 8px", "border-radius": "4px"},
        "children": list(children),
    }
    return drawn | ({"attributes": {"class": look}} if look else {})


def _by_value(results: Mapping[str, str]) -> object:
    """Choose by the cell's value, nothing for any other."""
    chosen: object = ""
    for value, result in reversed(list(results.items())):
        same = {"operator": "==", "operands": ["@currentField", value]}
        chosen = {"operator": "?", "operands": [same, result, chosen]}
    return chosen
