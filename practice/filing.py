"""What the coordinator's lists say of a meeting and of an answer: rows in domain words, and their digest.

Nobody is named here: a row carries the agency's group, the meeting's reference and what was written, no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from practice.answers import Answer, AnswerState, tidy
from practice.attribution import Attribution
from practice.clocks import LONDON
from practice.cycles import cycle
from practice.digests import digest
from practice.meetings import Meeting, MeetingStatus
from practice.partnership import Partnership
from practice.prompts import OPEN, Prompt, PromptState
from practice.questions import QUESTIONS, Measure
from practice.showing import Shown

MEETINGS = "Meetings"
REVIEWS = "Practice reviews"

TO_CHECK = "To check"
TAKEN_BACK = "Taken back"

FIRST_WORDS = 120
"""Characters of "First words", so that the list can be read as a list."""

QUESTION_COLUMNS = dict(
    zip(
        QUESTIONS,
        ("WentWell", "DidNotGoWell", "GotInTheWay", "NeedsToBeDifferent", "NeedsToChange"),
        strict=True,
    )
)
"""Question key -> column of the Practice reviews list."""

FIRST_COLUMN = "FirstWords"
_WORDS = frozenset({*QUESTION_COLUMNS.values(), FIRST_COLUMN})

NOTHING_SHOWN = Shown()
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

_ENDED_BY_US = (MeetingStatus.CANCELLED, MeetingStatus.MOVED)


@dataclass(frozen=True, slots=True)
class Row:
    """One list item as it should stand: `fields` are the columns the product owns, by column name.

    Values are text, numbers, booleans, days, aware times, tuples of choices, or None for an empty cell.
    """

    subject: str
    key: str
    fields: dict[str, object]
    digest: str
    item_id: str = ""
    etag: str = ""
    at_creation: dict[str, object] = field(default_factory=dict)
    """Columns written once, with the new item, and the coordinator's from then on; not in the digest."""
    marks: dict[str, str] = field(default_factory=dict)
    """A mark of each column, by its name, by which it is known again once it was filed."""
    before: str = ""
    """The digest of what was filed last, "" while that is not known."""
    guarded: frozenset[str] = frozenset()
    """Columns out of which somebody may have taken a name."""
    as_before: frozenset[str] = frozenset()
    """Those of them that say what was filed last: in an item that was edited they are left alone."""
    again: bool = False
    """Written also where it stands already, as far as its digest tells."""
    refilled: frozenset[str] = frozenset()
    """Columns that were lost and made again, empty: they are written in the same way."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How a meeting's requests stand, for the Meetings list; people never asked are in none of them."""

    asked: int = 0
    answered: int = 0
    not_there: int = 0
    still_open: int = 0
    not_delivered: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """As much of a prompt as is counted."""

    state: PromptState
    ever_sent: bool


def counts_of(prompts: Iterable[Prompt | Asked]) -> Counts:
    """Count a meeting's prompts: asked are those that reached, or may have reached, a person."""
    known = tuple(prompts)
    return Counts(
        asked=sum(prompt.ever_sent for prompt in known),
        answered=sum(prompt.state is PromptState.ANSWERED for prompt in known),
        not_there=sum(prompt.state is PromptState.NOT_THERE for prompt in known),
        still_open=sum(prompt.state in OPEN for prompt in known),
        not_delivered=sum(prompt.state is PromptState.UNDELIVERABLE for prompt in known),
    )


def meeting_row(
    key: str,
    meeting: Meeting,
    counts: Counts,
    partnership: Partnership,
    *,
    item_id: str = "",
    etag: str = "",
) -> Row:
    """Give the row of the Meetings list. Its status is ours at first and when the meeting fell away."""
    status: dict[str, object] = {"Status": meeting.status.value}
    fields: dict[str, object] = {
        "Ref": meeting.ref,
        "MeetingType": _type_name(meeting, partnership),
        "MeetingDate": _day(meeting),
        "StartsAt": meeting.starts_at,
        "EndsAt": meeting.ends_at,
        "How": meeting.how.value,
        "CameFrom": meeting.came_from.value,
        "Asked": counts.asked,
        "Answered": counts.answered,
        "NotThere": counts.not_there,
        "StillOpen": counts.still_open,
        "CouldNotDeliver": counts.not_delivered,
        "NotInAListedAgency": meeting.outsiders,
        "Month": f"{_day(meeting):%Y-%m}",
        "Cycle": _cycle(meeting, partnership),
        "InTheSample": meeting.in_sample,
        "SampleReason": meeting.sample_reason or None,
    }
    if meeting.status in _ENDED_BY_US:
        fields |= status
        status = {}
    return Row(meeting.id, key, fields, digest(fields), item_id, etag, status)


