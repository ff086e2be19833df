"""What the coordinator's lists say of a meeting and of an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from practice.answers import Content
from practice.digests import digest
from practice.filing import Counts, Row, counts_of, first_words, meeting_row, review_row
from practice.meetings import MeetingStatus
from practice.prompts import Prompt, PromptState
from tests.graph_sync.partnerships import CONTENT, MEETING, PARTNERSHIP, answer

NO_WORDS = {
    "WentWell": None,
    "DidNotGoWell": None,
    "GotInTheWay": None,
    "NeedsToBeDifferent": None,
    "NeedsToChange": None,
    "FirstWords": None,
}


def review(content: Content = CONTENT, *, settled: bool = True, back: bool = False) -> Row:
    """Give the row of an answer."""
    return review_row("key", answer(1, content, settled=settled, back=back), MEETING, PARTNERSHIP)


def test_an_answers_row_says_what_was_said_and_not_by_whom() -> None:
    """The agency shows as its group, measures as words, the meeting as its reference and local day."""
    fields = review().fields
    assert (fields["MeetingRef"], fields["MeetingDate"]) == ("BTP-M2K7", date(2026, 6, 10))
    assert (fields["Month"], fields["Cycle"]) == ("2026-06", "Hub June 2026")
    assert fields["WentWell"] == "Everybody came, and the plan was clear."
    assert fields["NeedsToChange"] == "Send the reports\nthree days before."
    assert (fields["MeasureAgencies"], fields["MeasureMissing"]) == ("Partly", ("Police", "GP"))
    assert (fields["MeasureTogether"], fields["MeasureChild"]) == ("Well", None)
    assert "council" not in repr(fields)


def test_the_status_is_written_with_a_new_item_and_never_with_a_change() -> None:
    """After that it is the coordinator's."""
    row = review()
    assert row.at_creation == {"AgencyGroup": None, "RoleGroup": None, "Status": "To check"}
    assert "Status" not in row.fields


def test_words_stay_out_while_a_check_of_them_is_open() -> None:
    """A list keeps earlier versions; the taps say nothing about anybody and are filed."""
    fields = review(settled=False).fields
    assert {name: fields[name] for name in NO_WORDS} == NO_WORDS
    assert fields["MeasureAgencies"] == "Partly"


def test_an_answer_taken_back_leaves_nothing_that_was_said() -> None:
    """Words, taps and that there was a voice are gone, and the status says why."""
    row = review(back=True)
    assert {name: row.fields[name] for name in NO_WORDS} == NO_WORDS
    assert (row.fields["MeasureAgencies"], row.fields["MeasureMissing"]) == (None, ())
    assert row.fields["Status"] == "Taken back"
    assert "Status" not in row.at_creation
    assert not row.fields["Voice"]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ({}, ""),
        ({"q3": "Time."}, "Time."),
        ({"q1": "One\r\n two\tthree"}, "One two three"),
        ({"q1": "a" * 120}, "a" * 120),
        ({"q1": "a" * 121}, "a" * 119 + "…"),
        ({"q1": "word " * 30}, "word " * 22 + "word…"),
    ],
)
def test_first_words_are_one_line_of_at_most_120_characters(words: dict[str, str], first: str) -> None:
    """Cut between words where there are any."""
    assert first_words(words) == first.strip()
    assert len(first_words(words)) <= 120


def test_a_meetings_row_counts_and_names_nobody() -> None:
    """No title, no organiser, no attendee."""
    row = meeting_row("key", MEETING, Counts(4, 1, 1, 1, 1), PARTNERSHIP)
    assert (row.fields["Asked"], row.fields["CouldNotDeliver"], row.fields["NotInAListedAgency"]) == (4, 1, 2)
    assert (row.fields["How"], row.fields["CameFrom"], row.fields["InTheSample"]) == (
        "Online",
        "Calendar",
        True,
    )
    assert row.at_creation == {"Status": "Happened"}


@pytest.mark.parametrize("status", [MeetingStatus.CANCELLED, MeetingStatus.MOVED])
def test_a_meeting_that_fell_away_says_so(status: MeetingStatus) -> None:
    """Also in an item that stands already."""
    row = meeting_row("key", replace(MEETING, status=status), Counts(), PARTNERSHIP)
    assert (row.fields["Status"], row.at_creation) == (status.value, {})


def test_what_the_file_no_longer_knows_is_left_empty() -> None:
    """An unknown type, an agency that left, a partnership without a Learning Hub."""
    without = replace(PARTNERSHIP, boards=(), agencies=(), types=())
    fields = review_row("key", answer(), MEETING, without).fields
    assert (fields["MeetingType"], fields["Cycle"]) == (None, None)


def test_only_people_who_were_reached_count_as_asked() -> None:
    """Those never asked are in no count, so that they cannot be taken for silent."""
    states = (
        (PromptState.ANSWERED, True),
        (PromptState.NOT_THERE, True),
        (PromptState.SENT, True),
        (PromptState.UNDELIVERABLE, False),
        (PromptState.NOT_ASKED, False),
        (PromptState.PLANNED, False),
    )
    assert counts_of([_prompt(*state) for state in states]) == Counts(3, 1, 1, 1, 1)


def _prompt(state: PromptState, sent: bool) -> Prompt:
    due = datetime(2026, 6, 10, 9, tzinfo=UTC)
    return Prompt("id", "meeting", "council", "", state, due, ever_sent=sent)


def test_the_digest_tells_content_apart_and_nothing_else() -> None:
    """The status of a new item, an id or a version change nothing; a word does."""
    filed = replace(review(), item_id="7", etag="x", at_creation={})
    assert filed.digest == review().digest == digest(review().fields)
    assert review(Content(words={"q1": "Other."})).digest != review().digest


def test_a_field_of_another_kind_has_no_digest() -> None:
    """It could not be written either."""
    with pytest.raises(TypeError):
        digest({"Ref": object()})
