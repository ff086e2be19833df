"""The words of the boards' invitations and of their changes (content.md, section 14): subjects and HTML.

Every word that comes from a file is escaped. What has no value yet is left out, never guessed.
"""

from __future__ import annotations

from html import escape

from practice.board_defaults import LEARNING_HUB, QEB, SCOPING_AGENDA, reviews_progress
from practice.boards import Board, BoardMeeting
from practice.day_words import clock_words, day_words, long_day, month_name
from practice.papers import papers_day
from practice.partnership import Partnership
from practice.working_days import add_working_days

EVIDENCE_DAYS = 10
"""What members bring to the Partnership Board is needed this many working days before it."""

_AFTER_NOTE = "<hr>\n"
_CANNOT_COME, _END = "<p><strong>Cannot come?</strong> ", "</p>\n"


def invitation(
    meeting: BoardMeeting, board: Board, partnership: Partnership, previous: BoardMeeting | None
) -> tuple[str, str]:
    """Give an invitation's subject (plain text) and body (HTML).

    `previous` is the board's meeting before this one, from which its material runs.
    """
    foot = _foot(meeting, board, partnership)
    if meeting.scoping:
        return f"{board.name}: scoping meeting (open invitation)", _scoping(
            meeting, board, partnership
        ) + foot
    if board.extra_of(meeting.slot):
        return f"{board.name}: extra meeting", _paragraph("", f"{meeting.purpose}.") + foot
    lines = _lines(meeting, board, previous)
    body = "".join(_paragraph(head, text) for head, text in lines) + _agenda(
        board.agenda_of(_month(meeting, board))
    )
    return _subject(meeting, board), body + foot


def with_moved_note(body: str, old: BoardMeeting, new: BoardMeeting) -> str:
    """Put above the body that the meeting moved, from when to when, and why."""
    note = (
        f"Moved from {_when(old, new)} to {_when(new, new)}. Why: {new.why}. "
        "The old invitation is replaced; you do not need to do anything but answer this one."
    )
    return f"<p>{escape(note)}</p>\n{_AFTER_NOTE}{body}"


def without_note(body: str) -> str:
    """Give a body as `invitation` made it, whether or not a note stands above it."""
    return body.rpartition(_AFTER_NOTE)[2]


def without_deputies(body: str) -> str:
    """Give a body without its line about deputies, which alone of the words depends on who sits where."""
    before, _, after = body.partition(_CANNOT_COME)
    return before + after.partition(_END)[2]


def cancelled(meeting: BoardMeeting, board: str, following: BoardMeeting | None) -> str:
    """Give the comment (plain text) that goes with a cancellation; `following` is the board's next meeting."""
    year = meeting.starts_at.year
    day = day_words(meeting.starts_at.date(), year)
    what_instead = (
        f"The next meeting is on {day_words(following.starts_at.date(), year)}."
        if following
        else "No other meeting is planned."
    )
    return f"{board} on {day} is cancelled. Why: it is no longer in the partnership's plan. {what_instead}"


def _month(meeting: BoardMeeting, board: Board) -> int:
    """Give the month of the meeting's slot, which decides its purpose wherever it moved.

    The slot of a board that follows another names that one's month, so its own day decides.
    """
    return meeting.starts_at.month if board.cadence.follows else int(meeting.slot[5:])


def _subject(meeting: BoardMeeting, board: Board) -> str:
    if board.key in (LEARNING_HUB, QEB):
        return board.name
    month = _month(meeting, board)
    purpose = board.own_purpose(month) or (
        "progress, strengths and what to develop"
        if reviews_progress(month)
        else "learning from annual reports, and the work plan"
    )
    return f"{board.name}, {month_name(month)}: {purpose}"


def _lines(meeting: BoardMeeting, board: Board, previous: BoardMeeting | None) -> tuple[tuple[str, str], ...]:
    month = _month(meeting, board)
    if own := board.own_purpose(month):
        return (("What it is for.", f"{own}."),)
    if board.key == LEARNING_HUB:
        return _hub(meeting, board, previous)
    if board.key == QEB:
        return _qeb(board)
    day = day_words(add_working_days(meeting.starts_at.date(), -EVIDENCE_DAYS), meeting.starts_at.year)
    return _spring(day) if reviews_progress(month) else _autumn(day)


