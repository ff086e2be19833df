"""What the Board meetings list says of a board's meeting: its row in domain words (content.md, section 23, list 10).

`Present` and `Papers` are the coordinator's: no row has them. Nobody is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from practice.boards import Board, BoardEvent, BoardMeeting, EventState
from practice.by_hand import Theirs
from practice.clocks import LONDON
from practice.digests import digest
from practice.filing import Row, storable
from practice.papers import papers_day
from practice.quorum import Verdict

BOARD_MEETINGS = "Board meetings"

PLANNED, INVITED, MOVED, HELD, CANCELLED = "Planned", "Invited", "Moved", "Held", "Cancelled"
"""The list's states. One that stands in Outlook at another time than ours is moved, until a person settles it."""

LONGEST_LINE = 255
"""Characters of a single line in a list."""

_QUORUM = {Verdict.QUORATE: "Quorate", Verdict.NOT_YET: "Not yet", Verdict.CANNOT: "Not quorate"}
_OVER = (EventState.CANCELLING, EventState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Attendance:
    """What is known of who comes to a meeting that begins then: how it was judged last, by what people have answered.

    `held` says that it is over, `final` that the answers were read once more afterwards. `at` is a naive local time.
    """

    at: datetime
    verdict: Verdict | None = None
    accepted: int | None = None
    held: bool = False
    final: bool = False


def board_row(
    key: str,
    event: BoardEvent,
    board: Board | None,
    theirs: Theirs | None,
    comes: Attendance,
    *,
    item_id: str = "",
    etag: str = "",
) -> Row:
    """Give the row of the Board meetings list.

    What follows from the partnership's file is written once where the meeting was held, or the board is in the file
    no more (`board` is None): a later file changes nothing about what was.
    """
    meeting, off = event.meeting, event.state in _OVER
    fields: dict[str, object] = {
        "Ref": event.work_subject,
        "MeetingDate": meeting.starts_at.date(),
        "StartsAt": meeting.starts_at.replace(tzinfo=LONDON),
        "EndsAt": meeting.ends_at.replace(tzinfo=LONDON),
        "Purpose": storable(meeting.purpose) or None,
        "Place": storable(event.place)[:LONGEST_LINE] or None,
        "WhyThisDate": storable(meeting.why) or None,
        "State": _state(event, theirs, comes),
        "Quorum": _QUORUM.get(comes.verdict) if comes.verdict and not off else None,
        "Accepted": None if off else comes.accepted,
        "OutlookSays": theirs.told if theirs else None,
    }
    by_file = _by_file(meeting, board)
    if off:  # Papers of such a meeting are due no more.
        fields["PapersDue"] = None
        by_file.pop("PapersDue", None)
    if board and not comes.held:
        fields, by_file = fields | by_file, {}
    return Row(event.work_subject, key, fields, digest(fields), item_id, etag, by_file)


def _by_file(meeting: BoardMeeting, board: Board | None) -> dict[str, object]:
    if board is None:
        return {"Board": meeting.board}
    return {"Board": board.name, "PapersDue": papers_day(board, meeting)}


def _state(event: BoardEvent, theirs: Theirs | None, comes: Attendance) -> str:
    if event.state in _OVER:
        return CANCELLED
    if comes.held:
        return HELD
    if theirs and theirs.starts_at:
        return MOVED
    return INVITED if event.event_id else PLANNED