def review_row(
    key: str,
    answer: Answer,
    meeting: Meeting,
    partnership: Partnership,
    shown: Shown = NOTHING_SHOWN,
    *,
    item_id: str = "",
    etag: str = "",
) -> Row:
    """Give the row of the Practice reviews list.

    What is shown of who wrote it is written once, with the new item: if it changed later, it would tell whose role
    became known meanwhile.
    The words stay out while a check of them waits for a decision, because a list keeps earlier versions;
    an answer that was taken back leaves neither words nor taps.
    """
    back = answer.state is AnswerState.TAKEN_BACK
    words = answer.content.words if answer.settled and not back else {}
    fields = (
        _about(answer, meeting, partnership)
        | _words(words)
        | _taps({} if back else answer.content.taps, partnership.measures)
        | {"Voice": answer.voice and not back}
    )
    once: dict[str, object] = {"AgencyGroup": shown.group, "RoleGroup": shown.role}
    if back:
        fields["Status"] = TAKEN_BACK
    else:
        once["Status"] = TO_CHECK
    guarded = _WORDS if words else frozenset()  # Nothing is left of words that are taken back or withheld.
    return Row(answer.id, key, fields, digest(fields), item_id, etag, once, guarded=guarded)


def _about(answer: Answer, meeting: Meeting, partnership: Partnership) -> dict[str, object]:
    by_meeting = partnership.attribution is Attribution.MEETING
    return {
        "Ref": answer.ref,
        "MeetingRef": meeting.ref if by_meeting else None,
        "MeetingDate": _day(meeting) if by_meeting else None,
        "Month": f"{_day(meeting):%Y-%m}",
        "Cycle": _cycle(meeting, partnership),
        "MeetingType": _type_name(meeting, partnership),
        "About": "Meeting",
    }


def _words(words: Mapping[str, str]) -> dict[str, object]:
    clean = {key: storable(text) for key, text in words.items()}
    told: dict[str, object] = {column: clean.get(key) or None for key, column in QUESTION_COLUMNS.items()}
    return told | {FIRST_COLUMN: first_words(clean) or None}


def storable(text: str) -> str:
    """Leave out control characters other than line ends and tabs, which no list keeps; half a letter becomes a "?".

    https://www.w3.org/TR/xml/#charsets, in which SharePoint keeps its text.
    """
    return tidy(_CONTROL.sub("", text))


def first_words(words: Mapping[str, str]) -> str:
    """Give the beginning of the first answer, on one line, whole words where there are any."""
    told = next((words[key] for key in QUESTIONS if words.get(key)), "")
    line = " ".join(told.split())
    if len(line) <= FIRST_WORDS:
        return line
    cut = line[: FIRST_WORDS - 1]
    return (cut.rpartition(" ")[0] or cut) + "…"


def _taps(taps: Mapping[str, tuple[str, ...]], measures: tuple[Measure, ...]) -> dict[str, object]:
    return {measure_column(measure): _chosen(measure, taps.get(measure.key, ())) for measure in measures}


def _chosen(measure: Measure, taps: tuple[str, ...]) -> object:
    chosen = tuple(words for stored, words in measure.choices if stored in taps)
    return chosen if measure.many else next(iter(chosen), None)


def measure_column(measure: Measure) -> str:
    """Name the measure's column: from its key, so that new words for it keep the column."""
    return _column_of(measure.key)


@cache
def _column_of(key: str) -> str:
    return "Measure" + "".join(part.capitalize() for part in re.findall(r"[A-Za-z0-9]+", key))


def _type_name(meeting: Meeting, partnership: Partnership) -> str | None:
    known = partnership.meeting_type(meeting.type_key)
    return known.name if known else None


def _cycle(meeting: Meeting, partnership: Partnership) -> str | None:
    hub = partnership.board("learning-hub")
    return (cycle(_day(meeting), hub.cadence) or None) if hub else None


def _day(meeting: Meeting) -> date:
    return meeting.starts_at.astimezone(LONDON).date()