def _hub(meeting: BoardMeeting, board: Board, previous: BoardMeeting | None) -> tuple[tuple[str, str], ...]:
    since = ""
    if previous:
        since = f" since {day_words(previous.starts_at.date(), meeting.starts_at.year)}"
    focus = (("Focus this time:", board.focus),) if board.focus else ()
    return (
        (
            "What it is for.",
            (
                "Front-line managers and practitioners from every agency look at what colleagues, children and "
                f"families told us{since}, and at audits, training and reviews. We agree what it means and what "
                "to put to the Quality and Effectiveness Board."
            ),
        ),
        *focus,
        (
            "Before you come:",
            (
                "read the two summary pages. Bring one thing from your own service that bears them out, or that "
                "does not."
            ),
        ),
    )


def _qeb(board: Board) -> tuple[tuple[str, str], ...]:
    quorum = (("Quorum:", board.quorum),) if board.quorum else ()
    return (
        (
            "What it is for.",
            (
                "Senior managers decide on the Learning Hub's recommendations and see whether earlier decisions "
                "changed practice."
            ),
        ),
        (
            "To decide this time:",
            (
                "the Learning Hub's recommendations. Each ends as agreed, not agreed or put off, with reasons "
                "and any dissent. An agreed one leaves the room with a lead, a due date, a measure and a day to "
                "check its effect."
            ),
        ),
        *quorum,
    )


def _spring(day: str) -> tuple[tuple[str, str], ...]:
    return (
        (
            "What it is for.",
            (
                "The whole partnership reviews the year's progress and assesses strengths and areas for "
                "development in the local safeguarding system."
            ),
        ),
        (
            "We need from you:",
            (
                "one strength and one area for development you can evidence from your agency, "
                f"by {day}, on the one-page form."
            ),
        ),
        ("You leave with:", "an agreed assessment, and priorities for the year ahead."),
    )


def _autumn(day: str) -> tuple[tuple[str, str], ...]:
    return (
        (
            "What it is for.",
            (
                "The whole partnership considers what the annual reports teach us, and how far the work plan has "
                "come."
            ),
        ),
        (
            "We need from you:",
            f"your agency's annual safeguarding report, or its two-page summary, by {day}.",
        ),
        ("You leave with:", "learning agreed across agencies, and changes to the work plan."),
    )


def _scoping(meeting: BoardMeeting, board: Board, partnership: Partnership) -> str:
    hours = f"{clock_words(meeting.starts_at.time())} to {clock_words(meeting.ends_at.time())}"
    paragraphs = (
        (
            f"The {board.name} is new. This first meeting is a chance to shape how it will work: what it looks "
            "at, who comes, and how it learns from the front line."
        ),
        (
            "Anyone who works with children in the area may come. To attend, tell "
            f"{partnership.tokens['coordinator_contact']}."
        ),
        f"{long_day(meeting.starts_at.date())}, {hours}, {board.place}",
    )
    return "".join(_paragraph("", text) for text in paragraphs) + _agenda(SCOPING_AGENDA)


def _foot(meeting: BoardMeeting, board: Board, partnership: Partnership) -> str:
    """Give the end of every body; deputies are named where there are any and the invitation is not open."""
    contact = partnership.tokens["coordinator_contact"]
    papers = day_words(papers_day(board, meeting), meeting.starts_at.year)
    deputies = [f"{seat.name}, {seat.deputy}" for seat in board.seats if seat.deputy and not meeting.scoping]
    tell = f"Decline, and tell your deputy: {'; '.join(deputies)}." if deputies else "Decline."
    return (
        _paragraph("Cannot come?", tell)
        + _paragraph("Need something to take part?", f"Tell {contact}.")
        + _paragraph("Papers", f"reach you by {papers}.")
        + _paragraph("Why this date:", f"{meeting.why}.")
        + _paragraph(
            "",
            "Papers hold no names of children, families or practitioners. Keep it so in discussion. Papers may "
            "be asked for under the Freedom of Information Act.",
        )
    )


def _agenda(items: tuple[str, ...]) -> str:
    listed = "".join(f"<li>{escape(item)}</li>" for item in items)
    return f"<p><strong>Agenda</strong></p>\n<ol>{listed}</ol>\n" if items else ""


def _paragraph(head: str, text: str) -> str:
    bold = f"<strong>{escape(head)}</strong> " if head else ""
    return f"<p>{bold}{escape(text)}</p>\n"


def _when(meeting: BoardMeeting, seen_in: BoardMeeting) -> str:
    day = day_words(meeting.starts_at.date(), seen_in.starts_at.year)
    return f"{day}, {clock_words(meeting.starts_at.time())} to {clock_words(meeting.ends_at.time())}"
