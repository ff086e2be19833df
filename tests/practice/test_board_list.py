"""What the Board meetings list says of a meeting, whatever becomes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest

from practice.board_list import (
    BOARD_MEETINGS,
    CANCELLED,
    HELD,
    INVITED,
    LONGEST_LINE,
    MOVED,
    PLANNED,
    Attendance,
    board_row,
)
from practice.boards import Board, BoardEvent, EventState
from practice.by_hand import Theirs
from practice.check_words import difference_words
from practice.checking import Difference, Differs
from practice.filing import Row
from practice.quorum import Verdict
from tests.practice.boards_made import HUB as BOARD
from tests.practice.events_made import standing

HUB = next(event for event in standing() if event.meeting.slot == "2026-05")
AT = HUB.meeting.starts_at
LATER = Theirs(HUB.meeting.starts_at + timedelta(days=1), HUB.meeting.ends_at + timedelta(days=1))


def row(
    event: BoardEvent = HUB,
    theirs: Theirs | None = None,
    comes: Attendance | None = None,
    board: Board | None = BOARD,
) -> Row:
    return board_row("key-1", event, board, theirs, comes or Attendance(AT), item_id="7", etag='"1"')


def test_a_meeting_says_when_where_and_why() -> None:
    """Its times are London's, in summer too; its papers are due five working days before, over a bank holiday."""
    found = row()
    assert (found.subject, found.key, found.item_id, found.etag) == (
        "learning-hub/2026-05/1",
        "key-1",
        "7",
        '"1"',
    )
    assert found.fields == {
        "Ref": "learning-hub/2026-05/1",
        "Board": "Learning Hub",
        "MeetingDate": date(2026, 5, 27),
        "StartsAt": HUB.meeting.starts_at.replace(hour=8, tzinfo=UTC),
        "EndsAt": HUB.meeting.ends_at.replace(hour=10, tzinfo=UTC),
        "Purpose": HUB.meeting.purpose,
        "Place": "Room 1",
        "WhyThisDate": HUB.meeting.why,
        "State": INVITED,
        "Quorum": None,
        "Accepted": None,
        "PapersDue": date(2026, 5, 19),
        "OutlookSays": None,
    }


@pytest.mark.parametrize(
    ("event", "theirs", "held", "state", "said"),
    [
        (replace(HUB, state=EventState.WANTED, event_id=""), None, False, PLANNED, None),
        (replace(HUB, state=EventState.WANTED), None, False, INVITED, None),
        (HUB, LATER, False, MOVED, "Thursday 28 May 2026, 9:30am to 11:30am"),
        (HUB, Theirs(), False, INVITED, "Deleted"),
        (HUB, None, True, HELD, None),
        (HUB, LATER, True, HELD, "Thursday 28 May 2026, 9:30am to 11:30am"),
        (replace(HUB, state=EventState.CANCELLING), None, False, CANCELLED, None),
        (replace(HUB, state=EventState.CANCELLED), None, True, CANCELLED, None),
    ],
)
def test_its_state_is_what_is_known_of_it(
    event: BoardEvent, theirs: Theirs | None, held: bool, state: str, said: str | None
) -> None:
    """People are invited from the first event on, also while a change of it is on its way."""
    fields = row(event, theirs, Attendance(AT, held=held)).fields
    assert (fields["State"], fields["OutlookSays"]) == (state, said)


@pytest.mark.parametrize(
    ("verdict", "said"),
    [(Verdict.QUORATE, "Quorate"), (Verdict.NOT_YET, "Not yet"), (Verdict.CANNOT, "Not quorate")],
)
def test_quorum_is_said_as_it_was_judged(verdict: Verdict, said: str) -> None:
    """Nobody who accepted is a number too; of a meeting that is off neither is said, nor are papers due."""
    comes = Attendance(AT, verdict, 0)
    fields = row(comes=comes).fields
    assert (fields["Quorum"], fields["Accepted"]) == (said, 0)
    off = row(replace(HUB, state=EventState.CANCELLED), comes=comes).fields
    assert (off["Quorum"], off["Accepted"], off["PapersDue"]) == (None, None, None)


def test_what_the_list_says_of_a_board_that_is_in_the_file_no_more_stays() -> None:
    """A new item has its key for a name; papers of a meeting that is off are due no more."""
    found = row(board=None)
    assert not {"Board", "PapersDue"} & set(found.fields)
    assert found.at_creation == {"Board": "learning-hub"}
    assert row(replace(HUB, state=EventState.CANCELLING), board=None).fields["PapersDue"] is None
    assert row().at_creation == {}


def test_a_later_file_changes_nothing_about_what_was() -> None:
    """A board's new name, or another day for papers, is for the meetings to come."""
    renamed = replace(BOARD, name="Learning Forum", papers_working_days=10)
    assert row(board=renamed).fields["Board"] == "Learning Forum"
    held = Attendance(AT, held=True)
    assert row(board=renamed, comes=held).digest == row(comes=held).digest
    assert row(comes=held).at_creation == {"Board": "Learning Hub", "PapersDue": date(2026, 5, 19)}


def test_what_the_coordinator_fills_in_is_in_no_row() -> None:
    """Nor does a row hold what no list can keep; an empty cell is no text."""
    odd = replace(HUB, place="x" * 300, meeting=replace(HUB.meeting, purpose="A\x0bB", why=""))
    fields = row(odd).fields
    assert not {"Present", "Papers"} & set(fields)
    assert (len(str(fields["Place"])), fields["Purpose"], fields["WhyThisDate"]) == (LONGEST_LINE, "AB", None)


def test_its_digest_changes_with_what_it_says() -> None:
    """And with nothing else."""
    assert row().digest == row(replace(HUB, body_html="<p>Other words</p>")).digest
    assert row().digest != row(comes=Attendance(AT, held=True)).digest


@pytest.mark.parametrize("kind", [Differs.EDITED, Differs.NEWER])
def test_what_somebody_wrote_over_is_left_until_it_is_named(kind: Differs) -> None:
    """And whoever reads of it is told how."""
    one = Difference(kind, BOARD_MEETINGS, "learning-hub/2026-05/1")
    assert (one.mendable, one.only_when_named) == (False, True)
    assert "--again learning-hub/2026-05/1" in difference_words(one)[1]


@pytest.mark.parametrize("kind", [Differs.MISSING, Differs.BEHIND, Differs.ELSEWHERE])
def test_what_only_lags_behind_is_filed_again(kind: Differs) -> None:
    """Also an item that somebody deleted: nothing in it was theirs that the list still has."""
    one = Difference(kind, BOARD_MEETINGS, "learning-hub/2026-05/1", was_filed=True)
    assert (one.mendable, one.only_when_named) == (True, False)
